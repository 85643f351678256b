"""Whether a sentence says yes or no to a question that is answered with yes or no.

A small kind of textual entailment, without a model. A question is on a side of some matters ("fortsætter", "skal …
betale"), for all or only some, at a time, by a party (``matters``, ``scope``). A sentence that is on the same
side says yes; one on the other side, or for others, at another time or by another party, says no. Where neither
decides, a sentence that holds the question's own words says yes, unless its clause is negated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.matters import best_clauses, votes
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.scope import agents_differ, figures_differ, part_of_all, times_differ
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.polarity import clauses, negated_clauses, sides

_OPPOSED = 0.9
_SCOPE = 1.0
DECIDES = 0.4  # how surely a sentence must say yes or no, to decide
# Log odds that it adds to an answer when its place says yes or no by its own wording, and when it only speaks of it.
_DECIDED, _DENIED, _UNDECIDED = 0.8, 0.9, -0.7
_UNSPOKEN, _LEAST_HELD = -1.5, 0.3  # when it holds less of the question than this, or not the word that decides
_NEGATED = 0.5  # how surely a negated clause that holds enough of the question says no
_CLAUSE_WORDS = 0.3  # of the question: enough
_NOT = re.compile(r"\bikke (?!at\b|kun\b|mindst\b|alene\b|blot\b|bare\b)", re.IGNORECASE)
_DENYING = frozenset({"last", "include", "early", "done"})
_FEW_WORDS, _LOOSE = 0.2, 0.4  # a place that holds fewer of the question's words denies it less, by an opposite


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes or no, and how surely (0 to 1) the wording says it."""

    yes: bool
    surely: float


def decide(asked: str, told: str, coverage: Coverage | None = None, *, whole: bool = False) -> Decision | None:
    """What a sentence says to a question; None when it doesn't decide.

    :param coverage: how much of the question's words a text holds: it tells which clause speaks of the matter, and
        whether the sentence does at all.
    :param whole: whether all that is shown is given, with what the sentence refers back to.
    """
    asked = _NOT.sub("", asked)  # "Må de ikke …?" is answered with "Nej" where they mayn't, as "Må de …?" is
    some = part_of_all(asked, told)
    if some is not None:
        return Decision(not some, _SCOPE)
    if figures_differ(asked, told) or times_differ(asked, told) or agents_differ(asked, told):
        return Decision(yes=False, surely=_SCOPE)
    vote = sum(votes(asked, told, coverage, whole))
    if not vote and opposed(asked, told):
        apart = coverage is not None and whole and coverage.of_text(told) < _FEW_WORDS
        vote = -_OPPOSED * (_LOOSE if apart else 1.0)
    if not vote and coverage is not None:
        denied_in = best_clauses(told, coverage) & negated_clauses(told)
        vote = -_NEGATED if any(coverage.of_text(clauses(told)[at]) >= _CLAUSE_WORDS for at in denied_in) else 0.0
    return Decision(vote > 0, min(1.0, abs(vote))) if vote else None


def verdict(asked: str, told: str) -> bool | None:
    """Whether a sentence decides by its own wording what is asked: True for yes, None when it doesn't decide."""
    decision = decide(asked, told)
    return decision.yes if decision is not None and decision.surely >= DECIDES else None


def surely(asked: str, told: str, coverage: Coverage) -> float:
    """How surely (0 to 1) a sentence decides by its own wording what is asked; 0 when it doesn't."""
    decision = decide(asked, told, coverage)
    return decision.surely if decision is not None and decision.surely >= DECIDES else 0.0


def told_by(understood: Understood, told: str, coverage: Coverage, held: float) -> float:
    """The log odds that a place adds to an answer by saying yes or no, or takes by only speaking of the matter.

    :param held: the share of the question's words that the place holds (0 to 1).
    """
    decision = decide(understood.corrected, told, coverage, whole=True)
    by = decision.surely if decision is not None else 0.0
    odds = _UNDECIDED * (1 - by / DECIDES)
    if decision is not None and by >= DECIDES:
        odds = _DECIDED if decision.yes else _DENIED
    return _UNSPOKEN if held < _LEAST_HELD or (odds < 0 and understood.unknown) else odds


def denied(text: str, understood: Understood, coverage: Coverage) -> bool:
    """Whether a sentence says no to the question: by its figures, its years, its wording or a negation."""
    if _tells_another_year(text, understood):
        return True
    decision = decide(understood.corrected, text, coverage)
    if decision is not None:
        return not decision.yes
    ends = {side.clause for side in sides(text) if side.matter in _DENYING and side.said == -1}
    return bool(best_clauses(text, coverage) & (negated_clauses(text) | ends))


def _tells_another_year(text: str, understood: Understood) -> bool:
    """Whether an agreement that is asked for tells other years than the one year in question."""
    agreements = understood.question.agreements
    asked = [y for y in years_in(understood.question.text) if y not in agreements]
    told = years_in(text)
    return bool(agreements) and len(asked) == 1 and bool(told) and asked[0] not in told
