"""Dates as agreements write them, and the years a text speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.dates import MONTHS, find_dates, year_mentions, years_in


@pytest.mark.parametrize(
    ("text", "found", "grain"),
    [
        ("Aftale af d. 5. maj 2020 om", "d. 5. maj 2020", 3),
        ("Omlægningen træder i kraft den 1. juli 2024.", "den 1. juli 2024", 3),
        ("etableres pr. 1. juli 2022.", "pr. 1. juli 2022", 3),
        ("senest d. 1. januar 2027 vil", "senest d. 1. januar 2027", 3),
        ("fra 1. januar 2025 indføres", "fra 1. januar 2025", 3),
        ("vil i efteråret 2023 gå i dialog", "i efteråret 2023", 2),
        ("Danmark skal frem mod oktober 2024 træffe", "frem mod oktober 2024", 2),
        ("inden udgangen af tredje kvartal 2021.", "inden udgangen af tredje kvartal 2021", 2),
        ("første gang i 2. halvår 2022.", "i 2. halvår 2022", 2),
        ("i anden halvdel af 2023 til", "i anden halvdel af 2023", 2),
        ("i løbet af efteråret 2026.", "i løbet af efteråret 2026", 2),
        ("ved udgangen af 2023.", "ved udgangen af 2023", 1),
        ("senest ved udgangen af 2024.", "senest ved udgangen af 2024", 1),
        ("er steget siden 2018, hvilket", "siden 2018", 1),
        ("Siden starten af 2020 har", "Siden starten af 2020", 1),
        ("til og med 2028.", "til og med 2028", 1),
        ("færdige ultimo 2023", "ultimo 2023", 1),
        ("fra 2023-2024 på 3,2 pct.", "fra 2023-2024", 1),
        ("for 2024 er", "2024", 0),
        ("i perioden 2022-25.", "2022-25", 0),
    ],
)
def test_a_date_is_found_as_written(text: str, found: str, grain: int) -> None:
    (date,) = find_dates(text)
    assert (date.text, date.grain) == (found, grain)
    assert text[date.start : date.end] == found


@pytest.mark.parametrize(
    "text",
    ["(2024-pl)", "i 2024-priser", "på 2020 kr.", "DK2020", "19,3 mia. kr.", "1.2024", "12024", "", "2024,5 mio."],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("i 2024", {2024}),
        ("2024-2026", {2024, 2025, 2026}),
        ("2022–25", {2022, 2023, 2024, 2025}),
        ("fra 2020 til 2023", {2020, 2021, 2022, 2023}),
        ("fra 2025 til og med 2027", {2025, 2026, 2027}),
        ("2023/2024", {2023, 2024}),
        ("155,3 mio. kr. (2024-pl)", set()),
        ("i 2024-priser i 2025", {2025}),
        ("2019-pl i 2020", {2020}),
        ("2024 pl", set()),
        ("DK2020-partnerskabet", set()),
        ("ØA2024", {2024}),
        ("et tilskud på 2020 kr. i 2021", {2021}),
        ("2.024 personer og 2024,5", set()),
        ("2030-målet", {2030}),
        ("i 1999", {1999}),
        ("2026-2024", {2026}),  # no range backwards
        ("", set()),
    ],
)
def test_the_years_a_text_speaks_of(text: str, years: set[int]) -> None:
    assert years_in(text) == years


@given(st.integers(1900, 2069), st.integers(0, 30))
def test_a_range_speaks_of_every_year_in_it(first: int, more: int) -> None:
    last = first + more
    assert years_in(f"i perioden {first}-{last}.") == set(range(first, last + 1))
    assert [year for year, _, _ in year_mentions(f"i perioden {first}-{last}.")] == [first, last]


@given(st.integers(1, 31), st.sampled_from(MONTHS), st.integers(1950, 2050))
def test_any_full_date_is_found(day: int, month: str, year: int) -> None:
    (date,) = find_dates(f"Aftalen er indgået den {day}. {month} {year} i København")
    assert date.text == f"den {day}. {month} {year}"
    assert date.grain == 3


@given(st.text(alphabet="0123456789-–., iaftpkrjunmedio/ØA\n", max_size=50))
def test_anything_is_read_without_failing(text: str) -> None:
    for date in find_dates(text):
        assert text[date.start : date.end] == date.text
    for year, start, end in year_mentions(text):
        assert text[start:end] == str(year)
    assert all(1900 <= year <= 2130 for year in years_in(text))
