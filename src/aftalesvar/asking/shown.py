"""What is shown beside an answer: the passages in their order, and the candidates that it was chosen among."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.retrieval import FoundPassage
from aftalesvar.records import RankedPassage


def ranked(passages: Sequence[FoundPassage], first: int | None, k: int) -> tuple[RankedPassage, ...]:
    """The passage that the answer was read from first, then the others by score."""
    ordered = sorted(passages, key=lambda p: p.passage.id != first)[:k]
    return tuple(RankedPassage(rank, p.passage, p.year, p.score) for rank, p in enumerate(ordered, start=1))


def told_candidate(candidate: Candidate) -> dict[str, object]:
    """A candidate in the explanation, its text cut short."""
    sentence = candidate.found.sentence
    return {
        "document": sentence.document,
        "answer": candidate.text[:80],
        "sentence": sentence.text[:200],
        "score": round(candidate.score, 3),
        "signals": {name: round(value, 3) for name, value in candidate.signals.items()},
        "found": {name: round(value, 3) for name, value in asdict(candidate.found.signals).items()},
    }
