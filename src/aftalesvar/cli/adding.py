"""The verbs ``add`` and ``remove``."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.cli.corpus import contents, kind_of, seconds, tell_refused, told_years
from aftalesvar.errors import UsageError
from aftalesvar.naming import plain
from aftalesvar.settings import Settings

if TYPE_CHECKING:
    from aftalesvar.adding import Candidate, Given, Refusal

NO, YES = "nej", "ja"


def add(args: argparse.Namespace) -> int:
    """Read the files, show what they are, and put those that are wanted in; exit code 2 when any was refused."""
    from aftalesvar.adding import Candidate, Desk
    from aftalesvar.adding import add as put_in
    from aftalesvar.cli.progress import Bar
    from aftalesvar.embedding import load_encoder

    given = _given(args)
    settings = Settings.from_environment()
    started = time.perf_counter()
    told = sys.stderr if args.json else sys.stdout
    desk = Desk(settings)
    wanted: list[Candidate] = []
    refused: list[Refusal] = []
    for path in map(Path, args.files):
        seen = desk.look(path, given, alike=args.allow_similar)
        if not isinstance(seen, Candidate):
            refused.append(seen)
            print(f"Afvist: {plain(path.name)}: {plain(seen.reason)}.", file=sys.stderr)
            continue
        print(_described(seen), file=told, flush=True)
        if args.yes or _agreed():
            wanted.append(seen)
            desk.accept(seen)
    report = None
    if wanted:
        with Bar(quiet=args.json) as bar:
            report = put_in(settings, load_encoder(settings.model), wanted, bar)
        names = ", ".join(c.entry.id for c in wanted)
        print(f"Tilføjet på {seconds(started)}: {names}. Indekset har nu {contents(report)}.", file=told)
        tell_refused(report)
    else:
        print("Intet er tilføjet.", file=told)
    if args.json:
        print(json.dumps(_as_json(wanted, refused, report), ensure_ascii=False, indent=2))
    return 2 if refused or (report and report.refused) else 0


def remove(args: argparse.Namespace) -> int:
    """Take agreements out of the corpus and the index."""
    from aftalesvar.cli.progress import Bar
    from aftalesvar.embedding import load_encoder
    from aftalesvar.removing import remove as take_out

    settings = Settings.from_environment()
    with Bar() as bar:
        gone, report = take_out(settings, load_encoder(settings.model), args.ids, bar, keep_files=args.keep_file)
    for entry in gone:
        left = f"; filen {plain(entry.file)} ligger der endnu" if args.keep_file else ""
        print(f"Fjernet: {entry.id}, {plain(entry.title or entry.file)}{left}.")
    print(
        f"Indekset har nu {contents(report)}."
        if report
        else "Korpus er tomt. Tilføj en aftale med «aftalesvar add FIL»."
    )
    if report:
        tell_refused(report)
    return 2 if report and report.refused else 0


def _given(args: argparse.Namespace) -> Given:
    from aftalesvar.adding import Given

    single = [name for name in ("id", "title", "year", "date") if getattr(args, name)]
    if len(args.files) > 1 and single:
        raise UsageError(f"--{single[0]} gælder en enkelt fil. Tilføj filerne hver for sig.")
    for year in args.year:
        if not 1900 <= year <= 2199:
            raise UsageError(f"--year {year} er ikke et budgetår.")
    if args.title is not None and not plain(args.title):
        raise UsageError("--title er tom. Skriv aftalens titel.")
    parties = tuple(filter(None, map(plain, args.party)))
    return Given(args.id, args.title, tuple(args.year), _date(args.date), parties)


def _date(text: str | None) -> str | None:
    """An ISO date from "2031-06-08", "8.6.2031" or "8. juni 2031"."""
    from aftalesvar.danish.dates import MONTHS

    if text is None:
        return None
    found = re.fullmatch(r"\s*(\d{1,2})\.\s*(?:(\d{1,2})\.|([a-z]+))\s*(\d{4})\s*", text.lower())
    try:
        if not found:
            return datetime.date.fromisoformat(text.strip()).isoformat()
        month = int(found[2]) if found[2] else MONTHS.index(found[3]) + 1
        return datetime.date(int(found[4]), month, int(found[1])).isoformat()
    except ValueError:
        raise UsageError(f"--date {plain(text)[:40]} er ikke en dato. Skriv den som 2031-06-08.") from None


def _described(candidate: Candidate) -> str:
    """What is known of a file, a line each."""
    entry, document = candidate.entry, candidate.document
    years = entry.years or ((entry.year,) if entry.year is not None else ())
    kinds = [section.kind for section in document.sections]
    pages = f"{len(document.page_starts)} sider, " if document.paged != "none" else ""
    size = f"{len(document.text):,}".replace(",", ".")
    facts = {
        "titel": entry.title,
        "år": told_years(years) if years else "kendes ikke; giv det med --year",
        "dato": entry.date or "kendes ikke",
        "parter": ", ".join(entry.parties) or "kendes ikke",
        "id": entry.id,
        "læst som": f"{kind_of(entry.file)}, {pages}{size} tegn, {kinds.count('chapter')} kapitler, "
        f"{kinds.count('heading')} overskrifter, {kinds.count('table')} tabeller, {kinds.count('box')} bokse",
    }  # fmt: skip
    lines = [plain(candidate.path.name), *(f"  {name + ':':10}{plain(str(told))}" for name, told in facts.items())]
    return "\n".join([*lines, *(f"  bemærk:   {plain(remark)}" for remark in document.quality)])


def _agreed() -> bool:
    """Whether the user wants it; where there is nobody to ask, it's wanted."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    while True:
        print(
            "Tilføj den? (ret med --title, --year, --date, --party, --id) [ja/nej] ",
            end="",
            file=sys.stderr,
            flush=True,
        )
        answer = sys.stdin.readline().strip().lower()
        if answer in ("j", YES):
            return True
        if answer in ("", "n", NO):
            return False


def _as_json(wanted: list[Candidate], refused: list[Refusal], report: Any) -> dict[str, Any]:
    return {
        "added": [
            {**asdict(c.entry), "path": plain(str(c.path)), "hash": c.document.hash, "quality": c.document.quality}
            for c in wanted
        ],
        "refused": [{"path": plain(str(r.path)), "reason": r.reason, "known_as": r.known_as} for r in refused],
        "index": asdict(report) if report else None,
    }
