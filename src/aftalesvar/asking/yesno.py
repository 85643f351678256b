"""Whether a sentence says yes or no to a question that is answered with yes or no.

A small kind of textual entailment, without a model. A question is on a side of some matters ("fortsætter", "skal …
betale"), for all or only some, at a time, by a party (``matters``, ``scope``). A sentence that is on the same
side says yes; one on the other side, or for others, at another time or by another party, says no. Where neither
decides, a sentence that holds the question's own words says yes, unless its clause is negated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.matters import MODAL_MATTERS, best_clauses, object_held, sides_asked, votes
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.scope import agents_differ, asks_only, figures_agree, figures_differ, part_of_all, times_differ
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.polarity import clauses, negated_clauses, sides

_OPPOSED = 0.9
_SCOPE = 1.0
DECIDES = 0.4  # how surely a sentence must say yes or no, to decide
# Log odds that it adds to an answer when its place says yes or no by its own wording, and when it only speaks of it;
# all are a little low, since a yes or no says more than a place that is shown.
_DECIDED, _UNDECIDED = 1.15, -0.55
_UNSPOKEN, _LEAST_HELD, _LEAST_OBJECT = -1.05, 0.3, 0.1  # when it holds less of the question, or its object, than this
_MISSING, _USUAL = -3.0, 0.3  # for the share of the question that the heaviest word it lacks is of, beyond the usual
_NEGATED = 0.5  # how surely a negated clause that holds enough of the question says no
_CLAUSE_WORDS = 0.3  # of the question: enough
_NOT = re.compile(r"\bikke (?!at\b|kun\b|mindst\b|alene\b|blot\b|bare\b)", re.IGNORECASE)
_OR = re.compile(
    r"\beller (?=(?:\w+es|er|bliver|skal|må|kan|har|kun|bare|stadig|først|inden|uden|i|på|af|fra|ved|med|hos|er)\b)",
    re.IGNORECASE,
)
_OR_NOT = re.compile(r"eller (?:ikke|ej|hvad|er det)\b", re.IGNORECASE)
_DENIES = -0.7  # a vote that is no less than this denies, whatever else is agreed with
_SAME_THING = 0.35  # of what a question is about, that a sentence with another figure or time holds, to speak of that
_FIRM = 0.5  # a sentence that decides as surely isn't overruled by the one beside it
_FIGURE = 0.6  # the vote of the figure that is asked about
_IS_SO = re.compile(r"^\W*(?:er|har|blev|var|havde|fik)\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:ambition\w*|målsætning\w*|målet er|hensigt\w*|ønske(?:r|t)?)\b", re.IGNORECASE)
_LOOKED_INTO = re.compile(
    r"\b(?:undersøg\w*|afdæk\w*|drøft\w*|overvej\w*|analyser\w*|se på|vurder\w*)\b[^.]*\b(?:om|hvorvidt|i hvilket"
    r" omfang|muligheder(?:ne)?|muligheden)\b",
    re.IGNORECASE,
)
_DENYING = frozenset({"last", "include", "early", "done"})
_OBJECT, _LENT = 0.4, 0.4  # of what a question is about, that a sentence holds; by the one before it this much less
_SPOKEN = 0.5  # and what is left where it holds nothing of it
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
    late = times_differ(asked, told) and times_differ(asked, _own_clauses(asked, told, coverage))
    same = coverage is None or object_held(asked, told, coverage) >= _SAME_THING
    if (same and (late or figures_differ(asked, told))) or agents_differ(asked, told):
        return Decision(yes=False, surely=_SCOPE)
    vote = _sum(votes(asked, told, coverage, whole))
    if not vote and not sides_asked(asked) and figures_agree(asked, told):
        vote = _FIGURE
    if not vote and opposed(asked, told):
        apart = coverage is not None and whole and coverage.of_text(told) < _FEW_WORDS
        vote = -_OPPOSED * (_LOOSE if apart else 1.0)
    if not vote and coverage is not None:
        denied_in = best_clauses(told, coverage) & negated_clauses(told) if coverage.holds_first(asked, told) else ()
        vote = -_NEGATED if any(coverage.of_text(clauses(told)[at]) >= _CLAUSE_WORDS for at in denied_in) else 0.0
    return Decision(vote > 0, min(1.0, abs(vote))) if vote else None


def _sum(cast: Sequence[float]) -> float:
    """The votes together; a strong denial stands, whatever else is agreed with."""
    least = min(cast, default=0.0)
    agreed = sum(vote for vote in cast if vote > 0)
    return least if least <= _DENIES or least < -2 * agreed else sum(cast)


def _own_clauses(asked: str, told: str, coverage: Coverage | None) -> str:
    """The clauses of a sentence that say what is asked, or else those that hold most of the question, as one text."""
    matters = {side.matter for side in sides_asked(asked)} - MODAL_MATTERS
    own = {side.clause for side in sides(told) if side.matter in matters}
    if not own:
        own = set(best_clauses(told, coverage) if coverage is not None else range(len(clauses(told))))
    return " ".join(part for at, part in enumerate(clauses(told)) if at in own)


def verdict(asked: str, told: str) -> bool | None:
    """Whether a sentence decides by its own wording what is asked: True for yes, None when it doesn't decide."""
    decision = decide(asked, told)
    return decision.yes if decision is not None and decision.surely >= DECIDES else None


def surely(asked: str, told: str, before: str, coverage: Coverage) -> float:
    """How surely (0 to 1) a sentence decides by its own wording what is asked; 0 when it doesn't.

    One that holds little of what the question is about decides it less, however it is worded.

    :param before: the sentence that it points back to, or "".
    """
    decision = decide(asked, told, coverage)
    if decision is None or decision.surely < DECIDES:
        return 0.0
    held = max(object_held(asked, told, coverage), _LENT * object_held(asked, f"{before} {told}", coverage))
    return decision.surely * max(_SPOKEN, min(1.0, held / _OBJECT))


def told_by(understood: Understood, told: str, coverage: Coverage, held: float) -> float:
    """The log odds that a place adds to an answer by saying yes or no, or takes by only speaking of the matter.

    :param held: the share of the question's words that the place holds (0 to 1).
    """
    decision = decide(understood.corrected, told, coverage, whole=True)
    by = decision.surely if decision is not None else 0.0
    odds = _DECIDED if by >= DECIDES else _UNDECIDED
    apart = held < _LEAST_HELD or object_held(understood.corrected, told, coverage) < _LEAST_OBJECT
    return (_UNSPOKEN if apart else odds) + _MISSING * (coverage.heaviest_missing(told) - _USUAL)


def word(shown: Sequence[str], understood: Understood, coverage: Coverage) -> str | None:
    """The word as the sentences shown say it, "Ja" or "Nej"; None when they can't be taken to say either.

    :param shown: the sentence that answers, and then the one that is shown beside it, if any.
    """
    if either_or(understood.corrected):
        return None
    told = shown[0]
    if _tells_another_year(told, understood):
        return "Nej"
    decisions = [decide(understood.corrected, text, coverage) for text in shown]
    decided = [d for d in decisions if d is not None and d.surely >= DECIDES]
    if decided:
        firm = decided[0] if decided[0].surely >= _FIRM or decided[0] is not decisions[0] else None
        return "Ja" if (firm or max(decided, key=lambda d: d.surely)).yes else "Nej"
    weak = decisions[0]
    if weak is not None:
        return "Ja" if weak.yes else None
    if _leaves_open(understood.corrected, told):
        return None
    ends = {side.clause for side in sides(told) if side.matter in _DENYING and side.said == -1}
    return "Nej" if best_clauses(told, coverage) & (negated_clauses(told) | ends) else "Ja"


def _leaves_open(asked: str, told: str) -> bool:
    """Whether a sentence only tells that a thing is wanted or looked into, where it is asked whether it is so."""
    aimed = _IS_SO.match(asked) and _AIM.search(told) and not _AIM.search(asked)
    return bool(aimed or (_LOOKED_INTO.search(told) and not _LOOKED_INTO.search(asked)) or asks_only(asked))


def either_or(asked: str) -> bool:
    """Whether a question names two answers to choose between ("flyttes det, eller bliver det?"): neither is a yes."""
    found = _OR.search(asked)
    return found is not None and not _OR_NOT.match(asked, found.start())


def _tells_another_year(text: str, understood: Understood) -> bool:
    """Whether an agreement that is asked for tells other years than the one year in question."""
    agreements = understood.question.agreements
    asked = [y for y in years_in(understood.question.text) if y not in agreements]
    told = years_in(text)
    return bool(agreements) and len(asked) == 1 and bool(told) and asked[0] not in told
