"""The verbs on the corpus and its index: ``index``, ``list``, ``check``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict

from aftalesvar.settings import Settings


def index(args: argparse.Namespace) -> int:
    """Build the index; exit code 2 when a file had to be left out."""
    from aftalesvar.cli.progress import Bar
    from aftalesvar.embedding import load_encoder
    from aftalesvar.indexing import build

    settings = Settings.from_environment()
    started = time.perf_counter()
    with Bar() as bar:
        report = build(settings, load_encoder(settings.model), bar, rebuild=args.rebuild)
    seconds = time.perf_counter() - started
    print(
        f"Indekset er bygget på {seconds:.1f} s".replace(".", ",")
        + f": {report.documents} aftaler, {report.passages} afsnit, {report.sentences} sætninger; {report.embedded} tekster blev beregnet (id {report.index_id})."
    )
    for file, reason in report.refused:
        print(f"Udeladt: {file}: {reason}", file=sys.stderr)
    return 2 if report.refused else 0


def list_documents(args: argparse.Namespace) -> int:
    """List the agreements of the index."""
    from aftalesvar.store.index import Index

    opened = Index.open(Settings.from_environment().index)
    passages = opened.passage_documents
    rows = [{**asdict(head), "passages": passages.count(head.id)} for head in opened.documents.values()]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    width = max((len(str(row["id"])) for row in rows), default=0)
    for row in rows:
        year = row["year"] if row["year"] is not None else "uden år"
        print(f"{row['id']:{width}}  {year}  {row['passages']:4} afsnit  {row['title']}")
        for remark in row["quality"]:
            print(f"{'':{width}}  bemærk: {remark}")
    return 0


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
    print(
        f"Alt er i orden: {counts['documents']} aftaler, {counts['passages']} afsnit, model {identity.name} (id {opened.manifest.index_id})."
    )
    return 0
