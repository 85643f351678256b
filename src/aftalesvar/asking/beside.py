"""What each side says, in its own words, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aftalesvar.asking.across import Across
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.joining import Part, joined

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker


def side_by_side(
    asker: Asker, across: Across, without: frozenset[int], pairs: Mapping[int, tuple[int, ...]]
) -> Draft | None:
    """What each side says, in its own words, one after the other."""
    sides = across.agreements or (() if across.is_range else across.years)
    if len(sides) < 2:
        return None
    parts = []
    for side in sides:
        held = side in asker.held
        years = pairs.get(side) or (across.years if across.agreements and across.years else (side,))
        draft = asker.draft_of(across.bare, years, (side,) if held else (), without, kind=across.inner)
        parts.append(Part(_side_label(side, draft), draft))
    return joined(parts)


def _side_label(side: int, draft: Draft) -> str:
    """The side's year, and the year that its one figure is for when that is another."""
    year = draft.figures[0].year if len(draft.figures) == 1 else None
    return str(side) if year in (None, side) else f"{year} (ifølge aftalen for {side})"
