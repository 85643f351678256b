"""How sure an answer is: a logistic of a few signals that can be explained, and the threshold to answer at.

The coefficients are set on the dev split of the evaluation with whole agreements left out (``eval/calibrate.py``);
they travel in the index's manifest once calibrated, and these are the defaults.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.understanding import Understood


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, each about 0 to 1."""

    sentence_cosine: float  # rescaled: the bundled model's cosines lie between 0.75 and 0.95
    passage_cosine: float
    coverage: float  # the question's words held by sentence and surroundings, weighted by rarity
    rarest: float  # whether the rarest word of the question is held
    near: float  # the question's words near the figure
    year: float  # the years asked are those of the answer
    kind: float  # the sentence can give the kind asked
    margin: float  # lead over the best answer of other sentences
    unknown: float  # share of the question's words that the corpus doesn't use


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic coefficients for Evidence, and the confidence below which the answer is a refusal."""

    intercept: float = -6.0
    sentence_cosine: float = 3.0
    passage_cosine: float = 1.5
    coverage: float = 4.0
    rarest: float = 1.0
    near: float = 1.0
    year: float = 1.0
    kind: float = 1.0
    margin: float = 0.5
    unknown: float = -2.5
    threshold: float = 0.40


def confidence(evidence: Evidence, calibration: Calibration) -> float:
    """The probability (0 to 1) that the answer is right, as calibrated."""
    total = calibration.intercept + sum(
        getattr(calibration, f.name) * getattr(evidence, f.name) for f in fields(evidence)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def weigh(top: Candidate, others: list[Candidate], understood: Understood, weights: list[float]) -> Evidence:
    """The evidence for the best candidate of a question; ``weights`` are the concepts' rarities."""
    signals = top.found.signals
    rival = next((c.score for c in others if c.found.sentence.id != top.found.sentence.id), top.score - 1.0)
    return Evidence(
        sentence_cosine=_rescaled(signals.sentence_cosine),
        passage_cosine=_rescaled(signals.passage_cosine),
        coverage=top.signals.get("coverage", 0.0),
        rarest=top.signals.get("rarest", 0.0),
        near=top.signals.get("near", 0.0) if top.figure else 0.4,
        year=_year(top, understood),
        kind=0.0 if "wrong_kind" in top.signals else 1.0,
        margin=max(0.0, min(1.0, top.score - rival)),
        unknown=len(understood.unknown) / max(len(understood.concepts), 1),
    )


def _rescaled(cosine: float) -> float:
    return max(0.0, min(1.0, (cosine - 0.75) / 0.2))


def _year(top: Candidate, understood: Understood) -> float:
    asked = set(understood.question.years)
    if not asked:
        return 0.7
    if top.figure is not None:
        return 1.0 if asked & top.figure.years else 0.0
    return max(0.0, top.found.signals.year_fit)
