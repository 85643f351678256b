"""An answer in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aftalesvar.records import Citation, CitedFigure, Reason, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making; ``answer`` None is a refusal."""

    answer: str | None
    confidence: float
    status: Status = "not_found"
    text: str = ""
    reason: Reason | None = None
    figures: tuple[CitedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    passage: int | None = None
    series: tuple[dict[str, Any], ...] = ()
    computed: tuple[str, ...] = ()
    explanation: dict[str, Any] = field(default_factory=dict)
