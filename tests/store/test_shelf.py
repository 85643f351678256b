"""Records read once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from aftalesvar.store.shelf import Shelf


def test_each_row_is_read_once_and_given_in_the_order_asked() -> None:
    asked: list[list[int]] = []

    def rows(ids: Sequence[int]) -> list[tuple[Any, ...]]:
        asked.append(list(ids))
        return [(i, f"row {i}") for i in sorted(ids)]

    shelf = Shelf(rows, lambda row: str(row[1]))
    assert shelf.take([3, 1, 3]) == ["row 3", "row 1", "row 3"]
    assert shelf.take([]) == []
    assert shelf.take([2, 1]) == ["row 2", "row 1"]
    assert asked == [[3, 1], [2]]


def test_an_unknown_id_is_told() -> None:
    with pytest.raises(KeyError):
        Shelf(lambda ids: [], str).take([1])
