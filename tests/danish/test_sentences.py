from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.sentences import split


@pytest.mark.parametrize(
    "sentences",
    [
        ["Rammen udgør 261,8 mia. kr.", "Hertil kommer DUT mv.", "Parterne er enige."],
        ["Det sker jf. Aftale om finansloven, bl.a. KL og ca. 40 pct. af alle."],
        ["Aftalen blev indgået d. 8. juni 2021.", "Den gælder fra 1. juli 2024 og i 2. halvår."],
        ["Efter servicelovens §§ 109 og 110 indføres takstloft, jf. § 109.", "Regeringen følger op."],
        ["Tilskuddet er 350 mio. kr. årligt i 2024.", "I 2025 er det 3,3 pct."],
        ["Hvad virker?", "Det ved vi ikke!", "»Det er godt.«", "Derefter fulgte ifm. ØA24 en aftale."],
        ["Det gælder 3-5-årige m.fl.", "De får hhv. 10 og 20 pct. inkl. Medicin."],
        ["Beløbet er 10 mio. kr. 2 gange årligt."],
        ["Kompensationen er i 2023 jf. kapitel 3.", "Resten følger."],
    ],
)
def test_danish_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split(text)] == sentences


@given(st.text(alphabet="Aåb. ?!)»«1, \n", max_size=80))
def test_sentences_hold_everything_and_follow_each_other(text: str) -> None:
    last = 0
    for start, end in split(text):
        assert not text[last:start].strip()
        assert start < end
        assert text[start:end].strip() == text[start:end]
        last = end
    assert not text[last:].strip()
