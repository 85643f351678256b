"""The last check: figures are read again by other means, quotes are held against their source."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.verifying import figure_stands, quote_stands, scan, squash, unsupported
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import Citation, CitedFigure, Span, Unit
from aftalesvar.store.texts import SourceText


def figure(value: str, unit: Unit = "kr", citation: int = 1) -> CitedFigure:
    return CitedFigure(value, Decimal(value), unit, 2024, citation)


@pytest.mark.parametrize(
    ("value", "unit", "quote"),
    [
        ("19300000000", "kr", "udgør 19,3 mia. kr."),
        ("1000000000", "kr", "puljen udgør 1.000 mio. kr."),
        ("1000000000", "kr", "puljen udgør 1 mia. kr."),
        ("122", "kr", "et grundbidrag på 122 kr. pr. indbygger"),
        ("2.6", "pct", "skønnet er 2,6 pct."),
        ("-0.5", "pct", "skønnet er -0,5 pct."),
        ("135", "count", "etableret 135 pladser"),
        ("3", "count", "indeholder tre spor"),
        ("2000000000", "kr", "mellem 2 og 3 mia. kr."),
        ("287400000000", "kr", "Tabel 1 Mia. kr., 2023-pl Serviceudgifter, netto 287,4"),
    ],
)
def test_a_figure_that_stands_there(value: str, unit: Unit, quote: str) -> None:
    assert figure_stands(figure(value, unit), quote)


@pytest.mark.parametrize(
    ("value", "unit", "quote"),
    [
        ("9900000000", "kr", "forhøjes med 3,2 mia. kr."),
        ("3400000000", "kr", "forhøjes med 3,4 mio. kr."),  # a thousand times too much
        ("5", "pct", "skønnet er -5 pct."),
        ("2.6", "kr", "skønnet er 2,6 pct."),
        ("3236000000000", "kr", "udgør 323,6 mia. kr."),
        ("19300000000", "kr", ""),
        ("300000000", "kr", "udgør 1.300 mio. kr."),  # the end of a longer number
        ("2024", "kr", "i 2024"),
    ],
)
def test_a_figure_that_does_not(value: str, unit: Unit, quote: str) -> None:
    assert not figure_stands(figure(value, unit), quote)


def test_figures_are_held_against_the_quote_they_cite() -> None:
    citations = [
        Citation(1, "a", "A", 2024, (), (), "udgør 19,3 mia. kr."),
        Citation(2, "a", "A", 2024, (), (), "udgør 18,5 mia. kr."),
    ]
    right, other, none = figure("19300000000"), figure("19300000000", citation=2), figure("18500000000", citation=3)
    assert unsupported([right, other, none], citations) == [other, none]


@given(
    st.decimals(min_value=1, max_value=999_999, places=1, allow_nan=False),
    st.sampled_from(["mia. kr.", "mio. kr.", "kr.", "pct.", "procent"]),
)
def test_the_two_readers_agree(value: Decimal, unit: str) -> None:
    whole, _, fraction = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    text = f"Det svarer til {grouped},{fraction} {unit} i alt."
    (found,) = find_figures(text)
    assert (found.value, found.unit) in scan(text)


@given(st.text(alphabet="0123456789.,-– miaoprctk%\n", max_size=60))
def test_anything_can_be_scanned(text: str) -> None:
    assert scan(text) == scan(text)


SOURCE = SourceText("Første side.\nRammen for kommu-\nnerne udgør **19,3** mia. kr.\n", (0,), "text")


def citation(quote: str, *spans: Span) -> Citation:
    return Citation(1, "a", "A", 2024, (), spans, quote)


def test_a_quote_is_its_span_with_hyphens_and_markup_gone() -> None:
    whole = Span(1, 13, len(SOURCE.text) - 1)
    assert quote_stands(citation("Rammen for kommunerne udgør 19,3 mia. kr.", whole), SOURCE)
    for wrong in (
        "Rammen for kommunerne udgør 19,4 mia. kr.",
        "Rammen for kommunerne",
        "",
        "rammen udgør 19,3 mia. kr.",
    ):
        assert not quote_stands(citation(wrong, whole), SOURCE), wrong
    assert not quote_stands(citation("Rammen for kommunerne udgør 19,3 mia. kr.", Span(1, 0, 40)), SOURCE)
    assert not quote_stands(citation("Rammen", Span(1, 10_000, 10_006)), SOURCE)


def test_a_quote_over_two_pages_has_two_spans() -> None:
    source = SourceText("Rammen for\fkommunerne udgør", (0, 11), "pdf")
    assert quote_stands(citation("Rammen for kommunerne", Span(1, 0, 10), Span(2, 0, 10)), source)


def test_squashing_keeps_digits_signs_and_commas() -> None:
    assert squash("19,3 mia.") != squash("193 mia.")
    assert squash("Kom-\nmunerne <b>får</b> **5**") == squash("kommunerne får 5")


@pytest.mark.parametrize("head", ["Mio. kr. (31-pl) 2031 2032", "Mio. kr., 2031-pl 2031 2032", "Mio. kr. 2031 2032"])
def test_a_tables_head_lends_its_unit(head: str) -> None:
    quote = f"Tabel 1. Økonomi i 2031 og 2032 {head} Udgifter i alt 151.837 154.545"
    assert (Decimal(154_545_000_000), "kr") in scan(quote)


def test_the_figures_of_a_tables_row_may_be_parted_by_blanks_alone() -> None:
    found = scan("Mio. kr. (2035-pl) 2035 2036 Varigt Regioner 500 490 480")
    assert {(Decimal(value) * 1_000_000, "kr") for value in (500, 490, 480)} <= set(found)
    assert (Decimal(490), "count") not in scan("Der er 500 490 indbyggere.")
