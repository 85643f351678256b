"""Which figure in a sentence answers: the one that stands nearest to what was asked, of the year asked.

``find_figures`` says what figures there are; here each is given the year it is for, whether it tells a level
or a change, and how close the question's words stand to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aftalesvar.asking.concepts import HALF
from aftalesvar.asking.coverage import Coverage
from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.figures import Direction, is_of_which, stated_direction, stated_years

_REACH = 9.0  # words; a question word this far from a figure counts 1/e
_BACK = 2  # words from a sentence's beginning to what it refers back to
_OTHERS = 12  # words that what belongs to another figure is further off
_HELD = 0.8  # how well a part's whole must hold a word of the question
# "1 mia. kr. af bloktilskuddet": the figure is a part of what follows, and of nothing else.
_PART_OF = re.compile(r"^\s*(?:årligt\s+|i\s+\d{4}\s+)?af\s+(?P<whole>(?:[\wæøåÆØÅ-]+\s*){1,3})")
# The point of "inkl. overførsler" ends no clause.
_FOR = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:årligt\s+)?i\s+\d{4}\s+)?(?P<link>til|for|fra|af|vedrørende|vedr\.)\s+(?!\d)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:samle[dt]e?|i alt|total\w*|tilsammen)\b(?:[^.;]|\.(?=\s?[a-zæøå])){0,40}$", re.IGNORECASE)
# "niveauet omfatter et løft på …": the figure is inside what is spoken of.
_INCLUDES = re.compile(r"\b(?:omfatter|indeholder|inkluderer|inklusive|inkl\.)\b[^.;]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^.;:]{0,40}")
_OF_WHICH = re.compile(r"\b(?:heraf|hvoraf|herunder)\b", re.IGNORECASE)
_ASKS_TOTAL = re.compile(r"\b(?:samle[dt]e?|i alt|total\w*|tilsammen|sammenlagt)\b", re.IGNORECASE)
_ASKS_WHOLE = re.compile(r"\bsamlede?\b|\bi alt\b", re.IGNORECASE)
_ASKS_CHANGE = re.compile(
    r"\bhvor meget (?:\w+ )*"
    r"(?:løft\w*|stig\w*|steg|øg\w*|hæv\w*|forhøj\w*|fald\w*|sænk\w*|reducer\w*|nedbring\w*|nedsæt\w*|spar\w*|skær\w*"
    r"|vokse\w*|beskær\w*|tilfør\w*|korriger\w*)"
    r"|\b(?:løftes|forhøjes|forhøjelse\w*|løft|stigning\w*|reduktion\w*|nedbringes|ændring\w*|besparelse\w*"
    r"|merbevilling|ekstra|mere"
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
    part_of_other: bool  # a part of something that the question doesn't ask about
    total: bool  # said to be the whole ("i alt", "den samlede")


def place_figures(text: str, context_years: Sequence[int], coverage: Coverage, lead: str = "") -> list[PlacedFigure]:
    """The figures of a sentence, each placed.

    :param context_years: the years the sentence is for when it names none (its heading's or agreement's).
    :param coverage: the question's content words, and how much each tells.
    :param lead: the sentence that this one refers back to: its words count as if they stood just before it.
    """
    figures = find_figures(text)
    if not figures:
        return []
    words = coverage.analyser.placed(text)
    lent = [terms for _, terms in coverage.analyser.placed(lead)] if lead else []
    owned = _owned_after(text, figures)
    placed: list[PlacedFigure] = []
    for at, figure in enumerate(figures):
        start = figures[at - 1].end if at else 0
        stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
        years, said = stated_years(text, figure, start, stop, context_years)
        near, subject = _nearness(figure, words, coverage, start, lent, owned)
        before = text[start : figure.start]
        part = _PART_OF.match(text[figure.end : stop])
        other = part is not None and not _holds_any(part["whole"], coverage)
        # "Heraf udgør bedre faglokaler 924 mio. kr.": a part, but the one that is asked about.
        asked = coverage.holds_rarest(_OF_WHICH.split(before)[-1])
        of_which = (is_of_which(before) and not asked) or bool(_INCLUDES.search(before))
        direction = stated_direction(text[: figure.start])
        if placed and direction == "unsaid" and _GOES_ON.fullmatch(before):
            # "et løft på 0,2 mia. kr. i 2024, 0,6 mia. kr. i 2025": what is said of the first holds for the next.
            direction, of_which = placed[-1].direction, placed[-1].of_which
        placed.append(PlacedFigure(
            figure, years, said, direction, of_which, near, subject, other, bool(_TOTAL.search(before))
        ))  # fmt: skip
    return placed


def asks_total(question: str) -> bool:
    """Whether a question asks for the whole ("samlet", "i alt")."""
    return bool(_ASKS_TOTAL.search(question))


def asks_change(question: str) -> bool:
    """Whether a question asks by how much something changes ("hvor meget løftes …")."""
    return bool(_ASKS_CHANGE.search(question))


def asked_direction(question: str) -> Direction:
    """Whether a question asks for a change ("hvor meget løftes …") or a level ("hvor stor er … samlet")."""
    if asks_change(question) and not _ASKS_WHOLE.search(question):
        return "change"
    return "level"


def _holds_any(text: str, coverage: Coverage) -> bool:
    terms = coverage.analyser.terms(text).keys()
    return any(concept.match(terms) >= _HELD for concept in coverage.concepts)


def _owned_after(text: str, figures: Sequence[FoundFigure]) -> dict[int, tuple[int, int]]:
    """The stretch after each figure that says what it is for, by where the figure ends.

    Only where neighbours do alike: "3,4 mio. kr. til drift og 7,8 mio. kr. til udvikling".
    """
    stops = [*(f.start for f in figures[1:]), len(text)]
    told = [_FOR.match(text[f.end : stop]) for f, stop in zip(figures, stops, strict=True)]
    alike = [
        (one, next_)
        for one, next_ in pairwise(range(len(figures)))
        if figures[one].unit == figures[next_].unit and (first := told[one]) and (second := told[next_])
        if first["link"].lower() == second["link"].lower()
    ]
    return {figures[at].end: (figures[at].end, stops[at]) for pair in alike for at in pair}


def _nearness(
    figure: FoundFigure, words: list[tuple[int, frozenset[str]]], coverage: Coverage, clause_start: int,
    lent: Sequence[frozenset[str]], owned: Mapping[int, tuple[int, int]],
) -> tuple[float, float]:  # fmt: skip
    """The question's words by how much they tell and how near to the figure they stand; and its own clause's alone."""
    total = sum(coverage.weights)
    if not total:
        return 0.0, 0.0
    position = sum(1 for offset, _ in words if offset < figure.start)
    own_span = owned.get(figure.end)
    others = [span for end, span in owned.items() if end != figure.end]
    everywhere = _distances(words, position, 0, own_span, others)
    clause = _distances(words, position, clause_start, own_span, others)
    for terms in lent:  # what is referred back to stands where the reference does
        for term in terms:
            everywhere[term] = min(position + _BACK, everywhere.get(term, position + _BACK))
            if clause_start == 0:
                clause[term] = min(position + _BACK, clause.get(term, position + _BACK))
    near = own = 0.0
    for concept, weight in zip(coverage.concepts, coverage.weights, strict=True):
        near += weight * max((q * math.exp(-d / _REACH) for q, d in concept.nearest(everywhere)), default=0.0)
        # In its own clause half a compound tells another thing: "anlægsudgifter" where "serviceudgifter" is asked.
        whole = (q * math.exp(-d / _REACH) for q, d in concept.nearest(clause) if q > HALF)
        own += weight * max(whole, default=0.0)
    return near / total, own / total


def _distances(
    words: list[tuple[int, frozenset[str]]], position: int, since: int, own: tuple[int, int] | None,
    others: Sequence[tuple[int, int]],
) -> dict[str, int]:  # fmt: skip
    """Each term's distance in words from a position; what stands after it counts half as far again.

    :param since: the offset that words are counted from; 0 for the whole sentence.
    :param own: a stretch after the figure that is all its own, and so counts plainly.
    :param others: stretches that are other figures' own: far off, and outside this one's clause.
    """
    distances: dict[str, int] = {}
    for at, (offset, terms) in enumerate(words):
        elsewhere = any(start <= offset < end for start, end in others)
        if offset < since or (since and elsewhere):
            continue
        after = round(1.5 * (at - position)) + 3
        if own is not None and own[0] <= offset < own[1]:
            after = at - position
        distance = (position - at if at < position else after) + (_OTHERS if elsewhere else 0)
        for term in terms:
            distances[term] = min(distance, distances.get(term, distance))
    return distances
