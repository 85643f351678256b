"""Adding an agreement from the page: the file is tried, put into the corpus, and the index built anew."""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aftalesvar.errors import AftalesvarError, UsageError

if TYPE_CHECKING:
    from aftalesvar.corpus import CorpusEntry
    from aftalesvar.records import Document
    from aftalesvar.settings import Settings

LARGEST_FILE = 25_000_000  # bytes
ENDINGS = (".pdf", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Job:
    """How far an addition has come."""

    state: str = "idle"  # idle | running | done | failed
    step: str = ""
    done: int = 0
    total: int = 0
    message: str = ""


class Adding:
    """One addition at a time."""

    def __init__(self, settings: Settings, *, allowed: bool) -> None:
        self._settings = settings
        self.allowed = allowed
        self._lock = threading.Lock()
        self._job = Job()

    @property
    def job(self) -> Job:
        """The addition under way, or the last one."""
        with self._lock:
            return self._job

    def start(self, name: str, data: bytes, year: int | None) -> None:
        """Begin to add a file.

        :raises UsageError: when adding is closed, another file is being added, or the file can't be used.
        """
        if not self.allowed:
            raise UsageError("Der kan ikke tilføjes aftaler fra denne side. Brug «aftalesvar web» på din egen maskine.")
        safe = safe_name(name)
        if not data:
            raise UsageError(f"{safe} er tom.")
        with self._lock:
            if self._job.state == "running":
                raise UsageError("Der tilføjes allerede en aftale. Vent, til den er færdig.")
            self._job = Job("running", "Læser filen")
        threading.Thread(target=self._run, args=(safe, data, year), daemon=True, name="tilføjelse").start()

    def begin(self, step: str, total: int) -> None:
        """Be told of a step of the index's building."""
        with self._lock:
            self._job = replace(self._job, step=step, total=total, done=0)

    def advance(self, count: int) -> None:
        """Be told of progress."""
        with self._lock:
            self._job = replace(self._job, done=self._job.done + count)

    def _run(self, name: str, data: bytes, year: int | None) -> None:
        try:
            title = self._add(name, data, year)
            self._end(Job("done", message=f"{title} er tilføjet."))
        except AftalesvarError as error:
            self._end(Job("failed", message=str(error)))
        except Exception:
            import logging

            logging.getLogger(__name__).exception("adding failed")
            self._end(Job("failed", message="Filen kunne ikke tilføjes. Se i terminalen, hvor siden kører."))

    def _end(self, job: Job) -> None:
        with self._lock:
            self._job = job

    def _add(self, name: str, data: bytes, year: int | None) -> str:
        from aftalesvar.embedding import load_encoder
        from aftalesvar.indexing import build

        settings = self._settings
        entry, document = tried(settings, name, data, year)
        target = settings.corpus / entry.file
        catalogue = settings.corpus / "corpus.toml"
        before = catalogue.read_bytes()
        write_whole(target, data)
        try:
            write_whole(catalogue, before.rstrip(b"\n") + b"\n\n" + toml_entry(entry, document).encode())
            report = build(settings, load_encoder(settings.model), self, wait_seconds=60.0)
            refused = dict(report.refused)
            if entry.file in refused or name in refused:
                raise UsageError(f"{entry.file}: {refused.get(entry.file) or refused.get(name)}")
        except BaseException:
            write_whole(catalogue, before)
            target.unlink(missing_ok=True)
            raise
        return document.title


def safe_name(name: str) -> str:
    """A file name that is one, and of a kind that can be read.

    :raises UsageError: when it isn't.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = last.rpartition(".")
    if not dot or f".{ending.lower()}" not in ENDINGS:
        raise UsageError("Vælg en PDF, en tekstfil (.txt) eller en Markdown-fil (.md).")
    kept = re.sub(r"[^0-9A-Za-zÆØÅæøå_-]+", "-", stem).strip("-_")[:80]
    return f"{kept or 'aftale'}.{ending.lower()}"


def tried(settings: Settings, name: str, data: bytes, year: int | None) -> tuple[CorpusEntry, Document]:
    """Read a file as the index will, before anything is kept.

    :raises ReadingError: when it can't be read.
    :raises UsageError: when the corpus has it already.
    """
    import hashlib

    from aftalesvar.corpus import CorpusEntry, file_hash, load_catalogue
    from aftalesvar.reading import read_document

    entries = load_catalogue(settings.corpus)
    digest = hashlib.sha256(data).hexdigest()
    for entry in entries:
        if (settings.corpus / entry.file).is_file() and file_hash(settings.corpus / entry.file) == digest:
            raise UsageError(f"Korpus har allerede den fil: {entry.title or entry.id}.")
    stem, _, ending = name.rpartition(".")
    taken = {entry.id for entry in entries} | {Path(entry.file).stem for entry in entries}
    base = stem.lower()
    id_ = next(
        c
        for n in range(1, 1000)
        if (c := base if n == 1 else f"{base}-{n}") not in taken and not (settings.corpus / f"{c}.{ending}").exists()
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{id_}.{ending}"
        file.write_bytes(data)
        document = read_document(file, id=id_, title=None, year=year)
    return CorpusEntry(
        id_, f"{id_}.{ending}", document.title, document.year, document.date, document.parties, "Tilføjet fra siden"
    ), document


def toml_entry(entry: CorpusEntry, document: Document) -> str:
    """The catalogue's table for an agreement (a JSON string is a TOML string)."""
    lines = [
        "[[document]]",
        f"id = {_text(entry.id)}",
        f"file = {_text(entry.file)}",
        f"title = {_text(document.title)}",
    ]
    if document.year is not None:
        lines.append(f"year = {document.year}")
    if document.date:
        lines.append(
            f"date = {document.date}"
            if re.fullmatch(r"\d{4}-\d\d-\d\d", document.date)
            else f"date = {_text(document.date)}"
        )
    if document.parties:
        lines.append(f"parties = [{', '.join(map(_text, document.parties))}]")
    lines.append(f"source = {_text(entry.source)}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    :raises UsageError: when the folder can't be written.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise UsageError(f"{path} kan ikke skrives ({error.strerror}).") from None
