"""Opening the database: that it is there, whole, of this program's version, and the same from check to opening."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from aftalesvar.errors import OutdatedError, StoreError
from aftalesvar.store.schema import SCHEMA_VERSION, Manifest
from aftalesvar.store.seal import is_whole
from aftalesvar.store.writing import DATABASE

_OPENINGS = 5  # tries to open an index that is being replaced
MEND_OLD = "Kør «aftalesvar index» for at bygge det igen; vektorerne genbruges."
MEND_NEW = "Opgradér programmet, eller kør «aftalesvar index --rebuild»."
MEND = "Kør «aftalesvar index --rebuild» for at bygge det igen."


def open_database(folder: Path) -> tuple[sqlite3.Connection, Manifest]:
    """A connection to a folder's index, to read only, and what the index says of itself.

    :raises StoreError: when there is none, it is damaged, or another version of this program wrote it (an older
        one: OutdatedError).
    """
    path = folder / DATABASE
    try:
        for _ in range(_OPENINGS):
            before = _stamp(path)
            connection, manifest = _connected(folder, path)
            if _stamp(path) == before:  # else a new one was put in its place between check and opening
                return connection, manifest
            connection.close()
    except FileNotFoundError:
        raise StoreError(f"Der er intet indeks i {folder}. Kør «aftalesvar index» for at bygge det.") from None
    except OSError as error:
        raise StoreError(
            f"Indeksfilen {path} kan ikke læses ({error.strerror}). Giv læseadgang til mappen og filen."
        ) from None
    raise StoreError(f"Indekset i {folder} bliver bygget igen og igen. Vent til det er færdigt, og prøv igen.")


def _connected(folder: Path, path: Path) -> tuple[sqlite3.Connection, Manifest]:
    if not path.is_file():
        raise StoreError(f"{path} er ikke en fil. Fjern den, og kør «aftalesvar index».")
    whole = is_whole(path)
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreError(f"Indeksfilen {path} kan ikke åbnes ({error}). {MEND}") from None
    try:
        return connection, _manifest(connection, folder, path, whole)
    except StoreError:
        connection.close()
        raise


def _manifest(connection: sqlite3.Connection, folder: Path, path: Path, whole: bool) -> Manifest:
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        (text,) = connection.execute("SELECT value FROM manifest WHERE key='manifest'").fetchone()
        schema = json.loads(text)["schema"]
        manifest = Manifest.from_json(text) if schema == SCHEMA_VERSION else None
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"Indeksfilen {path} er beskadiget ({error}). {MEND}") from None
    if manifest is None:
        older = isinstance(schema, int) and schema < SCHEMA_VERSION
        raise (OutdatedError if older else StoreError)(
            f"Indekset i {folder} er af version {schema}, men programmet bruger version {SCHEMA_VERSION}. "
            f"{MEND_OLD if older else MEND_NEW}"
        )
    if not whole:
        raise StoreError(f"Indeksfilen {path} er beskadiget (kontrolsummen passer ikke). {MEND}")
    return manifest


def _stamp(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns
