"""Whether a sentence says no to a question that is answered with yes or no."""

from __future__ import annotations

import re

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import stem, words

_CLAUSE = re.compile(r",\s+|;\s+")
_NEGATION = re.compile(
    r"\b(?:ikke|ingen|intet|ej|aldrig|uden|bortfald\w*|ophør\w*|nedlæg\w*|nedlagt|afskaf\w*|ophæv\w*|udsky\w*|udgår"
    r"|suspender\w*|fravælg\w*)\b",
    re.IGNORECASE,
)


def denied(text: str, understood: Understood, coverage: Coverage) -> bool:
    """Whether a sentence gives another figure or year than the question states, or negates what it asks."""
    asked = understood.question.text
    stated = [f for f in find_figures(asked) if f.unit != "count"]
    told = find_figures(text)
    if stated and any(f.unit == stated[0].unit for f in told):
        return not any(f.value == s.value for s in stated for f in told)
    if _tells_another_year(text, understood):
        return True
    turned = _negated(text, understood, coverage) or opposed(understood.corrected, text)
    return turned != bool(_NEGATION.search(asked))


def _tells_another_year(text: str, understood: Understood) -> bool:
    """Whether an agreement that is asked for tells other years than the one year in question."""
    agreements = understood.question.agreements
    asked = [y for y in years_in(understood.question.text) if y not in agreements]
    told = years_in(text)
    return bool(agreements) and len(asked) == 1 and bool(told) and asked[0] not in told


def _negated(text: str, understood: Understood, coverage: Coverage) -> bool:
    """Whether the clause that speaks of what is asked has a negation that the question doesn't use itself."""
    own = {stem(w) for w in words(understood.corrected)}
    clause = max(_CLAUSE.split(text), key=coverage.of_text)
    return any(stem(match[0].lower()) not in own for match in _NEGATION.finditer(clause))
