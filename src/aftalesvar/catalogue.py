"""``corpus.toml`` changed as text, so that its comments and its order stay: tables are appended, and cut out.

Each change is read back and compared before it is used: a catalogue written in a way that this module doesn't
understand is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from aftalesvar.corpus import CATALOGUE, CorpusEntry, Retired, parse_entries, parse_retired
from aftalesvar.errors import CorpusError

HEAD = (
    "# The agreements that the index is built from: one table each. `file` lies in this folder, unchanged from its "
    "source.\n"
    "# `id` names the agreement in citations and never changes; `year` is the budget year that it is for.\n"
)
_HEADER = re.compile(r"\s*\[\[?[^\[\]]+\]?\]\s*(#.*)?$")
_COMMENT = re.compile(r"\s*#")
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def with_entries(corpus: Path, text: str, entries: Sequence[CorpusEntry]) -> str:
    """The catalogue's text with these entries at its end; the ids of theirs that were retired are so no more.

    :raises CorpusError: when the text can't be changed safely.
    """
    path = corpus / CATALOGUE
    ids = {entry.id for entry in entries}
    retired = parse_retired(path, text)
    base = _cut(text, "removed", [i for i, old in enumerate(retired) if old.id in ids])
    changed = _append(base, [entry_table(entry) for entry in entries])
    wanted = (*parse_entries(path, text), *entries)
    return _agreed(path, changed, wanted, tuple(old for old in retired if old.id not in ids))


def without_entries(corpus: Path, text: str, retired: Sequence[Retired]) -> str:
    """The catalogue's text without the tables of these ids, which it then names as retired.

    :raises CorpusError: when the text can't be changed safely.
    """
    path = corpus / CATALOGUE
    ids = {old.id for old in retired}
    entries = parse_entries(path, text)
    base = _cut(text, "document", [i for i, entry in enumerate(entries) if entry.id in ids])
    changed = _append(base, [_retired_table(old) for old in retired])
    wanted = tuple(entry for entry in entries if entry.id not in ids)
    return _agreed(path, changed, wanted, (*parse_retired(path, text), *retired))


def entry_table(entry: CorpusEntry) -> str:
    """An entry as a TOML table."""
    lines = ["[[document]]", f"id = {_string(entry.id)}", f"file = {_string(entry.file)}"]
    if entry.title:
        lines.append(f"title = {_string(entry.title)}")
    if entry.years:
        lines.append(f"years = [{', '.join(map(str, entry.years))}]")
    elif entry.year is not None:
        lines.append(f"year = {entry.year}")
    if entry.date:
        lines.append(
            f"date = {entry.date if re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', entry.date) else _string(entry.date)}"
        )
    if entry.parties:
        lines.append(f"parties = [{', '.join(map(_string, entry.parties))}]")
    if entry.source:
        lines.append(f"source = {_string(entry.source)}")
    return "\n".join(lines) + "\n"


def _retired_table(old: Retired) -> str:
    return f"[[removed]]\nid = {_string(old.id)}\nfingerprint = {_string(old.fingerprint)}\n"


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(c, c if c.isprintable() else f"\\U{ord(c):08x}") for c in text) + '"'


def _append(text: str, tables: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    kept = text.rstrip("\r\n \t")
    pieces = [kept.replace("\r\n", "\n") + "\n"] if kept else []
    joined = "\n".join([*pieces, *tables])
    return joined if newline == "\n" else joined.replace("\n", newline)


def _cut(text: str, name: str, numbers: Collection[int]) -> str:
    """The text without the n-th ``[[name]]`` tables and the comments that stand right above them."""
    if not numbers:
        return text
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    bounds = [_first_comment(lines, start) for start in starts] + [len(lines)]
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    mine = [at for at, start in enumerate(starts) if header.match(lines[start])]
    gone = {line for n, at in enumerate(mine) if n in numbers for line in range(bounds[at], bounds[at + 1])}
    return "".join(line for i, line in enumerate(lines) if i not in gone)


def _first_comment(lines: Sequence[str], start: int) -> int:
    """The first line of the comment right above a table; one that opens the file speaks of the whole file."""
    first = start
    while first > 0 and _COMMENT.match(lines[first - 1]):
        first -= 1
    return first if first > 0 else start


def _agreed(path: Path, text: str, entries: Sequence[CorpusEntry], retired: Sequence[Retired]) -> str:
    """The text, when it reads as wanted."""
    try:
        same = parse_entries(path, text) == tuple(entries) and parse_retired(path, text) == tuple(retired)
    except CorpusError:
        same = False
    if not same:
        raise CorpusError(
            f"{path} er skrevet, så den ikke kan ændres sikkert. Ret den i hånden, og kør «aftalesvar index»."
        )
    return text
