"""Sentences that say what was decided, and those that only tell what is or was the case."""

from __future__ import annotations

import pytest

from aftalesvar.asking.decided import AGREED, DONE, decides


@pytest.mark.parametrize(
    ("sentence", "surely"),
    [
        ("Regeringen og KL er derfor enige om at udarbejde en ny model.", AGREED),
        ("Regeringen tilkendegiver, at denne fastfrysning videreføres.", AGREED),
        ("Regeringen vil i efteråret fremsætte lovforslag herom.", AGREED),
        ("Ordningen nedlægges fra årets begyndelse.", DONE),
        ("Reglerne er svære at gennemskue for borgerne.", 0.0),
        ("Udgifterne er de seneste tre år steget, og det skal ses i lyset af flere borgere.", 0.0),
    ],
)
def test_what_was_decided_is_told_from_what_is_the_case(sentence: str, surely: float) -> None:
    assert decides(sentence) == surely
