from __future__ import annotations

import pytest

from aftalesvar.evaluation.risk import Curve, risk_coverage
from aftalesvar.evaluation.scoring import Outcome


def outcome(confidence: float, right: bool, answered: bool = True) -> Outcome:
    return Outcome(
        "x", "answered" if answered else "not_found", answered, not answered, right, right, None,
        False, None, None, None, 1, 1, 0, 0, confidence, 0.0, None, "",
    )  # fmt: skip


def test_by_hand() -> None:
    curve = risk_coverage([outcome(0.2, False), outcome(0.9, True), outcome(0.8, True), outcome(0.5, False)])
    assert curve.risks == pytest.approx((0, 0, 1 / 3, 2 / 4))
    assert curve.aurc == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)
    assert curve.excess_aurc == pytest.approx(0)  # nothing could be ordered better
    assert curve.accuracy_at(0.5) == 1.0
    assert curve.accuracy_at(0.9) == 0.5
    assert curve.coverage_at(0.95) == 0.5
    assert curve.coverage_at(0.6) == 0.75


def test_the_worst_order() -> None:
    curve = risk_coverage([outcome(0.9, False), outcome(0.1, True)])
    assert curve.risks == (1.0, 0.5)
    assert curve.excess_aurc == pytest.approx(0.75 - 0.25)
    assert curve.coverage_at(0.95) == 0.0


def test_refusals_come_last_however_sure() -> None:
    curve = risk_coverage([outcome(0.99, False, answered=False), outcome(0.1, True)])
    assert curve.risks == (0.0, 0.5)


def test_ties_do_not_depend_on_the_order() -> None:
    outcomes = [outcome(0.5, True), outcome(0.5, False), outcome(0.5, False)]
    assert risk_coverage(outcomes).risks == pytest.approx(risk_coverage(outcomes[::-1]).risks)
    assert risk_coverage(outcomes).risks == pytest.approx((2 / 3,) * 3)


def test_nothing() -> None:
    curve = Curve(())
    assert (curve.aurc, curve.excess_aurc, curve.accuracy_at(0.9), curve.n) == (0.0, 0.0, None, 0)
