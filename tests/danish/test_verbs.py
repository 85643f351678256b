"""Roots: one for all forms of a verb."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.terms import stem
from aftalesvar.danish.verbs import infinitive_of, other_stems, root


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("skåret", "skærer"), ("skar", "skære"), ("skæres", "skåret"), ("dækkede", "dækker"), ("brugte", "bruger"),
        ("brugt", "bruges"), ("sat", "sættes"), ("satte", "sætter"), ("gik", "går"), ("betalt", "betaler"),
        ("overtog", "overtager"), ("nedbragt", "nedbringes"), ("nedsatte", "nedsætter"), ("igangsat", "igangsættes"),
        ("indgik", "indgår"), ("udgav", "udgiver"), ("solgt", "sælge"), ("har", "havde"),
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


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("nedsatte", "nedsætte"), ("afsat", "afsætte"), ("forelagt", "forelægge"), ("brugt", "bruge"), ("går", "gå")],
)
def test_the_infinitive_of_a_form_with_another_vowel_is_known(form: str, infinitive: str) -> None:
    assert infinitive_of(form) == infinitive


@pytest.mark.parametrize(
    "noun", ["opgave", "udgave", "befolkning", "kommune", "forbud", "tilskud", "indsats", "udsatte", "afsats"]
)
def test_a_noun_is_no_form_of_a_verb(noun: str) -> None:
    assert infinitive_of(noun) is None


@pytest.mark.parametrize(
    ("word", "form"),
    [("betjene", "betjent"), ("betingede", "betinget"), ("nedsætter", "nedsat"), ("skåret", "skærer"),
     ("overtager", "overtog")],
)  # fmt: skip
def test_the_forms_that_the_stemmer_parts_from_a_word_are_told(word: str, form: str) -> None:
    assert stem(form) in other_stems(word)


@pytest.mark.parametrize(("word", "other"), [("læger", "lagt"), ("har", "havet"), ("vælge", "valg")])
def test_no_word_of_another_meaning_is_taken_for_a_form(word: str, other: str) -> None:
    assert stem(other) not in other_stems(word)
