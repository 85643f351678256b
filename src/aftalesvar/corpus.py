"""The corpus folder: source files and ``corpus.toml``, which names and dates each of them."""

from __future__ import annotations

import datetime
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

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


def load_catalogue(corpus: Path) -> tuple[CorpusEntry, ...]:
    """The entries of ``corpus.toml`` in their order.

    :raises CorpusError: when the folder or the file is missing, isn't TOML, or an entry can't be used.
    """
    path = corpus / CATALOGUE
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CorpusError(
            f"Fandt ingen {CATALOGUE} i {corpus}. Sæt AFTALESVAR_CORPUS til mappen med aftalerne, eller kør fra projektets mappe."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} er ikke gyldig TOML ({error}). Ret filen og prøv igen.") from None
    except OSError as error:
        raise CorpusError(f"{path} kan ikke læses ({error.strerror}).") from None
    entries = tuple(_entry(path, table) for table in content.get("document", []))
    _check_unique(path, entries)
    return entries


def _entry(path: Path, table: object) -> CorpusEntry:
    if not isinstance(table, dict) or not isinstance(table.get("id"), str) or not isinstance(table.get("file"), str):
        raise CorpusError(f"{path}: hver [[document]] skal have mindst id og file som tekst.")
    date = table.get("date")
    if isinstance(date, datetime.date):
        date = date.isoformat()
    year = table.get("year")
    if year is not None and not isinstance(year, int):
        raise CorpusError(f"{path}: year i {table['id']} skal være et helt tal.")
    file = Path(table["file"])
    if file.is_absolute() or ".." in file.parts:
        raise CorpusError(f"{path}: file i {table['id']} skal ligge i korpusmappen.")
    return CorpusEntry(
        table["id"],
        table["file"],
        table.get("title"),
        year,
        date,
        tuple(table.get("parties", ())),
        str(table.get("source", "")),
    )


def _check_unique(path: Path, entries: tuple[CorpusEntry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CorpusError(f"{path}: id {entry.id} står der to gange. Giv hver aftale sit eget id.")
        seen.add(entry.id)


def file_hash(path: Path) -> str:
    """SHA-256 of a corpus file's bytes.

    :raises CorpusError: when the file is missing or can't be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise CorpusError(
            f"Korpusfilen {path.name} mangler i {path.parent}. Læg den tilbage, eller fjern den af {CATALOGUE}."
        ) from None
    except OSError as error:
        raise CorpusError(
            f"Korpusfilen {path} kan ikke læses ({error.strerror}). Ret filens rettigheder og prøv igen."
        ) from None
