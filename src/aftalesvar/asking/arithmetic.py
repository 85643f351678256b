"""The arithmetic of figures set side by side: which year is the extreme, and how two figures differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from aftalesvar.asking.contract import decimal_text
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import CitedFigure

_LOW = re.compile(r"\b(?:lav|mind|fær|neg|under|fald|sænk|billig)\w*")
_THAN_BEFORE = re.compile(r"\bend\b.*\b(?:året|aftalen) før\b|\b(?:faldt|faldet|steg|steget|sænket|hævet)\b")
_EXTREME = re.compile(r"\b(?:højest|lavest|størst|mindst|flest|færrest|mest|dyrest|billigst)\w*")
_RISES = re.compile(r"\b(?:stig\w*|steg\w*|voks\w*|vækst\w*)")
_FALLS = re.compile(r"\bfald\w*")
_TAKEN = re.compile(r"\bnegativ\w*|\btog\b.*\btilbage\b|\bminus\b")
_SCALES = ((9, "mia. kr."), (6, "mio. kr."))


def chosen_figures(question: str, figures: Sequence[CitedFigure], changes: bool = False) -> list[int]:
    """Which figures (0-based) answer a which-year question.

    Those below nought, the first beyond a stated figure, the first that turns from the year before (with that year),
    the two between which it rises or falls most, or the extreme.

    :param changes: whether the figures themselves tell by how much it rises.
    """
    lowered = question.lower()
    negative = [i for i, f in enumerate(figures) if f.value < 0]
    if _TAKEN.search(lowered) and negative and len(negative) < len(figures):
        return negative
    values = [abs(f.value) if all(g.value < 0 for g in figures) else f.value for f in figures]
    told = changes or figures[0].unit == "pct"  # a percentage tells by itself by how much something rises
    if not told and _EXTREME.search(lowered) and (_RISES.search(lowered) or _FALLS.search(lowered)):
        return _greatest_turn(values, falls=_FALLS.search(lowered) is not None)
    low = _LOW.search(lowered) is not None
    highest = max(range(len(values)), key=values.__getitem__)
    stated = [f for f in find_figures(question) if f.unit == figures[0].unit and f.unit != "count"]
    if stated:
        limit = abs(stated[0].value)
        beyond = [i for i, v in enumerate(values) if (v < limit) == low and v != limit]
        return beyond[:1] or [highest]
    if _THAN_BEFORE.search(lowered) and not _EXTREME.search(lowered):
        turns = [i for i in range(1, len(values)) if (values[i] < values[i - 1]) == low and values[i] != values[i - 1]]
        return [turns[0], turns[0] - 1] if turns else list(range(len(values)))
    extreme = min(values) if low else max(values)
    return [i for i, v in enumerate(values) if v == extreme]


def _greatest_turn(values: Sequence[Decimal], falls: bool) -> list[int]:
    """The figure that rises (or falls) most from the one before it, and that one; the only one there is, else."""
    turns = [((values[i] - values[i - 1]) * (-1 if falls else 1), i) for i in range(1, len(values))]
    most = max(turns, default=None)
    return [most[1] - 1, most[1]] if most is not None else list(range(len(values)))


def _written_in(scale: str, first: CitedFigure, second: CitedFigure) -> bool:
    """Whether one of two amounts is written in a scale, and so is told in it."""
    return any(scale[:3] in figure.text.lower() for figure in (first, second))


def difference(first: CitedFigure, second: CitedFigure) -> str:
    """The change in words: "19,3 mia. kr. (2024) - 19,9 mia. kr. (2022) = -0,6 mia. kr. (-3,0 pct.)"."""
    change = second.value - first.value
    if first.unit == "kr":
        power, name = next((s for s in _SCALES if _written_in(s[1], first, second)), (0, "kr."))
        told = f"{_danish_number(change.scaleb(-power))} {name}"
    else:
        told = f"{_danish_number(change)} {'procentpoint' if first.unit == 'pct' else ''}".strip()
    share = ""
    if first.value and first.unit != "pct":
        share = f" ({_danish_number(round(change / abs(first.value) * 100, 1))} pct.)"
    return f"{second.text} ({second.year}) - {first.text} ({first.year}) = {told}{share}"


def _danish_number(value: Decimal) -> str:
    """A decimal as Danish writes it: Decimal("1250.5") -> "1.250,5"."""
    whole, _, fraction = decimal_text(abs(value)).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if value < 0 else "") + grouped + (f",{fraction}" if fraction else "")
