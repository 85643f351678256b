# ruff: noqa: T201 (the measures are printed)
"""The five agreements laid out as PDF by ``make_pdf`` and read back, in one column and in two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading import read_document, sentences_of, spans_of
from aftalesvar.reading.pdf import page_image, rectangles
from aftalesvar.records import Document

from .conftest import YEARS
from .make_pdf import Layout, lay_out, plain
from .test_nothing_lost import check_structure

Documents = dict[int, Document]


def _sentences(document: Document) -> list[tuple[str, int, int, int]]:
    """Text, start, end and block of every sentence."""
    return [
        (plain(document.text[start:end]), start, end, index)
        for index, block in enumerate(document.blocks)
        if block.kind != "title"
        for start, end in sentences_of(document, block)
    ]


def _squash(text: str) -> str:
    return re.sub(r"[\s\-\x02\ufffe­]+", "", text)


def _pages(document: Document, layout: Layout, start: int, end: int, index: int) -> set[int]:
    block = document.blocks[index]
    return set(layout.pages[index][start - block.start : end - block.start])


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("year", YEARS)
def test_a_pdf_reads_as_its_text(
    documents: Documents, lexicon: Lexicon, tmp_path: Path, year: int, columns: int
) -> None:
    document = documents[year]
    path = tmp_path / "aftale.pdf"
    layout = lay_out(document, path, columns)
    read = read_document(path, id="pdf", lexicon=lexicon)
    check_structure(read)
    wanted, found = _sentences(document), _sentences(read)
    by_text = {text: (start, end) for text, start, end, _ in found}
    same = [sentence for sentence in wanted if sentence[0] in by_text]
    print(f"{year}, {columns} column(s): {len(same)} of {len(wanted)} sentences identical, {len(found)} read")
    assert len(same) >= 0.995 * len(wanted)
    assert len(found) <= 1.005 * len(wanted)
    outline = [(s.kind, plain(s.title)) for s in document.sections[1:]]
    back = [(s.kind, s.title) for s in read.sections[1:]]
    assert [node for node in outline if node[0] != "heading"] == [node for node in back if node[0] != "heading"]
    assert len(set(outline) & set(back)) >= 0.97 * len(set(outline) | set(back))
    assert len(read.page_starts) == layout.count
    assert (read.title, read.year) == (document.title, document.year)
    texts = [text for text, *_ in wanted]
    for text, start, end, index in same:
        if texts.count(text) == 1:
            pages = {span.page for span in spans_of(read, *by_text[text])}
            assert pages == _pages(document, layout, start, end, index), text
    assert [b.row for b in read.blocks if b.row] == [b.row for b in document.blocks if b.row]


@pytest.mark.parametrize("columns", [1, 2])
def test_rectangles_cover_the_sentence(documents: Documents, lexicon: Lexicon, tmp_path: Path, columns: int) -> None:
    path = tmp_path / "aftale.pdf"
    lay_out(documents[2024], path, columns)
    read = read_document(path, id="pdf", lexicon=lexicon)
    sentences = _sentences(read)
    spans = [spans_of(read, start, end) for _, start, end, _ in sentences]
    rects = list(rectangles(path, tuple(span for each in spans for span in each)))
    wrong = []
    for (text, *_), each in zip(sentences, spans, strict=True):
        covered = ""
        for span in each:
            length = len(
                _squash(read.source[read.page_starts[(span.page or 1) - 1] + span.start :][: span.end - span.start])
            )
            part = ""
            while len(part) < length and rects:
                rect = rects.pop(0)
                assert rect.page == span.page
                assert 0 <= rect.left < rect.right <= rect.page_width
                assert 0 <= rect.bottom < rect.top <= rect.page_height
                part += _squash(rect.text)
            covered += part
        if _squash(text) not in covered:
            wrong.append((text, covered))
    print(f"{columns} column(s): {len(sentences) - len(wrong)} of {len(sentences)} sentences covered", wrong[:3])
    assert not wrong


def test_a_page_can_be_shown(documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "aftale.pdf"
    lay_out(documents[2027], path)
    assert page_image(path, 2, 0.5).startswith(b"\x89PNG")
