"""The one place where corpus, reading, passages, embedding and store meet: building the index."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from aftalesvar import __version__
from aftalesvar.corpus import CorpusEntry, file_hash, load_catalogue
from aftalesvar.danish.terms import Analyser, count_words
from aftalesvar.errors import CorpusError, ReadingError
from aftalesvar.figures import figures_of
from aftalesvar.passages import CutDocument, cut, embedded_text, sentence_context
from aftalesvar.records import Document, FigureRecord, Passage, Sentence, Span
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
TITLE_WEIGHT = 0.5  # a word of the title or section counts half in a passage's lexical terms


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
    """Whether an index was built from this corpus, with these settings and this model."""
    manifest = index.manifest
    return (
        manifest.settings == text_settings(settings)
        and manifest.model == dict(model)
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
        contents, embedded = _assemble(encoder, progress, documents, cuts, old)
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


def _assemble(
    encoder: Encoder, progress: Progress, documents: Sequence[tuple[Document, CorpusEntry]],
    cuts: Sequence[CutDocument], old: Mapping[str, bytes],
) -> tuple[IndexContents, int]:  # fmt: skip
    passages, sentences = _numbered(cuts)
    titles = {document.id: document.title for document, _ in documents}
    passage_texts = [embedded_text(titles[p.document], p) for p in passages]
    sentence_texts = [sentence_context(s) for s in sentences]
    vectors, embedded = _embed(encoder, progress, passage_texts + sentence_texts, old)
    words = count_words(
        [*(p.text for p in passages), *(t for d, _ in documents for t in (s.title for s in d.sections))]
    )
    analyser = Analyser(words)
    contents = IndexContents(
        documents=tuple((document, asdict(entry)) for document, entry in documents),
        passages=passages,
        sentences=sentences,
        figures=tuple(_figures([document for document, _ in documents], sentences)),
        passage_vectors=tuple(map(_key, passage_texts)),
        sentence_vectors=tuple(map(_key, sentence_texts)),
        vectors=vectors,
        postings=tuple(_postings(analyser, titles, passages, sentences)),
        words=words,
        abbreviations=_abbreviations(p.text for p in passages),
    )
    return contents, embedded


def _numbered(cuts: Sequence[CutDocument]) -> tuple[tuple[Passage, ...], tuple[Sentence, ...]]:
    """All passages and sentences with ids that are unique in the index."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for piece in cuts:
        first, base = len(passages), len(sentences)
        passages.extend(replace(p, id=first + p.id) for p in piece.passages)
        sentences.extend(replace(s, id=base + s.id, passage=first + s.passage) for s in piece.sentences)
    return tuple(passages), tuple(sentences)


def _figures(documents: Sequence[Document], sentences: Sequence[Sentence]) -> Iterable[FigureRecord]:
    """The figure records of all sentences, numbered, each with the spans of the figure itself."""
    by_id = {document.id: document for document in documents}
    count, before = 0, None
    for sentence in sentences:
        document = by_id[sentence.document]
        years = document.years or ((document.year,) if document.year is not None else ())
        found = figures_of(sentence, years, count, before)
        before = found[-1].direction if found else None
        count += len(found)
        for figure in found:
            yield replace(figure, spans=_figure_spans(document, sentence, figure))


def _figure_spans(document: Document, sentence: Sentence, figure: FigureRecord) -> tuple[Span, ...]:
    from aftalesvar.reading import spans_of

    if sentence.row is None:
        return spans_of(document, sentence.start + figure.start, sentence.start + figure.end)
    at = document.text.rfind(sentence.row.value, sentence.start, sentence.end)
    return spans_of(document, at, at + len(sentence.row.value)) if at >= 0 else sentence.spans


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _embed(
    encoder: Encoder, progress: Progress, texts: Sequence[str], old: Mapping[str, bytes]
) -> tuple[dict[str, bytes], int]:
    unique = {_key(text): text for text in texts}
    missing = {key: text for key, text in unique.items() if key not in old}
    vectors = {key: old[key] for key in unique if key in old}
    if missing:
        progress.begin("Beregner vektorer", len(missing))
        matrix = encoder.encode_passages(list(missing.values()), progress.advance)
        vectors.update((key, row.astype("float32").tobytes()) for key, row in zip(missing, matrix, strict=True))
    return vectors, len(missing)


def _postings(
    analyser: Analyser, titles: Mapping[str, str], passages: Sequence[Passage], sentences: Sequence[Sentence]
) -> Iterable[tuple[str, str, int, float]]:
    heads: list[dict[str, float]] = []
    for passage in passages:
        head = analyser.terms(" ".join((titles[passage.document], *passage.section)))
        heads.append(head)
        yield from ((t, "p", passage.id, w) for t, w in _added(analyser.terms(passage.text), head).items())
    for sentence in sentences:
        terms = _added(analyser.terms(sentence.text), analyser.terms(sentence.intro or ""))
        yield from ((t, "s", sentence.id, w) for t, w in terms.items())


def _added(terms: dict[str, float], context: Mapping[str, float]) -> dict[str, float]:
    """A text's terms with those of its heading or introduction at a lower weight, each counted once."""
    for term in context:
        terms[term] = terms.get(term, 0.0) + TITLE_WEIGHT
    return terms


_INTRODUCED = re.compile(r"((?:[\wæøåÆØÅ-]+\s+){1,6})\(([A-ZÆØÅ][A-ZÆØÅa-z]{1,7})\)")


def _abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Short forms that the corpus introduces itself: "kommunal medfinansiering (KMF)"."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _INTRODUCED.finditer(text):
            short, before = match[2], match[1].split()
            if sum(c.isupper() for c in short) >= 2:
                long = _long_form(short, before)
                if long:
                    found.setdefault(short.lower(), long)
    return found


def _long_form(short: str, before: Sequence[str]) -> str | None:
    """The fewest words just before the bracket that hold the short form's letters in order, the first in front."""
    for count in range(1, len(before) + 1):
        words = [w.lower() for w in before[-count:]]
        if not words[0].startswith(short[0].lower()):
            continue
        letters = iter("".join(words))
        if all(letter in letters for letter in short.lower()):
            return " ".join(words)
    return None


def _manifest(
    settings: Settings, encoder: Encoder, contents: IndexContents, refusals: Sequence[tuple[CorpusEntry, str]]
) -> Manifest:
    vectors = _vector_bytes(contents)
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
        "calibration": {},
        "tool": __version__,
    }
    identity = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:12]
    return Manifest(index_id=identity, **fields)


def _vector_bytes(contents: IndexContents) -> bytes:
    return b"".join(contents.vectors[key] for key in (*contents.passage_vectors, *contents.sentence_vectors))


def _write_vectors(settings: Settings, contents: IndexContents, manifest: Manifest) -> None:
    """Write the derived FAISS file beside the database and remove those of older states."""
    import numpy as np

    matrix = np.frombuffer(_vector_bytes(contents), np.float32).reshape(-1, int(manifest.model["dimension"]))
    file = vector_file(settings.index, manifest.vectors_sha256)
    try:
        FaissSearch.build(matrix).save(file)
    except OSError:
        return  # the database holds the vectors; whoever reads it next makes the file
    for other in settings.index.glob("vectors-*.faiss"):
        if other != file:
            other.unlink(missing_ok=True)
