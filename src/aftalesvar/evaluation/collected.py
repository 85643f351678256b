"""The saved runs that a report is made of, scored on the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.measures import Result, evaluate
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.run import ANSWERS, PREVIOUS, Run, load_run, made_unanswerable
from aftalesvar.evaluation.sources import Sources

PRODUCT = "aftalesvar"
MOST = 0.6  # a peer that was asked less than this share of the questions isn't compared


@dataclass(frozen=True, slots=True)
class Runs:
    """The scored runs that a report is made of, all on the same questions.

    ``peers``, and ``beside_peers`` (the product), are scored on those questions that every one of them was asked.
    """

    half: str
    product: Result
    hidden: Result | None  # leave-gold-out
    variants: tuple[Result, ...]
    peers: tuple[Result, ...]
    beside_peers: Result
    left_out: tuple[str, ...]  # runs that weren't asked all of the questions


def load_runs(folder: Path, items: Sequence[Item], sources: Sources, half: str) -> Runs:
    """Score every run in ``folder`` that was asked all of ``items``, or a peer's that was asked most of them.

    Raises UsageError without the product's own.
    """
    found: dict[str, Result] = {}
    peers: dict[str, Run] = {}
    left_out: list[str] = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if not (path / ANSWERS).is_file() or path.suffix == PREVIOUS:
            continue
        if not (path.name.startswith("peer-") or path.name.removesuffix("-uden-guld").endswith(f"-{half}")):
            continue
        run = load_run(path)
        if path.name.startswith("peer-"):
            peers[path.name] = run
            continue
        wanted = made_unanswerable(items) if run.meta.get("without_gold") else items
        # A run on a part of the questions is compared with nothing.
        if {reply.id for reply in run.replies} >= {item.id for item in wanted}:
            found[path.name] = evaluate(run, wanted, sources)
        else:
            left_out.append(path.name)
    main = f"{PRODUCT}-{half}"
    if main not in found:
        raise UsageError(f"Der er ingen hel kørsel {main!r} at skrive om. Lav den med: aftalesvar eval --split {half}")
    rest = [name for name in found if name not in {main, f"{main}-uden-guld"}]
    answerable = [item for item in items if item.answerable]
    asked = [run for run in peers.values() if MOST * len(answerable) <= len(_asked(run, answerable))]
    left_out += [name for name, run in peers.items() if run not in asked]
    shared = [item for item in answerable if all(item.id in _asked(run, answerable) for run in asked)]
    return Runs(
        half,
        found[main],
        found.get(f"{main}-uden-guld"),
        tuple(found[name] for name in rest if not found[name].run.meta.get("without_gold")),
        tuple(evaluate(run, shared, sources) for run in asked),
        evaluate(found[main].run, shared, sources),
        tuple(left_out),
    )


def _asked(run: Run, items: Sequence[Item]) -> set[str]:
    """The ids of those of the items that a run was asked."""
    return {reply.id for reply in run.replies} & {item.id for item in items}
