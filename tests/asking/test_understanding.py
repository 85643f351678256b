"""A question understood: years, terms, spelling mended, and what can't be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.understanding import LONGEST_QUESTION, Understander, clean_question, with_years
from aftalesvar.danish.terms import stem
from aftalesvar.danish.thesaurus import thesaurus
from aftalesvar.errors import UsageError


@pytest.fixture(scope="module")
def reader(asker: Asker) -> Understander:
    return Understander(asker.index, thesaurus())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tomt"),
        (" \n\t ", "tomt"),
        ("\u200b\u2060", "tomt"),
        ("???", "ingen ord"),
        ("12345", "ingen ord"),
        ("🙂🙂", "ingen ord"),
        ("a\x00b", "ikke læsbar tekst"),
        ("a\ud800b", "ikke læsbar tekst"),
        ("ord " * 25_000, "100.000 tegn"),
    ],
)
def test_what_cannot_be_asked(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        clean_question(text)


def test_a_question_is_one_line_and_composed() -> None:
    assert clean_question("  hvad\n er\tanla\u0308ggsrammen \u200b?") == "hvad er anläggsrammen ?"
    assert clean_question("anla" + "e" * 10) == "anla" + "e" * 10
    assert len(clean_question("a" * LONGEST_QUESTION)) == LONGEST_QUESTION


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("hvad er anlægsramen", "anlægsramme"),
        ("servicerammmen i 2024", "serviceramme"),
        ("midtvejsregulernig", "midtvejsregulering"),
        ("kommunernes okonomi", "økonomi"),
        ("aeldrepleje", "ældrepleje"),
        ("særtilskuds puljen", "særtilskudspulje"),
    ],
)
def test_spelling_is_mended_by_the_corpus_words(question: str, word: str, reader: Understander) -> None:
    understood = reader.understand(question)
    assert understood.terms.get(stem(word)) == 1.0, understood.corrections


@pytest.mark.parametrize("question", ["hvad er anlægsrammen i 2024", "hvem er KL", "hvad siger ØA24 om skat"])
def test_what_is_spelled_right_is_left_alone(question: str, reader: Understander) -> None:
    understood = reader.understand(question)
    assert understood.corrections == {}
    assert understood.corrected == question


def test_years_and_agreements(reader: Understander) -> None:
    asked = reader.understand("hvad er anlægsrammen for 2025 i ØA24").question
    assert asked.agreements == (2024,)
    assert asked.years == (2025,)
    assert reader.understand("rammen i 2024", years=(2022, 2020)).question.years == (2020, 2022)
    assert reader.understand("rammen", agreements=(2023,)).question.agreements == (2023,)
    moved = with_years(reader.understand("rammen i 2024"), (2022,), (2022,))
    assert (moved.question.years, moved.question.agreements) == ((2022,), (2022,))


def test_words_the_corpus_lacks_are_told(reader: Understander) -> None:
    assert "månerejse" in reader.understand("hvad koster en månerejse").unknown
    assert reader.understand("hvad er servicerammen").unknown == ()


def test_asking_words_are_no_terms(reader: Understander) -> None:
    assert reader.understand("hvor meget udgør anlægsrammen i 2024?").question.terms == ("anlægsramme",)


def test_an_abbreviation_also_searches_its_long_form(reader: Understander) -> None:
    assert stem("medfinansiering") in reader.understand("hvad er KMF").terms


WORDS = [
    "anlægsramme",
    "i",
    "2024",
    "ØA24",
    "hvad",
    "kommunernes",
    "serivceramme",
    "-",
    "22-23",
    "’24",
    "pl",
    "xyzzy",
    "½",
    "<b>",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_any_mix_of_words_is_understood_the_same_each_time(reader: Understander, words: list[str]) -> None:
    text = f"spørgsmål {' '.join(words)}"
    assert reader.understand(text) == reader.understand(text)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(reader: Understander, text: str) -> None:
    try:
        understood = reader.understand(text)
    except UsageError:
        return
    assert all(0.0 < weight <= 1.0 for weight in understood.terms.values())


def test_what_was_no_text_cannot_be_asked() -> None:
    """The replacement character: somebody decoded what was no text."""
    with pytest.raises(UsageError, match="ikke læsbar tekst"):
        clean_question("a\N{REPLACEMENT CHARACTER}b")
