"""The figure of each side of a question across agreements: the one thing that recurs best over them all.

Agreements repeat their sentences. Each side's figures are read on their own; then the sentence that the others are most
like is sought, and the figure of each side that says the same thing is its point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.asking.alike import Fit, alike_to, coverage_of, is_same_thing, is_strong
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.chains import is_each_years
from aftalesvar.asking.figures import asked_direction
from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.asking.sides import Side, Slot, record_of, years_of
from aftalesvar.danish.terms import stem, words

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_ANCHORS = 3  # candidates of each side tried as the thing that recurs
_HELD_ANCHOR = 0.5  # how much of what any of them holds of the question such a one must hold
# How much of what is asked a figure holds, how near the words stand and how far it leads that is clear by itself.
_HELD_CLEAR, _NEAR_CLEAR, _LEAD_CLEAR = 0.85, 0.3, 1.0
_HELD = 1.0  # what holding all that is asked counts beside recurring
_HELD_ELSEWHERE = 0.8
_LABEL_SAID, _LABEL_NEAR = 0.19, 0.35  # a row whose whole label is said
_TWIN = Decimal("0.002")  # a row's amount and the prose's rounding of it lie this near, as a share
_AFTER = 2  # sentences after a change in which its level is looked for


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
    own_best: bool = False  # is the figure that answers best on its own side
    label_said: bool = False  # was found in a table row whose whole label the question says


def align(asker: Asker, sides: Sequence[Side]) -> list[Point]:
    """Each side's figure for the one thing that recurs best over the sides, in order of years."""
    pool = _pool(sides)
    anchors = [c for side in pool for c in side.candidates[:_ANCHORS]]
    if not anchors:
        return []
    held = max(coverage_of(a) for a in anchors)
    anchors = [a for a in anchors if coverage_of(a) >= _HELD_ANCHOR * held]
    anchor = max(anchors, key=lambda a: sum(_recurring(fit) for fit in alike_to(asker, a, pool).values()))
    chosen = alike_to(asker, anchor, sides)
    best = max(fit.candidate.score for fit in chosen.values())
    most = max(coverage_of(fit.candidate) for fit in chosen.values())
    points = [
        _point(asker, side, chosen[side.slot])
        for side in sides
        if side.slot in chosen
        and (is_same_thing(chosen[side.slot], side.slot, side.reader, best, most) or _is_clear(side, chosen[side.slot]))
    ]
    points = [p for p in points if not (p.slot.elsewhere and _is_told(p, anchor, points))]
    points += _told_along(asker, sides, points)
    points = _as_levels(asker, sides, _in_one_kind(sides, points))
    return sorted(points, key=lambda p: (p.year, p.agreement))


def _is_clear(side: Side, fit: Fit) -> bool:
    """Whether a side's figure is what is asked by its own words alone, whatever the others say and however large."""
    own = fit.candidate
    if side.slot.elsewhere or coverage_of(own) < _HELD_CLEAR or own.signals.get("near", 0.0) < _NEAR_CLEAR:
        return False
    rivals = (c.score for c in side.candidates if c.found.sentence.id != own.found.sentence.id)
    return own is side.candidates[0] and own.score >= max(rivals, default=0.0) + _LEAD_CLEAR


def _recurring(fit: Fit) -> float:
    """How well a side's figure speaks for the thing that recurs being the one asked about."""
    return fit.score + _HELD * coverage_of(fit.candidate)


def _told_along(asker: Asker, sides: Sequence[Side], points: Sequence[Point]) -> list[Point]:
    """What the sentence of a year elsewhere tells of the other years asked, where that is another figure.

    "1,8 mia. kr. i 2027 og 1,0 mia. kr. i 2028": the second isn't told without the first.
    """
    along = {p.candidate.found.sentence.id for p in points if p.slot.elsewhere}
    told = {(p.year, _value(p)) for p in points}
    added: dict[tuple[int, Decimal], Point] = {}
    for side in sides:
        for c in side.candidates:
            if c.found.sentence.id not in along or c.figure is None or side.slot.elsewhere:
                continue
            point = _point(
                asker, side, Fit(c.score, c, 1.0, 0.0, turned=False, sized=True, own_best=False, party=False)
            )
            same_unit = c.figure.figure.unit == _unit(points[0])
            if (point.year, _value(point)) not in told and same_unit and point.year == side.slot.label:
                added.setdefault((point.year, _value(point)), point)
    return list(added.values())


def _unit(point: Point) -> str:
    assert point.candidate.figure is not None
    return point.candidate.figure.figure.unit


def _pool(sides: Sequence[Side]) -> list[Side]:
    """The sides that say what the thing is: the years' own agreements, unless the others hold more of what is asked."""
    own = [side for side in sides if not side.slot.elsewhere]
    held = [max((coverage_of(c) for c in s.candidates[:_ANCHORS]), default=0.0) for s in sides]
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
    return _value_of(point.candidate)


def _value_of(candidate: Candidate) -> Decimal:
    assert candidate.figure is not None
    return candidate.figure.figure.value


def _is_label_said(candidate: Candidate) -> bool:
    label, near = candidate.signals.get("label", 0.0), candidate.signals.get("near", 0.0)
    return candidate.found.sentence.row is not None and label >= _LABEL_SAID and near >= _LABEL_NEAR


def _point(asker: Asker, side: Side, fit: Fit) -> Point:
    """The point with the year that its figure is for: one that was asked if it is among them."""
    changes = asked_direction(side.understood.question.text) == "change"
    candidate = fit.candidate if changes else _total_after(asker, side, fit.candidate)
    head = asker.index.documents[candidate.found.sentence.document]
    agreement = head.years[-1] if head.years else side.slot.label
    years = years_of(asker, candidate)
    asked = [y for y in (side.slot.label, *side.slot.years, *head.years) if y in years]
    year = asked[0] if asked else min(years) if years else agreement
    record = record_of(asker, candidate)
    assert candidate.figure is not None
    direction = record.direction if record else candidate.figure.direction
    sum_of = record.years if record and not is_each_years(record) else ()
    return Point(
        year, agreement, candidate, direction, sum_of, side.slot, coverage_of(fit.candidate), is_strong(fit),
        _value_of(fit.candidate) == _value_of(side.candidates[0]), _is_label_said(fit.candidate),
    )  # fmt: skip


def _in_one_kind(sides: Sequence[Side], points: list[Point]) -> list[Point]:
    """The points all from prose, or all from table rows, where the agreements say the same in both."""
    candidates = {side.slot: side.candidates for side in sides}
    for wants_row in (False, True):
        twins = [_twin(p, candidates[p.slot], wants_row) for p in points]
        found = [t for t in twins if t is not None]
        if len(found) == len(points):
            pairs = zip(points, found, strict=True)
            return [replace(p, candidate=t, label_said=p.label_said or _is_label_said(t)) for p, t in pairs]
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


def _as_levels(asker: Asker, sides: Sequence[Side], points: list[Point]) -> list[Point]:
    """The points, with the level that a change leads to in its place where others tell levels."""
    if {"level", "change"} - {p.direction for p in points}:
        return points
    of_slot = {side.slot: side for side in sides}
    told = []
    for point in points:
        level = _total_after(asker, of_slot[point.slot], point.candidate) if point.direction == "change" else None
        told.append(
            replace(point, candidate=level, direction="level") if level not in (None, point.candidate) else point
        )
    return told


def _total_after(asker: Asker, side: Side, candidate: Candidate) -> Candidate:
    """The level that a change leads to, where a sentence just after tells it ("Således er den samlede pulje på …")."""
    record = record_of(asker, candidate)
    if record is None or record.direction != "change":
        return candidate
    found = candidate.found
    after = [s for s in asker.index.sentences_of([found.passage.id]) if 0 < s.id - found.sentence.id <= _AFTER]
    named = {t for _, terms in side.reader.coverage.analyser.placed(found.sentence.text) for t in terms}
    following = [FoundSentence(s, found.passage, found.years, found.score, found.signals, found.title) for s in after]
    for other in side.reader.candidates(following):
        told = other.figure
        if told is None or not told.total or told.figure.unit != record.unit:
            continue
        subject = other.found.sentence.text[: told.figure.start]
        if any(stem(w) in named for w in words(subject) if len(w) > 3):
            return other
    return candidate
