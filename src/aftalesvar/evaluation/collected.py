"""The saved runs that a report is made of, scored on the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.measures import Result, evaluate
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.run import ANSWERS, PREVIOUS, load_run, made_unanswerable
from aftalesvar.evaluation.sources import Sources

PRODUCT = "aftalesvar"


@dataclass(frozen=True, slots=True)
class Runs:
    """The scored runs that a report is made of, all on the same questions."""

    half: str
    product: Result
    hidden: Result | None  # leave-gold-out
    variants: tuple[Result, ...]
    peers: tuple[Result, ...]
    left_out: tuple[str, ...]  # runs that weren't asked all of the questions


def load_runs(folder: Path, items: Sequence[Item], sources: Sources, half: str) -> Runs:
    """Score every run in ``folder`` that was asked all of ``items``. Raises UsageError without the product's own."""
    found: dict[str, Result] = {}
    left_out: list[str] = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if not (path / ANSWERS).is_file() or path.suffix == PREVIOUS:
            continue
        if not (path.name.startswith("peer-") or path.name.removesuffix("-uden-guld").endswith(f"-{half}")):
            continue
        run = load_run(path)
        wanted = made_unanswerable(items) if run.meta.get("without_gold") else items
        answered = {reply.id for reply in run.replies}
        # A run on a part of the questions is compared with nothing.
        needed = {item.id for item in wanted if item.answerable or not path.name.startswith("peer-")}
        if answered >= needed:
            found[path.name] = evaluate(run, wanted, sources)
        else:
            left_out.append(path.name)
    main = f"{PRODUCT}-{half}"
    if main not in found:
        raise UsageError(f"Der er ingen hel kørsel {main!r} at skrive om. Lav den med: aftalesvar eval --split {half}")
    rest = [name for name in found if name not in {main, f"{main}-uden-guld"} and not name.startswith("peer-")]
    return Runs(
        half,
        found[main],
        found.get(f"{main}-uden-guld"),
        tuple(found[name] for name in rest if not found[name].run.meta.get("without_gold")),
        tuple(result for name, result in found.items() if name.startswith("peer-")),
        tuple(left_out),
    )
