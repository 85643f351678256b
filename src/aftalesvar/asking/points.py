"""The figure of each side of a question across agreements: the one thing that recurs best over them all.

Agreements repeat their sentences. Each side's figures are read on their own; then the sentence that the others are most
like is sought, and the figure of each side that says the same thing is its point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.asking.across import Across
from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.chains import is_each_years
from aftalesvar.asking.figures import asked_direction, asks_total
from aftalesvar.asking.retrieval import FoundSentence, retrieve
from aftalesvar.asking.shares import party_after, party_asked
from aftalesvar.asking.understanding import Understood, with_years
from aftalesvar.danish.terms import stem, words
from aftalesvar.records import FigureRecord
from aftalesvar.store.texts import DocumentHead

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_ANCHOR = 0.8  # how much likeness to the surest side's sentence counts
_ANCHORS = 3  # candidates of each side tried as the thing that recurs
_DEPTH = 40  # figures of each side looked at
_SAME_SENTENCE = 0.94  # cosine from which two agreements' sentences say the same thing
_SAME_LABEL = 0.75  # likeness from which two rows' labels name the same thing
# From which likeness (a cosine), with how much of what is asked held (as a share of the most that a side holds), and
# how far behind the best score a figure may be and still be of the same thing.
_HELD_LEAST = 0.25
_ALIKE, _HELD_ALIKE, _BEHIND_ALIKE = 0.91, 0.4, 1.0
_LIKELY, _HELD_LIKELY, _BEHIND_LIKELY = 0.89, 0.6, 1.3
_HELD_RAREST, _ALIKE_UNNAMED = 0.45, 0.92  # its place holds the rarest word, or is this like another that does
_NEAR_LEAST = 0.02  # how near the words must stand
_ALIKE_ELSEWHERE, _HELD_ELSEWHERE = 0.9, 0.8
_HELD_ANCHOR = 0.75  # what the one that the others are held against must hold
_PARTY = 0.8  # the share of the party asked about
_TOTAL = 0.4  # said to be the whole, when the whole is asked
_TWIN = Decimal("0.002")  # a row's amount and the prose's rounding of it lie this near, as a share
_AFTER = 2  # sentences after a change in which its level is looked for


@dataclass(frozen=True, slots=True)
class Slot:
    """One side: the agreements it is read in, and the years that its figure is wanted for."""

    label: int
    documents: tuple[str, ...]
    years: tuple[int, ...]
    elsewhere: bool  # a year without an agreement of its own: only a figure said to be of that year will do


@dataclass(frozen=True, slots=True)
class Point:
    """A side's figure: of ``year``, as the agreement for ``agreement`` has it."""

    year: int
    agreement: int
    candidate: Candidate
    direction: str  # "level", "change" or "unsaid"
    sum_of: tuple[int, ...]  # the years that it is one sum for; () when it is for one year, or for each of several
    slot: Slot
    coverage: float  # how much of what is asked its place holds, as it was found
    strong: bool  # says the very same as the one that the others are held against


@dataclass(frozen=True, slots=True)
class Side:
    """What was read for one side."""

    slot: Slot
    understood: Understood
    reader: Reader
    candidates: list[Candidate]


def slots_of(
    across: Across, heads: Sequence[DocumentHead], pairs: Mapping[int, tuple[int, ...]] | None = None
) -> list[Slot]:
    """The sides of a question: agreements by name, or years, or all agreements.

    :param pairs: the years asked of each agreement, where the question pairs them.
    """
    by_year = {year: head for head in heads for year in head.years}
    named = [a for a in across.agreements if a in by_year]
    if pairs:
        return [Slot(a, (by_year[a].id,), years, elsewhere=False) for a, years in pairs.items() if a in by_year]
    if len(named) == 1 and len(across.years) > 1:
        return [Slot(y, (by_year[named[0]].id,), (y,), elsewhere=True) for y in across.years]
    if named and len(named) == len(across.agreements):
        return [Slot(a, (by_year[a].id,), across.years or by_year[a].years, elsewhere=False) for a in named]
    if across.years or across.agreements:
        years = sorted({*across.years, *across.agreements})
        own = [Slot(y, (by_year[y].id,), (y,), elsewhere=False) for y in years if y in by_year]
        others = [Slot(y, tuple(h.id for h in heads if y not in h.years), (y,), elsewhere=True) for y in years]
        return own + others
    return [Slot(h.years[-1], (h.id,), h.years, elsewhere=False) for h in heads]


def read_sides(
    asker: Asker, bare: Understood, vector: np.ndarray, slots: Sequence[Slot], without: frozenset[int]
) -> list[Side]:
    """Each side's figures, best first. ``bare`` is what is asked of each side, as a question of its own."""
    sides = []
    for slot in slots:
        heads = [asker.index.documents[d] for d in slot.documents]
        agreements = () if slot.elsewhere else heads[0].years
        mine = with_years(bare, slot.years, agreements)
        found = retrieve(asker.index, mine, vector, asker.tuning.retrieval, without, documents=slot.documents)
        reader = asker.reader(mine)
        figures = [_as_recorded(asker, c) for c in reader.candidates(found.sentences) if c.figure is not None]
        figures.sort(key=lambda c: (-c.score, c.found.sentence.id, c.start))
        if slot.elsewhere:
            figures = [c for c in figures if years_of(asker, c) == frozenset(slot.years)]
        if slot.elsewhere and len(bare.concepts) == 1 and asked_direction(bare.question.text) == "level":
            figures = [c for c in figures if c.figure is not None and c.figure.direction != "change"]
        sides.append(Side(slot, mine, reader, figures[:_DEPTH]))
    return sides


def _as_recorded(asker: Asker, candidate: Candidate) -> Candidate:
    """The candidate without what its direction counts, where its record reads another direction in it."""
    record = record_of(asker, candidate)
    if record is None or candidate.figure is None or record.direction == candidate.figure.direction:
        return candidate
    score = candidate.score - candidate.signals.get("direction", 0.0)
    figure = replace(candidate.figure, direction=record.direction)
    return replace(candidate, score=score, signals={**candidate.signals, "direction": 0.0}, figure=figure)


def years_of(asker: Asker, candidate: Candidate) -> frozenset[int]:
    """The years that a candidate's figure is for: as its record has them, else as its sentence places it."""
    record = record_of(asker, candidate)
    if record is not None and record.years:
        return frozenset(record.years)
    return candidate.figure.years if candidate.figure else frozenset()


def record_of(asker: Asker, candidate: Candidate) -> FigureRecord | None:
    """The record of a candidate's figure; None when there is none just there."""
    return asker.records.get((candidate.found.sentence.id, candidate.end))


def align(asker: Asker, sides: Sequence[Side]) -> list[Point]:
    """Each side's figure for the one thing that recurs best over the sides, in order of years."""
    pool = _pool(sides)
    firsts = [c for side in pool for c in side.candidates[:_ANCHORS]]
    most = max((_coverage(c) for c in firsts), default=0.0)
    anchors = [c for c in firsts if _coverage(c) >= _HELD_ANCHOR * most]
    if not anchors:
        return []
    anchor = max(anchors, key=lambda a: sum(fit.score for fit in _alike_to(asker, a, pool).values()))
    chosen = _alike_to(asker, anchor, sides)
    best = max(fit.candidate.score for fit in chosen.values())
    most = max(_coverage(fit.candidate) for fit in chosen.values())
    points = [
        _point(asker, side, chosen[side.slot])
        for side in sides
        if side.slot in chosen and _is_same_thing(chosen[side.slot], side.slot, side.reader, best, most)
    ]
    points = [p for p in points if not (p.slot.elsewhere and _is_told(p, anchor, points))]
    return sorted(_in_one_kind(sides, points), key=lambda p: (p.year, p.agreement))


def _pool(sides: Sequence[Side]) -> list[Side]:
    """The sides that say what the thing is: the years' own agreements, unless the others hold more of what is asked."""
    own = [side for side in sides if not side.slot.elsewhere]
    held = [max((_coverage(c) for c in s.candidates[:_ANCHORS]), default=0.0) for s in sides]
    of_own = max((h for h, s in zip(held, sides, strict=True) if not s.slot.elsewhere), default=0.0)
    return own if of_own >= _HELD_ELSEWHERE * max(held, default=0.0) and own else list(sides)


def _is_told(point: Point, anchor: Candidate, points: Sequence[Point]) -> bool:
    """Whether another year's agreement adds nothing: an agreement before it here tells that figure of that year.

    A table's row is told by tables alone.
    """
    if anchor.found.sentence.row is not None and point.candidate.found.sentence.row is None:
        return True
    before = [p for p in points[: points.index(point)] if p.year == point.year]
    return any(_value(p) == _value(point) or p.direction != point.direction for p in before)


def _value(point: Point) -> Decimal:
    assert point.candidate.figure is not None
    return point.candidate.figure.figure.value


def recurs(asker: Asker, points: Sequence[Point]) -> bool:
    """Whether every point's sentence says the same thing as the first's, but for its figures."""
    ids = [p.candidate.found.sentence.id for p in points]
    return bool((asker.index.cosines(ids[:1], ids) >= _SAME_SENTENCE).all())


@dataclass(frozen=True, slots=True)
class _Fit:
    """A side's best figure for the anchor's thing: its score with the likeness, and how like it is."""

    score: float
    candidate: Candidate
    likeness: float  # cosine of the two sentences
    row: float  # likeness of the two rows' labels, 0 for prose
    party: bool  # said to be the share of the party asked about


def _alike_to(asker: Asker, anchor: Candidate, sides: Sequence[Side]) -> dict[Slot, _Fit]:
    """Each side's figure that is most like the anchor's, among those of its unit."""
    likeness = asker.index.dense(asker.index.vector(anchor.found.sentence.id))[1]
    assert anchor.figure is not None
    unit = anchor.figure.figure.unit
    chosen = {}
    for side in sides:
        whole = asks_total(side.understood.question.text)
        party = party_asked(side.understood.question.text)
        fits = [
            _Fit(
                _score(c, anchor, alike, whole) + _of_party(c, party),
                c,
                alike,
                _same_row(c, anchor),
                _of_party(c, party) > 0,
            )
            for c in side.candidates
            if c.figure and c.figure.figure.unit == unit
            for alike in [float(likeness[c.found.sentence.id])]
        ]
        if fits:
            chosen[side.slot] = max(fits, key=lambda fit: fit.score)
    return chosen


def _is_same_thing(fit: _Fit, slot: Slot, reader: Reader, best: float, most: float) -> bool:
    """Whether a side's figure is of the same thing as the others'. A missing figure is better than a wrong one.

    It says the same in the same words; or it says much the same, or holds most of what is asked, and answers nearly as
    well as the best.

    :param best: the best score of any side.
    :param most: the most that any side's place holds of what is asked.
    """
    held = _coverage(fit.candidate) / most if most else 0.0
    if slot.elsewhere:
        return fit.likeness >= _ALIKE_ELSEWHERE and held >= _HELD_ELSEWHERE
    if held < _HELD_LEAST:
        return False
    if _is_strong(fit):
        return True
    behind = best - fit.candidate.score
    if fit.party and held >= _HELD_ALIKE and behind <= _BEHIND_LIKELY:
        return True
    if fit.candidate.signals.get("near", 0.0) < _NEAR_LEAST:
        return False
    names_it = fit.likeness >= _ALIKE_UNNAMED or reader.coverage.of_rarest(fit.candidate.found) >= _HELD_RAREST
    return names_it and (
        (fit.likeness >= _ALIKE and held >= _HELD_ALIKE and behind <= _BEHIND_ALIKE)
        or (fit.likeness >= _LIKELY and held >= _HELD_LIKELY and behind <= _BEHIND_LIKELY)
    )


def _is_strong(fit: _Fit) -> bool:
    """Whether a side says the very same: the same row, or the same sentence but for its figures."""
    return fit.row > 0 or fit.likeness >= _SAME_SENTENCE


def _coverage(candidate: Candidate) -> float:
    """How much of what is asked the place of a figure holds."""
    return candidate.signals.get("coverage", 0.0)


def _score(candidate: Candidate, anchor: Candidate, likeness: float, whole: bool) -> float:
    """Agreements repeat their sentences: the one most like the surest agreement's is likely the same thing."""
    assert candidate.figure is not None
    assert anchor.figure is not None
    directions = {candidate.figure.direction, anchor.figure.direction}
    turned = "unsaid" not in directions and len(directions) == 2
    total = (_TOTAL if candidate.figure.total else -_TOTAL / 2) if whole else 0.0
    alike = max(0.0, (likeness - 0.85) / 0.15)
    row = 0.3 * _same_row(candidate, anchor)
    return candidate.score + _ANCHOR * alike + row + total + (-0.2 if turned else 0.0)


def _of_party(candidate: Candidate, party: str | None) -> float:
    """For a figure that is said to be the share of the party asked about, and against one of another party's."""
    named = party_after(candidate.found.sentence.text, candidate.end) if party else None
    return 0.0 if named is None else _PARTY if named == party else -_PARTY


def _same_row(candidate: Candidate, anchor: Candidate) -> float:
    """How alike the labels of two table rows are (0 to 1; 0 for prose)."""
    from rapidfuzz.fuzz import ratio

    mine, other = candidate.found.sentence.row, anchor.found.sentence.row
    likeness = ratio(mine.label.lower(), other.label.lower()) / 100 if mine and other else 0.0
    return likeness if likeness >= _SAME_LABEL else 0.0


def _point(asker: Asker, side: Side, fit: _Fit) -> Point:
    """The point with the year that its figure is for: one that was asked if it is among them."""
    candidate = _total_after(asker, side, fit.candidate)
    head = asker.index.documents[candidate.found.sentence.document]
    agreement = head.years[-1] if head.years else side.slot.label
    years = years_of(asker, candidate)
    asked = [y for y in (side.slot.label, *side.slot.years, *head.years) if y in years]
    year = asked[0] if asked else min(years) if years else agreement
    record = record_of(asker, candidate)
    assert candidate.figure is not None
    direction = record.direction if record else candidate.figure.direction
    sum_of = record.years if record and not is_each_years(record) else ()
    return Point(year, agreement, candidate, direction, sum_of, side.slot, _coverage(fit.candidate), _is_strong(fit))


def _in_one_kind(sides: Sequence[Side], points: list[Point]) -> list[Point]:
    """The points all from prose, or all from table rows, where the agreements say the same in both."""
    candidates = {side.slot: side.candidates for side in sides}
    for wants_row in (False, True):
        twins = [_twin(p, candidates[p.slot], wants_row) for p in points]
        found = [t for t in twins if t is not None]
        if len(found) == len(points):
            return [replace(p, candidate=t) for p, t in zip(points, found, strict=True)]
    return points


def _twin(point: Point, candidates: Sequence[Candidate], wants_row: bool) -> Candidate | None:
    """The point's figure as prose (or as a table row) has it, perhaps rounded; None when it doesn't."""
    mine = point.candidate
    if (mine.found.sentence.row is not None) == wants_row:
        return mine
    assert mine.figure is not None
    value = mine.figure.figure.value
    for other in candidates:
        if other.figure is None or (other.found.sentence.row is not None) != wants_row:
            continue
        same = other.found.sentence.document == mine.found.sentence.document and point.year in other.figure.years
        if same and abs(other.figure.figure.value - value) <= abs(value) * _TWIN:
            return other
    return None


def _total_after(asker: Asker, side: Side, candidate: Candidate) -> Candidate:
    """The level that a change leads to, where a sentence just after tells it ("Således er den samlede pulje på …")."""
    record = record_of(asker, candidate)
    if record is None or record.direction != "change" or asked_direction(side.understood.question.text) == "change":
        return candidate
    found = candidate.found
    after = [s for s in asker.index.sentences_of([found.passage.id]) if 0 < s.id - found.sentence.id <= _AFTER]
    named = {t for _, terms in side.reader.coverage.analyser.placed(found.sentence.text) for t in terms}
    following = [FoundSentence(s, found.passage, found.years, found.score, found.signals) for s in after]
    for other in side.reader.candidates(following):
        told = other.figure
        if told is None or not told.total or told.figure.unit != record.unit:
            continue
        subject = other.found.sentence.text[: told.figure.start]
        if any(stem(w) in named for w in words(subject) if len(w) > 3):
            return other
    return candidate
