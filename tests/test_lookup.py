"""Figures searched by words, filtered, and placed in their source."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.lookup import FigureFilter, find_figures_of
from aftalesvar.store.index import Index


@pytest.fixture(scope="module")
def index(built_index: Path) -> Index:
    return Index.open(built_index)


@pytest.mark.parametrize("words", ["særtilskudspulje", "særtilskudspuljen", "puljen særtilskud"])
def test_stems_and_compound_parts_find_the_same_thing(index: Index, words: str) -> None:
    assert {"aftale-2020", "aftale-2023", "aftale-2024"} <= {f.figure.document for f in find_figures_of(index, words)}


def test_a_synonym_finds_what_the_agreement_calls_it(index: Index) -> None:
    found = find_figures_of(index, "anlægsramme", FigureFilter(agreements=("aftale-2024",)))
    assert "19,3 mia. kr." in [f.figure.text for f in found]


def test_filters_narrow(index: Index) -> None:
    every = find_figures_of(index)
    wanted = FigureFilter(years=(2024,), unit="kr", least=Decimal(10**9), most=Decimal(2 * 10**9))
    some = find_figures_of(index, wanted=wanted)
    assert 0 < len(some) < len(every) == index.manifest.counts["figures"]
    assert all(2024 in f.figure.years and 10**9 <= abs(f.figure.value) <= 2 * 10**9 for f in some)


def test_each_says_where_it_stands(index: Index) -> None:
    for item in find_figures_of(index, wanted=FigureFilter(agreements=("aftale-2020",))):
        line = index.source("aftale-2020").text.splitlines()[(item.line or 0) - 1]
        assert any(c.isdigit() for c in line) or not any(c.isdigit() for c in item.figure.text)
        assert item.section


def test_dict_has_decimal_strings(index: Index) -> None:
    told = find_figures_of(index, "anlægsramme")[0].to_dict()
    assert Decimal(told["value"]) > 0
    assert "E" not in told["value"]


def test_no_content_word_is_said(index: Index) -> None:
    with pytest.raises(UsageError, match="søge efter"):
        find_figures_of(index, "og i")
