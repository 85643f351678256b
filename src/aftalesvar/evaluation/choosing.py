"""Which questions are asked: a half, a type or id, and at most so many, spread over the agreements."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.splits import Split, check_split


def choose(
    items: Sequence[Item],
    *,
    half: str = "all",
    split: Split | None = None,
    only: Sequence[str] = (),
    limit: int | None = None,
) -> tuple[Item, ...]:
    """Return the items of ``half`` ("dev", "test", "all") that ``only`` names (types, ids, styles, agreements).

    Without a split all is dev. Raises UsageError when nothing is left, or the test half was changed.
    """
    chosen = list(items)
    if half == "test":
        if split is None:
            raise UsageError("Testhalvdelen er ikke frosset endnu. Frys den med: aftalesvar eval proof --freeze")
        if problem := check_split(items, split):
            raise UsageError(problem)
    if half != "all" and split is not None:
        chosen = [item for item in chosen if split.half(item) == half]
    if only:
        wanted = set(only)
        chosen = [
            item for item in chosen if wanted & {item.id, item.type, item.style, item.hard, item.kind, item.agreement}
        ]
    if limit is not None:
        chosen = _spread(chosen, limit)
    if not chosen:
        raise UsageError("Intet spørgsmål passer til det valgte. Prøv --split all, eller en anden --only.")
    return tuple(chosen)


def _spread(items: Sequence[Item], limit: int) -> list[Item]:
    """Take ``limit`` items in turn from each agreement, always the same ones, in the order of the files."""
    if limit < 1:
        raise UsageError(f"--limit skal være mindst 1, ikke {limit}.")
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: hashlib.sha256(item.id.encode()).hexdigest()):
        groups[item.agreement].append(item)
    taken: set[str] = set()
    turn = 0
    while len(taken) < min(limit, len(items)):
        for _, group in sorted(groups.items()):
            if turn < len(group) and len(taken) < limit:
                taken.add(group[turn].id)
        turn += 1
    return [item for item in items if item.id in taken]
