"""The gate: figures that a change may not push below what was recorded, beyond what luck explains."""

from __future__ import annotations

import json
from pathlib import Path

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.measures import LABELS, Result, estimates

GATED = ("Success@5", "right_cited")


def record_gate(result: Result, path: Path) -> Path:
    """Write the gated figures with their intervals, and the questions they hold for."""
    found = estimates(result)
    figures = {
        name: {"value": found[name].value, "low": interval.low, "n": found[name].n}
        for name in GATED
        if name in found and (interval := found[name].interval)
    }
    data = {"items": [item.id for item in result.items], "figures": figures}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def check_gate(result: Result, path: Path) -> tuple[str, ...]:
    """Return a Danish line for each gated figure that fell below its recorded lower bound; none is good."""
    try:
        data = json.loads(path.read_text("utf-8"))
        recorded = {str(name): float(figure["low"]) for name, figure in data["figures"].items()}
        items = list(data["items"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} kan ikke læses ({error}). Lav den med: aftalesvar eval --record {path}") from error
    if items != [item.id for item in result.items]:
        return (f"{path.name} gælder {len(items)} andre spørgsmål end de {len(result.items)}, der blev stillet.",)
    found = estimates(result)
    return tuple(
        f"{LABELS[name][0]} er {found[name].value if name in found else 0.0:.3f}, under den noterede grænse {low:.3f}."
        for name, low in recorded.items()
        if name not in found or found[name].value < low
    )
