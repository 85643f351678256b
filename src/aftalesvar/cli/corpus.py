"""The verbs on the index: ``index``, ``list``, ``check``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.naming import plain
from aftalesvar.settings import Settings

if TYPE_CHECKING:
    from aftalesvar.indexing import BuildReport
    from aftalesvar.store.index import Index

KINDS = {".pdf": "PDF", ".html": "HTML", ".htm": "HTML", ".md": "markdown"}


def index(args: argparse.Namespace) -> int:
    """Build the index; exit code 2 when a file had to be left out. With ``--watch``, go on as the corpus changes."""
    from aftalesvar.cli.progress import Bar
    from aftalesvar.embedding import load_encoder
    from aftalesvar.indexing import build

    settings = Settings.from_environment()
    encoder = load_encoder(settings.model)
    started = time.perf_counter()
    with Bar() as bar:
        report = build(settings, encoder, bar, rebuild=args.rebuild)
    print(f"Indekset er bygget på {seconds(started)}: {contents(report)} (id {report.index_id}).", flush=True)
    tell_refused(report)
    if args.watch:
        from aftalesvar.cli.watching import watch_corpus

        return watch_corpus(settings, encoder)
    return 2 if report.refused else 0


def seconds(started: float) -> str:
    """The time since, as Danish writes it."""
    return f"{time.perf_counter() - started:.1f} s".replace(".", ",")


def contents(report: BuildReport) -> str:
    """What a build gave, in words."""
    return (
        f"{report.documents} aftaler, {report.passages} afsnit, {report.sentences} sætninger; "
        f"{report.embedded} tekster blev beregnet"
    )


def tell_refused(report: BuildReport) -> None:
    """Say on standard error what had to be left out, and why."""
    for file, reason in report.refused:
        print(f"Udeladt: {plain(file)}: {plain(reason)}", file=sys.stderr)


def list_documents(args: argparse.Namespace) -> int:
    """List the agreements of the index, and those of the corpus that it lacks."""
    from aftalesvar.store.index import Index

    settings = Settings.from_environment()
    opened = Index.open(settings.index)
    rows = _rows(opened, settings)
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    width = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        kind, years = row["type"], told_years(row["years"])
        size = f"{row['passages']:4} afsnit" if row["error"] is None else "ikke i indekset"
        print(f"{row['id']:{width}}  {years:9}  {kind:8}  {size}  {plain(row['title'] or row['file'])}")
        for remark in row["quality"]:
            print(f"{'':{width}}  bemærk: {plain(remark)}")
        if row["error"] is not None:
            print(f"{'':{width}}  bemærk: {plain(row['error'])}")
    return 0


def _rows(opened: Index, settings: Settings) -> list[dict[str, Any]]:
    from aftalesvar.corpus import catalogue_text, load_catalogue

    passages = opened.passage_documents
    rows: list[dict[str, Any]] = [
        {**asdict(head), "type": kind_of(head.file), "passages": passages.count(head.id), "error": None}
        for head in opened.documents.values()
    ]
    if catalogue_text(settings.corpus) is None:
        return rows
    for entry in load_catalogue(settings.corpus):
        if entry.id not in opened.documents:
            refused = opened.manifest.refused.get(entry.id)
            reason = f"kan ikke læses: {refused}" if refused else "er ny; kør «aftalesvar index»"
            years = entry.years or ((entry.year,) if entry.year is not None else ())
            row = {"id": entry.id, "title": entry.title, "year": entry.year, "years": years, "date": entry.date,
                   "parties": entry.parties, "file": entry.file, "hash": None, "paged": None, "quality": (),
                   "type": kind_of(entry.file), "passages": 0, "error": reason}  # fmt: skip
            rows.append(row)
    return rows


def kind_of(file: str) -> str:
    """What a corpus file is, by its ending."""
    return KINDS.get(Path(file).suffix.lower(), "tekst")


def told_years(years: tuple[int, ...]) -> str:
    """Budget years in words: "2024", "2026-2027"."""
    if not years:
        return "uden år"
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def check(args: argparse.Namespace) -> int:
    """Check the index; exit code 0 when all is well, else 2."""
    from aftalesvar.embedding import load_encoder
    from aftalesvar.indexing import is_current
    from aftalesvar.store.checking import find_damage
    from aftalesvar.store.index import Index

    settings = Settings.from_environment()
    damage = find_damage(settings.index)
    if damage:
        for line in damage:
            print(f"Fejl: {line}", file=sys.stderr)
        return 2
    opened = Index.open(settings.index)
    identity = load_encoder(settings.model).identity
    if not is_current(opened, settings, asdict(identity)):
        print(
            "Indekset er helt, men passer ikke til korpus, indstillinger eller model. Kør «aftalesvar index».",
            file=sys.stderr,
        )
        return 2
    counts = opened.manifest.counts
    if opened.manifest.refused:
        for id_, reason in opened.manifest.refused.items():
            print(f"Udeladt: {id_}: {plain(reason)}", file=sys.stderr)
        return 2
    print(
        f"Alt er i orden: {counts['documents']} aftaler, {counts['passages']} afsnit, "
        f"model {identity.name} (id {opened.manifest.index_id})."
    )
    return 0
