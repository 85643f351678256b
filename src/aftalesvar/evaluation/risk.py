"""Risk against coverage: how wrong the answers are when only the surest share of them is given.

Items are sorted by confidence. A refusal comes last whatever its confidence, and counts as wrong where
it must be covered: it holds no answer. Ties share their errors evenly, so their order can't matter.
Measures after Geifman & El-Yaniv (2017) and Geifman et al. (2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from aftalesvar.evaluation.scoring import Outcome


@dataclass(frozen=True, slots=True)
class Curve:
    """``risks[k - 1]`` is the share of wrong answers among the ``k`` surest of ``len(risks)`` items."""

    risks: tuple[float, ...]

    @property
    def n(self) -> int:
        """The number of items."""
        return len(self.risks)

    @property
    def aurc(self) -> float:
        """The area under the curve: the mean risk over all coverages; 0 is best."""
        return sum(self.risks) / self.n if self.risks else 0.0

    @property
    def excess_aurc(self) -> float:
        """What of the area a perfect order of the same answers would spare."""
        if not self.risks:
            return 0.0
        wrong = round(self.risks[-1] * self.n)
        best = sum(max(0, k - (self.n - wrong)) / k for k in range(1, self.n + 1)) / self.n
        return self.aurc - best

    def accuracy_at(self, coverage: float) -> float | None:
        """Return the accuracy of the surest ``coverage`` (0 to 1) of the items; None without items."""
        if not self.risks:
            return None
        return 1 - self.risks[max(1, math.ceil(coverage * self.n - 1e-9)) - 1]

    def coverage_at(self, accuracy: float) -> float:
        """Return the largest coverage at which the accuracy is still reached."""
        reached = [k for k, risk in enumerate(self.risks, 1) if 1 - risk >= accuracy - 1e-9]
        return max(reached) / self.n if reached else 0.0


def risk_coverage(outcomes: Sequence[Outcome]) -> Curve:
    """Return the curve of the outcomes; an answer is right when it is right and cited."""

    def sureness(outcome: Outcome) -> tuple[bool, float]:
        return (outcome.answered, outcome.confidence if outcome.answered else 0.0)

    risks: list[float] = []
    errors, seen = 0.0, 0
    for _, tied in groupby(sorted(outcomes, key=sureness, reverse=True), key=sureness):
        group = list(tied)
        wrong = sum(not (outcome.answered and outcome.right_and_cited) for outcome in group) / len(group)
        for _ in group:
            errors, seen = errors + wrong, seen + 1
            risks.append(errors / seen)
    return Curve(tuple(risks))
