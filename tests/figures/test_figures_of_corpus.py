"""The index's figure records against what was annotated by hand, and the tables as printed."""

from __future__ import annotations

import importlib.util
import json
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from aftalesvar.danish.numbers import parse_number
from aftalesvar.store.index import Index

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "eval" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def index(built_index: Path) -> Index:
    return Index.open(built_index)


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("recall of value and unit", 0.97),
        ("precision of value and unit", 0.97),
        ("years", 0.92),
        ("level or change", 0.90),
        ("of which", 0.95),
        ("price level", 0.95),
    ],
)
def test_records_agree_with_the_figures_annotated_by_hand(index: Index, measure: str, least: float) -> None:
    right, total = script("figure_records").score(index).measures()[measure]
    assert total >= 300
    assert right / total >= least


def test_every_amount_of_the_tables_is_a_record(index: Index) -> None:
    tables = json.loads((ROOT / "tests" / "reading" / "gold" / "tables.json").read_text("utf-8"))
    for table in tables:
        scale = 10**9 if "mia" in table["unit"] else 10**6
        printed = [(r["label"], parse_number(r["values"][0]) * scale, r["of_which"]) for r in table["rows"]]
        (document,) = [d.id for d in index.documents.values() if table["doc"] in d.years]
        found = [f for f in index.figures([document]) if f.table]
        assert [(f.subject, f.value, f.of_which) for f in found] == printed
        assert {f.years for f in found} == {(table["doc"],)}
        assert {f.price_level for f in found} == {table["price_level"]}


def test_spans_point_at_the_figure_itself(index: Index) -> None:
    figures = index.figures()
    assert index.manifest.counts["figures"] == len(figures) > 400
    sources = {id_: index.source(id_) for id_ in index.documents}
    for figure in figures:
        told = "".join(sources[figure.document].between(span) for span in figure.spans)
        digits = "".join(c for c in figure.text if c.isdigit())
        assert "".join(c for c in told if c.isdigit()) == digits, figure


def test_values_are_exact_decimals(index: Index) -> None:
    assert all(isinstance(f.value, Decimal) and f.value.is_finite() for f in index.figures())
    assert [f.id for f in index.figures()] == list(range(index.manifest.counts["figures"]))
