"""Table heads and rows: unit, price level, year, columns, labels, values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading.marks import cells
from aftalesvar.records import Row

_HEAD = re.compile(
    r"(?P<unit>(?:mia|mio|mill|t|tus|1\.000)\.?\s*kr\.?|kr\.?(?=[,\s(]|$)|pct\.?|procent|antal\b[^,\t(]*|årsværk)"
    r"(?:[,\s]*\(?(?P<level>(?:20)?\d\d\s?-?\s?pl\.?|årets priser|løbende priser|faste priser)\)?)?"
    r"[,\s]*(?P<columns>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OF_WHICH = re.compile(r"(?:[-–]\s*)?(?:heraf|hvoraf|herunder)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Head:
    """What a table's heading and head line say of all its rows."""

    unit: str | None = None
    price_level: str | None = None
    columns: tuple[str, ...] = ()
    year: int | None = None


def is_head(text: str) -> bool:
    """Whether a line is a table's head: a unit first, then perhaps a price level and the columns."""
    return len(text) < 140 and bool(_HEAD.match(text)) and not text.rstrip().endswith(":")


def read_head(title: str, line: str | None, values: int) -> Head:
    """Read a table's head from its title and head line; ``values`` is how many value columns its rows have."""
    found = _HEAD.match(line) if line else None
    level = found["level"] if found else None
    year = _YEAR.search(title) or (_YEAR.search(level) if level else None)
    columns = _columns(found["columns"], values) if found else ()
    return Head(
        _unit(found["unit"]) if found else None,
        re.sub(r"\s*-?\s*pl\.?$", "-pl", level.strip()) if level else None,
        columns,
        int(year.group()) if year else None,
    )


def _unit(unit: str) -> str:
    low = unit.strip().lower()
    low = re.sub(r"\s+", " ", low)
    return low + "." if low in {"kr", "pct", "mia. kr", "mio. kr"} else low


def _columns(text: str, values: int) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split("\t") if part.strip()]
    if len(parts) == values or not parts:
        return tuple(parts)
    words = " ".join(parts).split()
    return tuple(words) if len(words) == values else (" ".join(parts),) if values == 1 else ()


def read_row(text: str, head: Head, lexicon: Lexicon) -> tuple[Row, ...]:
    """Give a row line as records, one per value column; empty when the line is no row."""
    label, values = cells(text)
    label = mend_blanks(re.sub(r"^[-–]\s+", "", label), lexicon)
    rows = []
    by_year = any(_YEAR.search(column) for column in head.columns)
    for place, value in enumerate(values):
        column = head.columns[place] if place < len(head.columns) else None
        named = _YEAR.search(column) if column else None
        # Beside columns of years, "Varigt" is of none of them.
        year = int(named.group()) if named else None if by_year and column else head.year
        value = re.sub(r"^[−–]\s?", "-", value)
        rows.append(Row(label, value, head.unit, head.price_level, year, column, bool(_OF_WHICH.match(label))))
    return tuple(rows)


def mend_blanks(label: str, lexicon: Lexicon) -> str:
    """Take out a blank that an extraction put into a word ("b loktilskud") where the lexicon knows the whole word."""
    words = label.split(" ")
    place = 0
    while place + 1 < len(words):
        left, right = words[place], words[place + 1]
        whole = left + right
        better = lexicon.words.get(whole.lower(), 0) > lexicon.words.get(right.lower(), 0)
        if left.isalpha() and right.isalpha() and len(left) < 3 and better:
            words[place : place + 2] = [whole]
        place += 1
    return " ".join(words)
