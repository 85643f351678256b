"""A place that speaks of the matter, but doesn't tell the detail asked for, is no answer; one that tells it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.granted import event_unsaid
from aftalesvar.asking.itemised import names_missing
from aftalesvar.asking.premise import only_planned
from aftalesvar.asking.wanted import tells_in_words

DATA = Path(__file__).parent / "data" / "detail.jsonl"
ASKED = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("asked", [q for q in ASKED if q["says"] is None], ids=lambda q: q["question"])
def test_what_is_near_the_matter_is_no_answer(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert told.answer is None, told.text
    assert told.reason is not None


@pytest.mark.parametrize("asked", [q for q in ASKED if q["says"] is not None], ids=lambda q: q["question"])
def test_what_is_told_in_other_words_is_answered(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert told.answer is not None, told.text
    assert asked["says"] in f"{told.answer} {told.text}"


@pytest.mark.parametrize(
    ("question", "place", "unsaid"),
    [
        ("hvem overtager sagerne, når nævnet nedlægges", "Sagerne løses uændret af styrelsen.", True),
        ("hvem overtager sagerne, når nævnet nedlægges", "Nævnet afskaffes, og styrelsen får sagerne.", False),
        ("hvorfor sagde parterne nej til puljen", "Parterne er enige om puljen, så der kan bygges mere.", True),
        ("hvorfor sagde parterne nej til puljen", "Parterne afviser puljen af hensyn til økonomien.", False),
        ("hvorfor må man ikke lukke skolen", "Skolen videreføres af hensyn til børnene.", False),
    ],
)
def test_what_befalls_a_thing_must_be_told(asker: Asker, question: str, place: str, unsaid: bool) -> None:
    assert event_unsaid(asker.understand(question), place) is unsaid


def test_what_an_analysis_looks_into_is_not_what_it_showed() -> None:
    asked = "hvad viste analysen af udsvingene"
    assert only_planned(asked, "Der er igangsat en analyse af de konstaterede udsving.")
    assert not only_planned(asked, "Parterne konstaterer, at udsvingene skyldes et skift af system.")


def test_a_firm_is_told_by_its_name() -> None:
    assert names_missing("hvilket konsulentfirma lavede analysen", "Parterne vil igangsætte en analyse. På sigt …")
    assert names_missing("hvilken virksomhed har udviklet Mit Skema", "Det samles i takt med Et samlet overblik.")
    assert not names_missing("hvilket firma leverer systemet", "Systemet leveres af Netcompany.")


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("hvor stor en del af udledningerne kommer fra biler", "Knap en tredjedel af landets udledninger er …", True),
        ("hvor stor en del af bilerne er på el", "Knap en tredjedel af landets udledninger er fra biler.", False),
        ("hvor tit mødes udvalget", "Udvalget mødes halvårligt.", True),
        ("hvor mange mødes", "Halvdelen af udvalget mødes.", False),
    ],
)
def test_a_share_may_be_told_in_words(question: str, text: str, told: bool) -> None:
    assert tells_in_words(question, text) is told
