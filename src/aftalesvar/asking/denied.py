"""What a sentence says is not so, though it names it: an exception, or what something else is in the place of.

"den offentlige bilflåde, operative biler undtaget", "ro frem for en ny stor reform": a question of the operative cars
or of a new reform is answered with no by what says yes of the rest. A number that becomes another one rises or falls,
and what is kept for one purpose isn't for others.
"""

from __future__ import annotations

import re

from aftalesvar.asking.changed import changed_pair
from aftalesvar.asking.coverage import Coverage
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.polarity import sides
from aftalesvar.danish.terms import words

_EXCEPTED = re.compile(
    r"(?:\b(?:bortset fra|undtagen|med undtagelse af|på nær|dog ikke|men ikke|frem for|i stedet for|fremfor)\s+"
    r"(?P<after>[^,.;:()]+)"
    r"|(?P<before>[^,.;:()]+?)\s+(?:er |dog |er dog )?(?:undtaget|undtages|fritaget|holdes udenfor)\b)",
    re.IGNORECASE,
)
_ASKS_OF_EXCEPTION = re.compile(
    r"\b(?:undtag\w*|fritag\w*|bortset|slippe\w*|fri for|uden for|udenfor|stedet|frem for|fremfor)\b", re.IGNORECASE
)
_SPENT_ON = re.compile(
    r"\b(?:bruge\w*|anvende\w*|gå|går|gik|flytte\w*|give\w*)\b[^?.;]*?\b(?:på|til) (?P<on>(?!at\b)[^?,.;]+)",
    re.IGNORECASE,
)
_KEPT_FOR = re.compile(r"\b(?:målrette[ts]?|målrettede|øremærk\w+|forbehold\w+|reservere\w+)\b", re.IGNORECASE)
_HALF = 0.5
_OWN = 0.15  # of a question's words, that what is excepted holds, and the rest of the sentence doesn't


def excepted(asked: str, told: str, coverage: Coverage) -> bool:
    """Whether a sentence leaves out just what a question is about."""
    if _ASKS_OF_EXCEPTION.search(asked):
        return False
    for found in _EXCEPTED.finditer(told):
        left_out = found["after"] or found["before"]
        if _held_only(left_out, told.replace(left_out, " "), coverage) >= _OWN:
            return True
    return False


def purpose(asked: str, told: str, coverage: Coverage) -> int:
    """What a sentence that keeps a thing for a purpose says to whether it may go to one: 1 for yes, -1 for no, else 0.

    "målrettes ældreområdet": so it may not be spent on schools.
    """
    spent = _SPENT_ON.search(asked)
    kept = _KEPT_FOR.search(told)
    if spent is None or kept is None:
        return 0
    at, terms = set(words(spent["on"])), coverage.terms(told)
    held = [concept.match(terms) for concept in coverage.concepts if concept.word in at]
    if not held:
        return 0
    return 1 if max(held) >= _HALF else -1


def _held_only(one: str, other: str, coverage: Coverage) -> float:
    """The share of the question's words that one text holds and another doesn't."""
    mine, theirs, total = coverage.terms(one), coverage.terms(other), sum(coverage.weights)
    lead = [
        w * max(0.0, c.match(mine) - c.match(theirs)) for c, w in zip(coverage.concepts, coverage.weights, strict=True)
    ]
    return sum(lead) / total if total else 0.0


def moved(asked: str, told: str) -> int:
    """How a number that becomes another one answers a question of rising or falling: 1 for yes, -1 for no, else 0.

    "de nuværende 114 pladser til 88": fewer.
    """
    wanted = {side.said for side in sides(asked) if side.matter == "level"}
    if len(wanted) != 1 or 0 in wanted or any(side.matter == "level" for side in sides(told)):
        return 0
    figures = find_figures(told)
    ends = changed_pair(told, figures)
    before = next((f.value for f in figures if ends.get(f.start) == "from"), None)
    after = next((f.value for f in figures if ends.get(f.start) == "to"), None)
    if before is None or after is None or before == after:
        return 0
    return 1 if (after > before) == (wanted == {1}) else -1
