"""The corpus folder: source files and ``corpus.toml``, which names and dates each of them."""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftalesvar.errors import CorpusError

CATALOGUE = "corpus.toml"


@dataclass(frozen=True, slots=True)
class CorpusEntry:
    """One agreement of the corpus as ``corpus.toml`` describes it."""

    id: str
    file: str
    title: str | None = None
    year: int | None = None
    date: str | None = None  # ISO
    parties: tuple[str, ...] = ()
    source: str = ""
    years: tuple[int, ...] = ()  # all budget years, for an agreement on several


@dataclass(frozen=True, slots=True)
class Retired:
    """An agreement that was removed: its id goes to no other, and back to it when it is added again."""

    id: str
    fingerprint: str


def load_catalogue(corpus: Path) -> tuple[CorpusEntry, ...]:
    """The entries of ``corpus.toml`` in their order.

    :raises CorpusError: when the folder or the file is missing, isn't TOML, or an entry can't be used.
    """
    text = catalogue_text(corpus)
    if text is None:
        raise CorpusError(
            f"Fandt ingen {CATALOGUE} i {corpus}. Kør fra projektets mappe, sæt AFTALESVAR_CORPUS til mappen med "
            "aftalerne, eller tilføj den første med «aftalesvar add FIL»."
        )
    return parse_entries(corpus / CATALOGUE, text)


def catalogue_text(corpus: Path) -> str | None:
    """The text of ``corpus.toml`` with its own line ends; None when there is none.

    :raises CorpusError: when it can't be read or isn't UTF-8.
    """
    path = corpus / CATALOGUE
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} er ikke gyldig TOML ({error}). Gem den som UTF-8 og prøv igen.") from None
    except OSError as error:
        raise CorpusError(f"{path} kan ikke læses ({error.strerror}).") from None


def parse_entries(path: Path, text: str) -> tuple[CorpusEntry, ...]:
    """The ``[[document]]`` tables of a catalogue's text; ``path`` is for the message alone.

    :raises CorpusError: when it isn't TOML or an entry can't be used.
    """
    entries = tuple(_entry(path, table) for table in _tables(path, text, "document"))
    _check_unique(path, entries)
    return entries


def parse_retired(path: Path, text: str) -> tuple[Retired, ...]:
    """The ``[[removed]]`` tables of a catalogue's text."""
    tables = _tables(path, text, "removed")
    return tuple(Retired(str(t.get("id", "")), str(t.get("fingerprint", ""))) for t in tables if isinstance(t, dict))


def _tables(path: Path, text: str, name: str) -> list[Any]:
    try:
        tables = tomllib.loads(text).get(name, [])
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path} er ikke gyldig TOML ({error}). Ret filen og prøv igen.") from None
    if not isinstance(tables, list):
        raise CorpusError(f"{path}: skriv [[{name}]] med to klammer foran hver aftale.")
    return tables


def _entry(path: Path, table: object) -> CorpusEntry:
    if not isinstance(table, dict) or not isinstance(table.get("id"), str) or not isinstance(table.get("file"), str):
        raise CorpusError(f"{path}: hver [[document]] skal have mindst id og file som tekst.")
    date = table.get("date")
    if isinstance(date, datetime.date):
        date = date.isoformat()
    years = _years(path, table)
    file = Path(table["file"])
    if file.is_absolute() or ".." in file.parts:
        raise CorpusError(f"{path}: file i {table['id']} skal ligge i korpusmappen.")
    parties = table.get("parties", [])
    if not isinstance(parties, list):
        raise CorpusError(f"{path}: parties i {table['id']} skal være en liste af navne.")
    return CorpusEntry(
        table["id"],
        table["file"],
        str(table["title"]) if table.get("title") else None,
        years[0] if years else None,
        str(date) if date else None,
        tuple(map(str, parties)),
        str(table.get("source", "")),
        years if "years" in table else (),
    )


def _years(path: Path, table: dict[str, Any]) -> tuple[int, ...]:
    """The budget years, ascending; one for an agreement on one year. ``years`` goes before ``year``."""
    told = table.get("years", [table["year"]] if table.get("year") is not None else [])
    if not isinstance(told, list) or any(isinstance(y, bool) or not isinstance(y, int) for y in told):
        raise CorpusError(f"{path}: year i {table['id']} skal være et helt tal, og years en liste af hele tal.")
    return tuple(sorted(set(told)))


def _check_unique(path: Path, entries: tuple[CorpusEntry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CorpusError(f"{path}: id {entry.id} står der to gange. Giv hver aftale sit eget id.")
        seen.add(entry.id)


def file_hash(path: Path) -> str:
    """SHA-256 of a corpus file's bytes; "" for what is no plain file and so is refused when read.

    :raises CorpusError: when the file is missing or can't be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return ""
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise CorpusError(
            f"Korpusfilen {path.name} mangler i {path.parent}. "
            "Læg den tilbage, eller fjern aftalen med «aftalesvar remove»."
        ) from None
    except OSError as error:
        if path.is_symlink() or path.is_dir():
            return ""
        raise CorpusError(
            f"Korpusfilen {path} kan ikke læses ({error.strerror}). Ret filens rettigheder og prøv igen."
        ) from None
