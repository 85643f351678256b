"""Years and agreements as people type them in questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.years import full_year, read_years

HELD = (2020, 2022, 2023, 2024, 2027)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("hvad er anlægsrammen i 2024", (2024,)),
        ("anlægsramme 24?", (2024,)),
        ("anlægsrammen i 24", (2024,)),
        ("anlægsrammen for '24", (2024,)),
        ("pl 2023-2024", (2023, 2024)),
        ("pl fra 23-24", (2023, 2024)),
        ("pl fra 2023 til 2024", (2023, 2024)),
        ("servicerammen 2020 til 2023", (2020, 2021, 2022, 2023)),
        ("serviceramme i 22 og 23", (2022, 2023)),
        ("rammen i 2022, 2023 og 2024", (2022, 2023, 2024)),
        ("kmf i 2020, 22, 23 og 24", (2020, 2022, 2023, 2024)),
        ("servicerammen 2020/22/24", (2020, 2022, 2024)),
        ("mellem 2022 og 24", (2022, 2024)),
        ("i 2022, 25 kommuner og 30 pladser", (2022,)),
        ("i 2024 og 20 mio. kr. i 2027", (2024, 2027)),
        ("rammen i 2024-pl", ()),
        ("rammen i 2024-pl i 2027", (2027,)),
        ("hvad koster 24 pladser", ()),
        ("hvor mange under 25 år", ()),
        ("udvidelse af 96 timers behandlingsansvar", ()),
        ("3,2 mia. kr. i alt", ()),
        ("tilskud på 22 mio. kr.", ()),
        ("hvem er KL", ()),
        ("", ()),
    ],
)
def test_the_years_asked_about(question: str, years: tuple[int, ...]) -> None:
    assert read_years(question, HELD).years == years


@pytest.mark.parametrize(
    ("question", "agreements"),
    [
        ("anlægsrammen i ØA24", (2024,)),
        ("hvad står der i økonomiaftalen for 2023", (2023,)),
        ("hvad siger aftalen for 22 om skat", (2022,)),
        ("2027-aftalen om klima", (2027,)),
        ("aftalen om kommunernes økonomi for 2020", (2020,)),
        ("OA2024 servicerammen", (2024,)),
        ("bloktilskud de seneste tre aftaler", (2023, 2024, 2027)),
        ("var rammen størst i aftalen for 2022 eller i den for 2023", (2022, 2023)),
        ("hvad siger den seneste aftale om skat", (2027,)),
        ("sidste års aftale om skat", (2024,)),
        ("anlægsrammen i 2024", ()),
        ("KL", ()),
    ],
)
def test_the_agreements_asked_by_name(question: str, agreements: tuple[int, ...]) -> None:
    asked = read_years(question, HELD)
    assert asked.agreements == agreements
    assert set(agreements) <= set(asked.years)


def test_since_runs_to_the_last_agreement() -> None:
    assert read_years("udviklingen siden 2022", HELD).years == (2022, 2023, 2024, 2025, 2026, 2027)


def test_a_range_is_told_apart_from_two_years() -> None:
    assert read_years("fra 2020 til 2024", HELD).is_range
    assert not read_years("2020 og 2024", HELD).is_range


@given(st.integers(2010, 2049))
def test_every_spelling_of_a_year_is_the_same_year(year: int) -> None:
    short = year % 100
    for question in (
        f"rammen i {year}",
        f"rammen i {short}",
        f"rammen for '{short}",
        f"rammen i ØA{short}",
        f"rammen i ØA {year}",
    ):
        assert read_years(question).years == (year,), question
    assert full_year(f"'{short}") == full_year(str(year)) == year


@given(st.text(max_size=80), st.lists(st.integers(2000, 2050), max_size=6))
def test_anything_is_read_without_failing(text: str, held: list[int]) -> None:
    asked = read_years(text, held)
    assert list(asked.years) == sorted(set(asked.years))
    assert set(asked.agreements) <= set(asked.years)
    assert all(0 <= start <= end <= len(text) for start, end in asked.spans)


@given(st.text(alphabet="0123456789-–/ '’iforogtilsidenaftaleøa", max_size=60))
def test_years_stay_within_reason(text: str) -> None:
    asked = read_years(text, HELD)
    assert all(1900 <= year <= 2139 for year in asked.years)
