"""A document becomes passages (what is ranked) and sentences (what answers are read out of).

Passages are cut within sections, at sentence ends, by langchain-text-splitters: the splitter is given the
section's text with a mark after every paragraph and every sentence and told to prefer those marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aftalesvar.reading import row_sentence, sentences_of, spans_of
from aftalesvar.records import Block, Document, Passage, Sentence, Span
from aftalesvar.settings import PASSAGE_CHARACTERS

# Marks from Unicode's private use area, which the reading never lets through.
_PARAGRAPH, _SENTENCE = "\ue0f0", "\ue0f1"


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A document's passages and sentences; ids count from 0 within the document."""

    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]


def cut(document: Document, characters: int = PASSAGE_CHARACTERS) -> CutDocument:
    """Cut a document into passages of about ``characters`` and the sentences in them."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for run in _runs(document):
        pieces = _sentence_pieces(document, run)
        for start, end in _cut_run(document, pieces, characters):
            passage = _passage(document, run[0], len(passages), start, end)
            passages.append(passage)
            for block, s, e in pieces:
                if start <= s < end:
                    sentences.append(_sentence(document, block, len(sentences), passage.id, s, e))
    return CutDocument(tuple(passages), tuple(sentences))


def section_path(document: Document, index: int) -> tuple[str, ...]:
    """The titles from the chapter down to section ``index``; () for the root."""
    titles: list[str] = []
    at: int | None = index
    while at is not None:
        section = document.sections[at]
        if section.kind != "root":
            titles.append(section.title)
        at = section.parent
    return tuple(reversed(titles))


def embedded_text(document_title: str, passage: Passage) -> str:
    """What is embedded for a passage: "title › section: text"."""
    return f"{' › '.join((document_title, *passage.section))}: {passage.text}"


def sentence_context(sentence: Sentence) -> str:
    """What is embedded for a sentence: a list item with its introduction, anything else as it is."""
    return f"{sentence.intro} {sentence.text}" if sentence.intro else sentence.text


def _runs(document: Document) -> Iterator[list[Block]]:
    """Neighbouring blocks of the same innermost section, titles left out; a table is one run."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind == "title" or (run and run[-1].section != block.section):
            if run:
                yield run
            run = []
        if block.kind != "title":
            run.append(block)
    if run:
        yield run


def _sentence_pieces(document: Document, run: list[Block]) -> list[tuple[Block, int, int]]:
    return [(block, start, end) for block in run for start, end in sentences_of(document, block)]


def _cut_run(document: Document, pieces: list[tuple[Block, int, int]], characters: int) -> list[tuple[int, int]]:
    """Text offsets of the passages of one run."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    if not pieces:
        return []
    if pieces[0][0].kind == "row":  # a table is read as a whole
        return [(pieces[0][1], pieces[-1][2])]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=characters,
        chunk_overlap=0,
        separators=[_PARAGRAPH, _SENTENCE],
        keep_separator="end",
        strip_whitespace=False,
        length_function=len,
    )
    marked = "".join(
        document.text[start:end]
        + (_PARAGRAPH if at + 1 == len(pieces) or pieces[at + 1][0] is not block else _SENTENCE)
        for at, (block, start, end) in enumerate(pieces)
    )
    cuts: list[tuple[int, int]] = []
    first = 0
    for chunk in splitter.split_text(marked):
        count = chunk.count(_PARAGRAPH) + chunk.count(_SENTENCE)
        last = first + count - 1
        cuts.append((pieces[first][1], pieces[last][2]))
        first = last + 1
    return _merged_short(cuts, characters)


def _merged_short(cuts: list[tuple[int, int]], characters: int) -> list[tuple[int, int]]:
    """A stump of a passage says too little to be ranked: it joins the one before."""
    merged: list[tuple[int, int]] = []
    for start, end in cuts:
        if merged and min(end - start, merged[-1][1] - merged[-1][0]) < characters // 5:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _passage(document: Document, block: Block, ordinal: int, start: int, end: int) -> Passage:
    return Passage(
        id=ordinal,
        document=document.id,
        ordinal=ordinal,
        section=section_path(document, block.section),
        section_kind=document.sections[block.section].kind,
        start=start,
        end=end,
        text=document.text[start:end],
        spans=spans_of(document, start, end),
    )


def _sentence(document: Document, block: Block, id: int, passage: int, start: int, end: int) -> Sentence:  # noqa: A002
    text = quote = document.text[start:end]
    spans = spans_of(document, start, end)
    if block.kind == "row":
        heads = _table_heads(document, block)
        quote = " ".join((*(document.text[h.start : h.end] for h in heads), quote))
        spans = (*(span for h in heads for span in spans_of(document, h.start, h.end)), *spans)
        text = row_sentence(document, block)
    return Sentence(
        id,
        document.id,
        passage,
        block.kind,
        start,
        end,
        text,
        quote,
        _joined(spans),
        _intro(document, block),
        block.row,
    )


def _table_heads(document: Document, row: Block) -> list[Block]:
    """The lines above a table's rows that say what it is, for what year and in what unit."""
    return [block for block in document.blocks if block.kind == "title" and block.section == row.section]


def _intro(document: Document, block: Block) -> str | None:
    if block.intro is None or block.kind == "row":
        return None
    lead = document.blocks[block.intro]
    start, end = sentences_of(document, lead)[-1]
    return document.text[start:end]


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Heading lines that follow each other make one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].page == span.page and 0 <= span.start - joined[-1].end <= 3:
            joined[-1] = Span(span.page, joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
