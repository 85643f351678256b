"""The user's cache folder, and the plain tools that keep what lies in it whole."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from aftalesvar.errors import ModelError

CACHE_VARIABLE = "AFTALESVAR_CACHE"


def cache_folder() -> Path:
    """Where derived files lie: ``AFTALESVAR_CACHE``, or the system's cache folder for this user."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("aftalesvar", appauthor=False)


def cache_error(folder: Path, error: OSError) -> ModelError:
    """Word the one line for a cache folder that can't be written or read."""
    reason = error.strerror or type(error).__name__
    return ModelError(
        f"Modellens mappe {folder} kan ikke bruges ({reason}); giv plads og skriveadgang, "
        f"eller vælg en anden mappe med {CACHE_VARIABLE}."
    )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_stamp(path: Path) -> list[int]:
    """Size and change time (ns): when both are as before, the bytes are taken to be as before."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def read_json(path: Path) -> Any:
    """Return the JSON value in a file, or None when there is none or it can't be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: object) -> None:
    """Write a JSON file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(value, stream)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
