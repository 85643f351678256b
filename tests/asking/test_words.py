"""Questions that are answered in words, asked in everyday words; the answers were read in the texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.yesno import verdict

DATA = Path(__file__).parent / "data" / "words.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
LONGEST_ANSWER = 400


@pytest.mark.parametrize("asked", [q for q in QUESTIONS if q["parts"]], ids=lambda q: q["question"])
def test_the_answer_is_the_side_of_the_matter_that_is_asked_for(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert told.answer is not None
    assert len(told.answer) <= LONGEST_ANSWER
    if asked["kind"] == "yesno":
        assert told.answer.startswith(f"{asked['parts'][0]}: ")
    assert [p for p in asked["parts"] if not any(option in told.answer for option in p.split("||"))] == []
    assert asked["agreement"] in {citation.year for citation in told.citations}


@pytest.mark.parametrize("asked", [q for q in QUESTIONS if not q["parts"]], ids=lambda q: q["question"])
def test_no_sentence_decides_what_it_does_not_speak_of(asker: Asker, asked: dict[str, Any]) -> None:
    assert asker.ask(asked["question"]).answer is None


@pytest.mark.parametrize("asked", [q for q in QUESTIONS if q["kind"] == "text"], ids=lambda q: q["question"])
def test_every_shown_sentence_stands_in_the_quote(asker: Asker, asked: dict[str, Any]) -> None:
    """An answer of two sentences is cited for both."""
    told = asker.ask(asked["question"])
    assert told.answer is not None
    quotes = " ".join(citation.quote for citation in told.citations).lower()
    for sentence in told.answer.split(". "):
        assert sentence.rstrip(".").lower()[1:] in quotes


@pytest.mark.parametrize(("asked", "told", "wanted"), [
    ("Skal kommunen nå målet?", "Det er frivilligt for den enkelte kommune at nå målet.", False),
    ("Kan kommunen selv vælge midlerne?", "Det vil være op til den enkelte kommune at vælge midlerne.", True),
    ("Må der oprettes flere enheder?", "Dette udgør det maksimale antal enheder.", False),
    ("Skal kommunerne betale resten?", "Den samlede kommunale betaling eftergives.", False),
    ("Slipper kommunerne for at betale resten?", "Den samlede kommunale betaling eftergives.", True),
    ("Stiger afregningen?", "Afregningen fastfryses på sidste års niveau.", False),
    ("Er afregningen uændret?", "Afregningen fastfryses på sidste års niveau.", True),
    ("Får kommunerne ekstra penge til det?", "Opgaven løses inden for den eksisterende økonomiske ramme.", False),
    ("Må de låne mere?", "Der meddeles dispensation fra låneloftet.", True),
    ("Bliver ordningen afskaffet?", "Ordningen fastholdes.", False),
    ("Bliver ordningen afskaffet?", "Parterne drøfter ordningen.", None),
])  # fmt: skip
def test_a_sentence_decides_by_its_own_wording(asked: str, told: str, wanted: bool | None) -> None:
    assert verdict(asked, told) is wanted
