"""Spelling mended by a corpus's own words, and only where nothing else was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.spelling import Mender
from aftalesvar.danish.common import common_words, plain_words
from aftalesvar.danish.terms import Analyser

WORDS = {"anlægsramme": 5, "servicerammen": 9, "sørge": 3, "ældrepleje": 4, "midtvejsregulering": 2, "kommunerne": 20,
         "konsulent": 2}  # fmt: skip


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(WORDS, ("regeringen", "hvad"), ("hvad",), Analyser(WORDS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("servicerammmen", "servicerammen"),
        ("midtvejsregulerng", "midtvejsregulering"),
        ("aeldrepleje", "ældrepleje"),
        ("aldrepleje", "ældrepleje"),
        ("anlægs ramme", "anlægsramme"),
        ("aeldrpleje", "ældrepleje"),
        ("servicerramme", "servicerammen"),
        ("kosulentforbruget", "konsulentforbruget"),
        ("mitvejs regulering", "midtvejsregulering"),
        ("hvilkt", "hvilket"),
        ("kommunernne", "kommunerne"),
        ("hvrnaar", "hvornår"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(mender: Mender, typed: str, meant: str) -> None:
    text, corrections = mender.mend(f"hvad med {typed}")
    assert text == f"hvad med {meant}"
    assert corrections == {typed: meant}


@pytest.mark.parametrize("word", ["spørge", "servere", "kommandoerne", "hvad ramme", "2024"])
def test_other_danish_words_stay_as_they_are(mender: Mender, word: str) -> None:
    assert mender.mend(word) == (word, {})


@given(st.text(max_size=80))
def test_whatever_is_typed_is_mended_without_error_and_known_words_stay(text: str) -> None:
    mender = Mender(WORDS, ("regeringen",), (), Analyser(WORDS))
    mended, corrections = mender.mend(f"{text} regeringen")
    assert mended.endswith("regeringen")
    assert not set(corrections) & set(WORDS)


def test_a_common_word_is_mended_in_the_question_itself_but_no_name_and_no_word_of_the_matter(mender: Mender) -> None:
    common = {"hvilket", "kommunerne"}
    assert mender.mend_common("Hvilkt år får komunerne servicerammmen", common) == (
        "Hvilket år får kommunerne servicerammmen"
    )
    assert mender.mend_common("i Komunerne", common) == "i Komunerne"


def test_the_lists_hold_lower_case_words() -> None:
    assert len(common_words()) > 10_000
    assert {"spørge", "skole"} <= common_words()
    assert {"mener", "egentlig"} <= plain_words()
    assert not {"skat", "ramme", "kommune", "skole", "tilskud"} & plain_words()
    assert all(word == word.lower() for word in common_words() | plain_words())
