from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.evaluation.number import read_quantities, same


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("19,3 mia. kr.", "19300000000", "kr"),
        ("3.400 mio. kr.", "3400000000", "kr"),
        ("350 mio.", "350000000", "kr"),
        ("350 mio.\nkr.", "350000000", "kr"),
        ("2 mio. timer", "2000000", "bare"),
        ("2,6 pct.", "2.6", "pct"),
        ("70 %", "70", "pct"),
        ("122 kr. pr. indbygger", "122", "kr"),
        ("1,5 milliarder kroner", "1500000000", "kr"),
        ("500 t.kr.", "500000", "kr"),
        ("-357,6 mia. kr.", "357600000000", "kr"),
        ("261.828", "261828", "bare"),
        ("10.000 årsværk", "10000", "bare"),
    ],
)
def test_reads_value_and_unit(text: str, value: str, unit: str) -> None:
    (quantity,) = read_quantities(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "units"), [("2-3 mia. kr.", ["kr", "kr"]), ("2 til 3 pct.", ["pct", "pct"]), ("1.1.2024", [])]
)
def test_ranges_borrow_and_dates_are_no_numbers(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in read_quantities(text)] == units


def test_number_words_only_when_asked() -> None:
    assert read_quantities("tre pladser") == ()
    assert read_quantities("tre pladser", words=True)[0].value == 3


@pytest.mark.parametrize(
    ("given_text", "gold", "is_same"),
    [
        ("3.400 mio. kr.", "3,4 mia. kr.", True),
        ("3,4 mio. kr.", "3,4 mia. kr.", False),
        ("261.828 mio. kr.", "261,8 mia. kr.", True),
        ("262 mia. kr.", "261,8 mia. kr.", False),
        ("261,9 mia. kr.", "261,8 mia. kr.", False),
        ("261.828 mia. kr.", "261,8 mia. kr.", False),
        ("2,6 kr.", "2,6 pct.", False),
        ("2,6", "2,6 pct.", False),
        ("350 mio. i 2024", "350 mio. kr.", True),
        ("135", "135 pladser", True),
        ("134,6", "135 pladser", False),
        ("-74,5 mia. kr.", "74,5", True),
    ],
)
def test_same(given_text: str, gold: str, is_same: bool) -> None:
    assert same(read_quantities(given_text)[0], read_quantities(gold)[0]) is is_same


@given(st.integers(0, 10**9), st.integers(0, 9))
def test_reads_what_was_written(whole: int, tenth: int) -> None:
    text = f"{whole:,}".replace(",", ".") + f",{tenth} kr."
    assert read_quantities(text)[0].value == Decimal(f"{whole}.{tenth}")


@given(st.text(max_size=80))
def test_never_fails(text: str) -> None:
    for quantity in read_quantities(text, words=True):
        assert 0 <= quantity.start < quantity.end <= len(text)
