"""BM25 by the postings of a database, against values worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest

from aftalesvar.store.lexical import K1, B, Lexical

POSTINGS = {("ramme", "s"): [(0, 1.0), (2, 2.0)], ("anlæg", "s"): [(2, 0.5)]}


def rows(sql: str, values: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:
    """Three sentences of 2, 4 and 6 words, no passages."""
    if "postings" in sql:
        return list(POSTINGS.get((values[0], values[1]), []))
    return [("s", 0, 2.0), ("s", 1, 4.0), ("s", 2, 6.0)]


@pytest.fixture
def lexical() -> Lexical:
    return Lexical(rows, {"passages": 0, "sentences": 3})


def test_a_term_scores_by_its_rarity_its_frequency_and_the_length(lexical: Lexical) -> None:
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    first = idf * 1.0 * (K1 + 1) / (1.0 + K1 * (1 - B + B * 2 / 4))
    third = idf * 2.0 * (K1 + 1) / (2.0 + K1 * (1 - B + B * 6 / 4))
    assert lexical.scores("s", {"ramme": 1.0}).tolist() == pytest.approx([first, 0.0, third])
    assert lexical.scores("s", {"ramme": 0.5}).tolist() == pytest.approx([first / 2, 0.0, third / 2])


def test_scores_are_the_callers_own(lexical: Lexical) -> None:
    lexical.scores("s", {"ramme": 1.0})[:] = 0.0
    assert lexical.scores("s", {"ramme": 1.0}).any()


def test_what_no_sentence_holds_is_the_rarest_and_scores_nothing(lexical: Lexical) -> None:
    assert lexical.rarity("ukendt") > lexical.rarity("anlæg") > lexical.rarity("ramme")
    assert not lexical.holds("ukendt")
    assert lexical.occurrences("ramme") == {0, 2}
    assert not lexical.scores("s", {"ukendt": 1.0}).any()
    assert lexical.scores("p", {"ramme": 1.0}).shape == (0,)
