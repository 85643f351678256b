"""The small parts of asking: wording, concepts, confidence, the contract's numbers, the words of a refusal."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.concepts import COMPOUND, ITSELF, SYNONYM, concept_of
from aftalesvar.asking.confidence import Evidence, confidence
from aftalesvar.asking.contract import decimal_text, error_to_dict
from aftalesvar.asking.refusing import join_titles, join_years
from aftalesvar.asking.wording import LONGEST_ANSWER, join_items, shortened, without_opening
from aftalesvar.calibration import Calibration, shipped_calibration
from aftalesvar.danish.terms import Analyser, stem
from aftalesvar.danish.thesaurus import thesaurus

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
