"""What has changed between two agreements: table rows, sentences that say the same with other figures, new sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.comparing import Pair, Piece, Side
from aftalesvar.comparing import compare as compare_sentences
from aftalesvar.danish.numbers import parse_number
from aftalesvar.records import Document, Row, Section, Span

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_NUMBERING = re.compile(r"^\s*(?:(?:boks|tabel|bilag)\s+\d+\s*:?|\d+\.)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side of a change stands."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A table row of both agreements; the values are in kroner (or per cent), None when one can't be read."""

    label: str
    before: Place
    after: Place
    values: tuple[Decimal, Decimal] | None
    unit: str

    @property
    def difference(self) -> Decimal | None:
        """The second agreement's value less the first's."""
        return self.values[1] - self.values[0] if self.values else None


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """Two sentences that say the same with other figures; ``pieces`` lay them side by side."""

    before: Place
    after: Place
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that was found between two agreements."""

    rows: tuple[ChangedRow, ...]
    sentences: tuple[ChangedSentence, ...]
    gone: tuple[Section, ...]  # sections that only the first has
    new: tuple[Section, ...]  # sections that only the second has


def compare(asker: Asker, before: Document, after: Document) -> Changes:
    """Compare two agreements of the index that an asker reads."""
    found = compare_sentences(asker.index, before.id, after.id)
    old_titles, new_titles = _titles(before), _titles(after)
    return Changes(
        tuple(_changed(p) for p in found.pairs if p.right.row is not None),
        tuple(
            ChangedSentence(_place(p.left), _place(p.right), p.pieces)
            for p in found.pairs
            if p.right.row is None and p.figures
        ),
        tuple(section for key, section in old_titles.items() if key not in new_titles),
        tuple(section for key, section in new_titles.items() if key not in old_titles),
    )


def _titles(document: Document) -> dict[str, Section]:
    """Sections by what their titles say, numbers and the year left out."""
    return {_title_key(s.title): s for s in document.sections if s.parent is not None}


def _title_key(title: str) -> str:
    return " ".join(re.sub(r"\b(?:i|for)?\s*20\d\d\b", "", _NUMBERING.sub("", title)).casefold().split())


def _changed(pair: Pair) -> ChangedRow:
    assert pair.left.row is not None
    assert pair.right.row is not None
    old, new = amount(pair.left.row), amount(pair.right.row)
    values = (old[0], new[0]) if old is not None and new is not None and old[1] == new[1] else None
    return ChangedRow(
        pair.right.row.label,
        _row_place(pair.left, pair.left.row),
        _row_place(pair.right, pair.right.row),
        values,
        new[1] if new else "",
    )


def _row_place(side: Side, row: Row) -> Place:
    return Place(f"{row.value} {row.unit or ''}".strip(), side.spans)


def amount(row: Row) -> tuple[Decimal, str] | None:
    """A row's value in its base unit, with that unit; None when the table doesn't tell its unit."""
    if not row.unit:
        return None
    try:
        value = parse_number(row.value.replace("−", "-").replace("–", "-"))
    except ValueError:
        return None
    unit = row.unit.casefold()
    if "pct" in unit:
        return value, "pct"
    scale = 10**9 if "mia" in unit else 10**6 if "mio" in unit else 1
    return value * scale, "kr"


def _place(side: Side) -> Place:
    return Place(side.quote, side.spans)
