"""``aftalesvar check``: whether the index is whole (``Index.open`` tells of flipped bits, this of all else)."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from aftalesvar.errors import StoreError
from aftalesvar.store.index import Index
from aftalesvar.store.opened import MEND
from aftalesvar.store.vectors import FaissSearch, vector_file
from aftalesvar.store.writing import DATABASE, content_hash


def find_damage(folder: Path) -> list[str]:
    """What is wrong with the index in a folder, one Danish line each; empty when all is well.

    :raises StoreError: when it can't be opened at all.
    """
    index = Index.open(folder)
    try:
        return _database_damage(index, folder) or _vector_damage(index, folder)
    finally:
        index.close()


def _database_damage(index: Index, folder: Path) -> list[str]:
    try:
        connection = sqlite3.connect(f"{(folder / DATABASE).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        rows = [
            connection.execute("SELECT * FROM passages ORDER BY id").fetchall(),
            connection.execute("SELECT * FROM sentences ORDER BY id").fetchall(),
            connection.execute("SELECT * FROM figures ORDER BY id").fetchall(),
        ]
        documents = connection.execute("SELECT id, hash, source, text FROM documents ORDER BY ordinal").fetchall()
        connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"Indeksfilen {folder / DATABASE} er beskadiget ({error}). {MEND}") from None
    if verdict != "ok":
        return [f"{DATABASE} er beskadiget: {verdict}. {MEND}"]
    if content_hash([documents, *rows]) != index.manifest.content_sha256:
        return [f"{DATABASE}: teksterne passer ikke med deres kontrolsum. {MEND}"]
    if hashlib.sha256(index.stored_vectors.load().tobytes()).hexdigest() != index.manifest.vectors_sha256:
        return [f"{DATABASE}: vektorerne passer ikke med deres kontrolsum. {MEND}"]
    return []


def _vector_damage(index: Index, folder: Path) -> list[str]:
    """The derived file is mended by the next question, so it is only told of when it is wrong, not when missing."""
    file = vector_file(folder, index.manifest.vectors_sha256)
    if not file.exists():
        return []
    try:
        FaissSearch.load(file, *index.stored_vectors.shape)
    except (OSError, ValueError, RuntimeError):
        return [f"{file.name} er beskadiget. Den bygges igen af sig selv ved næste spørgsmål."]
    return []
