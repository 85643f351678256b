"""Points and stretches of time as Danish agreements write them, and the years a text speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_YEAR = r"(?:19|20)\d\d"
_SEASON = r"(?:forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)"
_PART = (
    r"(?:(?:første|anden|1\.|2\.)\s+halvdel|(?:første|andet|1\.|2\.)\s+halvår"
    r"|(?:første|andet|tredje|fjerde|[1-4]\.)\s+kvartal|halvår(?:et)?|kvartal)"
)
_EDGE = (
    r"(?:inden\s+)?(?:(?:ved\s+)?(?:udgangen|slutningen|begyndelsen|starten|midten)\s+af(?:\s+(?:året|år|maj|juni))?"
    r"|ultimo|primo|medio|senest(?:\s+i)?|inden(?:\s+udgangen\s+af)?|fra\s+og\s+med|frem\s+mod|fra|siden|indtil|(?:i\s+)?løbet\s+af|til\s+og\s+med|i|pr\.)"
)
_UNIT = r"\s*(?:kr\b|mi[ao]\b|mill|pct\b|procent|%)"  # "2020 kr." is no year
DATE = re.compile(
    rf"(?:\b(?:{_EDGE}|d\.|den)\s+)*(?:"
    rf"\d{{1,2}}\.?\s+{_MONTH}(?:\s+{_YEAR})?"
    rf"|{_MONTH}(?:\s+måned)?\s+{_YEAR}"
    rf"|{_SEASON}\s+{_YEAR}"
    rf"|{_PART}(?:\s+(?:af|i))?\s+{_YEAR}"
    rf"|(?<![\w.,]){_YEAR}(?:\s*[-–]\s*(?:{_YEAR}|\d\d\b))?(?!\s*[-–]?\s*(?:pl\b|priser)|\w|[.,]\d|{_UNIT})"
    rf"|{_MONTH}(?:\s+måned)?\b)",
    re.IGNORECASE,
)
_PRICE_LEVEL = re.compile(rf"\b{_YEAR}\s*[-–]?\s*(?:pl\b|p/l\b|priser)", re.IGNORECASE)
_RANGE = re.compile(rf"(?<!\d)({_YEAR})\s*(?:[-–]|\b(?:til(?: og med)?|frem til)\b)\s*({_YEAR}|\d\d)(?!\d)")
# "ØA2024" names a year, "DK2020" doesn't.
_SINGLE = re.compile(rf"(?:(?<![\w.,-])|(?<=\bØA))({_YEAR})(?!\w|[.,]\d|{_UNIT})")
_MENTION = re.compile(rf"(?:(?<![\w.,])|(?<=\bØA))({_YEAR})(?!\w|[.,]\d|{_UNIT})")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or stretch of time in a text, with its offsets and how finely it is told.

    ``grain`` is 3 for a day, 2 for a month or season, 1 for a year with its edge, 0 for a bare year.
    """

    text: str
    start: int
    end: int
    grain: int


def find_dates(text: str) -> list[FoundDate]:
    """Dates as written ("8. juni 2021", "efteråret 2023", "inden udgangen af 2022", "2030"), in order."""
    return list(_dates(text))


@lru_cache(maxsize=20_000)  # the same sentences come again and again
def _dates(text: str) -> tuple[FoundDate, ...]:
    found = []
    for match in DATE.finditer(text):
        core = match[0].strip()
        if not re.search(r"\d", core) and core.lower() not in MONTHS and not re.search(_MONTH, core, re.IGNORECASE):
            continue
        grain = 3 if re.search(rf"\d\.?\s+{_MONTH}", core, re.IGNORECASE) else 2
        if re.fullmatch(rf"(?:{_EDGE}\s+)*{_YEAR}(?:\s*[-–]\s*(?:{_YEAR}|\d\d))?", core, re.IGNORECASE):
            grain = 1 if len(core.split()) > 1 else 0
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(FoundDate(core, start, start + len(core), grain))
    return tuple(found)


@lru_cache(maxsize=20_000)  # the same sentences come again and again
def years_in(text: str) -> frozenset[int]:
    """The years a text speaks of; "2024-2026" speaks of 2025 too; a price level ("2024-pl") is no year."""
    bare = _PRICE_LEVEL.sub(" ", text)
    years = {int(year) for year in _SINGLE.findall(bare)}
    for first, last in _RANGE.findall(bare):
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        if 0 <= end - int(first) <= 30:
            years.update(range(int(first), end + 1))
    return frozenset(years)


def year_mentions(text: str) -> list[tuple[int, int, int]]:
    """Every year or year range with its place: ``(year, start, end)``; of a range, both its ends as written."""
    bare = _PRICE_LEVEL.sub(lambda m: " " * len(m[0]), text)
    return [(int(m[1]), m.start(), m.end()) for m in _MENTION.finditer(bare)]
