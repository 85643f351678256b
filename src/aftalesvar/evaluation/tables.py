"""Markdown tables and the wording of numbers for the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from aftalesvar.evaluation.compare import Difference
from aftalesvar.evaluation.cost import percentile
from aftalesvar.evaluation.measures import LABELS, Estimate, Result
from aftalesvar.evaluation.statistics import Interval

_NUMERIC = re.compile(r"[-+–\d.,/ ]*(?: to [\d.-]+)?")
COST_HEADS = ("System", "p50 ms", "p95 ms", "index s", "cold start s", "peak memory MB")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a markdown table, columns of numbers to the right; bars in cells are escaped."""
    body = [list(row) for row in rows]
    numeric = [bool(body) and all(_NUMERIC.fullmatch(row[column]) for row in body) for column in range(len(heads))]
    rule = ["---:" if right else "---" for right in numeric]
    lines = [[_cell(cell) for cell in heads], rule, *[[_cell(cell) for cell in row] for row in body]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def number(value: float | None, decimals: int = 3) -> str:
    """Write a number; a dash for none."""
    return "–" if value is None else f"{value:.{decimals}f}"


def span(interval: Interval | None) -> str:
    """Write an interval; a dash for none."""
    return "–" if interval is None else f"{interval.low:.3f} to {interval.high:.3f}"


def measure_table(found: Mapping[str, Estimate]) -> str:
    """Return every measure with n, interval and interval by agreement."""
    rows = [
        (LABELS[name][1], number(e.value), str(e.n), span(e.interval), span(e.clustered)) for name, e in found.items()
    ]
    return table(("Measure", "Value", "n", "95 % interval", "– drawing agreements"), rows)


def group_table(head: str, found: Mapping[str, Estimate]) -> str:
    """Return one measure by group."""
    rows = [(group, str(e.n), number(e.value), span(e.interval)) for group, e in found.items()]
    return table((head, "n", "Correct", "95 % interval"), rows)


def difference_table(differences: Iterable[Difference], a: str, b: str) -> str:
    """Return what moved from A to B with its tests and the verdict on B."""
    rows = [
        (
            LABELS[d.name][1], str(d.n), number(d.a), number(d.b), f"{d.difference:+.3f}", span(d.interval),
            f"{d.gained}/{d.lost}", number(d.p, 4), number(d.p_mcnemar, 4), d.verdict,
        )
        for d in differences
    ]  # fmt: skip
    heads = ("Measure", "n", a, b, "Difference", "95 % interval", "Won/lost", "p perm.", "p McNemar", "Verdict")
    return table(heads, rows)


def cost_row(result: Result) -> tuple[str, ...]:
    """Return what one run cost, in the order of ``COST_HEADS``."""
    meta = result.run.meta
    seconds = [outcome.seconds for outcome in result.outcomes if outcome.status != "None"]
    p50, p95 = (percentile(seconds, share) for share in (0.5, 0.95))
    figures = [meta.get(key) for key in ("index_seconds", "cold_start_seconds", "peak_mb")]
    return (
        result.run.name,
        *(number(None if p is None else p * 1000, 1) for p in (p50, p95)),
        *(number(None if figure is None else float(figure), 1) for figure in figures),
    )
