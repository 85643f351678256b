"""What turns the evidence for an answer into a probability, and how sure an answer has to be.

The coefficients are set on the dev split of the evaluation and judged with whole agreements left out
(``eval/calibrate.py`` writes ``calibration.json``, which ships with the package). An index keeps those that it was
built with, so that the same index always answers alike; newer ones make it outdated, which costs no embedding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic coefficients, one for each field of ``asking.confidence.Evidence``, and where answers begin.

    An answer whose probability is below ``threshold`` is a refusal.
    """

    intercept: float
    sentence_gap: float
    passage_gap: float
    lexical: float
    coverage: float
    margin: float
    threshold: float


@cache
def shipped_calibration() -> Calibration:
    """The coefficients and threshold that ``eval/calibrate.py`` last wrote."""
    return Calibration(**json.loads(files("aftalesvar").joinpath("calibration.json").read_text("utf-8")))


def kept_calibration(kept: Mapping[str, float]) -> Calibration:
    """The calibration that an index keeps, or the shipped one when it keeps none or another kind."""
    try:
        return Calibration(**kept)
    except TypeError:
        return shipped_calibration()
