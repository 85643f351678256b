"""One figure a year, each with its citation: series, comparisons and which-year questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.composing import Composer, Draft
from aftalesvar.asking.contract import decimal_text
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.retrieval import retrieve
from aftalesvar.asking.understanding import Understood, with_years
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import CitedFigure, Reason, Status
from aftalesvar.store.index import DocumentHead

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_ANCHOR = 0.8  # how much likeness to the surest agreement's sentence counts
_ANCHORS = 3  # candidates of each agreement tried as the thing that recurs
_CHAIN_DEPTH = 30  # candidates among which a sentence that tells several years is looked for
_SURE_CHAIN = 0.75
_SAME_SENTENCE = 0.94  # cosine from which two agreements' sentences say the same thing
_SAME_LABEL = 0.75  # likeness from which two rows' labels name the same thing
_WEAKEST = 0.75  # a year's figure that fits this much worse than the best is taken for another thing


@dataclass(frozen=True, slots=True)
class Point:
    """One agreement's figure."""

    year: int
    candidate: Candidate


def draft_series(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Draft | None:
    """The draft of a series, comparison or which-year answer, or None when there are no two years to set side by side."""
    heads = [h for h in asker.index.documents.values() if h.years]
    asked = set(understood.question.agreements) or set(understood.question.years)
    wanted = [h for h in heads if not asked or asked & set(h.years)]
    if len(wanted) < 2 and len(asked) < 2:
        return None
    points = _points(asker, understood, vector, wanted, without)
    chain = _chain(asker, understood, vector, without)
    if len({year for year, _ in chain}) > max(1, len(points)):
        return _compose_chain(asker, understood, chain)
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
    return [c for c in asker.reader(mine).candidates(found.sentences) if c.figure is not None][:40]


def _rescored(candidate: Candidate, anchor: Candidate, likeness: float) -> Candidate:
    """Agreements repeat their sentences: the one most like the surest agreement's is likely the same thing."""
    alike = max(0.0, (likeness - 0.85) / 0.15)
    row = 0.3 * _same_row(candidate, anchor)
    assert candidate.figure is not None
    assert anchor.figure is not None
    direction = -0.2 if "unsaid" not in (candidate.figure.direction, anchor.figure.direction) and (
        candidate.figure.direction != anchor.figure.direction
    ) else 0.0  # fmt: skip
    return replace(candidate, score=candidate.score + _ANCHOR * alike + row + direction)


def _same_row(candidate: Candidate, anchor: Candidate) -> float:
    """How alike the labels of two table rows are (0 to 1; 0 for prose)."""
    from rapidfuzz.fuzz import ratio

    mine, other = candidate.found.sentence.row, anchor.found.sentence.row
    likeness = ratio(mine.label.lower(), other.label.lower()) / 100 if mine and other else 0.0
    return likeness if likeness >= _SAME_LABEL else 0.0


def _chain(
    asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]
) -> list[tuple[int, Candidate]]:
    """(year, figure) for each year asked that one sentence tells: "0,5 mia. kr. i 2021, 0,7 mia. kr. i 2022 og …"."""
    asked = set(understood.question.years)
    if len(asked) < 2:
        return []
    found = retrieve(asker.index, understood, vector, asker.tuning.retrieval, without)
    candidates = [c for c in asker.reader(understood).candidates(found.sentences)[:_CHAIN_DEPTH] if c.figure]
    chains: dict[int, dict[int, Candidate]] = {}
    for candidate in candidates:
        assert candidate.figure is not None
        first = chains.setdefault(candidate.found.sentence.id, {})
        if candidate.figure.years_said:
            for year in candidate.figure.years & asked:
                first.setdefault(year, candidate)
    best = max(chains.values(), key=len, default={})
    units = {c.figure.figure.unit for c in best.values() if c.figure}
    return sorted(best.items()) if len(units) == 1 else []


def _compose_chain(asker: Asker, understood: Understood, chain: Sequence[tuple[int, Candidate]]) -> Draft:
    composer = Composer(asker.index, understood, asker.reader(understood))
    candidate = chain[0][1]
    citation = composer.cite(1, [candidate.found.sentence], candidate.found.passage.section)
    figures = tuple(_figure(Point(year, c), 1) for year, c in chain)
    answer = "; ".join(f"{year}: {figure.text}" for (year, _), figure in zip(chain, figures, strict=True))
    series = tuple(_told(figure) for figure in figures)
    return composer.checked(Draft(
        answer, _SURE_CHAIN, "answered", f"{answer} [1]", None, figures, (citation,), candidate.found.passage.id, series
    ))  # fmt: skip


def _told(figure: CitedFigure) -> dict[str, object]:
    return {
        "year": figure.year, "text": figure.text, "value": decimal_text(figure.value), "unit": figure.unit,
        "citation": figure.citation,
    }  # fmt: skip


def _compose(asker: Asker, understood: Understood, points: Sequence[Point], wanted: Sequence[int]) -> Draft:
    composer = Composer(asker.index, understood, asker.reader(understood))
    citations = tuple(
        composer.cite(n, [p.candidate.found.sentence], p.candidate.found.passage.section)
        for n, p in enumerate(points, 1)
    )
    figures = tuple(_figure(p, n) for n, p in enumerate(points, 1))
    parts = [f"{p.year}: {f.text}" for p, f in zip(points, figures, strict=True)]
    answer, computed = _worded(understood, points, figures, parts)
    gaps = _gaps(understood, points, wanted)
    text = "; ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1)) + "."
    reason = Reason("no_agreement_for_year", f"{join_years(gaps)}: ingen aftale i korpus.") if gaps else None
    if reason:
        text += f" {reason.message}"
    series = tuple(_told(figure) for figure in figures)
    status: Status = "partial" if gaps or len(points) < len(set(wanted)) else "answered"
    best = max(points, key=lambda p: p.candidate.score)
    sure = min(0.95, 0.5 + 0.1 * len(points))
    return composer.checked(Draft(
        answer, sure, status, text, reason, figures, citations, best.candidate.found.passage.id, series, computed
    ))  # fmt: skip


def _figure(point: Point, number: int) -> CitedFigure:
    assert point.candidate.figure is not None
    figure = point.candidate.figure.figure
    return CitedFigure(figure.text, figure.value, figure.unit, point.year, number)


def _gaps(understood: Understood, points: Sequence[Point], wanted: Sequence[int]) -> list[int]:
    """The years asked, or between the first and the last, that no agreement is for."""
    asked = understood.question.years
    years = asked if asked else range(min(wanted), max(wanted) + 1)
    return [year for year in years if year not in wanted]


def _worded(
    understood: Understood, points: Sequence[Point], figures: Sequence[CitedFigure], parts: list[str]
) -> tuple[str, tuple[str, ...]]:
    """The answer and the arithmetic behind it."""
    kind = understood.question.kind
    if kind == "which-year":
        chosen = _chosen_year(understood.question.text, figures)
        return "; ".join(parts[i] for i in chosen), ()
    if kind == "compare" and len(points) == 2:
        return "; ".join(parts), (_difference(figures[0], figures[1]),)
    return "; ".join(parts), ()


def _chosen_year(question: str, figures: Sequence[CitedFigure]) -> list[int]:
    """Which figures answer: the extreme, the first beyond a stated figure, or the first that turns from the year before."""
    lowered = question.lower()
    values = [abs(f.value) if all(g.value < 0 for g in figures) else f.value for f in figures]
    low = re.search(r"\b(?:lav|mind|fær|neg|under)\w*", lowered) is not None
    stated = [f for f in find_figures(question) if f.unit == figures[0].unit and f.unit != "count"]
    if stated:
        beyond = [i for i, v in enumerate(values) if (v < abs(stated[0].value)) == low and v != abs(stated[0].value)]
        return beyond[:1] or [max(range(len(values)), key=values.__getitem__)]
    if re.search(r"\bend\b.*\b(?:året|aftalen) før\b|\bend (?:året|aftalen) før\b", lowered):
        turns = [i for i in range(1, len(values)) if (values[i] < values[i - 1]) == low and values[i] != values[i - 1]]
        return [turns[0], turns[0] - 1] if turns else list(range(len(values)))
    return [min(range(len(values)), key=values.__getitem__) if low else max(range(len(values)), key=values.__getitem__)]


def _difference(first: CitedFigure, second: CitedFigure) -> str:
    """ "19,3 mia. kr. - 19,9 mia. kr. = -0,6 mia. kr. (-3,0 pct.)"."""
    change = second.value - first.value
    if first.unit == "kr":
        scale, name = (
            (Decimal(10) ** 9, "mia. kr.")
            if abs(second.value) >= 10**9
            else (Decimal(10) ** 6, "mio. kr.")
            if abs(second.value) >= 10**6
            else (Decimal(1), "kr.")
        )
        told = f"{_danish(change / scale)} {name}"
    else:
        told = f"{_danish(change)} {'procentpoint' if first.unit == 'pct' else ''}".strip()
    share = (
        f" ({_danish(round(change / abs(first.value) * 100, 1))} pct.)" if first.value and first.unit != "pct" else ""
    )
    return f"{second.text} ({second.year}) - {first.text} ({first.year}) = {told}{share}"


def _danish(value: Decimal) -> str:
    return decimal_text(value).replace(".", ",")
