"""A series in one unit: "19.100 mio. kr." beside "19,3 mia. kr." is told as 19,1 mia. kr., with its own words after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from aftalesvar.asking.contract import decimal_text
from aftalesvar.danish.numbers import FoundFigure

_SCALE = re.compile(r"\b(mia|mio)\.?\s*kr", re.IGNORECASE)
_POWERS = {"mia": 9, "mio": 6}


def in_one_unit(figures: Sequence[FoundFigure]) -> list[str]:
    """The figures as they are told side by side: in the scale that most are written in, each converted exactly.

    A converted figure keeps the source's own words in brackets: "23,009 mia. kr. (23.009 mio. kr.)". Ranges, and all
    that isn't an amount in millions or thousand millions, stay as written.
    """
    scales = [_scale(figure) for figure in figures]
    told = Counter(scale for scale in scales if scale)
    if len(told) < 2:
        return [figure.text for figure in figures]
    common = max(told, key=lambda scale: (told[scale], scale == "mia"))
    return [
        figure.text if scale in (None, common) else f"{_converted(figure, common)} ({figure.text})"
        for figure, scale in zip(figures, scales, strict=True)
    ]


def danish_number(value: Decimal) -> str:
    """A decimal as Danish writes it: Decimal("1250.5") -> "1.250,5"."""
    whole, _, fraction = decimal_text(abs(value)).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if value < 0 else "") + grouped + (f",{fraction}" if fraction else "")


def _scale(figure: FoundFigure) -> str | None:
    match = _SCALE.search(figure.core) if figure.unit == "kr" and figure.upper is None else None
    return match[1].lower() if match else None


def _converted(figure: FoundFigure, scale: str) -> str:
    qualifier = figure.text[: len(figure.text) - len(figure.core)]
    return f"{qualifier}{danish_number(figure.value.scaleb(-_POWERS[scale]))} {scale}. kr."
