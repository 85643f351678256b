"""Score the comparison of agreements against thirty recurring passages picked by hand (tests/gold/recurring.jsonl)."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftalesvar.comparing import Comparison, compare
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "recurring.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One passage: whether its two sentences were paired, and the figures that changed but weren't marked."""

    told: dict[str, Any]
    paired: bool
    instead: str | None  # what the left sentence was paired with
    unmarked: tuple[tuple[str | None, str | None], ...]


def outcomes(index: Index, gold: Path = GOLD) -> list[Outcome]:
    """Each passage of the list against the comparison of its two agreements."""
    compared: dict[tuple[str, str], Comparison] = {}
    found = []
    for line in gold.read_text("utf-8").splitlines():
        told = json.loads(line)
        key = told["left"], told["right"]
        if key not in compared:
            compared[key] = compare(index, *key)
        pair = next((p for p in compared[key].pairs if p.left.text == told["left_text"]), None)
        paired = pair is not None and pair.right.text == told["right_text"]
        marked = {(f.before, f.after) for f in pair.figures} if pair and paired else set()
        wanted = [tuple(f) for f in told["figures"]]
        missing = tuple(f for f in wanted if not _is_marked(f, marked))
        found.append(Outcome(told, paired, pair.right.text if pair and not paired else None, missing))
    return found


def _is_marked(figure: tuple[str | None, str | None], marked: set[tuple[str | None, str | None]]) -> bool:
    """Whether both sides of a change are marked as changed (also when paired with another of the same sentence)."""
    before, after = figure
    return (before is None or any(before == b for b, _ in marked)) and (
        after is None or any(after == a for _, a in marked)
    )


def main() -> int:
    """Print the score and what is wrong."""
    found = outcomes(Index.open(Settings.from_environment().index))
    for outcome in found:
        if not outcome.paired:
            print(f"NOT PAIRED {outcome.told['left_text'][:150]}\n   wanted {outcome.told['right_text'][:150]}"
                  f"\n   got {(outcome.instead or '–')[:150]}")  # fmt: skip
        elif outcome.unmarked:
            print(f"UNMARKED {outcome.unmarked} in {outcome.told['left_text'][:120]}")
    paired = [o for o in found if o.paired]
    print(f"paired {len(paired)} of {len(found)}; every changed figure marked in {sum(not o.unmarked for o in paired)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
