"""Which figure in a sentence answers: the one that stands nearest to what was asked, of the year asked.

``find_figures`` says what figures there are; here each is given the year it is for, whether it tells a level
or a change, and how close the question's words stand to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aftalesvar.asking.concepts import Concept
from aftalesvar.danish.dates import year_mentions, years_in
from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.danish.terms import TOKEN, Analyser, stem

Direction = Literal["level", "change", "unsaid"]

_REACH = 9.0  # words; a question word this far from a figure counts 1/e
_AFTER_YEAR = re.compile(
    r"^[\s,]*(?:\((?:(?!\)).)*\)\s*)?(?:(?:årligt|i alt|varigt|pr\. \w+|netto|brutto|samlet(?: set)?|reelt|realt|ekstra)\s+)*"
    r"(?:i|for|fra|til|om året i|vedr\.|vedrørende|fra og med|frem mod|i perioden|årligt i|årligt fra|i årene|stigende til)\s+"
    r"(?:år\s+|årene\s+|hvert af årene\s+)?(?P<first>(?:19|20)\d\d)(?:\s*(?P<link>-|–|til|og)\s*(?P<last>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:\bmed|\bløft(?:es|et)? på|\bstig(?:er|ning) på|\bforhøjelse(?:n)? på|\breduktion på|\breduceret|\bfald på|\bbesparelse på|\btilført(?: \w+)*|\bmer\w* på|\byderligere|\bekstra|\bnedbring\w+(?: \w+)*)\s*(?:samlet |i alt |ca\. |op til |yderligere |ekstraordinært )*$",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    r"\b(?:løft|forhøjelse|stigning|reduktion|besparelse|nedbringelse|nedsættelse|fald|merudgift|mindreudgift)\w{0,3}\b[^,.;]{0,90}\bpå\s*(?:samlet |i alt |ca\. |op til )*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:udgør|udgøre|er|var|bliver|på|til|samlet(?: set)?|i alt|svarende til|lyder på|fastsættes til|ramme på|pulje på)\s*(?:samlet |set |i alt |ca\. |derved |dermed )*$",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"\b(?:heraf|hvoraf|herunder)\b[^.;]*$", re.IGNORECASE)
_ASKS_CHANGE = re.compile(
    r"\bhvor meget (?:\w+ )*(?:løft\w*|stig\w*|steg|øg\w*|hæv\w*|forhøj\w*|fald\w*|sænk\w*|reducer\w*|nedbring\w*|nedsæt\w*|spar\w*|skær\w*|vokse\w*|beskær\w*|tilfør\w*|korriger\w*)|\b(?:løftes|forhøjes|forhøjelse\w*|løft|stigning\w*|reduktion\w*|nedbringes|ændring\w*|besparelse\w*|merbevilling|ekstra|mere)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure with the years it is for, whether it is a level or a change, and its nearness to the question (0 to 1)."""

    figure: FoundFigure
    years: frozenset[int]
    years_said: bool  # the years stand with the figure itself, not only in its sentence or agreement
    direction: Direction
    of_which: bool
    near: float
    subject: float  # of which from words of its own clause


def place_figures(
    text: str, context_years: Sequence[int], concepts: Sequence[Concept], weights: Sequence[float], analyser: Analyser
) -> list[PlacedFigure]:
    """The figures of a sentence, each placed.

    :param context_years: the years the sentence is for when it names none (its heading's or agreement's).
    :param concepts: the question's content words, with ``weights`` for how much each tells.
    """
    figures = find_figures(text)
    if not figures:
        return []
    words = placed_words(text, analyser)
    placed = []
    for at, figure in enumerate(figures):
        start = figures[at - 1].end if at else 0
        stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
        years, said = _figure_years(text, figure, start, stop, context_years)
        near, subject = _nearness(figure, words, concepts, weights, start)
        before = text[: figure.start]
        direction: Direction = (
            "change"
            if _CHANGE.search(before) or _CHANGE_BY.search(before)
            else "level"
            if _LEVEL.search(before)
            else "unsaid"
        )
        placed.append(
            PlacedFigure(
                figure, years, said, direction, bool(_OF_WHICH.search(text[start : figure.start])), near, subject
            )
        )
    return placed


def asked_direction(question: str) -> Direction:
    """Whether a question asks for a change ("hvor meget løftes …") or a level ("hvor stor er … samlet")."""
    if _ASKS_CHANGE.search(question) and not re.search(r"\bsamlede?\b|\bi alt\b", question, re.IGNORECASE):
        return "change"
    return "level"


def placed_words(text: str, analyser: Analyser) -> list[tuple[int, frozenset[str]]]:
    """(offset, terms) of each word."""
    found = []
    for match in TOKEN.finditer(text):
        word = match[0].lower()
        terms = {stem(word), *analyser.parts(word)}
        for half in re.split(r"[-/]", word) if "-" in word else ():
            terms.add(stem(half))
        found.append((match.start(), frozenset(terms)))
    return found


def _nearness(
    figure: FoundFigure, words: list[tuple[int, frozenset[str]]], concepts: Sequence[Concept], weights: Sequence[float],
    clause_start: int,
) -> tuple[float, float]:  # fmt: skip
    """The question's words weighted by how much they tell and how near to the figure they stand; and those of its own clause."""
    total = sum(weights)
    if not total:
        return 0.0, 0.0
    position = sum(1 for offset, _ in words if offset < figure.start)
    everywhere, clause = _distances(words, position, 0), _distances(words, position, clause_start)
    near = own = 0.0
    for concept, weight in zip(concepts, weights, strict=True):
        near += weight * max((q * math.exp(-d / _REACH) for q, d in concept.nearest(everywhere)), default=0.0)
        own += weight * max((q * math.exp(-d / _REACH) for q, d in concept.nearest(clause)), default=0.0)
    return near / total, own / total


def _distances(words: list[tuple[int, frozenset[str]]], position: int, since: int) -> dict[str, int]:
    """Each term's distance in words from a position; what stands after it counts half as far again."""
    distances: dict[str, int] = {}
    for at, (offset, terms) in enumerate(words):
        if offset < since:
            continue
        distance = position - at if at < position else round(1.5 * (at - position)) + 3
        for term in terms:
            distances[term] = min(distance, distances.get(term, distance))
    return distances


def _figure_years(
    text: str, figure: FoundFigure, start: int, stop: int, context: Sequence[int]
) -> tuple[frozenset[int], bool]:
    """The years a figure is for: said just after it, else just before it in its clause, else of the sentence."""
    if match := _AFTER_YEAR.match(text[figure.end : stop + 40]):
        return _spread(
            match["first"], match["link"], match["last"], text[figure.end : figure.end + match.start("first")]
        ), True
    before = year_mentions(text[start : figure.start])
    if before:
        segment = text[start : figure.start]
        year, at, end = before[-1]
        if len(before) > 1 and re.fullmatch(r"\s*[-–]\s*", segment[before[-2][2] : at]):
            return _spread(str(before[-2][0]), "-", str(year), segment[: before[-2][1]]), True
        return frozenset({year}), True
    named = years_in(text)
    if len(named) == 1:
        return named, False
    shared = named & set(context)
    return shared or named or frozenset(context), False


def _spread(first: str, link: str | None, last: str | None, before: str) -> frozenset[int]:
    """The years of "2024", "2024-2026" (each of them) or "fra 2023-2024" (what holds in the last)."""
    if not last:
        return frozenset({int(first)})
    if link in ("-", "–") and int(last) - int(first) == 1 and re.search(r"\bfra\s*$", before):
        return frozenset({int(last)})
    if link == "og":
        return frozenset({int(first), int(last)})
    return frozenset(range(int(first), int(last) + 1))
