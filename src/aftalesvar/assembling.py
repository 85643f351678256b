"""Documents that are read and cut become what an index holds: vectors, search terms, figures and words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from aftalesvar.corpus import CorpusEntry
from aftalesvar.danish.abbreviations import introduced_abbreviations
from aftalesvar.danish.terms import Analyser, count_words
from aftalesvar.figures import figures_of
from aftalesvar.passages import CutDocument, embedded_text, sentence_context
from aftalesvar.records import Document, FigureRecord, Passage, Sentence, Span
from aftalesvar.store.writing import IndexContents

if TYPE_CHECKING:
    from aftalesvar.embedding import Encoder
    from aftalesvar.indexing import Progress

TITLE_WEIGHT = 0.5  # a word of the title, section or introduction counts half in a text's search terms


def assembled(
    encoder: Encoder, progress: Progress, documents: Sequence[tuple[Document, CorpusEntry]],
    cuts: Sequence[CutDocument], old: Mapping[str, bytes],
) -> tuple[IndexContents, int]:  # fmt: skip
    """Everything that an index holds, and how many texts had to be embedded.

    :param cuts: the passages and sentences of each document, in the same order.
    :param old: vectors that are kept, by the hash of their text.
    """
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
        abbreviations=introduced_abbreviations(p.text for p in passages),
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


def vector_bytes(contents: IndexContents) -> bytes:
    """The vectors of all passages and then of all sentences, one after the other."""
    return b"".join(contents.vectors[key] for key in (*contents.passage_vectors, *contents.sentence_vectors))
