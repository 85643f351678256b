"""What a speaker says of himself before he asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.asking.framing import framed


@pytest.mark.parametrize(
    ("text", "frame", "question"),
    [
        ("Jeg er pædagog og vil gerne vide, hvor mange penge der er til os", "Jeg er pædagog og vil gerne vide,", ""),
        ("Jeg er ny i byrådet. Hvad er servicerammen?", "Jeg er ny i byrådet.", "Hvad er servicerammen?"),
        ("Som borger vil jeg spørge om, hvem der betaler", "Som borger vil jeg spørge om,", "hvem der betaler"),
        ("Jeg skriver en artikel om vikarer: hvad koster de?", "Jeg skriver en artikel om vikarer:", "hvad koster de?"),
        ("Hej, jeg undrer mig over, hvorfor loftet sænkes", "Hej, jeg undrer mig over,", "hvorfor loftet sænkes"),
    ],
)
def test_the_speaker_is_told_from_what_is_asked(text: str, frame: str, question: str) -> None:
    said, asked = framed(text)
    assert said == frame
    assert asked == (question or text[len(frame) + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "Hvad er bidraget pr. indbygger for 2024?",
        "Strategien udløber i år. Hvad sker der så med den?",
        "Vi skal spare: er det rigtigt?",
        "hvad skal vi betale",
        "MaaS: hvor stor er rammen?",
        "anlæg 2024",
    ],
)
def test_a_question_without_a_speaker_is_whole(text: str) -> None:
    assert framed(text) == ("", text)


@given(st.text(max_size=200))
def test_no_text_is_lost(text: str) -> None:
    frame, question = framed(text)
    assert "".join((frame + question).split()) == "".join(text.split())
