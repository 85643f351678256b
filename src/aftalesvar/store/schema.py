"""The database's tables and the manifest that describes what built them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA_VERSION = 6

TABLES = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, title TEXT NOT NULL, year INTEGER, head TEXT NOT NULL,
    hash TEXT NOT NULL, entry TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL, origins BLOB NOT NULL,
    outline TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), ordinal INTEGER NOT NULL,
    section TEXT NOT NULL, section_kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, spans TEXT NOT NULL, vector TEXT NOT NULL REFERENCES vectors(key)
) STRICT;
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id),
    passage INTEGER NOT NULL REFERENCES passages(id), kind TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, quote TEXT NOT NULL, spans TEXT NOT NULL, intro TEXT, "row" TEXT,
    vector TEXT NOT NULL REFERENCES vectors(key)
) STRICT;
CREATE TABLE figures (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id),
    sentence INTEGER NOT NULL REFERENCES sentences(id), value TEXT NOT NULL, unit TEXT NOT NULL, told TEXT NOT NULL
) STRICT;
CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT;
CREATE TABLE postings (
    term TEXT NOT NULL, unit TEXT NOT NULL, owner INTEGER NOT NULL, weight REAL NOT NULL,
    PRIMARY KEY (term, unit, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE lengths (unit TEXT NOT NULL, owner INTEGER NOT NULL, length REAL NOT NULL, PRIMARY KEY (unit, owner))
    STRICT, WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE abbreviations (short TEXT PRIMARY KEY, long TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What built the index: enough to know whether it still fits the corpus, the model and this code."""

    schema: int
    index_id: str  # hash over everything below and the contents
    model: dict[str, Any]  # the ModelIdentity's fields
    sources: dict[str, str]  # document id -> SHA-256 of its file and catalogue entry
    settings: dict[str, Any]
    counts: dict[str, int]
    vectors_sha256: str  # of the concatenated float32 vectors, passages then sentences
    content_sha256: str  # of the rows of documents, passages, sentences and figures
    calibration: dict[str, Any]
    tool: str
    refused: dict[str, str] = field(default_factory=dict)  # document id -> why its file couldn't be read

    def to_json(self) -> str:
        """All fields as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest that ``to_json`` wrote.

        :raises ValueError: when a field is missing, unknown, or the text isn't JSON.
        """
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(str(error)) from None
