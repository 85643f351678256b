"""Figures in Danish text: values, units, borrowed units, qualifiers, ranges, and what is no figure."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.numbers import WORD_VALUES, FoundFigure, find_figures, parse_number


def told(text: str) -> list[tuple[str, str, str]]:
    return [(f.text, str(f.value), f.unit) for f in find_figures(text)]


def danish(value: Decimal, *, thousands: str = ".") -> str:
    """A decimal as a Danish text writes it: 1234.5 -> "1.234,5"."""
    sign, digits = ("-", str(abs(value))) if value < 0 else ("", str(value))
    whole, _, fraction = digits.partition(".")
    groups = []
    while len(whole) > 3:
        groups.append(whole[-3:])
        whole = whole[:-3]
    return sign + thousands.join((whole, *reversed(groups))) + (f",{fraction}" if fraction else "")


AMOUNTS = st.decimals(min_value=0, max_value=999_999, places=1, allow_nan=False)
SCALED = {"kr.": 1, "mio. kr.": 10**6, "mia. kr.": 10**9, "mio.": 10**6, "milliarder kroner": 10**9, "t. kr.": 1000}


@given(AMOUNTS, st.sampled_from(sorted(SCALED)))
def test_an_amount_written_in_danish_is_read_back(value: Decimal, unit: str) -> None:
    text = f"Rammen udgør {danish(value)} {unit} i alt"
    (figure,) = find_figures(text)
    assert figure.value == value * SCALED[unit]
    assert figure.unit == "kr"
    assert text[figure.start : figure.end] == figure.text == f"{danish(value)} {unit}"


@given(st.decimals(min_value=-100, max_value=100, places=2, allow_nan=False), st.sampled_from(["pct.", "procent", "%"]))
def test_a_percentage_written_in_danish_is_read_back(value: Decimal, unit: str) -> None:
    (figure,) = find_figures(f"Skønnet er {danish(value)} {unit} i året")
    assert (figure.value, figure.unit) == (value, "pct")


@given(
    st.integers(1, 999_999).filter(lambda n: not 1900 <= n <= 2099),
    st.sampled_from(["pladser", "kommuner", "nye boliger"]),
)
def test_a_count_written_in_danish_is_read_back(value: int, noun: str) -> None:
    (figure,) = find_figures(f"Der oprettes {danish(Decimal(value))} {noun} i kommunerne")
    assert (figure.value, figure.unit, figure.noun) == (Decimal(value), "count", noun)


@given(st.text(alphabet="0123456789.,-– mioakrpct%en§to\n", max_size=60))
def test_anything_is_read_without_failing_and_as_it_stands(text: str) -> None:
    figures = find_figures(text)
    assert figures == find_figures(text)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.text
        assert figure.text.endswith(figure.core)
        assert str(figure.value) == format(figure.value, "f"), "no exponent"
    for before, after in pairwise(figures):
        assert before.end <= after.start


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False))
def test_numbers_are_plain_decimals(value: Decimal) -> None:
    read = parse_number(danish(value))
    assert read == value
    assert not str(read).endswith(("0",)) or "." not in str(read)
    assert "E" not in str(read)


@pytest.mark.parametrize("text", ["", "mio.", "1.23", "1,2,3", "1.2345", "12..000", "½", "1e9", "--3", "12a"])
def test_what_is_no_danish_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a Danish number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("19,3 mia. kr.", [("19,3 mia. kr.", "19300000000", "kr")]),
        ("304,8 mia.kr.", [("304,8 mia.kr.", "304800000000", "kr")]),
        ("261.828 mio. kr.", [("261.828 mio. kr.", "261828000000", "kr")]),
        ("på 122 kr. pr. indbygger", [("122 kr.", "122", "kr")]),
        ("500 mio. i 2024", [("500 mio.", "500000000", "kr")]),
        ("20 tkr. og 35 t. kr.", [("20 tkr.", "20000", "kr"), ("35 t. kr.", "35000", "kr")]),
        ("op til ca. 35 mio. kr.", [("op til ca. 35 mio. kr.", "35000000", "kr")]),
        ("Flere end 6.000 mennesker", [("Flere end 6.000 mennesker", "6000", "count")]),
        ("kunder 5 pct.", [("5 pct.", "5", "pct")]),  # "under" within a word is no qualifier
        ("-0,5 pct. og −1,2 pct.", [("-0,5 pct.", "-0.5", "pct"), ("−1,2 pct.", "-1.2", "pct")]),
        ("0,5 procentpoint", [("0,5 procentpoint", "0.5", "pct")]),
        ("2,3 pct.-point", [("2,3 pct.-point", "2.3", "pct")]),
        ("hver tredje kommune", [("hver tredje kommune", str(Decimal(1) / 3), "count")]),
        ("hver femte unge", [("hver femte unge", "0.2", "count")]),
        ("tre overordnede spor", [("tre overordnede spor", "3", "count")]),
        ("de to parter", [("to parter", "2", "count")]),
        ("to milliarder kroner", [("to milliarder kroner", "2000000000", "kr")]),
        ("halvanden mia. kr.", [("halvanden mia. kr.", "1500000000", "kr")]),
        ("en halv million kroner", [("en halv million kroner", "500000", "kr")]),
        ("fem procent", [("fem procent", "5", "pct")]),
        ("1,2 million danskere", [("1,2 million danskere", "1200000", "count")]),
        ("5 mio. euro", [("5 mio. euro", "5000000", "count")]),
        ("10 mio. yderligere", [("10 mio.", "10000000", "kr")]),
        ("1 250 mio. kr.", [("1 250 mio. kr.", "1250000000", "kr")]),
        ("1\u00a0250 mio. kr.", [("1\u00a0250 mio. kr.", "1250000000", "kr")]),
        ("i 2020 250 mio. kr.", [("250 mio. kr.", "250000000", "kr")]),
        ("jf. tabel 1 250 mio. kr.", [("250 mio. kr.", "250000000", "kr")]),
        ("fra 2018-2022 4,5 mia. kr.", [("4,5 mia. kr.", "4500000000", "kr")]),
        ("i 2020-2,3 pct.", [("2,3 pct.", "2.3", "pct")]),
        ("fem kommuner og tre regioner", [("fem kommuner", "5", "count"), ("tre regioner", "3", "count")]),
        ("114 nye pladser til 88 unge", [("114 nye pladser", "114", "count"), ("88 unge", "88", "count")]),
        ("de fire International Citizen Service Centre", [("fire International Citizen Service Centre", "4", "count")]),
    ],
)  # fmt: skip
def test_what_is_found(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mellem 2 og 3 mia. kr.", ["2000000000", "3000000000"]),
        ("100, 200 og 300 mio. kr. i 2024, 2025 og 2026", ["100000000", "200000000", "300000000"]),
        ("hhv. 4,5 og 5 pct.", ["4.5", "5"]),
        ("hhv. 10 pladser", ["10"]),
        ("i 2023 og 3 mia. kr.", ["3000000000"]),  # a year borrows nothing
        ("jf. boks 2 og 3 mia. kr.", ["3000000000"]),  # nor does a number that names a place
        ("1,9 mia. kr. i 2022 og 2,4 mia. kr. i 2023", ["1900000000", "2400000000"]),
    ],
)
def test_a_bare_number_borrows_the_next_ones_unit(text: str, values: list[str]) -> None:
    assert [str(f.value) for f in find_figures(text)] == values


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2-3 mia. kr.", "2000000000", "3000000000", "kr"),
        ("10–15 pct.", "10", "15", "pct"),
        ("10-15 børn", "10", "15", "count"),
        ("børn fra 0–18 år", "0", "18", "count"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (str(figure.value), str(figure.upper), figure.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "jf. kapitel 3 og bilag 1", "jf. boks 2", "boks 2 og 3 viser", "servicelovens §§ 109 og 110 herberger",
        "§ 110", "spor 1 og spor 2 i samarbejdet", "COVID-19", "CO2-regnskab", "DK2020", "en 10-årsplan",
        "NIS 2-direktivet", "ØA25", "verdensmål 3 (sundhed)", "den 1. juli 2024", "5. maj 2020",
        "i 2024 kommunerne", "2023-2024", "2024-pl", "kl. 12 mødes", "under ét", "hver dag", "hver især",
        "kommunernes andel", "9. klasse", "stk. 2 finder",
    ],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize(("word", "value"), sorted(WORD_VALUES.items()))
def test_number_words(word: str, value: int) -> None:
    (figure,) = find_figures(f"Der udpeges {word} kommuner til forsøget")
    assert (figure.value, figure.noun) == (Decimal(value), "kommuner")
    (amount,) = find_figures(f"Der afsættes {word} mio. kr. til forsøget")
    assert (amount.value, amount.unit) == (Decimal(value * 10**6), "kr")


def test_the_core_leaves_the_qualifier_out() -> None:
    (figure,) = find_figures("med op til ca. 35 mio. kr. årligt")
    assert figure == FoundFigure("op til ca. 35 mio. kr.", Decimal(35_000_000), "kr", 4, 26, "35 mio. kr.")


@pytest.mark.parametrize(("text", "told"), [
    ("Antallet af akutbesøg steg til 1.204.500, bl.a. på grund af flere ældre.", [("1.204.500", "akutbesøg")]),
    ("Antallet af elever var 42.", [("42", "elever")]),
    ("Antallet af elever var lavere i 2031.", []),
    ("Rammen steg til 1.204.500, bl.a. af den grund.", []),
])  # fmt: skip
def test_a_bare_number_counts_what_stands_before_it(text: str, told: list[tuple[str, str]]) -> None:
    assert [(f.text, f.noun) for f in find_figures(text)] == told
