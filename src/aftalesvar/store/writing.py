"""Writing the database: a new file in one transaction, flushed to disk, then renamed over the old one.

A reader therefore sees the old state or the new and never a mix, whatever is killed when; a reader that
has the old file open goes on reading it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aftalesvar.errors import StoreError
from aftalesvar.records import Document, FigureRecord, Passage, Sentence, Span
from aftalesvar.store.schema import TABLES, Manifest
from aftalesvar.store.seal import seal
from aftalesvar.store.vectors import TEMPORARY_PREFIX

DATABASE = "aftalesvar.sqlite"
_LOCK = ".lock"
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class IndexContents:
    """All that one database holds. Passage and sentence ids are the row ids and the vectors' order.

    ``passage_vectors``/``sentence_vectors`` are keys into ``vectors`` (key -> float32 bytes);
    ``postings`` are (term, unit, owner, weight) with unit "p" or "s".
    """

    documents: tuple[tuple[Document, Mapping[str, Any]], ...]  # with the catalogue entry
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[FigureRecord, ...]
    passage_vectors: tuple[str, ...]
    sentence_vectors: tuple[str, ...]
    vectors: Mapping[str, bytes]
    postings: tuple[tuple[str, str, int, float], ...]
    words: Mapping[str, int]
    abbreviations: Mapping[str, str]


@contextmanager
def writer_lock(folder: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """One writer at a time.

    :raises StoreError: when the folder can't be written or another process holds the lock for too long.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise StoreError(f"En anden proces bygger indekset i {folder}. Vent til den er færdig, og prøv igen.") from None
    except PermissionError:
        raise _unwritable(folder) from None
    except OSError as error:
        raise StoreError(
            f"Kan ikke skrive i indeksmappen {folder} ({error.strerror}). Sæt AFTALESVAR_INDEX til en anden mappe."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _unwritable(folder: Path) -> StoreError:
    return StoreError(
        f"Indeksmappen {folder} kan ikke skrives. Giv skriveadgang, eller sæt AFTALESVAR_INDEX til en anden mappe."
    )


def write_database(folder: Path, contents: IndexContents, manifest: Manifest) -> Path:
    """Write all of it to a new file and put it in the place of the old; the caller holds ``writer_lock``.

    :raises StoreError: when the disk is full or the folder can't be written; the old database then stands.
    """
    target = folder / DATABASE
    temporary = folder / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}.sqlite"
    try:
        _clear_leftovers(folder)
        _fill(temporary, contents, manifest)
        seal(temporary)
        os.replace(temporary, target)
    except PermissionError:
        raise _unwritable(folder) from None
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"Indekset kunne ikke skrives i {folder} ({error}). Det gamle indeks står urørt.") from None
    finally:
        _remove(temporary)
    try:
        _sync(folder)
    except OSError as error:
        raise StoreError(
            f"Det nye indeks i {folder} er på plads, men disken bekræftede det ikke ({error}). Kør «aftalesvar check»."
        ) from None
    return target


def _clear_leftovers(folder: Path) -> None:
    """Remove what writers that were killed left behind."""
    for prefix in (_BUILDING, TEMPORARY_PREFIX):
        for leftover in folder.glob(f"{prefix}*"):
            _remove(leftover)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(path: Path, contents: IndexContents, manifest: Manifest) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(TABLES)
        with connection:
            connection.execute("INSERT INTO manifest VALUES ('manifest', ?)", (manifest.to_json(),))
            connection.executemany("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?)", _document_rows(contents))
            connection.executemany("INSERT INTO vectors VALUES (?,?)", contents.vectors.items())
            connection.executemany("INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?)", passage_rows(contents))
            connection.executemany("INSERT INTO sentences VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", sentence_rows(contents))
            connection.executemany("INSERT INTO figures VALUES (?,?,?,?,?,?)", figure_rows(contents))
            connection.executemany("INSERT INTO postings VALUES (?,?,?,?)", contents.postings)
            connection.executemany("INSERT INTO lengths VALUES (?,?,?)", _lengths(contents.postings))
            connection.executemany("INSERT INTO words VALUES (?,?)", contents.words.items())
            connection.executemany("INSERT INTO abbreviations VALUES (?,?)", contents.abbreviations.items())
    finally:
        connection.close()


def _document_rows(contents: IndexContents) -> Iterator[tuple[Any, ...]]:
    for ordinal, (document, entry) in enumerate(contents.documents):
        head = {
            "date": document.date, "parties": document.parties, "file": document.file, "years": document.years,
            "paged": document.paged, "page_starts": document.page_starts, "quality": document.quality,
        }  # fmt: skip
        outline = {
            "sections": [asdict(s) for s in document.sections],
            "blocks": [asdict(b) for b in document.blocks],
        }
        yield (
            document.id, ordinal, document.title, document.year, _json(head), document.hash, _json(entry),
            document.source, document.text, array("i", document.origins).tobytes(), _json(outline),
        )  # fmt: skip


def passage_rows(contents: IndexContents) -> Iterator[tuple[Any, ...]]:
    """The rows of table ``passages``, in id order."""
    for p, key in zip(contents.passages, contents.passage_vectors, strict=True):
        yield (
            p.id, p.document, p.ordinal, _json(p.section), p.section_kind, p.start, p.end, p.text, _spans(p.spans), key
        )  # fmt: skip


def sentence_rows(contents: IndexContents) -> Iterator[tuple[Any, ...]]:
    """The rows of table ``sentences``, in id order."""
    for s, key in zip(contents.sentences, contents.sentence_vectors, strict=True):
        row = _json(asdict(s.row)) if s.row else None
        yield (
            s.id, s.document, s.passage, s.kind, s.start, s.end, s.text, s.quote, _spans(s.spans), s.intro, row, key
        )  # fmt: skip


def figure_rows(contents: IndexContents) -> Iterator[tuple[Any, ...]]:
    """The rows of table ``figures``, in id order; numbers of record are decimal strings."""
    for f in contents.figures:
        told = asdict(f) | {
            "value": format(f.value, "f"),
            "upper": None if f.upper is None else format(f.upper, "f"),
            "spans": [[span.page, span.start, span.end] for span in f.spans],
        }
        yield f.id, f.document, f.sentence, told["value"], f.unit, _json(told)


def _spans(spans: Iterable[Span]) -> str:
    return _json([[span.page, span.start, span.end] for span in spans])


def content_hash(rows: Iterable[Iterable[tuple[Any, ...]]]) -> str:
    """SHA-256 over rows, as ``check`` recomputes it from the tables."""
    digest = hashlib.sha256()
    for table in rows:
        for row in table:
            digest.update(_json(row).encode())
    return digest.hexdigest()


def _lengths(postings: Iterable[tuple[str, str, int, float]]) -> list[tuple[str, int, float]]:
    lengths: dict[tuple[str, int], float] = {}
    for _, unit, owner, weight in postings:
        lengths[unit, owner] = lengths.get((unit, owner), 0.0) + weight
    return [(unit, owner, length) for (unit, owner), length in lengths.items()]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
