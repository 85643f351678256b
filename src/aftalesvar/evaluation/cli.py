# ruff: noqa: T201 - the inside of a command prints
"""The inside of ``aftalesvar eval``: arguments in, files and tables out.

``aftalesvar eval`` runs the questions, ``eval compare A B`` sets two runs side by side, ``eval report``
writes eval/REPORT.md, ``eval proof`` checks the question sets.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aftalesvar.errors import UsageError
from aftalesvar.evaluation import show
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.compare import changes, compare
from aftalesvar.evaluation.cost import command_costs, peak_memory_mb
from aftalesvar.evaluation.export import result_to_dict
from aftalesvar.evaluation.gate import check_gate, record_gate
from aftalesvar.evaluation.gold import contains
from aftalesvar.evaluation.measures import FAMILY, RETRIEVAL_FAMILY, Result, evaluate
from aftalesvar.evaluation.proof import prove
from aftalesvar.evaluation.questions import Item, load_questions, question_files
from aftalesvar.evaluation.retrieval import judge_run, write_trec
from aftalesvar.evaluation.run import PREVIOUS, Run, System, load_run, made_unanswerable, run_system, save_run
from aftalesvar.evaluation.sources import Sources, load_sources
from aftalesvar.evaluation.splits import check_split, load_split, make_split, save_split
from aftalesvar.settings import Settings, find_home

# Makes the systems to evaluate: the product, and with True also the product less one part at a time.
Systems = Callable[[bool], Sequence[System]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``aftalesvar eval`` to its parser."""
    add = parser.add_argument
    add(
        "action",
        nargs="?",
        choices=("run", "compare", "report", "proof"),
        default="run",
        help="hvad der skal gøres (run)",
    )
    add("names", nargs="*", metavar="KØRSEL", help="compare: to gemte kørsler (navn eller mappe)")
    add("--split", choices=("dev", "test", "all"), default="dev", help="hvilken halvdel af spørgsmålene (dev)")
    add("--questions", nargs="+", type=Path, metavar="FIL", help="egne spørgsmålsfiler i stedet for eval/questions")
    add(
        "--only",
        action="append",
        default=[],
        metavar="TYPE|ID",
        help="kun denne type, id, stil eller aftale (kan gentages)",
    )
    add("--limit", type=int, metavar="N", help="højst N spørgsmål, fordelt over aftalerne, altid de samme")
    add("--json", action="store_true", help="skriv resultatet som JSON")
    add("--misses", action="store_true", help="vis fejlene spørgsmål for spørgsmål")
    add("--ablate", action="store_true", help="kør også uden én del ad gangen")
    add("--without-gold", action="store_true", help="skjul de sætninger, svaret står i, og se om der afvises")
    add("--cost", action="store_true", help="mål også indeksering og koldstart i nye processer (et par minutter)")
    add("--save", metavar="NAVN", help="kørslens navn under eval/runs (system og halvdel)")
    add("--record", type=Path, metavar="FIL", help="notér grænserne for --gate")
    add("--gate", type=Path, metavar="FIL", help="slut med kode 1, hvis et tal er under den noterede grænse")
    add("--freeze", action="store_true", help="proof: del i dev og test og frys testhalvdelen")
    add("--folder", type=Path, metavar="MAPPE", help="mappen med questions/ og runs/ (eval)")


def main(args: argparse.Namespace, systems: Systems) -> int:
    """Do what ``args`` says; returns the exit code. ``systems`` is only called when something is run.

    Raises AftalesvarError for what the user must mend.
    """
    folder: Path = args.folder or find_home() / "eval"
    sources = load_sources(Settings.from_environment().corpus)
    items = load_questions(args.questions or question_files(folder / "questions"))
    if args.action == "proof":
        return _proof(args, folder, items, sources)
    if args.action == "compare":
        return _compare(args, folder, items, sources)
    if args.action == "report":
        from aftalesvar.evaluation.report import write_report

        print(f"Skrev {write_report(folder, items, sources, half=args.split)}")
        return 0
    return _run(args, folder, items, sources, systems)


def _run(args: argparse.Namespace, folder: Path, items: Sequence[Item], sources: Sources, systems: Systems) -> int:
    split = load_split(folder / "questions")
    if split and not args.questions and (problem := check_split(items, split)):
        print(f"Advarsel: {problem}", file=sys.stderr)
    chosen = choose(items, half=args.split, split=split, only=args.only, limit=args.limit)
    meta: dict[str, Any] = {"split": args.split, "split_version": split.version if split else None}
    if args.cost:
        meta["costs"] = command_costs()
    results = [_ask_and_keep(args, folder, system, chosen, sources, meta) for system in systems(args.ablate)]
    first = results[0]
    if args.json:
        data = [result_to_dict(result, misses=args.misses) for result in results]
        print(json.dumps(data if args.ablate else data[0], ensure_ascii=False, indent=1))
    else:
        console = _console()
        show.show_result(console, first, misses=args.misses)
        if len(results) > 1:
            show.show_ablations(console, results)
        if args.without_gold:
            _warn_of_other_places(first, chosen)
    if args.record:
        record_gate(first, args.record)
    problems = check_gate(first, args.gate) if args.gate else ()
    for problem in problems:
        print(f"Porten holder ikke: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _ask_and_keep(
    args: argparse.Namespace,
    folder: Path,
    system: System,
    chosen: Sequence[Item],
    sources: Sources,
    meta: dict[str, Any],
) -> Result:
    """Run one system, keep the run with its TREC files, and score it."""
    asked = [item for item in chosen if item.answerable] if args.without_gold else list(chosen)
    if not asked:
        raise UsageError("Ingen af de valgte spørgsmål har et svar, der kan skjules.")
    start = time.perf_counter()
    with _progress(system.name, len(asked), shown=sys.stderr.isatty()) as advance:
        run = run_system(system, asked, sources=sources if args.without_gold else None, progress=advance)
    facts = {
        **{key: value for key, value in meta.items() if key != "costs"},
        "without_gold": args.without_gold,
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - start, 3),
        "peak_mb": round(peak_memory_mb(), 1),
        "machine": f"{os.cpu_count()} kerner, {platform.machine()}, Python {platform.python_version()}",
        "index": next((r.response["index"] for r in run.replies if r.response.get("index")), None),
    }
    run = Run(run.name, run.replies, {**facts, **meta.get("costs", {})})
    # A part of the questions gets a name of its own, so that it doesn't push out the whole run that is reported.
    part = "-udsnit" if args.only or args.limit or args.questions else ""
    name = args.save or f"{system.name}-{args.split}{part}" + ("-uden-guld" if args.without_gold else "")
    if args.save and args.ablate:
        name = f"{args.save}-{system.name}"
    target = _keep(run, folder / "runs" / name)
    if not args.without_gold:
        write_trec(judge_run(run, asked, sources), run.name, target)
    return evaluate(run, made_unanswerable(asked) if args.without_gold else asked, sources)


def _keep(run: Run, target: Path) -> Path:
    """Save a run; the one that was there becomes the previous one, for ``compare``."""
    previous = target.with_name(target.name + PREVIOUS)
    if target.is_dir():
        shutil.rmtree(previous, ignore_errors=True)
        target.rename(previous)
    return save_run(run, target)


def _warn_of_other_places(result: Result, chosen: Sequence[Item]) -> None:
    """Name the items that were still answered as accepted: their evidence may lack a place."""
    originals = {item.id: item for item in chosen}
    still = [
        outcome.id
        for outcome in result.outcomes
        if outcome.answer
        and all(any(contains(outcome.answer, option) for option in group) for group in originals[outcome.id].groups)
    ]
    if still:
        print(f"{len(still)} blev stadig besvaret som godtaget; mangler evidence et sted? {', '.join(still)}")


def _compare(args: argparse.Namespace, folder: Path, items: Sequence[Item], sources: Sources) -> int:
    names = list(args.names)
    if len(names) == 1:
        names.insert(0, names[0] + PREVIOUS)
    if len(names) != 2:
        raise UsageError("Angiv to kørsler: aftalesvar eval compare A B (eller én, som så sættes op mod sin forrige).")
    runs = [load_run(_find_run(folder, name)) for name in names]
    answered = [{reply.id for reply in run.replies} for run in runs]
    common = [item for item in items if item.id in answered[0] & answered[1]]
    if not common:
        raise UsageError("De to kørsler har ingen spørgsmål til fælles.")
    if any(run.meta.get("without_gold") for run in runs):
        common = list(made_unanswerable(common))
    a, b = (evaluate(run, common, sources) for run in runs)
    only_retrieval = any(run.meta.get("retrieval_only") for run in runs)
    differences = compare(a, b, RETRIEVAL_FAMILY if only_retrieval else FAMILY)
    changed = () if only_retrieval else changes(a, b)
    if args.json:
        from dataclasses import asdict

        rows = [{**asdict(d), "difference": d.difference, "verdict": d.verdict} for d in differences]
        print(
            json.dumps(
                {"a": names[0], "b": names[1], "measures": rows, "changes": [asdict(c) for c in changed]},
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        show.show_comparison(_console(), f"A: {names[0]}   B: {names[1]}", differences, changed)
    return 0


def _find_run(folder: Path, name: str) -> Path:
    for path in (folder / "runs" / name, Path(name)):
        if path.is_dir():
            return path
    known = sorted(path.name for path in (folder / "runs").glob("*") if path.is_dir())
    raise UsageError(f"Der er ingen kørsel {name!r}. Gemte kørsler: {', '.join(known) or 'ingen'}.")


def _proof(args: argparse.Namespace, folder: Path, items: Sequence[Item], sources: Sources) -> int:
    proof = prove(items, sources)
    show.show_proof(_console(), proof)
    split = load_split(folder / "questions")
    if args.freeze:
        if not proof.holds:
            print("Ikke frosset: ret fejlene først.", file=sys.stderr)
            return 1
        split = make_split(items, split)
        save_split(split, folder / "questions")
        print(f"Version {split.version}: {len(split.dev)} i dev, {len(split.test)} i test, SHA-256 {split.sha256}")
    problem = check_split(items, split) if split and not args.questions else None
    if problem:
        print(problem, file=sys.stderr)
    return 0 if proof.holds and not problem else 1


def _console() -> Any:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)


class _progress:
    """A progress bar on standard error, or nothing; gives a callable that takes the number done."""

    def __init__(self, name: str, total: int, *, shown: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not shown,
        )
        self._task = self._bar.add_task(name, total=total)

    def __enter__(self) -> Callable[[int], None]:
        self._bar.start()
        return lambda done: self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
