"""The years that a figure is for, as its sentence says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftalesvar.danish.dates import year_mentions, years_in
from aftalesvar.danish.numbers import FoundFigure

_AFTER_YEAR = re.compile(
    r"^[\s,]*(?:\((?:(?!\)).)*\)\s*)?"
    r"(?:(?:årligt|hvert år|om året|i alt|varigt|pr\. \w+|netto|brutto|samlet(?: set)?|reelt|realt|ekstra"
    r"|(?:i|til|fra|for) (?:kommunerne|regionerne|staten))\s+)*"
    r"(?:i|for|fra|til|om året i|vedr\.|vedrørende|fra og med|frem mod|i perioden|årligt i|årligt fra|i årene"
    r"|stigende til)\s+(?:år\s+|årene\s+|hvert af årene\s+)?"
    r"(?P<first>(?:19|20)\d\d)(?!\s?-?\s?(?:pl\b|p/l\b|priser\b))(?:\s*(?P<link>-|–|til|og)\s*(?P<last>(?:19|20)\d\d))?",
    re.IGNORECASE,
)

# "225 kr. pr. indbygger i perioden 1. juni 2023 til og med 2025", "årligt frem til 2027"
_SPAN_AFTER = re.compile(
    r"^(?:(?!\d)[^.;:]|\.(?=\s[a-zæøå])){0,40}?\b(?:i perioden|i årene|fra)\s+"
    r"(?:\d{1,2}\.\s+[a-zæøå]+\s+)?(?P<first>(?:19|20)\d\d)\s*"
    r"(?:[-–]|til og med|(?:og )?frem til(?: og med)?|til)\s*(?:\d{1,2}\.\s+[a-zæøå]+\s+)?(?P<last>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_UNTIL_AFTER = re.compile(
    r"^(?:(?!\d)[^.;:]){0,25}?\b(?:frem til(?: og med)?|til og med|indtil)\s+(?:udgangen af\s+)?"
    r"(?P<last>(?:19|20)\d\d)",
    re.IGNORECASE,
)


def stated_years(
    text: str, figure: FoundFigure, start: int, stop: int, context: Sequence[int]
) -> tuple[frozenset[int], bool]:
    """The years a figure is for: said just after it, else just before it in its clause, else of the sentence.

    :param start: where the stretch before the figure begins (the end of the figure before it).
    :param stop: where the stretch after it ends (the start of the next figure).
    :param context: the years that hold when the sentence names none.
    :returns: the years, and whether they stand with the figure itself.
    """
    after = text[figure.end : stop + 40]
    # "2,7 pct. fra 2019-2020" is from one year to the next, no stretch of time.
    if (match := _SPAN_AFTER.match(after)) and int(match["first"]) < int(match["last"]) - _is_growth(match[0]):
        return frozenset(range(int(match["first"]), int(match["last"]) + 1)), True
    if (match := _UNTIL_AFTER.match(after)) and context and min(context) <= int(match["last"]):
        return frozenset(range(min(context), int(match["last"]) + 1)), True
    if match := _AFTER_YEAR.match(text[figure.end : stop + 40]):
        return _spread(
            match["first"], match["link"], match["last"], text[figure.end : figure.end + match.start("first")]
        ), True
    before = year_mentions(text[start : figure.start])
    if before:
        return _said_before(text[start : figure.start], before), True
    named = years_in(text)
    if len(named) == 1:
        return named, False
    if len(named) > 1 and (match := _LATER_YEAR.search(_own_clause(text[figure.end : stop]))):
        return _matched(match, text[figure.end : stop]), True
    shared = named & set(context)
    return shared or named or frozenset(context), False


def _is_growth(stretch: str) -> bool:
    return bool(re.search(r"\bfra\s+\d{4}\s*[-–]\s*\d{4}$", stretch))


def _said_before(segment: str, mentions: Sequence[tuple[int, int, int]]) -> frozenset[int]:
    """The year or the range of years that stands last in a stretch of text."""
    year, at, _ = mentions[-1]
    if len(mentions) > 1 and re.fullmatch(r"\s*[-–]\s*", segment[mentions[-2][2] : at]):
        return _spread(str(mentions[-2][0]), "-", str(year), segment[: mentions[-2][1]])
    return frozenset({year})


def _spread(first: str, link: str | None, last: str | None, before: str) -> frozenset[int]:
    """The years of "2024", "2024-2026" (each of them) or "fra 2023-2024" (what holds in the last)."""
    if not last:
        return frozenset({int(first)})
    if link in ("-", "–") and int(last) - int(first) == 1 and re.search(r"\bfra\s*$", before):
        return frozenset({int(last)})
    if link == "og":
        return frozenset({int(first), int(last)})
    return frozenset(range(int(first), int(last) + 1))


@dataclass(frozen=True, slots=True)
class FigureYears:
    """The years a figure is for; ``said`` when they stand with the figure itself."""

    years: frozenset[int]
    said: bool


# Names that hold a year without speaking of it ("jf. Aftale om kommunernes økonomi for 2023", "aftale af 17. juni
# 2020"), and what a figure is only compared with ("i forhold til niveauet i 2023").
_NAMES = re.compile(
    r"(?:\b(?:i forhold til|ift\.|sammenlignet med|siden)\s+[^,.;]{0,60}?\b(?:19|20)\d\d"
    r"|\b(?:19|20)\d\d\s?[-–]?\s?(?:pl\b|p/l\b|priser\b)"
    r"|\b(?:aftaler?\w*|økonomiaftaler?\w*)\s+om\s+kommunernes\s+økonomi\s+for\s+(?:19|20)\d\d(?:\s*(?:,|og)\s*(?:19|20)\d\d)*"
    r"|\b(?:af|den|d\.|pr\.)\s+(?:d\.\s*)?\d{1,2}\.\s+[a-zæøå]+\s+(?:19|20)\d\d"
    r"|\b(?:økonomiforhandlingerne|forhandlingerne|økonomiaftalerne?|budgetlægning(?:en)?|strategi[\w\s-]{0,30}?)"
    r"\s+(?:om kommunernes økonomi\s+)?(?:for\s+)?(?:19|20)\d\d(?:\s*(?:[-–]|til|og)\s*(?:19|20)\d\d)?)",
    re.IGNORECASE,
)
_LATER_YEAR = re.compile(
    r"\b(?:i|for|fra|fra og med|i perioden|i årene|vedrørende|vedr\.)\s+(?:perioden\s+|årene\s+)?"
    r"(?P<first>(?:19|20)\d\d)(?:\s*(?P<link>-|–|til|og)\s*(?P<last>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*\(?(?P<first>(?:19|20)\d\d)\s?(?P<link>[-–])\s?(?P<last>(?:19|20)\d\d)")
_CLAUSE_END = re.compile(r"[;:]|,\s(?!i\s|fra\s)|\.\s+[A-ZÆØÅ]")


def years_for(
    text: str, figures: Sequence[FoundFigure], intro: str | None, agreement_years: Sequence[int]
) -> list[FigureYears]:
    """The years of every figure of a sentence, as a careful reader takes them.

    A figure's years stand right after it, before it in its stretch, later in its clause, elsewhere in the
    sentence or in the sentence that introduces the list; else an amount is for its agreement's years, while a
    count or share that says no time is for none.
    """
    bare = _NAMES.sub(lambda m: " " * len(m[0]), text)
    found: list[FigureYears] = []
    consumed = 0
    for at, figure in enumerate(figures):
        stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
        years, end = _own_years(bare, figure, consumed, stop)
        if years is None:
            found.append(FigureYears(_context_years(bare, text, figure, intro, agreement_years), False))
        else:
            found.append(FigureYears(years, True))
        consumed = max(end, figure.end)
    return found


def _own_years(text: str, figure: FoundFigure, start: int, stop: int) -> tuple[frozenset[int] | None, int]:
    """The years that stand with a figure, and where what they take of the text after it ends."""
    after = text[figure.end : stop]
    if match := _AFTER_YEAR.match(after) or _RANGE.match(after):
        return _matched(match, after), figure.end + match.end()
    if before := year_mentions(text[start : figure.start]):
        return _said_before(text[start : figure.start], before), figure.end
    edge = _CLAUSE_END.search(after)
    clause = after[: edge.start()] if edge else after
    if match := _LATER_YEAR.search(clause):
        return _matched(match, clause), figure.end + match.end()
    return None, figure.end


def _own_clause(after: str) -> str:
    edge = _CLAUSE_END.search(after)
    return _NAMES.sub(lambda m: " " * len(m[0]), after[: edge.start()] if edge else after)


def _matched(match: re.Match[str], text: str) -> frozenset[int]:
    return _spread(match["first"], match["link"], match["last"], text[: match.start("first")])


def _context_years(
    bare: str, text: str, figure: FoundFigure, intro: str | None, agreement_years: Sequence[int]
) -> frozenset[int]:
    own = frozenset(agreement_years)
    if figure.unit == "count":
        return frozenset()
    for context in (bare, _NAMES.sub(" ", intro or "")):
        named = years_in(context)
        if named:
            return named if len(named) == 1 or _is_one_range(context, named) else (named & own or named)
    if figure.unit == "kr":
        every = _EVERY_YEAR.match(text[figure.end :]) or _EVERY_YEAR_BEFORE.search(text[: figure.start])
        return frozenset() if every else own
    return frozenset()


def _is_one_range(text: str, years: frozenset[int]) -> bool:
    """Whether all years that a text names are those of one range ("i perioden 2023-2025")."""
    ranges = [(int(a), int(b)) for a, b in _WHOLE_RANGE.findall(text)]
    return len(ranges) == 1 and ranges[0] == (min(years), max(years))


_WHOLE_RANGE = re.compile(r"perioden\s+((?:19|20)\d\d)\s*(?:-|–|til)\s*((?:19|20)\d\d)", re.IGNORECASE)
_EVERY_YEAR = re.compile(r"^\s*(?:årligt|om året|pr\. år)\b", re.IGNORECASE)
_EVERY_YEAR_BEFORE = re.compile(r"\b(?:årligt|hvert år|om året|de (?:seneste|sidste) \w+ år)\b[^,.;]*$", re.IGNORECASE)
