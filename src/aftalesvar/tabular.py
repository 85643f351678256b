"""The agreements' tables laid side by side: one row a label, one column a year, every cell a cited figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftalesvar.records import FigureRecord
from aftalesvar.store.index import Index

SAME_LABEL = 0.75  # likeness of two labels from which they name the same row
_YEAR = re.compile(r"\b(?:i|for)?\s*(?:19|20)\d\d\b")
_NUMBERING = re.compile(r"^\s*tabel\s+\d+\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableSeries:
    """One row over the years. ``label`` is the latest agreement's; ``cells`` are ascending by year."""

    table: str  # the table's title without number and year
    label: str
    unit: str
    of_which: bool
    cells: tuple[tuple[int, FigureRecord], ...]
    lacking: tuple[int, ...]  # years whose table has no such row

    def value(self, year: int) -> Decimal | None:
        """The amount of a year in the unit's base, as printed; None when there is none."""
        return dict(self.cells)[year].value if year in dict(self.cells) else None


def table_series(index: Index) -> list[TableSeries]:
    """Every row of the tables that the agreements share, over the years, in the latest table's order.

    Rows pair by their labels' likeness, the best first, within tables of the same title and never across signs
    or "heraf": a label that was renamed stays one series. Nothing is converted between price levels.
    """
    found: list[TableSeries] = []
    for title, tables in _tables(index).items():
        years = sorted(tables)
        series: list[list[tuple[int, FigureRecord]]] = []
        for year in reversed(years):
            _join(series, year, tables[year])
        for cells in series:
            cells.sort(key=lambda cell: cell[0])
            last = cells[-1][1]
            had = {year for year, _ in cells}
            lacking = tuple(y for y in years if y not in had)
            found.append(TableSeries(title, last.subject, last.unit, last.of_which, tuple(cells), lacking))
    return found


def notes(index: Index, series: list[TableSeries]) -> list[str]:
    """What must be known before the cells are compared, one Danish line each: gaps, price levels, split rows."""
    years = sorted({year for one in series for year, _ in one.cells})
    told = []
    gaps = [str(y) for y in range(min(years), max(years) + 1) if y not in years] if years else []
    if gaps:
        told.append(f"{_joined(gaps)}: ingen tabel i korpus.")
    levels = sorted({f.price_level for one in series for _, f in one.cells if f.price_level})
    if len(levels) > 1:
        told.append(f"Prisniveauerne er forskellige ({', '.join(levels)}): beløbene er som trykt og ikke omregnet.")
    for one in series:
        if one.lacking:
            had = _joined([str(year) for year, _ in one.cells])
            told.append(
                f"«{one.label}» står kun i tabellen for {had}: i de øvrige kan beløbet indgå i andre rækker, "
                "så rækkerne kan ikke uden videre sammenlignes."
            )
    return told


def _tables(index: Index) -> dict[str, dict[int, list[FigureRecord]]]:
    """Title -> year -> the table's figures in order."""
    figures = [f for f in index.figures() if f.table and len(f.years) == 1]
    sentences = {s.id: s for s in index.sentences(sorted({f.sentence for f in figures}))}
    passages = {p.id: p for p in index.passages(sorted({s.passage for s in sentences.values()}))}
    found: dict[str, dict[int, list[FigureRecord]]] = {}
    for figure in figures:
        path = passages[sentences[figure.sentence].passage].section
        title = " ".join(_YEAR.sub(" ", _NUMBERING.sub("", path[-1] if path else "")).split())
        found.setdefault(title, {}).setdefault(figure.years[0], []).append(figure)
    return found


def _join(series: list[list[tuple[int, FigureRecord]]], year: int, rows: list[FigureRecord]) -> None:
    """Add one year's rows to the series that they belong to; a row of its own begins a new one."""
    from rapidfuzz.fuzz import ratio

    scored = sorted(
        (
            (ratio(row.subject.casefold(), cells[-1][1].subject.casefold()) / 100, -at, -r)
            for at, cells in enumerate(series)
            for r, row in enumerate(rows)
            if _alike(row, cells[-1][1])
        ),
        reverse=True,
    )
    taken: set[int] = set()
    filled: set[int] = set()
    for likeness, at, r in scored:
        if likeness >= SAME_LABEL and -r not in taken and -at not in filled:
            taken.add(-r)
            filled.add(-at)
            series[-at].append((year, rows[-r]))
    series += [[(year, row)] for r, row in enumerate(rows) if r not in taken]


def _alike(one: FigureRecord, other: FigureRecord) -> bool:
    return (one.unit, one.of_which) == (other.unit, other.of_which) and one.sign * other.sign >= 0


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
