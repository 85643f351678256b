"""The thesaurus: parsed, found by word, stem and phrase, and free of what isn't meaning."""

from __future__ import annotations

import pytest

from aftalesvar.danish.terms import STOPWORDS, stem, words
from aftalesvar.danish.thesaurus import Thesaurus, opposites, parse_groups, thesaurus

TEXT = """
# a comment = that is left out
Anlægsramme = ramme for investeringer; bruttoanlæg ; bruttoanlæg
læge = familielæge
lægge = placere
en linje uden lighedstegn
"""


def small() -> Thesaurus:
    return Thesaurus(parse_groups(TEXT))


def test_groups_are_read_in_lower_case_without_doubles_and_comments() -> None:
    assert parse_groups(TEXT)[0] == ("anlægsramme", "ramme for investeringer", "bruttoanlæg")
    assert len(parse_groups(TEXT)) == 3
    assert parse_groups("") == ()


def test_a_word_of_a_group_finds_all_its_members_inflected_too() -> None:
    assert "bruttoanlæg" in set(small().alike("anlægsrammen"))
    assert "anlægsramme" in set(small().alike("bruttoanlæg"))
    assert list(small().alike("xyzzy")) == []


def test_a_word_that_stands_there_itself_is_not_taken_for_another_of_its_stem() -> None:
    assert set(small().alike("læge")) == {"læge", "familielæge"}
    assert set(small().alike("lægge")) == {"lægge", "placere"}


def test_a_phrase_is_found_by_the_stems_of_its_words() -> None:
    asked = frozenset(stem(w) for w in words("hvad er rammen for investeringerne") if w not in STOPWORDS)
    assert "bruttoanlæg" in set(small().of_phrases(asked))
    assert list(small().of_phrases(frozenset({stem("ramme")}))) == []


def test_the_shipped_thesaurus_joins_everyday_words_and_terms() -> None:
    assert "bruttoanlæg" in set(thesaurus().alike("anlægsramme"))
    assert "anlægsramme" in set(thesaurus().alike("bruttoanlæg"))
    assert len(thesaurus().field) > 500
    assert len(thesaurus().groups) > len(thesaurus().field)


def test_opposites_share_no_word() -> None:
    for one, other in opposites():
        assert one
        assert other
        assert not one & other


@pytest.mark.parametrize("word", ["hvad", "og", "er"])
def test_stop_words_stand_for_nothing(word: str) -> None:
    assert list(thesaurus().alike(word)) == []
