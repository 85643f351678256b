"""What no agreement says is refused, with a message that helps; what is like it and stands there is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.itemised import items_missing, names_missing
from aftalesvar.asking.premise import denied_by, gives_reason, only_planned, tells_fault
from aftalesvar.danish.places import places_named
from aftalesvar.danish.slips import may_be_slip

DATA = Path(__file__).parent / "data" / "refused.jsonl"
ASKED = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["question"])
def test_what_no_agreement_says_is_refused_and_what_is_like_it_answered(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert (told.reason.code if told.answer is None and told.reason else None) == asked.get("code"), told.text
    for said in asked["says"]:
        assert said in told.text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("hvad fik lolland kommune", {"Lolland"}),
        ("Københavns Kommunes IT og region hovedstaden", {"København", "Region Hovedstaden"}),
        ("aalborgs andel, Århus", {"Aalborg", "Aarhus"}),
        ("vejen til lejre af skive", set()),
        ("Vejen og skive kommune", {"Vejen", "Skive"}),
        ("høje-taastrup", {"Høje-Taastrup"}),
    ],
)
def test_places_are_known_by_name_in_any_case_but_common_words_are_none(text: str, named: set[str]) -> None:
    assert places_named(text) == named


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        (
            "nævn de fem principper",
            "Der er fem principper, som skal sikre, at borgeren er hørt, set og mødt.",
            True,
        ),
        ("nævn de tre spor", "Programmet har tre spor, der handler om forenkling, tilsyn og struktur.", False),
        ("hvilke to enheder lægges sammen", "Man sammenlægger Center for Kunst (CK) og arkivet.", False),
        ("hvilke fire mål er der", "Der er fire mål: bedre skoler.", False),
        ("hvad er målet", "Der er fem mål.", False),
    ],
)
def test_a_number_of_items_must_be_given_one_by_one(question: str, sentence: str, missing: bool) -> None:
    assert items_missing(question, sentence, sentence, is_item=False) is missing


def test_names_are_asked_of_those_who_did_something_not_of_those_who_may() -> None:
    assert names_missing("hvilke kommuner fik tilskud", "Ti kommuner fik tilskud fra Fonden.")
    assert not names_missing("hvilke kommuner fik tilskud", "Vejle og Køge fik tilskud.")
    assert not names_missing("hvilke kommuner kan søge", "Kommuner med lavt skattegrundlag kan søge.")


def test_who_holds_an_office_is_told_by_another_name_than_the_bodys() -> None:
    told = "Regeringen har nedsat en Trafikkommission, som skal belyse busdriften."
    assert names_missing("hvem er formand for Trafikkommissionen", told)
    assert not names_missing("hvem er formand for Trafikkommissionen", "Kommissionens formand er Anna Berg.")
    assert names_missing("hvem er indenrigsminister", "Parterne søger Indenrigsministeriet om adgang.")
    assert not names_missing("hvem er ansvarlig for busdriften", "Kommunerne har ansvaret for busdriften.")


def test_what_is_wrong_with_a_thing_tells_why_it_is_changed() -> None:
    assert tells_fault("Ordningen er svær at gennemskue.")
    assert not tells_fault("Ordningen evalueres om to år.")


def test_what_came_of_a_thing_is_not_told_by_the_plan_of_it() -> None:
    plan = "Regeringen vil igangsætte en analyse af vikarer."
    assert only_planned("hvad viste analysen af vikarer", plan)
    assert not only_planned("hvad skal analysen vise", plan)
    assert not only_planned("hvad viste analysen af vikarer", "Analysen viser, at kommunerne skal bruge flere.")


def test_what_goes_up_is_denied_by_what_goes_down_or_is_kept() -> None:
    assert denied_by("hvorfor stiger taksten", "taksten nedsættes til 20 pct.")
    assert denied_by("hvorfor hæves taksten", "taksten fastholdes")
    assert not denied_by("hvorfor hæves taksten", "taksten forhøjes, mens gebyret nedsættes")
    assert gives_reason("Loftet er sat for at holde udgifterne nede.")


@pytest.mark.parametrize(
    ("typed", "meant", "may"),
    [("farven", "farten", False), ("seriverammen", "servicerammen", True), ("tilskub", "tilskud", False),
     ("tilskut", "tilskud", True), ("rammne", "rammen", True), ("kommine", "kommune", True)],
)  # fmt: skip
def test_a_slip_is_a_letter_near_by_or_alike_or_swapped(typed: str, meant: str, may: bool) -> None:
    assert may_be_slip(typed, meant) is may


@pytest.mark.parametrize("asked", ["hvad er kommuneskatten i aarhus", "Hvor høj er grundskylden i Aarhus?"])
def test_a_town_s_name_alone_is_no_answer(asker: Asker, asked: str) -> None:
    assert asker.ask(asked).answer is None
