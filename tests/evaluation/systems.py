"""Systems that are known to be right, or wrong in one way, to judge the judge by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aftalesvar.evaluation.gold import places
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.run import Hidden
from aftalesvar.evaluation.sources import Sources


@dataclass(frozen=True)
class Fake:
    """A system that answers by a function of the item."""

    name: str
    items: Mapping[str, Item]
    answer: Callable[[Item], Mapping[str, Any]]

    def ask(self, question: str, without: Hidden = ()) -> Mapping[str, Any]:
        return self.answer(self.items[question])


def fake(name: str, items: Sequence[Item], answer: Callable[[Item], Mapping[str, Any]]) -> Fake:
    return Fake(name, {item.question: item for item in items}, answer)


def refusal(confidence: float = 0.1) -> dict[str, Any]:
    return {"status": "not_found", "answer": None, "citations": [], "passages": [], "confidence": confidence}


def citation(document: str, start: int, end: int, quote: str) -> dict[str, Any]:
    return {"document": document, "spans": [{"page": None, "start": start, "end": end}], "quote": quote}


def oracle_answer(item: Item, sources: Sources) -> dict[str, Any]:
    """Answer as the set itself does, citing every place of the evidence."""
    if not item.answerable:
        return refusal()
    cited = []
    for place in places(item, sources):
        source = sources.get(place.document)
        assert source is not None
        cited.append(citation(place.document, place.start, place.end, source.text[place.start : place.end]))
    return {
        "status": "answered",
        "answer": item.answer,
        "citations": cited,
        "passages": [{"rank": rank, **part} for rank, part in enumerate(cited, 1)],
        "confidence": 0.9,
    }
