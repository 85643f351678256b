"""Adding an agreement from the page: the file is tried, put into the corpus, and the index built anew."""

from __future__ import annotations

import re
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.errors import AftalesvarError, UsageError
from aftalesvar.web.reasons import in_danish

if TYPE_CHECKING:
    from aftalesvar.settings import Settings

LARGEST_FILE = 25_000_000  # bytes
ENDINGS = (".pdf", ".txt", ".md", ".html")


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

    def __init__(self, settings: Settings, encoder: Any, *, allowed: bool) -> None:
        self._settings = settings
        self._encoder = encoder
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
            self._end(Job("failed", message=in_danish(error)))
        except Exception:
            import logging

            logging.getLogger(__name__).exception("adding failed")
            self._end(Job("failed", message="Filen kunne ikke tilføjes. Se i terminalen, hvor siden kører."))

    def _end(self, job: Job) -> None:
        with self._lock:
            self._job = job

    def _add(self, name: str, data: bytes, year: int | None) -> str:
        from aftalesvar.adding import Desk, Given, Refusal, add

        with tempfile.TemporaryDirectory(prefix="aftalesvar-") as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            found = Desk(self._settings).look(file, Given(years=(year,) if year is not None else ()))
        if isinstance(found, Refusal):
            raise UsageError(f"{name}: {found.reason}.")
        refused = dict(add(self._settings, self._encoder, [found], self).refused)
        if found.entry.file in refused:
            raise UsageError(f"{name}: {refused[found.entry.file]}")
        return found.document.title


def safe_name(name: str) -> str:
    """A file name that is one, and of a kind that can be read.

    :raises UsageError: when it isn't.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = last.rpartition(".")
    if not dot or f".{ending.lower()}" not in ENDINGS:
        raise UsageError("Vælg en PDF, en tekstfil (.txt), en Markdown-fil (.md) eller en gemt webside (.html).")
    kept = re.sub(r"[^0-9A-Za-zÆØÅæøå_-]+", "-", stem).strip("-_")[:80]
    return f"{kept or 'aftale'}.{ending.lower()}"
