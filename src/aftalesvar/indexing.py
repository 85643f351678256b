"""The one place where corpus, reading, passages, embedding and store meet: building the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from aftalesvar import __version__
from aftalesvar.assembling import assembled, vector_bytes
from aftalesvar.calibration import shipped_calibration
from aftalesvar.corpus import CorpusEntry, file_hash, load_catalogue
from aftalesvar.errors import CorpusError, ReadingError
from aftalesvar.passages import cut
from aftalesvar.records import Document
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index
from aftalesvar.store.reuse import kept_vectors
from aftalesvar.store.schema import SCHEMA_VERSION, Manifest
from aftalesvar.store.vectors import FaissSearch, vector_file
from aftalesvar.store.writing import (
    DATABASE,
    IndexContents,
    content_hash,
    figure_rows,
    passage_rows,
    sentence_rows,
    write_database,
    writer_lock,
)

if TYPE_CHECKING:
    from aftalesvar.embedding import Encoder

READING_VERSION = 4  # raise it when the reading, the cut, the figures or the terms change what an index holds


class Progress(Protocol):
    """How the caller is told of long work: a step's Danish name, its size, and each piece done."""

    def begin(self, step: str, total: int) -> None:
        """Begin a step of ``total`` pieces."""
        ...

    def advance(self, count: int) -> None:
        """``count`` more pieces are done."""
        ...


class Silent:
    """A Progress that says nothing."""

    def begin(self, step: str, total: int) -> None:
        """Begin nothing."""

    def advance(self, count: int) -> None:
        """Advance nothing."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    index_id: str
    documents: int
    passages: int
    sentences: int
    embedded: int  # texts that had to be embedded; the others kept their vectors
    refused: tuple[tuple[str, str], ...]  # (file, Danish reason)


def sources_of(settings: Settings) -> dict[str, str]:
    """What the index should be built from: document id -> hash of its file and catalogue entry.

    :raises CorpusError: when the corpus can't be used.
    """
    entries = load_catalogue(settings.corpus)
    return {entry.id: source_hash(settings, entry) for entry in entries}


def source_hash(settings: Settings, entry: CorpusEntry) -> str:
    """What an entry and its file hold now, as the manifest records it.

    :raises CorpusError: when the file is missing or can't be read.
    """
    return _source_hash(entry, file_hash(settings.corpus / entry.file))


def _source_hash(entry: CorpusEntry, file: str) -> str:
    return hashlib.sha256((json.dumps(asdict(entry), sort_keys=True) + file).encode()).hexdigest()


def text_settings(settings: Settings) -> dict[str, Any]:
    """The settings that change what an index holds."""
    return {"passage_characters": settings.passage_characters, "reading": READING_VERSION}


def is_current(index: Index, settings: Settings, model: Mapping[str, Any]) -> bool:
    """Whether an index was built from this corpus, with these settings, this model and this calibration."""
    manifest = index.manifest
    return (
        manifest.settings == text_settings(settings)
        and manifest.model == dict(model)
        and manifest.calibration == asdict(shipped_calibration())
        and manifest.sources == sources_of(settings)
    )


def build(settings: Settings, encoder: Encoder, progress: Progress | None = None, *, rebuild: bool = False,
          wait_seconds: float = 0.0) -> BuildReport:  # fmt: skip
    """Build the index from the corpus folder; texts that are embedded already keep their vectors.

    :param rebuild: forget the old index and its vectors.
    :param wait_seconds: how long to wait for another process that is building.
    :raises CorpusError: when the corpus is empty or can't be used.
    :raises StoreError: when the index folder can't be written.
    """
    progress = progress or Silent()
    with writer_lock(settings.index, wait_seconds):
        old = {} if rebuild else kept_vectors(settings.index, asdict(encoder.identity))
        documents, refusals = _read_corpus(settings, progress)
        refused = [(entry.file, reason) for entry, reason in refusals]
        if not documents:
            reasons = "; ".join(f"{file}: {reason}" for file, reason in refused)
            raise CorpusError(f"Ingen aftaler kunne læses fra {settings.corpus}. {reasons}".strip())
        cuts = [cut(document, settings.passage_characters) for document, _ in documents]
        contents, embedded = assembled(encoder, progress, documents, cuts, old)
        manifest = _manifest(settings, encoder, contents, refusals)
        write_database(settings.index, contents, manifest)
        _write_vectors(settings, contents, manifest)
    counts = manifest.counts
    return BuildReport(
        manifest.index_id, counts["documents"], counts["passages"], counts["sentences"], embedded, tuple(refused)
    )


def clear(settings: Settings, wait_seconds: float = 10.0) -> None:
    """Delete the index of a corpus that has become empty.

    :raises StoreError: when the index folder can't be written.
    """
    with writer_lock(settings.index, wait_seconds):
        for file in (settings.index / DATABASE, *settings.index.glob("vectors-*.faiss")):
            file.unlink(missing_ok=True)


def _read_corpus(
    settings: Settings, progress: Progress
) -> tuple[list[tuple[Document, CorpusEntry]], list[tuple[CorpusEntry, str]]]:
    from aftalesvar.reading import read_document

    entries = load_catalogue(settings.corpus)
    progress.begin("Læser aftaler", len(entries))
    documents: list[tuple[Document, CorpusEntry]] = []
    refused: list[tuple[CorpusEntry, str]] = []
    for entry in entries:
        try:
            # No lexicon of the whole corpus: a document reads the same whatever stands beside it, so that its vectors
            # and answers stay when another is added or removed (measured: its own words decide the hyphens as well).
            document = read_document(
                settings.corpus / entry.file, id=entry.id, title=entry.title, year=entry.year, date=entry.date,
                parties=entry.parties,
            )  # fmt: skip
            documents.append((replace(document, years=entry.years or document.years), entry))
        except ReadingError as error:
            refused.append((entry, error.reason))
        progress.advance(1)
    return documents, refused


def _manifest(
    settings: Settings, encoder: Encoder, contents: IndexContents, refusals: Sequence[tuple[CorpusEntry, str]]
) -> Manifest:
    vectors = vector_bytes(contents)
    documents = [(d.id, d.hash, d.source, d.text) for d, _ in contents.documents]
    content = content_hash([documents, passage_rows(contents), sentence_rows(contents), figure_rows(contents)])
    fields: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "model": asdict(encoder.identity),
        # The hashes of the bytes as they were read: a file that has changed since makes the index outdated.
        "sources": {str(entry["id"]): _source_hash(CorpusEntry(**entry), d.hash) for d, entry in contents.documents}
        | {entry.id: source_hash(settings, entry) for entry, _ in refusals},
        "refused": {entry.id: reason for entry, reason in refusals},
        "settings": text_settings(settings),
        "counts": {
            "documents": len(contents.documents),
            "passages": len(contents.passages),
            "sentences": len(contents.sentences),
            "figures": len(contents.figures),
        },
        "vectors_sha256": hashlib.sha256(vectors).hexdigest(),
        "content_sha256": content,
        "calibration": asdict(shipped_calibration()),
        "tool": __version__,
    }
    identity = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:12]
    return Manifest(index_id=identity, **fields)


def _write_vectors(settings: Settings, contents: IndexContents, manifest: Manifest) -> None:
    """Write the derived FAISS file beside the database and remove those of older states."""
    import numpy as np

    matrix = np.frombuffer(vector_bytes(contents), np.float32).reshape(-1, int(manifest.model["dimension"]))
    file = vector_file(settings.index, manifest.vectors_sha256)
    try:
        FaissSearch.build(matrix).save(file)
    except OSError:
        return  # the database holds the vectors; whoever reads it next makes the file
    for other in settings.index.glob("vectors-*.faiss"):
        if other != file:
            other.unlink(missing_ok=True)
