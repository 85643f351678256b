"""Retrieval measures with ir-measures: whether a ranked passage holds a place that states the answer.

Judgements are made by overlap of source spans, not by passage ids, so another cut of the passages
doesn't void them. A passage is relevant when it is the first to hold some evidence; evidence that no
passage holds counts as a relevant one that was missed; one that only repeats what a higher passage
holds (an overlap, say) is left out, neither for nor against. A question without passages scores 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftalesvar.evaluation.gold import holds, places, stretches_of
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.run import Run
from aftalesvar.evaluation.scoring import DEPTH
from aftalesvar.evaluation.sources import Sources

MEASURES = ("Success@1", "Success@5", "RR@10", "nDCG@10", "R@10")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of a TREC run with its judgement: ``score`` falls with the rank, None when it was missed."""

    item: str
    passage: str
    score: float | None
    relevant: bool


def judge(item: Item, passages: Sequence[Mapping[str, Any]], sources: Sources) -> list[Judgement]:
    """Judge one ranked list against the item's evidence."""
    gold = places(item, sources)
    found: set[int] = set()
    lines = []
    for rank, passage in enumerate(passages[:DEPTH], 1):
        stretches = stretches_of(passage)
        held = {place.evidence for place in gold if holds(stretches, place)}
        name = "+".join(f"{document}:{start}-{end}" for document, start, end in stretches) or "ukendt"
        if held and held <= found:
            continue
        # The rank is in the name since a system may show one stretch twice, and TREC ids must differ.
        lines.append(Judgement(item.id, f"{rank}#{name}", 1.0 / rank, bool(held)))
        found |= held
    # Nobody can show more than ten passages, so no more than ten are asked for.
    room = DEPTH - sum(line.relevant for line in lines)
    missed = [number for number in range(len(item.evidence)) if number not in found][:room]
    return lines + [Judgement(item.id, f"missed#{number}", None, True) for number in missed]


def judge_run(run: Run, items: Sequence[Item], sources: Sources) -> list[Judgement]:
    """Judge every answerable item of a run; one that wasn't asked has no passages."""
    responses = {reply.id: reply.response for reply in run.replies}
    return [
        line
        for item in items
        if item.answerable
        for line in judge(item, responses.get(item.id, {}).get("passages") or (), sources)
    ]


def measure(judgements: Sequence[Judgement]) -> dict[str, dict[str, float]]:
    """Return measure -> item -> value for ``MEASURES``."""
    import ir_measures

    wanted = {str(parsed): name for name in MEASURES if (parsed := ir_measures.parse_measure(name))}
    qrels = [ir_measures.Qrel(line.item, line.passage, 1) for line in judgements if line.relevant]
    ranked = [
        ir_measures.ScoredDoc(line.item, line.passage, line.score) for line in judgements if line.score is not None
    ]
    values: dict[str, dict[str, float]] = {name: {line.item: 0.0 for line in judgements} for name in MEASURES}
    if not qrels:
        return values
    for metric in ir_measures.iter_calc([ir_measures.parse_measure(name) for name in MEASURES], qrels, ranked):
        values[wanted[str(metric.measure)]][metric.query_id] = float(metric.value)
    return values


def write_trec(judgements: Sequence[Judgement], name: str, folder: Path) -> tuple[Path, Path]:
    """Write ``run.trec`` and ``qrels.trec``, which any TREC tool reads; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    run, qrels = folder / "run.trec", folder / "qrels.trec"
    tag = "_".join(name.split()) or "run"
    with run.open("w", encoding="utf-8") as file:
        for line in judgements:
            if line.score is not None:
                rank = round(1 / line.score)
                file.write(f"{line.item} Q0 {line.passage} {rank} {line.score:.6f} {tag}\n")
    with qrels.open("w", encoding="utf-8") as file:
        file.writelines(f"{line.item} 0 {line.passage} 1\n" for line in judgements if line.relevant)
    return run, qrels
