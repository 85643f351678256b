"""Whether a question restricts a table's row: "bloktilskud til ældrepleje" is told by no row "Bloktilskud mv."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftalesvar.asking.points import Point
from aftalesvar.asking.sides import Side
from aftalesvar.danish.terms import words

_WHAT_FOR = re.compile(
    r"\b(?:til|for|på|i|vedr(?:ørende)?\.?|om|af) (?:(?:den|det|de|en|et|\w+e) )?(?P<what>\w{4,})", re.IGNORECASE
)
_MUCH = 0.3  # the share of the question that such a word is of
_THERE = 0.5  # how well a row holds a word that it is held to hold


def is_restricted(sides: Sequence[Side], points: Sequence[Point]) -> bool:
    """Whether all points are table rows, and what the question wants their part for stands in none of them."""
    found = [p.candidate.found for p in points]
    if not sides or any(f.sentence.row is None for f in found):
        return False
    coverage = sides[0].reader.coverage
    told = {t for f in found for t in coverage.terms(" ".join((f.sentence.text, *f.passage.section)))}
    asked = sides[0].understood.corrected
    wanted = {word for match in _WHAT_FOR.finditer(asked) for word in words(match["what"])}
    total = sum(coverage.weights) or 1.0
    pairs = zip(coverage.concepts, coverage.weights, strict=True)
    return any(c.word in wanted and c.match(told) < _THERE and w / total >= _MUCH for c, w in pairs)
