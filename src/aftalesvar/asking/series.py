"""One figure a year, each with its citation: series, comparisons and which-year questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aftalesvar.asking.arithmetic import chosen_figures, difference
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.chains import Chain, chain_of
from aftalesvar.asking.citing import checked, cite, cited_figure
from aftalesvar.asking.contract import decimal_text
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.retrieval import retrieve
from aftalesvar.asking.understanding import Understood, with_years
from aftalesvar.records import Citation, CitedFigure, Reason, Status
from aftalesvar.store.texts import DocumentHead

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_ANCHOR = 0.8  # how much likeness to the surest agreement's sentence counts
_ANCHORS = 3  # candidates of each agreement tried as the thing that recurs
_DEPTH = 40  # figures of each agreement looked at
_SURE_CHAIN = 0.75  # how sure a series is that one sentence tells
_SAME_SENTENCE = 0.94  # cosine from which two agreements' sentences say the same thing
_SAME_LABEL = 0.75  # likeness from which two rows' labels name the same thing
_WEAKEST = 0.75  # a year's figure that fits this much worse than the best is taken for another thing


@dataclass(frozen=True, slots=True)
class Point:
    """One agreement's figure."""

    year: int
    candidate: Candidate


def draft_series(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Draft | None:
    """The draft of a series, comparison or which-year answer; None when no two years can be set side by side."""
    heads = [h for h in asker.index.documents.values() if h.years]
    asked = set(understood.question.agreements) or set(understood.question.years)
    wanted = [h for h in heads if not asked or asked & set(h.years)]
    if len(wanted) < 2 and len(asked) < 2:
        return None
    points = _points(asker, understood, vector, wanted, without)
    chain = _chain(asker, understood, vector, without)
    if len(chain) > max(1, len(points)):
        return _compose_chain(asker, chain)
    if len(points) < 2:
        return None
    return _compose(asker, understood, points, [y for h in wanted for y in h.years])


def _points(
    asker: Asker, understood: Understood, vector: np.ndarray, heads: Sequence[DocumentHead], without: frozenset[int]
) -> list[Point]:
    """Each agreement's figure for the one thing that recurs best over the agreements."""
    firsts = {h.id: _candidates(asker, understood, vector, h, without) for h in heads}
    anchors = [c for found in firsts.values() for c in found[:_ANCHORS]]
    if not anchors:
        return []
    choices = [_alike_to(asker, anchor, firsts) for anchor in anchors]
    chosen = max(choices, key=lambda choice: sum(score for score, _, _ in choice.values()))
    points = [
        Point(head.years[-1], candidate)
        for head in heads
        if head.id in chosen
        for _, candidate, same in [chosen[head.id]]
        if same or candidate.score >= max(c.score for _, c, _ in chosen.values()) - _WEAKEST
    ]
    return sorted(points, key=lambda p: p.year)


def _alike_to(
    asker: Asker, anchor: Candidate, firsts: dict[str, list[Candidate]]
) -> dict[str, tuple[float, Candidate, bool]]:
    """By agreement: (score with likeness to the anchor, the candidate, whether it says the very same thing)."""
    likeness = asker.index.dense(asker.index.vector(anchor.found.sentence.id))[1]
    assert anchor.figure is not None
    unit = anchor.figure.figure.unit
    chosen = {}
    for document, candidates in firsts.items():
        fitting = [c for c in candidates if c.figure and c.figure.figure.unit == unit]
        if not fitting:
            continue
        scores = [_rescored(c, anchor, float(likeness[c.found.sentence.id])).score for c in fitting]
        at = max(range(len(fitting)), key=scores.__getitem__)
        best = fitting[at]
        same = float(likeness[best.found.sentence.id]) >= _SAME_SENTENCE or _same_row(best, anchor) > 0
        chosen[document] = (scores[at], best, same)
    return chosen


def _candidates(
    asker: Asker, understood: Understood, vector: np.ndarray, head: DocumentHead, without: frozenset[int]
) -> list[Candidate]:
    """One agreement's figure candidates for its own year, best first."""
    mine = with_years(understood, head.years, head.years)
    found = retrieve(asker.index, mine, vector, asker.tuning.retrieval, without, documents=(head.id,))
    return [c for c in asker.reader(mine).candidates(found.sentences) if c.figure is not None][:_DEPTH]


def _rescored(candidate: Candidate, anchor: Candidate, likeness: float) -> Candidate:
    """Agreements repeat their sentences: the one most like the surest agreement's is likely the same thing."""
    alike = max(0.0, (likeness - 0.85) / 0.15)
    row = 0.3 * _same_row(candidate, anchor)
    assert candidate.figure is not None
    assert anchor.figure is not None
    directions = {candidate.figure.direction, anchor.figure.direction}
    direction = -0.2 if "unsaid" not in directions and len(directions) == 2 else 0.0
    return replace(candidate, score=candidate.score + _ANCHOR * alike + row + direction)


def _same_row(candidate: Candidate, anchor: Candidate) -> float:
    """How alike the labels of two table rows are (0 to 1; 0 for prose)."""
    from rapidfuzz.fuzz import ratio

    mine, other = candidate.found.sentence.row, anchor.found.sentence.row
    likeness = ratio(mine.label.lower(), other.label.lower()) / 100 if mine and other else 0.0
    return likeness if likeness >= _SAME_LABEL else 0.0


def _compose(asker: Asker, understood: Understood, points: Sequence[Point], wanted: Sequence[int]) -> Draft:
    citations = tuple(_cite(asker, n, p.candidate) for n, p in enumerate(points, 1))
    figures = tuple(_figure(p.candidate, p.year, n) for n, p in enumerate(points, 1))
    parts = [f"{p.year}: {f.text}" for p, f in zip(points, figures, strict=True)]
    answer, computed = _worded(understood, figures, parts)
    gaps = _gaps(understood, wanted)
    text = "; ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1)) + "."
    reason = Reason("no_agreement_for_year", f"{join_years(gaps)}: ingen aftale i korpus.") if gaps else None
    if reason:
        text += f" {reason.message}"
    text += _price_levels(points)
    series = tuple(_told(figure) for figure in figures)
    status: Status = "partial" if gaps or len(points) < len(set(wanted)) else "answered"
    best = max(points, key=lambda p: p.candidate.score)
    sure = min(0.95, 0.5 + 0.1 * len(points))
    passage = best.candidate.found.passage.id
    draft = Draft(answer, sure, status, text, reason, figures, citations, passage, series, computed)
    return checked(asker.index, draft)


def _chain(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Chain:
    """The years asked that one sentence tells."""
    asked = set(understood.question.years)
    if len(asked) < 2:
        return []
    found = retrieve(asker.index, understood, vector, asker.tuning.retrieval, without)
    return chain_of(asker.reader(understood).candidates(found.sentences), asked)


def _compose_chain(asker: Asker, chain: Chain) -> Draft:
    candidate = chain[0][1]
    figures = tuple(_figure(c, year, 1) for year, c in chain)
    answer = "; ".join(f"{year}: {figure.text}" for (year, _), figure in zip(chain, figures, strict=True))
    series = tuple(_told(figure) for figure in figures)
    citations = (_cite(asker, 1, candidate),)
    passage = candidate.found.passage.id
    draft = Draft(answer, _SURE_CHAIN, "answered", f"{answer} [1]", None, figures, citations, passage, series)
    return checked(asker.index, draft)


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


def _price_levels(points: Sequence[Point]) -> str:
    """A warning where the figures' tables are in prices of different years; nothing where none says its prices."""
    rows = [p.candidate.found.sentence.row for p in points]
    levels = list(dict.fromkeys(row.price_level for row in rows if row is not None and row.price_level))
    return f" Tallene er i forskellige års priser ({', '.join(levels)})." if len(levels) > 1 else ""


def _gaps(understood: Understood, wanted: Sequence[int]) -> list[int]:
    """The years asked, or between the first and the last, that no agreement is for."""
    asked = understood.question.years
    years = asked if asked else range(min(wanted), max(wanted) + 1)
    return [year for year in years if year not in wanted]


def _worded(understood: Understood, figures: Sequence[CitedFigure], parts: list[str]) -> tuple[str, tuple[str, ...]]:
    """The answer and the arithmetic behind it."""
    kind = understood.question.kind
    if kind == "which-year":
        chosen = chosen_figures(understood.question.text, figures)
        return "; ".join(parts[i] for i in chosen), ()
    if kind == "compare" and len(figures) == 2:
        return "; ".join(parts), (difference(figures[0], figures[1]),)
    return "; ".join(parts), ()
