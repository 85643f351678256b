"""Short forms that a text introduces itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.abbreviations import introduced_abbreviations


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("om kommunal medfinansiering (KMF) i 2024", {"kmf": "kommunal medfinansiering"}),
        ("og Kommunernes Landsforening (KL)", {"kl": "kommunernes landsforening"}),
        ("i to år (Se bilag) og i dag", {}),
        ("et tal (KMF) uden lang form", {}),
        ("(KMF)", {}),
        ("", {}),
    ],
)
def test_a_short_form_stands_for_the_words_before_it(text: str, wanted: dict[str, str]) -> None:
    assert introduced_abbreviations([text]) == wanted


def test_the_first_text_decides() -> None:
    texts = ["aktivitetsbestemt budget (AB)", "almene boliger (AB)"]
    assert introduced_abbreviations(texts) == {"ab": "aktivitetsbestemt budget"}


@given(st.lists(st.text(alphabet="ABab ()æ", max_size=40), max_size=4))
def test_every_short_form_s_letters_stand_in_its_long_form(texts: list[str]) -> None:
    for short, long in introduced_abbreviations(texts).items():
        letters = iter(long)
        assert all(letter in letters for letter in short)
