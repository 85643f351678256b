"""The corpus folder changes as a whole or not at all: its files, its catalogue and what is made of them.

The catalogue is what counts: a file that it doesn't name is no part of the corpus. New files are put in first and
old ones deleted last, and a journal names both, so that what a killed run left behind goes with the next change.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from aftalesvar.corpus import CATALOGUE, catalogue_text, file_hash, parse_entries
from aftalesvar.errors import CorpusError

T = TypeVar("T")
_JOURNAL, _LOCK, _TEMPORARY = ".changing.json", ".lock", ".adding-"


@contextmanager
def changing(corpus: Path, wait_seconds: float = 10.0) -> Iterator[None]:
    """One change at a time; what a killed one left behind goes first.

    :raises CorpusError: when the folder can't be written or another process is changing it.
    """
    from filelock import FileLock, Timeout

    try:
        corpus.mkdir(parents=True, exist_ok=True)
        with FileLock(corpus / _LOCK).acquire(timeout=wait_seconds):
            _settle(corpus)
            yield
    except Timeout:
        raise CorpusError(
            f"En anden proces er ved at ændre korpus i {corpus}. Vent til den er færdig, og prøv igen."
        ) from None
    except OSError as error:
        raise CorpusError(
            f"Korpusmappen {corpus} kan ikke ændres ({error.strerror or error}). "
            "Giv skriveadgang og plads; korpus er som før."
        ) from None


def tidy(corpus: Path) -> None:
    """Clear away what a killed change left behind, so that the folder is as the catalogue says.

    :raises CorpusError: when the folder can't be written or another process is changing it.
    """
    if (corpus / _JOURNAL).exists():
        with changing(corpus):
            pass


def change(
    corpus: Path, text: str, then: Callable[[], T], *, put: Mapping[str, bytes] | None = None, drop: Sequence[str] = ()
) -> T:
    """Put files in, write the catalogue, do ``then`` (build the index), delete files; undo it all when any of it fails.

    Call it within ``changing``. ``put`` maps new names to contents; ``drop`` are names that the new catalogue lacks.

    :raises CorpusError: when a name is taken.
    """
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in (put or {}).items()}
    hashes |= {name: _digest(corpus / name) for name in drop}
    _free(corpus, put or {})
    before = _backup(corpus)
    _write(corpus / _JOURNAL, json.dumps(hashes).encode())
    try:
        for name, data in (put or {}).items():
            _put(corpus, name, data)
        _write(corpus / CATALOGUE, text.encode())
        result = then()
    except BaseException:
        if before is None:
            (corpus / CATALOGUE).unlink(missing_ok=True)
        else:
            os.replace(before, corpus / CATALOGUE)  # a rename: it takes no room on a full disk
        _settle(corpus)
        raise
    _settle(corpus)
    return result


def _backup(corpus: Path) -> Path | None:
    """The catalogue as it is, under a name that a run cleans up; None when there is none."""
    if catalogue_text(corpus) is None:
        return None
    backup = corpus / f"{_TEMPORARY}{CATALOGUE}"
    backup.unlink(missing_ok=True)
    shutil.copy2(corpus / CATALOGUE, backup)
    return backup


def _digest(path: Path) -> str:
    """A file's hash; "" when it is missing or no plain file."""
    try:
        return file_hash(path)
    except CorpusError:
        return ""


def _free(corpus: Path, names: Mapping[str, bytes]) -> None:
    for name in names:
        if os.path.lexists(corpus / name):
            raise CorpusError(f"Der ligger allerede en fil {name} i {corpus}. Flyt den, og prøv igen.")


def _settle(corpus: Path) -> None:
    """Delete the journal's files that the catalogue doesn't name and that are as they were, then the journal."""
    for left in corpus.glob(f"{_TEMPORARY}*"):
        left.unlink(missing_ok=True)
    journal = corpus / _JOURNAL
    try:
        hashes = json.loads(journal.read_text("utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        hashes = {}
    text = catalogue_text(corpus)
    named = {entry.file for entry in parse_entries(corpus / CATALOGUE, text)} if text is not None else set()
    for name, digest in hashes.items():
        file = corpus / name
        if name not in named and digest and _digest(file) == digest:
            file.unlink()
    sync(corpus)
    journal.unlink(missing_ok=True)


def _put(corpus: Path, name: str, data: bytes) -> None:
    """A new file, whole, that takes no other's place."""
    handle, temporary = tempfile.mkstemp(dir=corpus, prefix=_TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        try:
            os.link(temporary, corpus / name)
        except FileExistsError:
            raise CorpusError(f"Der ligger allerede en fil {name} i {corpus}. Flyt den, og prøv igen.") from None
        except OSError:  # a file system without links; the lock and ``_free`` guard the name
            os.replace(temporary, corpus / name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
    sync(corpus)


def _write(path: Path, data: bytes) -> None:
    """A file's new contents: a reader sees the old or the new."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have a folder's names on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
