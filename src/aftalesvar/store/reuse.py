"""Vectors that are there already: an index of an older version can't be answered from, but its vectors still hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aftalesvar.store.seal import is_whole
from aftalesvar.store.writing import DATABASE


def kept_vectors(folder: Path, model: Mapping[str, Any]) -> dict[str, bytes]:
    """The vectors in a folder's index by the key of their text; {} when there are none that can be trusted.

    :param model: the model's identity; another model's vectors are of no use.
    """
    path = folder / DATABASE
    try:
        if not is_whole(path):
            return {}
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            (manifest,) = connection.execute("SELECT value FROM manifest WHERE key='manifest'").fetchone()
            if json.loads(manifest)["model"] != dict(model):
                return {}
            return dict(connection.execute("SELECT key, vector FROM vectors"))
        finally:
            connection.close()
    except (OSError, sqlite3.Error, ValueError, TypeError, KeyError):
        return {}
