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
from aftalesvar.asking.denied import excepted, moved, purpose
from aftalesvar.asking.matters import MODAL_MATTERS, best_clauses, object_held, sides_asked, votes
from aftalesvar.asking.opening import plainly
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.scope import (
    agents_differ,
    asks_only,
    figures_agree,
    figures_differ,
    part_of_all,
    times_differ,
    times_shared,
)
from aftalesvar.asking.silent import of_another, unmeasured, untold
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.polarity import clauses, negated_clauses, sides
from aftalesvar.danish.terms import words

_OPPOSED = 0.9
_SCOPE = 1.0
DECIDES = 0.4  # how surely a sentence must say yes or no, to decide
# How much each sign tells, as log odds, that a place says yes; and that an answer by it is right. Fitted by logistic
# regression, each agreement left out in turn, on questions with the sentence that answers them, with those beside it,
# and with some that only sound like it. Too few were unmeasured, lacking or silent: those three are set by hand.
_SAYS_YES = {"always": 0.9, "yes": 2.5, "no": -5.0, "untold": 0.8, "open": -0.9, "negated": -1.1}
_IS_RIGHT = {
    "always": -0.8,
    "sure": 2.6,
    "untold": -0.6,
    "of_another": -1.7,
    "unheard_of": -0.9,
    "unmeasured": -2.0,
    "lacking": -0.6,
    "silent": -2.0,
}
_LEAD = 0.1  # how much surer the sentence beside must be than the one that answers, to have the word
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
# Words of opposites that are said of much, or of other things than what is asked about.
_LOOSE_WORD = re.compile(
    r"\b(?:skal|kan|må|flere|færre|større|mindre|højere|lavere|mere|yderligere|forskellige)\b", re.IGNORECASE
)
_FIGURE = 0.6  # the vote of the figure that is asked about
_IS_SO = re.compile(r"^\W*(?:er|har|blev|var|havde|fik)\b", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:ambition(?:en|er|erne)?|målsætning\w*|målet er|hensigt\w*|ønske(?:r|t)?|forudsæt\w*)\b", re.IGNORECASE
)
_LOOKED_INTO = re.compile(
    r"\b(?:undersøg\w*|afdæk\w*|drøft\w*|overvej\w*|analyser\w*|se på|vurder\w*)\b[^.]*\b(?:om|hvorvidt|i hvilket"
    r" omfang|muligheder(?:ne)?|muligheden)\b",
    re.IGNORECASE,
)
_LOOKS_INTO = re.compile(
    r"\b(?:undersøg\w*|afdæk\w*|drøft\w*|overvej\w*|analyser\w*|se[rst]? på|set på|kigge\w*|tale om|vurder\w*)\b",
    re.IGNORECASE,
)
_DENYING = frozenset({"last", "include", "early", "done"})
_MUCH = 0.5  # of the question, that its heaviest word is of
_OPENS = 5  # words of a question, that tell what it is about
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
    asked = _NOT.sub("", plainly(asked))  # "Må de ikke …?" is answered with "Nej" where they mayn't, as "Må de …?" is
    late = times_differ(asked, told) and times_differ(asked, _own_clauses(asked, told, coverage))
    same = coverage is None or object_held(asked, told, coverage) >= _SAME_THING or times_shared(asked, told)
    some = part_of_all(asked, told) if same else None
    if some is not None:
        return Decision(not some, _SCOPE)
    if (same and (late or figures_differ(asked, told))) or agents_differ(asked, told):
        return Decision(yes=False, surely=_SCOPE)
    if coverage is not None and excepted(asked, told, coverage):
        return Decision(yes=False, surely=_SCOPE)
    if same and (way := moved(asked, told) or (coverage is not None and purpose(asked, told, coverage))):
        return Decision(way > 0, _SCOPE)
    vote = _sum(votes(asked, told, coverage, whole))
    if not vote and not sides_asked(asked) and figures_agree(asked, told):
        vote = _FIGURE
    if not vote and opposed(asked, _LOOSE_WORD.sub(" ", told)):
        apart = coverage is not None and whole and coverage.of_text(told) < _FEW_WORDS
        vote = -_OPPOSED * (_LOOSE if apart else 1.0)
    if not vote and coverage is not None and not negated_clauses(asked):
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


def read(asked: str, told: str, alone: str, coverage: Coverage) -> Decision:
    """What a place says to a question of yes or no, by all that speaks for either; unsure where nothing decides.

    :param told: the sentence with what it refers back to and its list's introduction; ``alone``: without.
    """
    asked = plainly(asked)
    decisions = _decisions(asked, told, alone, coverage)
    given = {
        "always": 1.0,
        "yes": max((d.surely for d in decisions if d.yes), default=0.0),
        "no": max((d.surely for d in decisions if not d.yes), default=0.0),
        "untold": float(untold(asked, told, coverage)),
        "open": float(_leaves_open(asked, told)),
        "negated": float(bool(best_clauses(told, coverage) & (negated_clauses(told) | _ends(told)))),
    }
    odds = sum(weight * given[sign] for sign, weight in _SAYS_YES.items())
    return Decision(odds > 0, max(given["yes"], given["no"]))


def _ends(told: str) -> frozenset[int]:
    """The clauses of a text that tell that something ends, is left out or put off."""
    return frozenset(side.clause for side in sides(told) if side.matter in _DENYING and side.said == -1)


def surely(asked: str, told: str, before: str, coverage: Coverage) -> float:
    """How surely (0 to 1) the wording of a sentence decides what is asked; 0 when it doesn't.

    :param before: the sentence that it points back to, or "".
    """
    found = _decisions(plainly(asked), f"{before} {told}".strip(), told, coverage)
    return max((decision.surely for decision in found), default=0.0)


def _decisions(asked: str, told: str, alone: str, coverage: Coverage) -> list[Decision]:
    """What a sentence says, with what it refers back to and without it."""
    both = decide(asked, told, coverage, whole=True), decide(asked, alone, coverage)
    return [decision for decision in both if decision is not None]


def told_by(understood: Understood, told: str, alone: str, coverage: Coverage) -> float:
    """The log odds that a place adds to an answer by saying yes or no, or takes by only speaking of the matter."""
    asked = plainly(understood.corrected)
    found = _decisions(asked, told, alone, coverage)
    sure = max((decision.surely for decision in found), default=0.0)
    unheard_of = any(word in understood.unknown for word in list(words(asked))[1:_OPENS])
    another = of_another(asked, told, coverage)
    if another and unheard_of:
        sure = 0.0  # it is told of what is there
    given = {
        "always": 1.0,
        "sure": sure,
        "untold": float(untold(asked, told, coverage)),
        "silent": float(sure < DECIDES and untold(asked, told, coverage, terms_of=True)),
        "lacking": float(coverage.heaviest_missing(told) > _MUCH),
        "unmeasured": float(unmeasured(asked, told)),
        "of_another": float(another),
        "unheard_of": float(unheard_of),
    }
    return sum(weight * given[sign] for sign, weight in _IS_RIGHT.items())


def word(told: str, alone: str, beside: str, understood: Understood, coverage: Coverage) -> str | None:
    """The word as the sentences shown say it, "Ja" or "Nej"; None when a question names two answers.

    :param told: the sentence that answers with what it refers back to; ``alone``: without.
    :param beside: the sentence that is shown beside it, or "".
    """
    if either_or(understood.corrected):
        return None
    if _tells_another_year(alone, understood):
        return "Nej"
    said = read(understood.corrected, told, alone, coverage)
    other = read(understood.corrected, beside, beside, coverage) if beside else said
    if other.surely > said.surely + _LEAD:
        said = other
    if said.surely < DECIDES and _leaves_open(plainly(understood.corrected), told):
        return None
    return "Ja" if said.yes else "Nej"


def _leaves_open(asked: str, told: str) -> bool:
    """Whether a sentence only tells that a thing is wanted or looked into, where it is asked whether it is so."""
    aimed = _IS_SO.match(asked) and _AIM.search(told) and not _AIM.search(asked)
    looked_into = _LOOKED_INTO.search(told) and not _LOOKS_INTO.search(asked)
    return bool(aimed or looked_into or asks_only(asked))


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
