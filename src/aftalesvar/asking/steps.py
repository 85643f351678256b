"""Figures told in steps: "64 mio. kr. i 2024 og 161 mio. kr. i 2025" is one answer."""

from __future__ import annotations

import re

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.figures import PlacedFigure, place_figures
from aftalesvar.asking.wording import LONGEST_ANSWER
from aftalesvar.records import Question

_REACH = 40  # characters between one step and the next
_LAST_YEAR = re.compile(r"[^.;]{0,25}?\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")


def steps(best: Candidate, question: Question, coverage: Coverage) -> str | None:
    """The stretch of the sentence that tells all steps around a figure, where the question pins no single year.

    None when there are no steps, or when they are too long to show.
    """
    sentence = best.found.sentence
    pinned = [y for y in question.years if y not in question.agreements]
    if best.figure is None or len(pinned) == 1 or sentence.row is not None:
        return None
    unit = best.figure.figure.unit
    placed = place_figures(sentence.text, best.found.years, coverage)
    dated = [p for p in placed if p.figure.unit == unit and p.years_said]
    chain = _chain_around(best.start, dated)
    if len({p.years for p in chain}) < 2:
        return None
    end = chain[-1].figure.end
    tail = _LAST_YEAR.match(sentence.text[end:])
    stretch = sentence.text[chain[0].figure.start : end + (tail.end() if tail else 0)]
    return stretch if len(stretch) <= LONGEST_ANSWER else None


def _chain_around(start: int, figures: list[PlacedFigure]) -> list[PlacedFigure]:
    """The figures that follow each other closely, with the one that begins at ``start`` among them."""
    at = next((i for i, p in enumerate(figures) if p.figure.start == start), None)
    if at is None:
        return []
    first = last = at
    while first > 0 and figures[first].figure.start - figures[first - 1].figure.end <= _REACH:
        first -= 1
    while last + 1 < len(figures) and figures[last + 1].figure.start - figures[last].figure.end <= _REACH:
        last += 1
    return figures[first : last + 1]
