"""Which side of a matter is asked for, and which sentences tell it."""

from __future__ import annotations

import pytest

from aftalesvar.asking.aspects import STRONG, aspect_of, told_in_words
from aftalesvar.asking.dates import asks_how_long, tells_condition, tells_how_long
from aftalesvar.records import AnswerKind


@pytest.mark.parametrize(
    ("kind", "question", "name", "told", "untold"),
    [
        ("who", "Hvem bestemmer, hvor der spares?", "decides",
         "Det vil være op til den enkelte kommune, hvor der spares.", "Der spares på administration."),
        ("who", "Hvem skal betale for omstillingen?", "pays",
         "Udgifterne til omstillingen afholdes af myndighederne selv.", "Omstillingen begynder til foråret."),
        ("who", "Hvem står for at føre aftalen ud i livet?", "responsible",
         "Implementeringen håndteres mellem parterne.", "Aftalen blev indgået i juni."),
        ("what", "Hvad sker der med puljen?", "fate", "Puljen videreføres.", "Puljen er på mange penge."),
        ("what", "Hvad er problemet med ordningen?", "problem",
         "Ordningen er svær at gennemskue for borgerne.", "Ordningen indebærer, at borgere selv kan henvende sig."),
        ("why", "Hvorfor udvikles løsningen?", "reason",
         "Løsningen skal gøre det muligt at fravælge behandling.", "Løsningen udvikles i år."),
    ],
)  # fmt: skip
def test_the_sentence_that_tells_the_side_asked_for_is_known(
    kind: AnswerKind, question: str, name: str, told: str, untold: str
) -> None:
    aspect = aspect_of(kind, question)
    assert aspect is not None
    assert aspect.name == name
    assert aspect.told(told) == STRONG
    assert aspect.told(untold) < STRONG


@pytest.mark.parametrize(
    "question",
    ["Hvad er visionen for strategien?", "Hvad vil man opnå ved at fase tilskuddet ud?", "hvad sker der med puljen",
     "Hvad skal en kommune selv komme med, hvis den får støtte?"],
)  # fmt: skip
def test_what_no_figure_tells_is_told_in_words(question: str) -> None:
    assert told_in_words("what", question)


@pytest.mark.parametrize("question", ["Hvad er anlægsrammen?", "Hvad udgør tilskuddet?", "Hvad er puljen på?"])
def test_a_size_is_not_told_in_words(question: str) -> None:
    assert not told_in_words("what", question)


def test_a_time_may_be_told_by_what_comes_first() -> None:
    assert tells_condition("Ordningen opgøres, når vurderingerne er udsendt.")
    assert not tells_condition("Ordningen opgøres.")


def test_a_length_of_time_is_known_when_it_is_asked_for() -> None:
    assert asks_how_long("hvor lang tid kører forsøget")
    assert tells_how_long("i en treårig forsøgsperiode")
    assert not tells_how_long("Kommunerne deltager i forsøget.")


def test_what_befalls_those_who_dont_is_a_consequence() -> None:
    aspect = aspect_of("what", "Hvad sker der med kommuner, der ikke overholder budgettet?")
    assert aspect is not None
    assert aspect.name == "consequence"
