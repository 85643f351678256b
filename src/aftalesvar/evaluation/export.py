"""A result as JSON: every measure with its n and intervals, and every question with its outcome."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aftalesvar.evaluation.cost import percentile
from aftalesvar.evaluation.measures import Estimate, Result, estimates


def result_to_dict(result: Result, *, misses: bool = False) -> dict[str, Any]:
    """Return the result as plain data; with ``misses`` the wrong questions one by one."""
    seconds = [outcome.seconds for outcome in result.outcomes]
    data: dict[str, Any] = {
        "name": result.run.name,
        "questions": len(result.items),
        "meta": dict(result.run.meta),
        "measures": {name: _estimate(value) for name, value in estimates(result).items()},
        "risk": {
            label: {
                "n": curve.n,
                "aurc": curve.aurc,
                "excess_aurc": curve.excess_aurc,
                "accuracy_at_90_coverage": curve.accuracy_at(0.9),
                "coverage_at_95_accuracy": curve.coverage_at(0.95),
            }
            for label, only in (("answerable", True), ("all", False))
            if (curve := result.curve(answerable_only=only)).n
        },
        "causes": result.causes,
        "latency_ms": {
            f"p{round(share * 100)}": None if (value := percentile(seconds, share)) is None else value * 1000
            for share in (0.5, 0.95)
        },
    }
    if misses:
        items = {item.id: item for item in result.items}
        data["misses"] = [
            {"question": items[outcome.id].question, "gold": items[outcome.id].answer, **asdict(outcome)}
            for outcome in result.outcomes
            if outcome.cause
        ]
    return data


def _estimate(value: Estimate) -> dict[str, Any]:
    return {
        "value": value.value,
        "n": value.n,
        "interval": [value.interval.low, value.interval.high] if value.interval else None,
        "interval_by_agreement": [value.clustered.low, value.clustered.high] if value.clustered else None,
    }
