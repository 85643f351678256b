"""Rows of the database become records again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from aftalesvar.records import Block, FigureRecord, Passage, Row, Sentence, Span


class ReadRows(Protocol):
    """Reads rows of an open database."""

    def __call__(self, sql: str, values: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:
        """All rows of a query with these values.

        :raises StoreError: when the file is damaged.
        """
        ...


def block_of(told: dict[str, Any]) -> Block:
    """A block of a stored outline."""
    return Block(**{**told, "row": Row(**told["row"]) if told["row"] else None})


def passage_of(row: tuple[Any, ...]) -> Passage:
    """A passage from its row of table ``passages``."""
    id_, document, ordinal, section, kind, start, end, text, spans, _ = row
    return Passage(id_, document, ordinal, tuple(json.loads(section)), kind, start, end, text, spans_of(spans))


def sentence_of(row: tuple[Any, ...]) -> Sentence:
    """A sentence from its row of table ``sentences``."""
    id_, document, passage, kind, start, end, text, quote, spans, intro, table_row, _ = row
    read = Row(**json.loads(table_row)) if table_row else None
    return Sentence(id_, document, passage, kind, start, end, text, quote, spans_of(spans), intro, read)


def figure_of(told: str) -> FigureRecord:
    """A figure from its JSON; values are decimals again."""
    fields: dict[str, Any] = json.loads(told)
    fields["value"] = Decimal(fields["value"])
    fields["upper"] = None if fields["upper"] is None else Decimal(fields["upper"])
    fields["years"] = tuple(fields["years"])
    fields["spans"] = tuple(Span(*span) for span in fields["spans"])
    return FigureRecord(**fields)


def spans_of(told: str) -> tuple[Span, ...]:
    """Spans from their JSON."""
    return tuple(Span(*span) for span in json.loads(told))
