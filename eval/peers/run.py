"""Runs every peer from outside: index, ask, cold start, each a process of its own that is timed and weighed.

Called by run.sh with the project's own Python, which makes the model's folder and keeps the runs.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.cost import cold_start, measure_command
from aftalesvar.evaluation.questions import Item, load_questions, question_files
from aftalesvar.evaluation.retrieval import judge_run, write_trec
from aftalesvar.evaluation.run import META, load_run
from aftalesvar.evaluation.sources import load_sources

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "DO_NOT_TRACK": "1",
    "LOGFIRE_IGNORE_NO_CONFIG": "1",
}


@dataclass(frozen=True)
class Peer:
    """A variant of a peer: its name, its environment and its script."""

    name: str
    environment: str
    script: str


PEERS = tuple(
    Peer(name + ending, environment, script)
    for name, environment, script in (
        ("bm25-danish", "bm25", "bm25_danish.py"),
        ("langchain", "langchain", "langchain_faiss.py"),
        ("llamaindex", "llamaindex", "llamaindex_default.py"),
        ("haystack", "haystack", "haystack_hybrid.py"),
        ("txtai", "txtai", "txtai_hybrid.py"),
        ("haiku", "haiku", "haiku_rag.py"),
    )
    for ending in ("", "-better")
)


def model_folder(given: str | None) -> str:
    """Return the folder of the model that the product embeds with, made when it isn't there yet."""
    if given:
        return given
    from aftalesvar.embedding.conversion import converted_folder

    return str(converted_folder())


def run_peer(peer: Peer, items: tuple[Item, ...], model: str, work: Path) -> Path:
    """Index, ask and start one peer cold; returns the run's folder under eval/runs."""
    questions, out = work / "questions.jsonl", work / "answers.jsonl"
    questions.write_text("".join(json.dumps({"id": i.id, "question": i.question}) + "\n" for i in items), "utf-8")
    python = str(ROOT / "eval" / ".peers" / peer.environment / "bin" / "python")
    places = ["--corpus", str(ROOT / "corpus"), "--model", model, "--folder", str(work / "index")]

    def command(action: str, *more: str) -> list[str]:
        return [python, str(HERE / peer.script), action, peer.name, *places, *more]

    index = measure_command(command("index"))
    asking = measure_command(command("ask", "--questions", str(questions), "--out", str(out)))
    cold = cold_start(command("cold"), repeats=3)
    for action, cost in (("index", index), ("ask", asking), ("cold", cold)):
        if cost.code:
            more = ["--questions", str(questions), "--out", str(out)] if action == "ask" else []
            done = subprocess.run(command(action, *more), capture_output=True, text=True)
            raise RuntimeError(f"{peer.name} {action}: {done.stderr.strip()[-2000:]}")
    described = subprocess.run(command("describe"), capture_output=True, text=True, check=True).stdout.strip()
    target = ROOT / "eval" / "runs" / f"peer-{peer.name}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(out, target / "answers.jsonl")
    meta = {
        "name": peer.name,
        "description": described,
        "retrieval_only": True,
        "refuses": False,
        "index_seconds": round(index.seconds, 2),
        "cold_start_seconds": round(cold.seconds, 2),
        "peak_mb": round(max(index.peak_mb, asking.peak_mb, cold.peak_mb), 1),
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} kerner, {platform.machine()}",
        "requirements": f"eval/peers/requirements/{peer.environment}.txt",
    }
    (target / META).write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return target


def main() -> int:
    """Run the peers that are asked for; returns 1 when one failed."""
    parser = argparse.ArgumentParser(description="Kør de andre systemer på de samme spørgsmål.")
    parser.add_argument("--only", nargs="+", metavar="NAVN", help=", ".join(peer.name for peer in PEERS))
    parser.add_argument("--limit", type=int, help="højst N spørgsmål (så kan rapporten ikke bruge kørslen)")
    parser.add_argument("--model", help="en anden modelmappe end produktets egen")
    args = parser.parse_args()
    os.environ.update(OFFLINE)
    items = choose(load_questions(question_files(ROOT / "eval" / "questions")), limit=args.limit)
    sources = load_sources(ROOT / "corpus")
    model = model_folder(args.model)
    wanted = [peer for peer in PEERS if not args.only or peer.name in args.only]
    failed = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for peer in wanted:
            if not (ROOT / "eval" / ".peers" / peer.environment / "bin" / "python").exists():
                print(f"{peer.name} springes over: {peer.environment} er ikke installeret.", file=sys.stderr)
                continue
            task = progress.add_task(peer.name, total=1)
            with tempfile.TemporaryDirectory() as work:
                try:
                    target = run_peer(peer, items, model, Path(work))
                except RuntimeError as error:
                    print(error, file=sys.stderr)
                    failed += 1
                    continue
            write_trec(judge_run(load_run(target), items, sources), peer.name, target)
            progress.update(task, completed=1)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
