"""Years that a question names by another one."""

from __future__ import annotations

import pytest

from aftalesvar.asking.relative import with_next_year

HELD = (2020, 2022, 2023, 2024, 2027)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("hvad var målet i aftalen for 2022, og hvad blev det året efter?", "hvad blev det i aftalen for 2023?"),
        ("hvad var rammen i 2022 og året efter?", "og i 2023?"),
        ("hvad var rammen i aftalen for 2024 og i den næste aftale?", "og i aftalen for 2027?"),
        ("hvad kostede det i 2024 og næste år?", "og i 2025?"),
    ],
)
def test_the_year_after_is_named(question: str, told: str) -> None:
    assert with_next_year(question, HELD).endswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "hvad var rammen i 2022 og 2023 og året efter?", "hvad sker der næste år?", "hvad var rammen i 2022?",
        "aftalen efter den for 2022", "hvad gør man efter 2024?", "skal de spare om året efter aftalen for 2023?",
    ],
)  # fmt: skip
def test_nothing_is_guessed(question: str) -> None:
    assert with_next_year(question, HELD) == question
