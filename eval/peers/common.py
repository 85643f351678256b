"""What all peers share: arguments, source offsets, and the run folder that `aftalesvar eval report` reads.

Runs inside a peer's own environment, so only the standard library is imported here. A peer is a script
that calls ``main`` with its variants: ``build`` makes the index and saves it, ``load`` reads it back and
returns a function from a question to ranked (document, start, end, score).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEPTH = 10
Hit = tuple[str, int, int, float]  # document id, source offsets, score
Search = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True)
class Variant:
    """One way to run a peer: ``build(documents, model, folder)`` and ``load(model, folder)``."""

    description: str
    build: Callable[[Mapping[str, str], str, Path], None]
    load: Callable[[str, Path], Search]


def read_corpus(folder: Path) -> dict[str, str]:
    """Return document id -> text of the corpus' text files."""
    return {path.stem: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


def locate(source: str, chunk: str, after: int = 0) -> tuple[int, int]:
    """Return where ``chunk`` stands in ``source`` at or after an offset, however its white space was changed."""
    pattern = r"\s+".join(re.escape(word) for word in chunk.split())
    match = re.compile(pattern).search(source, after) or re.compile(pattern).search(source)
    if match is None:
        raise ValueError(f"the chunk isn't in its source: {chunk[:60]!r}")
    return match.span()


def windows(text: str, size: int = 500, overlap: int = 100) -> list[str]:
    """Cut into stretches of up to ``size`` characters at blanks, each ``overlap`` into the one before."""
    ends = [match.start() for match in re.finditer(r"\s", text)] + [len(text)]
    cuts, start = [], 0
    while start < len(text):
        end = max((e for e in ends if start < e <= start + size), default=start + size)
        cuts.append(text[start:end])
        if end >= len(text):
            break
        start = max(start + 1, min((e for e in ends if e >= end - overlap), default=end))
    return [cut for cut in cuts if cut.strip()]


def main(variants: Mapping[str, Variant]) -> None:
    """Run the command line: ``index``, ``ask`` or ``cold`` for one variant."""
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=("index", "ask", "cold", "describe"))
    parser.add_argument("variant", choices=sorted(variants))
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the index is kept")
    parser.add_argument("--questions", type=Path, help="JSON lines with id and question")
    parser.add_argument("--out", type=Path, help="answers.jsonl of the run")
    args = parser.parse_args()
    variant = variants[args.variant]
    if args.action == "describe":
        print(variant.description)
    elif args.action == "index":
        args.folder.mkdir(parents=True, exist_ok=True)
        variant.build(read_corpus(args.corpus), args.model, args.folder)
    elif args.action == "cold":
        hits = variant.load(args.model, args.folder)("hvad er anlægsrammen i 2024")
        print(hits[0])
    else:
        ask(variant.load(args.model, args.folder), args.questions, args.out)


def ask(search: Search, questions: Path, out: Path) -> None:
    """Ask every question and write the ranked stretches as the answer contract's passages."""
    lines = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line.strip()]
    search("opvarmning")  # the first call loads lazily; it belongs to the cold start
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for line in lines:
            start = time.perf_counter()
            hits = list(search(line["question"]))[:DEPTH]
            seconds = time.perf_counter() - start
            passages = [
                {
                    "rank": rank,
                    "document": document,
                    "spans": [{"page": None, "start": first, "end": last}],
                    "score": score,
                }
                for rank, (document, first, last, score) in enumerate(hits, 1)
            ]
            # A peer that only searches never says that there's no answer: it is held to have answered.
            response = {"status": "answered", "answer": None, "citations": [], "passages": passages}
            file.write(json.dumps({"id": line["id"], "seconds": seconds, "response": response}) + "\n")
