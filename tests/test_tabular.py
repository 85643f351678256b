"""The tables as series: every amount as printed, gaps and splits said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aftalesvar.danish.numbers import parse_number
from aftalesvar.store.index import Index
from aftalesvar.tabular import TableSeries, notes, table_series

GOLD = Path(__file__).resolve().parent / "reading" / "gold" / "tables.json"


@pytest.fixture(scope="module")
def index(built_index: Path) -> Index:
    return Index.open(built_index)


@pytest.fixture(scope="module")
def series(index: Index) -> list[TableSeries]:
    return table_series(index)


def test_every_printed_amount_is_a_point_of_its_row(series: list[TableSeries]) -> None:
    points = {(year, f.subject, f.value) for one in series for year, f in one.cells}
    printed = set()
    for table in json.loads(GOLD.read_text("utf-8")):
        scale = 10**9 if "mia" in table["unit"] else 10**6
        printed |= {(table["doc"], r["label"], parse_number(r["values"][0]) * scale) for r in table["rows"]}
    assert points == printed
    assert sum(len(one.cells) for one in series) == len(printed)


def test_a_renamed_row_stays_one_series_and_each_year_has_one_cell(series: list[TableSeries]) -> None:
    labels = {tuple(dict.fromkeys(f.subject for _, f in one.cells)) for one in series}
    assert ("Aktivitetsbestemt medfinansiering", "Aktivitetsbaseret medfinansiering") in labels
    assert all(len({year for year, _ in one.cells}) == len(one.cells) for one in series)


def test_what_must_be_known_is_said(index: Index, series: list[TableSeries]) -> None:
    told = " ".join(notes(index, series))
    assert "2021, 2025 og 2026: ingen tabel" in told
    assert "Prisniveauerne er forskellige" in told
    assert "«Udgifter til forsikrede ledige mv.» står kun i tabellen for 2020" in told
