"""Compounds are parted by the corpus's own words, and by nothing that is only spelt like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.compounds import Compounds
from aftalesvar.danish.terms import Analyser, stem

KNOWN = frozenset(
    {"anlæg", "ramme", "investeringer", "skat", "indtægter", "satspuljen", "midler", "barn", "pige", "stil"}
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("anlægsramme", ("anlæg", "ramme")),
        ("anlægsinvesteringer", ("anlæg", "investeringer")),
        ("barnepige", ("barn", "pige")),
        ("skatteindtægter", ("skat", "indtægter")),  # the link doubles the last letter
        ("satspuljemidler", ("satspulje", "midler")),  # the left part stands in another form only
    ],
)
def test_a_compound_gives_the_stems_of_its_parts(word: str, parts: tuple[str, ...]) -> None:
    assert Compounds(KNOWN, stem).parts(word) == tuple(stem(part) for part in parts)


@pytest.mark.parametrize("word", ["ramme", "stilling", "stillinger", "indtægterne", "kommunerne", "b2b-ramme", ""])
def test_an_ending_makes_no_compound(word: str) -> None:
    assert Compounds(KNOWN, stem).parts(word) == ()


@given(st.text(max_size=30))
def test_any_text_is_parted_into_stems_or_not_at_all(text: str) -> None:
    parts = Compounds(KNOWN, stem).parts(text)
    assert parts == () or len(parts) >= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("indsats", "indsatser"), ("plads", "pladserne"), ("ydelse", "ydelser"), ("statsborger", "statsborgere")],
)
def test_forms_of_a_word_that_ends_in_s_share_a_term(one: str, other: str) -> None:
    assert Analyser(frozenset()).terms(one).keys() == Analyser(frozenset()).terms(other).keys()
