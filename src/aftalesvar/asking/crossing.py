"""Questions across agreements and years: which way each is answered, and with what as the last resort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.about import dates_of
from aftalesvar.asking.across import ASKED_OF_ONE, TOLD_BY_TEXT, Across, as_across
from aftalesvar.asking.asked import bare_question, units_asked
from aftalesvar.asking.beside import side_by_side
from aftalesvar.asking.chained import draft_chained
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.joining import Part, joined
from aftalesvar.asking.mentions import draft_mentions
from aftalesvar.asking.parted import as_figures, part_question
from aftalesvar.asking.points import Point, align, recurs
from aftalesvar.asking.refusing import refusal
from aftalesvar.asking.series import draft_series
from aftalesvar.asking.shares import draft_shares, shares_asked
from aftalesvar.asking.sides import Side, read_sides, slots_of
from aftalesvar.asking.understanding import Understood

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_FEWEST_RECURRING = 3  # agreements that must say the same thing before it is told as a series unasked
_COVERED_ALONE = 0.7  # how much each of a few figures must hold of what is asked
_FIGURES_FIT = 0.5  # how much of what is asked the best figure's place must hold


def draft_across(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Draft | None:
    """The draft of a question across agreements, years or parties; None when it asks of one place alone."""
    chosen = understood.kind_chosen  # then the words' own ways of asking don't decide
    found = None if chosen else draft_mentions(asker.index, understood) or dates_of(asker.index, understood)
    if found is not None:
        return found
    parties = None if chosen else shares_asked(understood.corrected)
    if parties is not None:
        shares = _shares(asker, understood, vector, parties, without)
        if shares is not None:
            return shares
    asked = part_question(understood.corrected, asker.held)
    if asked:
        own = understood.question.kind
        kind = own if chosen and own in ASKED_OF_ONE else as_figures(own)
        parts = [Part(a.label, asker.draft_of(a.question, a.years, a.agreements, without, kind)) for a in asked]
        if all(part.draft.answer is not None for part in parts):
            return joined(parts)
    across = as_across(understood, asker.held)
    if across is None:
        return None
    pairs = {a.agreements[0]: a.years for a in asked if len(a.agreements) == 1 and a.years != a.agreements}
    return _across(asker, understood, across, vector, without, pairs if len(pairs) > 1 else {})


def _across(
    asker: Asker, understood: Understood, across: Across, vector: np.ndarray, without: frozenset[int],
    pairs: Mapping[int, tuple[int, ...]],
) -> Draft | None:  # fmt: skip
    chained = draft_chained(asker, understood, across, vector, without)
    if chained is not None:
        return chained
    if across.inner in TOLD_BY_TEXT and across.kind != "which-year" and len(across.agreements or across.years) > 1:
        return side_by_side(asker, across, without, pairs)
    bare, of_bare = bare_question(asker, across)
    heads = [h for h in asker.index.documents.values() if h.years]
    sides = read_sides(asker, bare, of_bare, slots_of(across, heads, pairs), without, units_asked(across))
    points = align(asker, sides)
    if across.recurring and (len(points) < _FEWEST_RECURRING or not recurs(asker, points)):
        return None
    if _is_stray(sides, points):
        return None
    if len(points) >= 2 and max(p.coverage for p in points) >= _FIGURES_FIT:
        return draft_series(asker, understood, across, sides, points)
    if across.years and not set(across.years) & asker.held and not across.agreements and across.kind == "series":
        return Draft(None, 0.0, reason=refusal(asker.index, understood, None))
    return None if across.recurring else side_by_side(asker, across, without, pairs)


def _is_stray(sides: Sequence[Side], points: Sequence[Point]) -> bool:
    """Whether a few of many agreements have a figure that holds some of the words, and none says what another says."""
    own = [s for s in sides if not s.slot.elsewhere]
    alike = sum(p.strong for p in points) > 1  # one is held against itself
    few = len(own) > 3 and 2 * len(points) < len(own)
    return few and not alike and min((p.coverage for p in points), default=1.0) < _COVERED_ALONE


def _shares(
    asker: Asker, understood: Understood, vector: np.ndarray, parties: tuple[str, str], without: frozenset[int]
) -> Draft | None:
    mine = replace(understood, question=replace(understood.question, kind="amount"))
    found = asker.places(mine, vector, without)
    candidates = asker.reader(mine).candidates(found.sentences)
    return draft_shares(asker.index, parties, candidates)
