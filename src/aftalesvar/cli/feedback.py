"""``aftalesvar feedback``: what users of the page said of answers, and how it becomes evaluation questions."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from aftalesvar.settings import Settings

VERDICTS = {"right": "rigtigt", "wrong": "forkert", "source": "forkert kilde"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``feedback``."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "promote"),
        default="list",
        help="vis dem (list), eller gør dem til spørgsmål (promote)",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FIL", help="promote: spørgsmålsfilen at skrive (feedback.jsonl)"
    )
    parser.add_argument("--json", action="store_true", help="list: som JSON-linjer")


def feedback(args: argparse.Namespace) -> int:
    """List the verdicts, or write them as evaluation questions."""
    from aftalesvar.web.feedback import promote, stored

    folder = Settings.from_environment().index
    if args.action == "promote":
        target = args.file or Path("feedback.jsonl")
        ready, waiting = promote(folder, target)
        later = target.with_suffix(".todo.jsonl")
        print(f"{ready} spørgsmål skrevet til {target}; {waiting} venter på et svar i {later}.")
        return 0
    told = list(stored(folder))
    if not told and not args.json:
        print("Ingen tilbagemeldinger endnu. De gives på siden under hvert svar.")
    for one in told:
        if args.json:
            print(json.dumps(asdict(one), ensure_ascii=False))
        else:
            comment = f" – {one.comment}" if one.comment else ""
            verdict, answer = VERDICTS.get(one.verdict, one.verdict), one.answer or "intet svar"
            print(f"{one.time}  {verdict:13}  {one.question} -> {answer}{comment}")
    return 0
