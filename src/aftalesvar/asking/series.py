"""A figure a side as an answer: the series in one unit, what was not found, and the arithmetic behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.across import Across
from aftalesvar.asking.arithmetic import chosen_figures, difference
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.citing import checked, cite, cited_figure, cited_figures
from aftalesvar.asking.contract import decimal_text
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.points import Point
from aftalesvar.asking.remarks import gap_remark, gaps, price_levels, split_remark
from aftalesvar.asking.sides import Side, Slot
from aftalesvar.asking.steps import steps
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wording import LONGEST_ANSWER
from aftalesvar.records import Citation, CitedFigure, Reason, Status

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

# Whether a thing has changed is told by all that is said of it, and not by its first year alone.
_WHOLE = re.compile(
    r"\b(?:\w*ændr\w*|(?:den|det|de) samme|ens"
    r"|forskel\w*|adskil\w*|år (?:for|til|efter) år|\w*(?:satser|procenter)(?:ne)?)\b",
    re.IGNORECASE,
)
_FEW = 3  # agreements by name that are told whole beside each other
_LABELS = 8  # characters of "2024: " and "; "


def draft_series(
    asker: Asker, understood: Understood, across: Across, sides: Sequence[Side], points: Sequence[Point]
) -> Draft:
    """The points as an answer: partial where something asked was not found, with the gaps and other warnings told."""
    stretches = _in_steps(understood, across, sides, points)
    points = [p for p in points if not stretches or p.slot in stretches]
    citations = tuple(cited(asker, n, p.candidate) for n, p in enumerate(points, 1))
    figures = tuple(dated_figure(p.candidate, p.year, n) for n, p in enumerate(points, 1))
    mixed = len({p.direction for p in points if p.direction != "unsaid"}) > 1
    parts = [
        f"{_label(p)}: {stretches.get(p.slot) or f.text}{_change(p, mixed)}{_sum(p)}"
        for p, f in zip(points, figures, strict=True)
    ]
    missing = gaps(points, across.years or across.agreements, asker.held)
    silent = sorted(
        {s.slot.label for s in sides if s.slot.label in asker.held}
        - {x for p in points for x in (p.slot.label, p.year)}
    )
    gap = gap_remark(missing, silent)
    reason = Reason("no_agreement_for_year" if missing else "no_figure", gap) if gap else None
    levels = price_levels(points, asker.records.values())
    remarks = [gap] if gap else []
    if mixed:
        remarks.append("Tallene er dels niveauer, dels ændringer, og kan ikke uden videre sammenlignes.")
    if len(levels) > 1:
        remarks.append(f"Tallene er i forskellige års priser ({', '.join(levels)}).")
    if split := split_remark(asker.index, points, asker.records.values()):
        remarks.append(split)
    text = " ".join(["; ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1)) + ".", *remarks])
    answer, computed = _worded(understood, across, points, figures, parts, levels, mixed)
    status: Status = "partial" if gap else "answered"
    best = max(points, key=lambda p: p.candidate.score)
    told = figures
    if stretches:
        readers = {side.slot: side.reader for side in sides}
        told = tuple(
            f
            for n, p in enumerate(points, 1)
            for f in cited_figures(stretches[p.slot], n, p.candidate.found.years, readers[p.slot].coverage)
        )
    draft = Draft(
        answer, min(0.95, 0.5 + 0.1 * len(points)), status, text, reason, told, citations,
        best.candidate.found.passage.id,
        tuple(_of_point(p, f, mixed) for p, f in zip(points, figures, strict=True)), computed,
    )  # fmt: skip
    return checked(asker.index, draft)


def _in_steps(
    understood: Understood, across: Across, sides: Sequence[Side], points: Sequence[Point]
) -> dict[Slot, str]:
    """The steps that each side's sentence tells ("75 pct. i 2020, 50 pct. i 2021 og …"), of sides compared whole.

    Empty when a side has none, or when they are too long together.
    """
    whole = across.agreements or _WHOLE.search(understood.corrected)
    own = [p for p in points if not p.slot.elsewhere]
    pinned = bool(across.agreements and set(across.years) - set(across.agreements))
    sides_told = across.kind == "compare" or (across.kind == "series" and 1 < len(across.agreements) <= _FEW)
    if pinned or not whole or not sides_told:
        return {}
    readers = {side.slot: side.reader for side in sides}
    asked = replace(understood.question, years=(), agreements=())
    told = {p.slot: steps(p.candidate, asked, readers[p.slot].coverage) for p in own}
    found = {slot: text for slot, text in told.items() if text is not None}
    fits = sum(map(len, found.values())) + _LABELS * len(found) <= LONGEST_ANSWER
    return found if len(found) == len(own) > 1 and fits else {}


def _worded(
    understood: Understood, across: Across, points: Sequence[Point], figures: Sequence[CitedFigure],
    parts: list[str], levels: Sequence[str], mixed: bool,
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """The answer and the arithmetic behind it."""
    if across.kind == "which-year" and mixed and sum(p.direction != "change" for p in points) > 1:
        # A change is neither the least nor the greatest of levels.
        levels_told = [i for i, p in enumerate(points) if p.direction != "change"]
        chosen = chosen_figures(understood.corrected, [figures[i] for i in levels_told])
        return "; ".join(parts[levels_told[i]] for i in chosen), ()
    if across.kind == "which-year":
        chosen = chosen_figures(understood.corrected, figures, any(p.direction == "change" for p in points))
        turned = len(chosen) == 2 and chosen[1] == chosen[0] + 1 and not mixed
        computed = (difference(figures[chosen[0]], figures[chosen[1]]),) if turned else ()
        return "; ".join(parts[i] for i in chosen), computed
    if across.kind == "compare" and not mixed:
        said = f" (i forskellige års priser: {', '.join(levels)})" if len(levels) > 1 else ""
        return "; ".join(parts), (difference(figures[0], figures[-1]) + said,)
    return "; ".join(parts), ()


def _label(point: Point) -> str:
    """The year, and whose word it is when another year's agreement tells it."""
    if point.year == point.agreement:
        return str(point.year)
    return f"{point.year} (ifølge aftalen for {point.agreement})"


def _change(point: Point, mixed: bool) -> str:
    return " (ændring)" if mixed and point.direction == "change" else ""


def _sum(point: Point) -> str:
    """What a sum for several years is for: it is no figure of one of them."""
    return f" (for {point.sum_of[0]}-{point.sum_of[-1]})" if point.sum_of else ""


def _of_point(point: Point, figure: CitedFigure, mixed: bool) -> dict[str, object]:
    """A point of the series, with the agreement that tells it when that is another year's, and marked when a change."""
    told = told_point(figure) | ({"agreement": point.agreement} if point.agreement != point.year else {})
    return told | ({"change": True} if mixed and point.direction == "change" else {})


def cited(asker: Asker, number: int, candidate: Candidate) -> Citation:
    """The citation of one figure's sentence."""
    return cite(asker.index, number, [candidate.found.sentence], candidate.found.passage.section)


def dated_figure(candidate: Candidate, year: int, number: int) -> CitedFigure:
    """A figure as it is told for a year."""
    assert candidate.figure is not None
    return cited_figure(candidate.figure.figure, (year,), number)


def told_point(figure: CitedFigure) -> dict[str, object]:
    """A point of the series as the contract has it."""
    return {
        "year": figure.year, "text": figure.text, "value": decimal_text(figure.value), "unit": figure.unit,
        "citation": figure.citation,
    }  # fmt: skip
