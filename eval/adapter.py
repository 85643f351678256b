"""Train the question adapter on pairs of question and sentence, and report it with each agreement left out.

    .venv/bin/python eval/adapter.py [--write]

Only the question's side moves: ``normalise(x + x·A·B + b)`` of the centred question vector ``x``, with the passages'
and sentences' vectors as the index holds them. The loss is a softmax over all sentences, and over all passages, of
the agreements trained on (every other place is a negative), and over all invented sentences for the invented pairs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from aftalesvar.asking.asker import Asker
from aftalesvar.embedding import bundled_identity, load_encoder
from aftalesvar.embedding.adapter import QuestionAdapter, save_adapter
from aftalesvar.evaluation.sources import load_sources
from aftalesvar.opening import open_asker
from aftalesvar.passages import embedded_text, sentence_context
from aftalesvar.records import Span
from aftalesvar.settings import Settings

PAIRS = Path(__file__).parent / "pairs"
TARGET = Path(__file__).parents[1] / "src" / "aftalesvar" / "embedding" / "question_adapter.npz"
RANK, STEPS, RATE, TEMPERATURE, DECAY, CENTRED = 64, 200, 3e-3, 0.015, 0.05, 0.8
HELD = 0.5  # a place holds a quote when half of the shorter overlaps


@dataclass(frozen=True)
class Places:
    """Vectors ``(n, d)`` of places, each with its agreement; ``gold[i]`` are the rows that answer question i."""

    vectors: np.ndarray
    documents: np.ndarray
    gold: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Lessons:
    """Questions ``(n, d)`` with the agreement each is about ("" for invented ones), and where they are answered."""

    questions: np.ndarray
    documents: np.ndarray
    sentences: Places
    passages: Places
    invented_questions: np.ndarray
    invented: np.ndarray


def gather(asker: Asker, settings: Settings) -> Lessons:
    """Embed all pairs and find the quotes' places in the index."""
    encoder, sources, index = load_encoder(settings.model), load_sources(settings.corpus), asker.index
    pairs = [json.loads(line) for path in sorted(PAIRS.glob("aftale-*.jsonl")) for line in path.open(encoding="utf-8")]
    made = [json.loads(line) for path in sorted(PAIRS.glob("invented-*.jsonl")) for line in path.open(encoding="utf-8")]
    found = [(sources.get(pair["doc"]), pair) for pair in pairs]
    quotes = [(s.id if s else "", s.find(pair["quote"]) if s else []) for s, pair in found]
    sentences, passages = (
        index.sentences(range(index.manifest.counts["sentences"])),
        index.passages(range(index.manifest.counts["passages"])),
    )
    titles = {head.id: head.title for head in index.documents.values()}
    return Lessons(
        questions=np.stack([encoder.encode_question(asker.understand(p["question"]).corrected) for p in pairs]),
        documents=np.array([document for document, _ in quotes]),
        sentences=Places(
            encoder.encode_passages([sentence_context(s) for s in sentences]),
            np.array([s.document for s in sentences]),
            _gold(quotes, [(s.document, s.spans) for s in sentences]),
        ),
        passages=Places(
            encoder.encode_passages([embedded_text(titles[p.document], p) for p in passages]),
            np.array([p.document for p in passages]),
            _gold(quotes, [(p.document, p.spans) for p in passages]),
        ),
        invented_questions=np.stack([encoder.encode_question(p["question"]) for p in made]),
        invented=encoder.encode_passages([p["sentence"] for p in made]),
    )


def _gold(
    quotes: Sequence[tuple[str, list[tuple[int, int]]]], places: Sequence[tuple[str, Sequence[Span]]]
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(
            at
            for at, (owner, spans) in enumerate(places)
            if owner == document and any(_overlap(s, place) for s in spans for place in found)
        )
        for document, found in quotes
    )


def _overlap(span: Span, place: tuple[int, int]) -> bool:
    held = min(span.end, place[1]) - max(span.start, place[0])
    return held > 0 and held >= HELD * min(span.end - span.start, place[1] - place[0])


def train(lessons: Lessons, left_out: str | None, *, invented: bool = True) -> QuestionAdapter:
    """Fit the adapter to all lessons but those of one agreement, whose places aren't seen either."""
    torch.manual_seed(0)
    rows = np.flatnonzero(lessons.documents != left_out)
    raw = lessons.questions[rows]
    tasks = [_task(places, rows, left_out) for places in (lessons.sentences, lessons.passages)]
    if invented:
        count = len(lessons.invented)
        tasks.append((
            torch.arange(len(rows), len(rows) + count), torch.tensor(lessons.invented), torch.eye(count),
        ))  # fmt: skip
        raw = np.vstack([raw, lessons.invented_questions])
    mean = CENTRED * torch.tensor(raw.mean(0))
    x = torch.nn.functional.normalize(torch.tensor(raw) - mean, dim=1)
    width = raw.shape[1]
    down = torch.zeros(width, RANK, requires_grad=True)
    up = (torch.randn(RANK, width) * 0.02).requires_grad_(True)
    bias = torch.zeros(width, requires_grad=True)
    optimiser = torch.optim.Adam([down, up, bias], lr=RATE)
    for _ in range(STEPS):
        moved = torch.nn.functional.normalize(x + x @ down @ up + bias, dim=1)
        loss = DECAY * ((down @ up) ** 2).sum()
        for asked, vectors, mask in tasks:
            chances = torch.log_softmax(moved[asked] @ vectors.T / TEMPERATURE, 1)
            loss = loss - torch.logsumexp(chances + torch.log(mask + 1e-9), 1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    sha = bundled_identity().weights_sha256
    return QuestionAdapter(sha, mean.numpy(), *(t.detach().numpy() for t in (down, up, bias)))


def _task(places: Places, rows: np.ndarray, left_out: str | None) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """(the questions' numbers, the places' vectors, which of them answer) without the agreement left out."""
    kept = np.flatnonzero(places.documents != left_out)
    number = {int(old): new for new, old in enumerate(kept)}
    asked, mask = [], []
    for at, row in enumerate(rows):
        answers = [number[g] for g in places.gold[row] if g in number]
        if answers:
            asked.append(at)
            mask.append(torch.zeros(len(kept)).index_fill(0, torch.tensor(answers), 1.0))
    return torch.tensor(asked), torch.tensor(places.vectors[kept]), torch.stack(mask)


def hits(questions: np.ndarray, places: Places, rows: np.ndarray) -> np.ndarray:
    """Per question whether a right place stands first, among five and among ten: ``(n, 3)``."""
    found = []
    for vector, row in zip(questions, rows, strict=True):
        best = np.argsort(-(places.vectors @ vector), kind="stable")[:10]
        right = np.isin(best, places.gold[row])
        found.append((right[:1].any(), right[:5].any(), right.any()))
    return np.array(found, float)


def report(lessons: Lessons, name: str, *, adapted: bool, invented: bool = True) -> None:
    """Print the dense search alone, every question answered by an adapter that never saw its agreement."""
    of_sentences, of_passages = [], []
    for document in sorted(set(lessons.documents)):
        rows = np.flatnonzero(lessons.documents == document)
        questions = lessons.questions[rows]
        if adapted:
            adapter = train(lessons, document, invented=invented)
            questions = np.stack([adapter(q) for q in questions])
        of_sentences.append(hits(questions, lessons.sentences, rows))
        of_passages.append(hits(questions, lessons.passages, rows))
    told = [np.vstack(part).mean(0).round(3).tolist() for part in (of_sentences, of_passages)]
    print(f"{name:28} sentence@1/5/10 {told[0]}  passage@1/5/10 {told[1]}  n {len(lessons.questions)}", flush=True)


def main() -> None:
    """Report with agreements left out; with --write train on all and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    settings = Settings.from_environment()
    lessons = gather(open_asker(settings), settings)
    report(lessons, "as it comes", adapted=False)
    report(lessons, "adapted, given pairs alone", adapted=True, invented=False)
    report(lessons, "adapted, all pairs", adapted=True)
    if args.write:
        save_adapter(train(lessons, None), TARGET)
        print(f"written: {TARGET.name}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
