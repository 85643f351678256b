"""Records that are read from the database once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

Record = TypeVar("Record")


class Shelf(Generic[Record]):
    """Records by id. It holds no more than the corpus, whose rows never change while an index is open.

    :param rows: reads the rows with these ids, each with its id first.
    :param record: makes a record of a row.
    """

    def __init__(
        self, rows: Callable[[Sequence[int]], Iterable[tuple[Any, ...]]], record: Callable[[tuple[Any, ...]], Record]
    ) -> None:
        self._rows = rows
        self._record = record
        self._kept: dict[int, Record] = {}

    def take(self, ids: Iterable[int]) -> list[Record]:
        """The records with these ids, in the order asked.

        :raises KeyError: when there is none of an id.
        """
        wanted = list(ids)
        missing = [i for i in dict.fromkeys(wanted) if i not in self._kept]
        if missing:
            self._kept |= {row[0]: self._record(row) for row in self._rows(missing)}
        return [self._kept[i] for i in wanted]
