"""What the page's script tells, which an address written by hand may have told it: only what can be used is kept."""

from __future__ import annotations

from typing import Any

from aftalesvar.asking.kind_names import kind_named
from aftalesvar.errors import UsageError
from aftalesvar.records import AnswerKind

_MOST_YEARS = 20


def numbers(told: Any) -> list[int]:
    """Years from the page: at most 20 whole numbers of four digits."""
    parts = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else []
    texts = [str(part).strip() for part in parts[:_MOST_YEARS]]
    return [int(text) for text in texts if len(text) == 4 and text.isascii() and text.isdigit()]


def kind_or_none(told: Any) -> AnswerKind | None:
    """The kind of answer chosen; None where there is no such kind."""
    try:
        return kind_named(told) if isinstance(told, str) and told else None
    except UsageError:
        return None
