"""Which sentences speak of what the one before them said."""

from __future__ import annotations

import pytest

from aftalesvar.danish.anaphora import cannot_stand_alone, follows_from, refers_back

BEFORE = "Der afsættes en pulje på 100 mio. kr., som udfases."


@pytest.mark.parametrize("sentence", [
    "Det skyldes især usikkerhed.", "Dette kan ske lokalt.", "Puljen fordeles efter indbyggertal.",
    "Udfasningen skal give ro.", "Midlerne går til lærere.", "Parterne er derfor enige om at følge op.",
    "Der er på den baggrund behov for mere.",
])  # fmt: skip
def test_points_back(sentence: str) -> None:
    assert refers_back(sentence, BEFORE)


@pytest.mark.parametrize("sentence", [
    "Det kommunale udgiftsloft er udgangspunktet.", "Regeringen er indstillet på det.",
    "Kommunerne skal følge op.", "Den kommunale serviceramme udgør mere.", "Klimaet ændrer sig.",
])  # fmt: skip
def test_stands_for_itself(sentence: str) -> None:
    assert not refers_back(sentence, BEFORE)


def test_a_consequence_has_its_reason_before_it() -> None:
    assert follows_from("Derfor etableres en ny struktur.")
    assert not follows_from("Det skyldes uroen.")


def test_a_pronoun_needs_the_sentence_before_it() -> None:
    assert cannot_stand_alone("Det indebærer et løft.")
    assert not cannot_stand_alone("Puljen fordeles efter indbyggertal.")
