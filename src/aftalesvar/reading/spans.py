"""From places in the read text back to places in the source."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right

from aftalesvar.danish import sentences
from aftalesvar.reading.lines import MARKUP
from aftalesvar.records import Block, Document, Span

_NOTHING = re.compile(f"(?:{MARKUP.pattern})*", re.IGNORECASE | re.DOTALL)


def spans_of(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """Give the source spans of ``document.text[start:end]``, in text order.

    A new span begins wherever the source holds more than white space, hyphens and markup between two neighbours, or
    a page ends. For a PDF the offsets count within the page's text.
    """
    spans: list[Span] = []
    first = last = -1
    for char, offset in zip(document.text[start:end], document.origins[start:end], strict=True):
        if offset < 0 or char.isspace():
            continue
        if first < 0:
            first = last = offset
        elif not _neighbours(document, last, offset):
            spans.append(_span(document, first, last + 1))
            first = last = offset
        else:
            last = offset
    if first >= 0:
        spans.append(_span(document, first, last + 1))
    return tuple(spans)


def _neighbours(document: Document, last: int, offset: int) -> bool:
    if offset == last + 1:
        return True
    if offset <= last or _page(document, last) != _page(document, offset):
        return False
    between = document.source[last + 1 : offset]
    return len(between) < 5000 and _NOTHING.fullmatch(between) is not None


def _page(document: Document, offset: int) -> int:
    return bisect_right(document.page_starts, offset)


def _span(document: Document, start: int, end: int) -> Span:
    if document.paged == "none":
        return Span(None, start, end)
    page = _page(document, start)
    shift = document.page_starts[page - 1] if document.paged == "pdf" else 0
    return Span(page, start - shift, end - shift)


def sentences_of(document: Document, block: Block) -> list[tuple[int, int]]:
    """Text offsets of a block's sentences; a row or title is one."""
    if block.kind in ("row", "title"):
        return [(block.start, block.end)]
    found = sentences.split(document.text[block.start : block.end])
    return [(block.start + start, block.start + end) for start, end in found]


def fingerprint(document: Document) -> str:
    """Give a hash of what the document says, whatever its file's format: letters and digits alone, in text order."""
    return hashlib.sha256("".join(c for c in document.text.lower() if c.isalnum()).encode()).hexdigest()


def row_sentence(document: Document, block: Block) -> str:
    """Give a row as a sentence for retrieval: "Balance for kommunerne i 2024, Skatteindtægter: -357,6 mia. kr."."""
    row = block.row
    if row is None:
        return document.text[block.start : block.end]
    title = document.sections[block.section].title.partition(": ")
    unit = f" {row.unit}" if row.unit else ""
    of_no_year = row.year is None and row.column is not None  # "Varigt", beside columns of years
    column = f", {row.column}" if row.column and (of_no_year or re.fullmatch(r"(?:19|20)\d\d", row.column)) else ""
    return f"{title[2] or title[0]}, {row.label}{column}: {row.value}{unit}"
