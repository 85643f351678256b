"""Roots: one for all forms of a verb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.terms import stem
from aftalesvar.danish.verbs import root


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("skåret", "skærer"), ("skar", "skære"), ("skæres", "skåret"), ("dækkede", "dækker"), ("brugte", "bruger"),
        ("brugt", "bruges"), ("sat", "sættes"), ("satte", "sætter"), ("gik", "går"), ("betalt", "betaler"),
        ("overtog", "overtager"), ("nedbragt", "nedbringes"), ("solgt", "sælge"), ("har", "havde"),
    ],
)  # fmt: skip
def test_all_forms_of_a_verb_have_one_root(form: str, other: str) -> None:
    assert root(form) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("læger", "lægger"), ("læge", "lægge"), ("har", "havet"), ("billige", "biler"), ("blandt", "blande")],
)
def test_words_of_other_meaning_have_other_roots(one: str, other: str) -> None:
    assert root(one) != root(other)


@pytest.mark.parametrize("word", ["kommunerne", "anlægsrammen", "skat", "ned"])
def test_any_other_word_has_its_stem(word: str) -> None:
    assert root(word) == stem(word)


@given(st.text(max_size=12))
def test_any_text_has_a_root(word: str) -> None:
    assert isinstance(root(word), str)
