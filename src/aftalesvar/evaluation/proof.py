"""The proof of a question set: what it claims of the sources holds, and it spreads over them.

Faults make the proof fail; remarks are for a reader's judgement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from aftalesvar.evaluation.gold import contains, is_yes_or_no
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.sources import Sources, squash

# Two questions whose words agree by this share (Jaccard) are put before a reader.
ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one item; ``serious`` faults fail the proof."""

    id: str
    message: str
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof found: the faults, and how the items spread over each field."""

    items: int
    faults: tuple[Fault, ...]
    spread: dict[str, dict[str, int]]

    @property
    def holds(self) -> bool:
        """Whether no serious fault was found."""
        return not any(fault.serious for fault in self.faults)


def prove(items: Sequence[Item], sources: Sources) -> Proof:
    """Check every item against the sources and against the others."""
    faults = [fault for item in items for fault in [*_quotes(item, sources), *_accepts(item), *_leaks(item)]]
    return Proof(len(items), (*faults, *_duplicates(items)), _spread(items))


def _quotes(item: Item, sources: Sources) -> Iterable[Fault]:
    for evidence in item.evidence:
        source = sources.get(evidence.doc)
        if source is None:
            yield Fault(item.id, f"korpusset har intet dokument {evidence.doc!r}")
        elif not source.find(evidence.quote):
            yield Fault(item.id, f"citatet står ikke i {source.id}: {evidence.quote[:80]!r}")


def _accepts(item: Item) -> Iterable[Fault]:
    """Each accepted string stands in a quote; of a group that must be met, one does."""
    quotes = [squash(evidence.quote) for evidence in item.evidence]
    for group in item.groups:
        stands = [_needs_no_quote(item, option) or any(squash(option) in quote for quote in quotes) for option in group]
        if not (any(stands) if item.demands_all else all(stands)):
            missing = [option for option, there in zip(group, stands, strict=True) if not there]
            yield Fault(item.id, f"godtaget svar står i intet citat: {' | '.join(missing)}")
    if item.answer and not all(any(contains(item.answer, option) for option in group) for group in item.groups):
        yield Fault(item.id, f"sættets eget svar godtages ikke: {item.answer[:80]!r}", serious=False)


def _needs_no_quote(item: Item, option: str) -> bool:
    return is_yes_or_no(option) or (item.type == "which-year" and re.fullmatch(r"(19|20)\d\d", option) is not None)


def _leaks(item: Item) -> Iterable[Fault]:
    """No accepted string, whole, in the question: there must be something to find out."""
    leaked = [
        [option for option in group if not is_yes_or_no(option) and contains(item.question, option)]
        for group in item.groups
    ]
    serious = bool(leaked) and (all(leaked) if item.demands_all else any(leaked))
    for options in leaked:
        if options:
            yield Fault(item.id, f"svaret {options[0]!r} står i spørgsmålet", serious=serious)


def _duplicates(items: Sequence[Item]) -> Iterable[Fault]:
    words = {item.id: frozenset(re.findall(r"\w+", item.question.lower())) for item in items}
    plain = {item.id: squash(item.question) for item in items}
    for first, second in combinations(items, 2):
        if plain[first.id] == plain[second.id]:
            yield Fault(second.id, f"samme spørgsmål som {first.id}")
        else:
            a, b = words[first.id], words[second.id]
            if min(len(a), len(b)) > 3 and len(a & b) >= ALIKE * len(a | b):
                yield Fault(second.id, f"næsten samme spørgsmål som {first.id}", serious=False)


def _spread(items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Count the items by each field; sections by agreement, so that a gap shows."""
    fields = {
        "aftale": [item.agreement for item in items],
        "type": [item.type for item in items],
        "stil": [item.style or "–" for item in items],
        "svær": [item.hard or "–" for item in items],
        "ubesvarlig": [item.kind or "–" for item in items if not item.answerable],
        "afsnit": [f"{e.doc} › {e.section or '–'}" for item in items for e in item.evidence],
    }
    return {name: dict(sorted(Counter(values).items())) for name, values in fields.items()}
