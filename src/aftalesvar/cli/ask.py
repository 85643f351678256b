"""``ask "spørgsmål"``: the main job."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aftalesvar.asking.kind_names import KIND_NAMES, kind_named
from aftalesvar.cli.edge import NOT_FOUND, DanishParser, at_the_edge
from aftalesvar.errors import UsageError

KINDS = ", ".join(KIND_NAMES.values())
LONGEST_INPUT = 1_000_000  # bytes of standard input read for one question

EXAMPLES = """\
eksempler:
  ask hvad er anlægsrammen i 2024
  ask "hvordan har servicerammen udviklet sig fra 2020 til 2027?"
  ask --json --year 2024 "særtilskudspuljen"
  ask --batch spørgsmål.jsonl > svar.jsonl
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of ``ask``."""
    ask = DanishParser(
        prog="ask", description="Svar på dansk om officielle aftaletekster, med kilden til hvert svar.", epilog=EXAMPLES
    )
    ask.add_argument(
        "question",
        nargs="*",
        metavar="SPØRGSMÅL",
        help="spørgsmålet, med eller uden anførselstegn; - læser fra standard input",
    )
    ask.add_argument(
        "--year", type=int, action="append", default=[], metavar="ÅR", help="det år, der spørges om (kan gentages)"
    )
    ask.add_argument(
        "--agreement",
        type=int,
        action="append",
        default=[],
        metavar="ÅR",
        help="den aftale, der spørges i, ved sit budgetår (kan gentages)",
    )
    ask.add_argument(
        "--kind", metavar="SLAGS", help="den slags svar, der ønskes, i stedet for den, spørgsmålets ord siger: " + KINDS
    )
    ask.add_argument(
        "--k", type=int, default=5, metavar="N", help="antal afsnit at vise i JSON og ved afslag, 1-50 (5)"
    )
    ask.add_argument("--json", action="store_true", help="skriv svaret som ét JSON-objekt")
    ask.add_argument(
        "--batch",
        metavar="FIL",
        help='læs linjer {"id": …, "question": …} fra en fil (- er standard input) og skriv et JSON-objekt for hver',
    )
    ask.add_argument("--explain", action="store_true", help="vis hvad der blev forstået, og hvorfor netop dette svar")
    return ask


def ask_main(arguments: Sequence[str] | None = None) -> int:
    """The command ``ask``; returns the exit code."""
    args = parser().parse_args(arguments)
    return at_the_edge(lambda: _run(args))


def _run(args: argparse.Namespace) -> int:
    if not 1 <= args.k <= 50:
        raise UsageError(f"--k skal være mellem 1 og 50, ikke {args.k}.")
    for year in (*args.year, *args.agreement):
        if not 1900 <= year <= 2100:
            raise UsageError(f"{year} er ikke et årstal. Skriv for eksempel --year 2024.")
    args.kind = kind_named(args.kind) if args.kind is not None else None
    if args.batch is not None:
        if args.question:
            raise UsageError("Brug enten --batch eller et spørgsmål, ikke begge.")
        return _batch(args)
    question = _question(args.question)
    asker = _asker(question)
    answer = asker.ask(question, years=args.year, agreements=args.agreement, k=args.k, kind=args.kind)
    if args.json:
        from aftalesvar.asking.contract import answer_to_dict

        print(json.dumps(answer_to_dict(answer, explain=args.explain), ensure_ascii=False))
    else:
        from aftalesvar.cli.show import show_answer

        show_answer(answer, asker.index, explain=args.explain)
    return 0 if answer.status in ("answered", "partial") else NOT_FOUND


def _question(words: Sequence[str]) -> str:
    """The question from the arguments, or from standard input for "-" or none at all."""
    if list(words) == ["-"] or (not words and not sys.stdin.isatty()):
        content = sys.stdin.buffer.read(LONGEST_INPUT + 1)
        if len(content) > LONGEST_INPUT:
            raise UsageError("Spørgsmålet fra standard input er for langt. Brug --batch til mange spørgsmål.")
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError("Standard input er ikke læsbar tekst (UTF-8).") from None
    if not words:
        raise UsageError('Hvad vil du vide? Skriv for eksempel: ask "hvad er anlægsrammen"')
    return " ".join(words)


def _asker(question: str | None) -> Any:
    from aftalesvar.asking.understanding import clean_question
    from aftalesvar.cli.progress import Bar
    from aftalesvar.opening import open_asker
    from aftalesvar.settings import Settings

    if question is not None:
        clean_question(question)  # a bad question is told at once, before any index is built
    with Bar() as bar:
        return open_asker(Settings.from_environment(), bar)


def _batch(args: argparse.Namespace) -> int:
    from aftalesvar.asking.contract import answer_to_dict, error_to_dict

    lines = _lines(args.batch)
    asker = _asker(None)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        told: dict[str, Any] = {}
        try:
            told = _batch_line(line)
            answer = asker.ask(told["question"], years=args.year, agreements=args.agreement, k=args.k, kind=args.kind)
            result = answer_to_dict(answer, explain=args.explain)
        except UsageError as error:
            told = error.told if isinstance(error, _BatchLineError) else told
            result = error_to_dict(str(told.get("question", "")), f"Linje {number}: {error}")
        print(json.dumps({"id": told.get("id"), **result}, ensure_ascii=False), flush=True)
    return 0


def _lines(name: str) -> Iterator[str]:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"Kan ikke læse {name} ({error.strerror}).") from None
    return iter(content.decode("utf-8", errors="replace").splitlines())


def _batch_line(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError('er ikke JSON. Hver linje skal være {"id": …, "question": "…"}.') from None
    if not isinstance(told, dict) or not isinstance(told.get("question"), str):
        raise _BatchLineError(told if isinstance(told, dict) else {})
    return told


class _BatchLineError(UsageError):
    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__('mangler "question" som tekst.')
        self.told = told


if __name__ == "__main__":
    sys.exit(ask_main())
