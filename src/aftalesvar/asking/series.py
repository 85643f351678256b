"""Questions across agreements and years: series, comparisons, which-year questions; each figure with its citation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.about import dates_of
from aftalesvar.asking.across import Across, as_across, without_frame
from aftalesvar.asking.arithmetic import chosen_figures, difference
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.chains import Chain, chain_of
from aftalesvar.asking.citing import checked, cite, cited_figure
from aftalesvar.asking.contract import decimal_text
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.figures import asked_direction
from aftalesvar.asking.joining import Part, joined
from aftalesvar.asking.mentions import draft_mentions
from aftalesvar.asking.parted import as_figures, part_question
from aftalesvar.asking.points import Point, Side, align, read_sides, record_of, recurs, slots_of
from aftalesvar.asking.refusing import refusal
from aftalesvar.asking.remarks import gap_remark, gaps, price_levels, split_remark
from aftalesvar.asking.retrieval import retrieve
from aftalesvar.asking.shares import draft_shares, shares_asked
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.units import in_one_unit
from aftalesvar.records import Citation, CitedFigure, Reason, Status

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_SURE_CHAIN = 0.75  # how sure a series is that one sentence tells
_RAISE = re.compile(r"løft(?:et)?\b", re.IGNORECASE)  # also in a compound: "anlægsløft"
_TOLD_BY_TEXT = ("date", "who", "why", "list", "how")  # what is asked of each side, when it isn't a figure
_FEWEST_RECURRING = 3  # agreements that must say the same thing before it is told as a series unasked
_COVERED_ALONE = 0.7  # how much each of a few figures must hold of what is asked
_FIGURES_FIT = 0.5  # how much of what is asked the best figure's place must hold


def draft_across(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Draft | None:
    """The draft of a question across agreements, years or parties; None when it asks of one place alone."""
    found = draft_mentions(asker.index, understood) or dates_of(asker.index, understood)
    if found is not None:
        return found
    parties = shares_asked(understood.corrected)
    if parties is not None:
        shares = _shares(asker, understood, vector, parties, without)
        if shares is not None:
            return shares
    asked = part_question(understood.corrected, asker.held)
    if asked:
        kind = as_figures(understood.question.kind)
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
    chained = _chained(asker, understood, across, vector, without)
    if chained is not None:
        return chained
    if across.inner in _TOLD_BY_TEXT and across.kind != "which-year" and len(across.agreements or across.years) > 1:
        return _side_by_side(asker, across, without, pairs)
    bare, of_bare = _bare(asker, across)
    heads = [h for h in asker.index.documents.values() if h.years]
    sides = read_sides(asker, bare, of_bare, slots_of(across, heads, pairs), without)
    points = align(asker, sides)
    if across.recurring and (len(points) < _FEWEST_RECURRING or not recurs(asker, points)):
        return None
    if _is_stray(sides, points):
        return None
    if len(points) >= 2 and max(p.coverage for p in points) >= _FIGURES_FIT:
        return _compose(asker, understood, across, sides, points)
    if across.years and not set(across.years) & asker.held and not across.agreements and across.kind == "series":
        return Draft(None, 0.0, reason=refusal(asker.index, understood, None))
    return None if across.recurring else _side_by_side(asker, across, without, pairs)


def _is_stray(sides: Sequence[Side], points: Sequence[Point]) -> bool:
    """Whether a few of many agreements have a figure that holds some of the words, and none says what another says."""
    own = [s for s in sides if not s.slot.elsewhere]
    alike = sum(p.strong for p in points) > 1  # one is held against itself
    few = len(own) > 3 and 2 * len(points) < len(own)
    return few and not alike and min((p.coverage for p in points), default=1.0) < _COVERED_ALONE


def _bare(asker: Asker, across: Across) -> tuple[Understood, np.ndarray]:
    """What is asked of each side as a question of its own, with its vector."""
    bare = asker.understand(across.bare)
    mended = without_frame(bare.corrected)  # a comparing word may have been misspelled
    if mended and mended != bare.corrected.strip(" ,?.;:-"):
        bare = asker.understand(mended)
    return replace(bare, question=replace(bare.question, kind="series")), asker.vector_of(bare.corrected)


# --- several years in one sentence ----------------------------------------------------------------


def _chained(
    asker: Asker, understood: Understood, across: Across, vector: np.ndarray, without: frozenset[int]
) -> Draft | None:
    """The answer when one sentence of an agreement tells the years asked; None when none does."""
    held = asker.held
    if not across.every or across.inner in _TOLD_BY_TEXT or not (across.years or across.agreements):
        return None
    named = [a for a in across.agreements if a in held]
    lacking = [a for a in across.agreements if a not in held]
    asked = across.years
    if len(asked) < 2 and len(named) < 2:
        return None
    if not named or lacking:
        documents: list[tuple[str, ...] | None] = [None]
    else:
        documents = [(h.id,) for h in asker.index.documents.values() if set(named) & set(h.years)] or [None]
    chains = [_chain(asker, understood, asked, across.agreements, vector, without, only) for only in documents]
    told = {y for chain in chains for y, _ in chain}
    if len(asked) > 1 and not set(asked) <= told:
        return None
    if any(len(chain) < 2 for chain in chains):
        return None
    level = asked_direction(understood.corrected) == "level" and not _RAISE.search(understood.corrected)
    if level and len(asker.understand(across.bare).concepts) == 1 and any(_changes(asker, chain) for chain in chains):
        return None  # "anlægsramme 2025 og 2026" asks for the frame, not for what it is raised by
    return _compose_chains(asker, [chain for chain in chains if chain], asked)


def _chain(
    asker: Asker, understood: Understood, asked: Sequence[int], named: Sequence[int], vector: np.ndarray,
    without: frozenset[int], documents: Sequence[str] | None,
) -> Chain:  # fmt: skip
    question = replace(understood.question, years=tuple(asked), kind="series")
    mine = replace(understood, question=question)
    found = retrieve(asker.index, mine, vector, asker.tuning.retrieval, without, documents=documents)
    candidates = asker.reader(mine).candidates(found.sentences)
    direction = "change" if _RAISE.search(understood.corrected) else asked_direction(understood.corrected)
    return chain_of(candidates, asked, asker.records, named, direction)


def _changes(asker: Asker, chain: Chain) -> bool:
    return any(
        record is not None and record.direction == "change" for _, c in chain for record in [record_of(asker, c)]
    )


def _compose_chains(asker: Asker, chains: Sequence[Chain], asked: Sequence[int]) -> Draft:
    points = [(year, candidate, n) for n, chain in enumerate(chains, 1) for year, candidate in chain]
    citations = tuple(_cite(asker, n, chain[0][1]) for n, chain in enumerate(chains, 1))
    texts = in_one_unit([c.figure.figure for _, c, _ in points if c.figure])
    figures = tuple(replace(_figure(c, year, n), text=text) for (year, c, n), text in zip(points, texts, strict=True))
    parts = [f"{f.year}: {f.text}" for f in figures]
    text = "; ".join(f"{part} [{f.citation}]" for part, f in zip(parts, figures, strict=True)) + "."
    series = tuple(_told(figure) for figure in figures)
    passage = chains[0][0][1].found.passage.id
    draft = Draft("; ".join(parts), _SURE_CHAIN, "answered", text, None, figures, citations, passage, series)
    return checked(asker.index, draft)


# --- one figure a side ----------------------------------------------------------------------------


def _compose(
    asker: Asker, understood: Understood, across: Across, sides: Sequence[Side], points: Sequence[Point]
) -> Draft:
    citations = tuple(_cite(asker, n, p.candidate) for n, p in enumerate(points, 1))
    texts = in_one_unit([p.candidate.figure.figure for p in points if p.candidate.figure])
    figures = tuple(
        replace(_figure(p.candidate, p.year, n), text=text)
        for n, (p, text) in enumerate(zip(points, texts, strict=True), 1)
    )
    mixed = len({p.direction for p in points if p.direction != "unsaid"}) > 1
    parts = [f"{_label(p)}: {f.text}{_change(p, mixed)}{_sum(p)}" for p, f in zip(points, figures, strict=True)]
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
    draft = Draft(
        answer, min(0.95, 0.5 + 0.1 * len(points)), status, text, reason, figures, citations,
        best.candidate.found.passage.id,
        tuple(_of_point(p, f, mixed) for p, f in zip(points, figures, strict=True)), computed,
    )  # fmt: skip
    return checked(asker.index, draft)


def _worded(
    understood: Understood, across: Across, points: Sequence[Point], figures: Sequence[CitedFigure],
    parts: list[str], levels: Sequence[str], mixed: bool,
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """The answer and the arithmetic behind it."""
    if across.kind == "which-year":
        chosen = chosen_figures(understood.corrected, figures)
        return "; ".join(parts[i] for i in chosen), ()
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
    told = _told(figure) | ({"agreement": point.agreement} if point.agreement != point.year else {})
    return told | ({"change": True} if mixed and point.direction == "change" else {})


# --- words, dates and parties ---------------------------------------------------------------------


def _side_by_side(
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


def _shares(
    asker: Asker, understood: Understood, vector: np.ndarray, parties: tuple[str, str], without: frozenset[int]
) -> Draft | None:
    mine = replace(understood, question=replace(understood.question, kind="amount"))
    found = retrieve(asker.index, mine, vector, asker.tuning.retrieval, without)
    candidates = asker.reader(mine).candidates(found.sentences)
    return draft_shares(asker.index, parties, candidates)


def _cite(asker: Asker, number: int, candidate: Candidate) -> Citation:
    return cite(asker.index, number, [candidate.found.sentence], candidate.found.passage.section)


def _figure(candidate: Candidate, year: int, number: int) -> CitedFigure:
    assert candidate.figure is not None
    return cited_figure(candidate.figure.figure, (year,), number)


def _told(figure: CitedFigure) -> dict[str, object]:
    """A point of the series as the contract has it."""
    return {
        "year": figure.year, "text": figure.text, "value": decimal_text(figure.value), "unit": figure.unit,
        "citation": figure.citation,
    }  # fmt: skip
