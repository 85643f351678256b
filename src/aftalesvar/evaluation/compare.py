"""Two runs on the same questions: what moved, by how much, and whether that is more than luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aftalesvar.evaluation.measures import FAMILY, LABELS, Result
from aftalesvar.evaluation.statistics import Interval, holm, interval, mcnemar, permutation

Verdict = Literal["better", "worse", "no difference shown"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of run B against run A on the ``n`` questions that both have.

    ``gained``/``lost`` count the questions where B is above/below A; ``p`` is the permutation test's,
    ``p_mcnemar`` the exact McNemar's (None unless every value is 0 or 1), both Holm-corrected.
    """

    name: str
    n: int
    a: float
    b: float
    interval: Interval | None
    clustered: Interval | None
    gained: int
    lost: int
    p: float
    p_mcnemar: float | None

    @property
    def difference(self) -> float:
        """B less A."""
        return self.b - self.a

    @property
    def verdict(self) -> Verdict:
        """Better or worse only when the interval of the difference excludes zero and the test agrees."""
        if self.interval is None or not self.interval.excludes_zero() or self.p >= 0.05:
            return "no difference shown"
        return "better" if (self.difference > 0) == LABELS[self.name][2] else "worse"


def compare(a: Result, b: Result, names: Sequence[str] = FAMILY) -> tuple[Difference, ...]:
    """Compare B with A on the declared family of measures."""
    agreements = {item.id: item.agreement for item in a.items}
    found = []
    for name in names:
        first, second = a.values.get(name, {}), b.values.get(name, {})
        common = [key for key in first if key in second]
        if not common:
            continue
        differences = [second[key] - first[key] for key in common]
        gained, lost = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
        binary = all(values[key] in (0.0, 1.0) for key in common for values in (first, second))
        found.append(
            Difference(
                name=name,
                n=len(common),
                a=sum(first[key] for key in common) / len(common),
                b=sum(second[key] for key in common) / len(common),
                interval=interval(differences),
                clustered=interval(differences, [agreements[key] for key in common]),
                gained=gained,
                lost=lost,
                p=permutation(differences),
                p_mcnemar=mcnemar(gained, lost) if binary else None,
            )
        )
    return _corrected(found)


def _corrected(found: Sequence[Difference]) -> tuple[Difference, ...]:
    permuted = holm({difference.name: difference.p for difference in found})
    exact = holm({d.name: d.p_mcnemar for d in found if d.p_mcnemar is not None})
    return tuple(replace(d, p=permuted[d.name], p_mcnemar=exact.get(d.name)) for d in found)


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer differs between two runs; ``turn`` says which way its correctness went."""

    id: str
    question: str
    gold: str
    before: str
    after: str
    turn: Literal["gained", "lost", "both right", "both wrong"]


def changes(a: Result, b: Result) -> tuple[Change, ...]:
    """List every question whose status or answer changed from A to B, the lost ones first."""
    order = {"lost": 0, "gained": 1, "both wrong": 2, "both right": 3}
    second = {outcome.id: outcome for outcome in b.outcomes}
    items = {item.id: item for item in a.items}
    found = []
    for before in a.outcomes:
        after = second.get(before.id)
        if after is None or (before.status, before.answer) == (after.status, after.answer):
            continue
        turn: Literal["gained", "lost", "both right", "both wrong"] = "both right" if before.correct else "both wrong"
        if before.correct != after.correct:
            turn = "gained" if after.correct else "lost"
        item = items[before.id]
        shown = [outcome.answer or f"({outcome.status})" for outcome in (before, after)]
        found.append(Change(item.id, item.question, item.answer or "(ubesvarligt)", shown[0], shown[1], turn))
    return tuple(sorted(found, key=lambda change: (order[change.turn], change.id)))
