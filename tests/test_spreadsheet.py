"""Cells that a spreadsheet can't take for formulas; numbers that stay numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.errors import UsageError
from aftalesvar.spreadsheet import csv_text, safe_cell, write_parquet, write_text

BAD = [
    '=HYPERLINK("x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '"=1',
    "＝1",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
]


@pytest.mark.parametrize("cell", BAD)
def test_a_formula_becomes_text(cell: str) -> None:
    assert safe_cell(cell).startswith("'")


@pytest.mark.parametrize("cell", ["-0,12", "-357,6", "+4", "261.828", "19,3 mia. kr.", ""])
def test_a_number_stays_a_number(cell: str) -> None:
    assert safe_cell(cell) == cell


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_rows_come_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    text = csv_text(("a", "b"), rows)
    back = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert back == [["a", "b"], *[[safe_cell(c) for c in row] for row in rows]]
    assert not any(c.startswith(("=", "@", "\t", "\r", "\n")) for row in back for c in row)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Kan ikke skrive"):
        write_text(str(tmp_path / "findes" / "ikke.csv"), "x")


def test_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("aftalesvar.spreadsheet.import_module", missing)
    with pytest.raises(UsageError, match=r"aftalesvar\[parquet\]"):
        write_parquet(str(tmp_path / "x.parquet"), [{"a": 1}])
