"""The small parts of asking: wording, concepts, confidence, the contract's numbers, the words of a refusal."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.companion import with_companion
from aftalesvar.asking.concepts import COMPOUND, ITSELF, SYNONYM, concept_of
from aftalesvar.asking.confidence import Evidence, confidence
from aftalesvar.asking.contract import decimal_text, error_to_dict
from aftalesvar.asking.kinds import kind_of
from aftalesvar.asking.refusing import join_titles, join_years
from aftalesvar.asking.retrieval import FoundSentence, Signals
from aftalesvar.asking.wording import LONGEST_ANSWER, join_items, shortened, without_opening
from aftalesvar.calibration import Calibration, shipped_calibration
from aftalesvar.danish.terms import Analyser, stem
from aftalesvar.danish.thesaurus import thesaurus
from aftalesvar.records import Passage, Sentence

TEXTS = st.text(alphabet="abcæøå ,.;: 123", max_size=900)


# --- wording -------------------------------------------------------------------------------------------


def test_the_formula_of_agreement_is_left_out() -> None:
    sentence = "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2024 udgør 19,3 mia. kr."
    assert without_opening(sentence) == "Rammen for kommunernes investeringer i 2024 udgør 19,3 mia. kr."


@pytest.mark.parametrize(
    "sentence",
    [
        "Rammen udgør 19,3 mia. kr.",
        "Regeringen og KL er enige om at afsætte 5 mio. kr.",
        "",
        "Regeringen og KL er enige om,",
        "Regeringen og KL er enige om, at kommunerne også i de kommende år vil have fokus på opgaven.",
        "Regeringen og KL er enige om, at der, som nævnt, i 2027 redegøres for udviklingen.",
    ],
)
def test_a_sentence_without_it_is_left_alone(sentence: str) -> None:
    assert without_opening(sentence) == sentence


@given(TEXTS)
def test_a_shortened_text_is_a_stretch_of_the_text(text: str) -> None:
    short = shortened(text, lambda stretch: float(len(stretch)))
    assert len(short) <= LONGEST_ANSWER
    assert short in text


@given(st.lists(TEXTS.filter(lambda t: t.strip(" .;,") != ""), min_size=1, max_size=30))
def test_joined_items_fit(items: list[str]) -> None:
    assert len(join_items(items)) <= LONGEST_ANSWER


def test_short_items_are_all_there() -> None:
    assert join_items(["Dagtilbud.", "Folkeskole;", "Ældrepleje"]) == "Dagtilbud; Folkeskole; Ældrepleje"


def test_no_item_is_cut_to_a_scrap_and_short_ones_stay_whole() -> None:
    joined = join_items(
        ["Kort", *(f"Et punkt med mange ord om den {n}. sag, der skal løses i fællesskab" for n in range(9))]
    )
    assert joined.startswith("Kort; Et punkt med mange ord om den 0. sag")
    assert all(len(item) > len("Et punkt med mange ord") for item in joined.split("; ")[1:])


@pytest.mark.parametrize(("question", "kind"), [
    ("Hvad afgør, hvilke kommuner der får del i puljen?", "what"),
    ("Hvad vil man gøre ved oversigten, der viser hvor tit der laves fejl?", "what"),
    ("Hvad siger aftalen om, hvor mange penge der afsættes til området?", "amount"),
    ("Hvorfor får kommunerne mindre i 2023 end i 2022?", "why"),
    ("Hvordan kan det være, at udgifterne stiger?", "why"),
    ("Hvem betaler de 75 mio. kr.?", "who"),
    ("På hvilket tidspunkt i uddannelsen bør aftalen indgås?", "what"),
    ("Hvad sker der, hvis kommunerne sætter skatten op?", "what"),
    ("Hvordan afgøres det, hvilke kommuner der får tilskud?", "how"),
    ("Hvilke forskellige opgaver har de?", "list"),
])  # fmt: skip
def test_the_first_asking_word_decides_the_kind(question: str, kind: str) -> None:
    assert kind_of(question) == kind


# --- which sentence goes with the one that answers ------------------------------------------------------

SENTENCE = Sentence(0, "a", 0, "paragraph", 0, 0, "", "", ())


def _candidate(number: int, text: str) -> Candidate:
    sentence = replace(SENTENCE, id=number, text=text)
    passage = Passage(0, "a", 0, (), "chapter", 0, 0, "", ())
    found = FoundSentence(sentence, passage, (), 0.0, Signals(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    return Candidate(found, 1.0, 0, len(text))


@pytest.mark.parametrize(("worth", "shown"), [
    ({1: 1.0, 2: 1.2, 3: 0.9}, (1, 2)), ({1: 0.9, 2: 1.2, 3: 1.1}, (2, 3)), ({1: 0.1, 2: 1.2, 3: 0.2}, (2,)),
])  # fmt: skip
def test_the_better_neighbour_goes_with_the_answer(worth: dict[int, float], shown: tuple[int, ...]) -> None:
    place = {n: _candidate(n, f"Kommunerne løser opgave nummer {n} hos borgerne.") for n in worth}
    told = with_companion(place[2], place, worth)
    assert tuple(s.id for s in told.sentences) == shown


def test_a_neighbour_without_room_is_left_out() -> None:
    place = {1: _candidate(1, "a " * 150), 2: _candidate(2, "b " * 150)}
    assert with_companion(place[2], place, {1: 1.0, 2: 1.0}).sentences == [place[2].found.sentence]


# --- concepts ------------------------------------------------------------------------------------------


def test_a_concept_is_held_by_itself_its_parts_and_its_synonyms() -> None:
    analyser = Analyser(("anlæg", "ramme", "investeringer"))
    concept = concept_of("anlægsramme", analyser, {}, thesaurus())
    assert concept.match({stem("anlægsramme")}) == ITSELF
    assert concept.match({stem("anlæg"), stem("ramme")}) == COMPOUND
    assert concept.match({stem("ramme"), stem("investeringer")}) == SYNONYM
    assert concept.match({stem("bruttoanlæg")}) == SYNONYM
    assert concept.match({stem("dagtilbud")}) == 0.0
    assert concept.match(set()) == 0.0


def test_an_abbreviation_of_the_corpus_stands_for_its_long_form() -> None:
    concept = concept_of("kmf", Analyser(()), {"kmf": "kommunal medfinansiering"}, thesaurus())
    assert concept.match({stem("kommunal"), stem("medfinansiering")}) == SYNONYM


# --- confidence ----------------------------------------------------------------------------------------

SHARE = st.floats(0, 1)
EVIDENCE = st.builds(Evidence, **{field.name: SHARE for field in fields(Evidence)})


@given(EVIDENCE)
def test_confidence_is_a_probability(evidence: Evidence) -> None:
    assert 0.0 <= confidence(evidence, shipped_calibration()) <= 1.0


@given(EVIDENCE, SHARE, st.sampled_from([field.name for field in fields(Evidence)]))
def test_each_piece_of_evidence_speaks_one_way(evidence: Evidence, more: float, name: str) -> None:
    calibration = shipped_calibration()
    weight, before = getattr(calibration, name), getattr(evidence, name)
    after = replace(evidence, **{name: max(before, more)})
    change = confidence(after, calibration) - confidence(evidence, calibration)
    assert change * weight >= 0


def test_extreme_coefficients_do_not_overflow() -> None:
    extreme = Calibration(**{field.name: 1e6 for field in fields(Calibration)})
    evidence = Evidence(**{field.name: 1.0 for field in fields(Evidence)})
    assert confidence(evidence, extreme) == pytest.approx(1.0)
    negative = Calibration(**{field.name: -1e6 for field in fields(Calibration)})
    assert confidence(evidence, negative) == pytest.approx(0.0)


# --- the contract --------------------------------------------------------------------------------------


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_numbers_of_record_are_plain_digits(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


def test_a_question_that_cannot_be_asked_is_an_object_too() -> None:
    told = error_to_dict("?", "Spørgsmålet er tomt.")
    assert (told["status"], told["answer"], told["reason"]["code"]) == ("error", None, "bad_question")


def test_years_in_words() -> None:
    assert join_years([]) == ""
    assert join_years([2020]) == "2020"
    assert join_years([2020, 2022, 2023]) == "2020, 2022 og 2023"
    assert join_titles([2024]) == "Aftalen for 2024"
    assert join_titles([2023, 2024]) == "Aftalerne for 2023 og 2024"
