"""Which figure in a sentence answers: the one that stands nearest to what was asked, of the year asked.

``find_figures`` says what figures there are; here each is given the year it is for, whether it tells a level
or a change, and how close the question's words stand to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftalesvar.asking.concepts import HALF
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.holders import parties_in
from aftalesvar.asking.kinds import asks_size
from aftalesvar.asking.layout import Distances, LaidFigure
from aftalesvar.danish.numbers import FoundFigure
from aftalesvar.figures import Direction

_REACH = 9.0  # words; a question word this far from a figure counts 1/e
_BACK = 2  # words from a sentence's beginning to what it refers back to
_ASKED_ABOUT = 0.3  # of the question, for a part that is what is asked about
_HELD = 0.8  # how well a part's whole must hold a word of the question
_ASKS_TOTAL = re.compile(r"\b(?:samle[dt]e?|i alt|total\w*|tilsammen|sammenlagt)\b", re.IGNORECASE)
_ASKS_WHOLE = re.compile(r"\bsamlede?\b|\bi alt\b", re.IGNORECASE)
_BY_HOW_MUCH = (
    r"\bhvor meget (?:\w+ )*"
    r"(?:løft\w*|stig\w*|steg|øg\w*|hæv\w*|forhøj\w*|fald\w*|sænk\w*|reducer\w*|nedbring\w*|nedsæt\w*|spar\w*|skær\w*"
    r"|vokse\w*|beskær\w*|tilfør\w*|korriger\w*)"
)
# "Hvor meget løftes rammen i alt?" asks for all of the change; "til i alt" for what it comes to.
_CHANGE_IN_ALL = re.compile(rf"{_BY_HOW_MUCH}(?!.*\btil (?:samlet|i alt))", re.IGNORECASE)
_ASKS_CHANGE = re.compile(
    rf"{_BY_HOW_MUCH}"
    r"|\b(?:løftes|forhøjes|forhøjelse\w*|løft|stigning\w*|reduktion\w*|nedbringes|ændring\w*|besparelse\w*"
    r"|merbevilling|ekstra|mere|oven ?i|(?:flere|færre|mindre) (?:penge|midler|kroner|millioner|milliarder)"
    r"|(?:løftet|hævet|øget|forhøjet|sænket|nedbragt|skåret|beskåret|reduceret|nedsat)(?!\s+til\b))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure with the years it is for, whether it is a level or a change, and how near it is (0 to 1)."""

    figure: FoundFigure
    years: frozenset[int]
    years_said: bool  # the years stand with the figure itself, not only in its sentence or agreement
    direction: Direction
    of_which: bool
    near: float
    subject: float  # of which from words of its own clause
    share: bool  # a part of what the question asks about, of which it doesn't ask what is said of the part
    part_of_other: bool  # a part of something that the question doesn't ask about
    total: bool  # said to be the whole ("i alt", "den samlede")


def place_figures(text: str, context_years: Sequence[int], coverage: Coverage, lead: str = "") -> list[PlacedFigure]:
    """The figures of a sentence, each placed.

    :param context_years: the years the sentence is for when it names none (its heading's or agreement's).
    :param coverage: the question's content words, and how much each tells.
    :param lead: the sentence that this one refers back to: its words count as if they stood just before it.
    """
    laid = coverage.layouts.figures(text)
    if not laid:
        return []
    every_year = coverage.layouts.years(text, tuple(context_years))
    lent = [terms for _, terms in coverage.analyser.placed(lead)] if lead else []
    placed: list[PlacedFigure] = []
    for one, (years, said) in zip(laid, every_year, strict=True):
        near, subject = _nearness(one, coverage, lent)
        other = one.part_of is not None and not _holds_any(_without_parties(one.part_of), coverage)
        # "Heraf udgør bedre faglokaler 924 mio. kr.": a part, but the one that is asked about.
        asked = coverage.holds_rarest(one.part_said) or coverage.of_text(one.part_said) >= _ASKED_ABOUT
        share = _is_share(one, coverage)
        of_which = (one.is_part and not asked) or one.is_inside or share
        direction = one.direction
        if placed and direction == "unsaid" and one.goes_on:
            # "et løft på 0,2 mia. kr. i 2024, 0,6 mia. kr. i 2025": what is said of the first holds for the next.
            direction, of_which = placed[-1].direction, placed[-1].of_which
        placed.append(
            PlacedFigure(one.figure, years, said, direction, of_which, near, subject, share, other, one.is_total)
        )
    return placed


def asks_total(question: str) -> bool:
    """Whether a question asks for the whole ("samlet", "i alt")."""
    return bool(_ASKS_TOTAL.search(question))


def asks_change(question: str) -> bool:
    """Whether a question asks by how much something changes ("hvor meget løftes …")."""
    return bool(_ASKS_CHANGE.search(question))


def asked_direction(question: str) -> Direction:
    """Whether a question asks for a change ("hvor meget løftes …") or a level ("hvor stor er … samlet")."""
    if _CHANGE_IN_ALL.search(question) or (asks_change(question) and not _ASKS_WHOLE.search(question)):
        return "change"
    return "level"


def says_direction(question: str) -> bool:
    """Whether a question's own words say which; "hvor mange penge er der til …" may be either."""
    return asks_change(question) or asks_size(question) or asks_total(question)


def _is_share(one: LaidFigure, coverage: Coverage) -> bool:
    """Whether "3 mia. kr. af bloktilskuddet er betinget af …" stands where it isn't asked what is conditional."""
    if one.part_of is None or one.figure.unit == "count":
        return False
    asked = [c for c in coverage.concepts if not parties_in(c.word)]
    held = [any(c.match(coverage.terms(word)) >= _HELD for c in asked) for word in one.part_of.split()]
    if True not in held:
        return False
    said = " ".join((*one.part_of.split()[held.index(True) + 1 :], one.part_is))
    return not any(c.match(coverage.terms(said)) >= _HELD for c in asked)


def _without_parties(whole: str) -> str:
    """Of what something is a part, without whose that is: "kommunernes bloktilskud" is the grant."""
    return " ".join(word for word in whole.split() if not parties_in(word)) or whole


def _holds_any(text: str, coverage: Coverage) -> bool:
    terms = coverage.analyser.terms(text).keys()
    return any(concept.match(terms) >= _HELD for concept in coverage.concepts)


def _nearness(one: LaidFigure, coverage: Coverage, lent: Sequence[frozenset[str]]) -> tuple[float, float]:
    """The question's words by how much they tell and how near to the figure they stand; and its own clause's alone."""
    total = sum(coverage.weights)
    if not total:
        return 0.0, 0.0
    everywhere, clause = one.everywhere, one.clause
    if lent:  # what is referred back to stands where the reference does
        behind = one.position + _BACK
        everywhere = _with_lent(everywhere, lent, behind)
        clause = _with_lent(clause, lent, behind) if one.start == 0 else clause
    near = own = 0.0
    for concept, weight in zip(coverage.concepts, coverage.weights, strict=True):
        if not concept.match(everywhere.keys()):
            continue  # most words stand in few sentences
        near += weight * max((q * math.exp(-d / _REACH) for q, d in concept.nearest(everywhere)), default=0.0)
        # In its own clause half a compound tells another thing: "anlægsudgifter" where "serviceudgifter" is asked.
        whole = (q * math.exp(-d / _REACH) for q, d in concept.nearest(clause) if q > HALF)
        own += weight * max(whole, default=0.0)
    return near / total, own / total


def _with_lent(distances: Distances, lent: Sequence[frozenset[str]], behind: int) -> Distances:
    """The distances with the terms of the sentence before, which stand ``behind`` words off."""
    return distances | {t: min(behind, distances.get(t, behind)) for terms in lent for t in terms}
