"""From a citation's spans in the source to the very characters of the read text, and back to an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from aftalesvar.records import Document, Span

_SPAN = re.compile(r"(?:p(\d{1,5})\.)?(\d{1,9})-(\d{1,9})")
Range = tuple[int, int]  # text offsets [start, end)


def ranges(document: Document, spans: Iterable[Span]) -> list[Range]:
    """The stretches of ``document.text`` that stand in the spans: exactly their characters, in text order.

    Characters that the reading put in (a joint of two lines) are covered when both their neighbours are.
    """
    import numpy as np

    origins = np.asarray(document.origins, dtype=np.int64)
    inside = np.zeros(len(origins), bool)
    for span in spans:
        base = page_base(document, span)
        inside |= (origins >= base + span.start) & (origins < base + span.end)
    found = np.flatnonzero(inside)
    if not len(found):
        return []
    breaks = np.flatnonzero(np.diff(found) > 1)
    starts = [int(found[0]), *(int(found[i + 1]) for i in breaks)]
    ends = [*(int(found[i]) + 1 for i in breaks), int(found[-1]) + 1]
    joined: list[Range] = []
    for start, end in zip(starts, ends, strict=True):
        if joined and bool((origins[joined[-1][1] : start] == -1).all()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def page_base(document: Document, span: Span) -> int:
    """The offset in the joined source that a span counts from."""
    return (
        document.page_starts[span.page - 1]
        if document.paged == "pdf" and span.page and span.page <= len(document.page_starts)
        else 0
    )


def spans_text(document_paged: str, spans: Sequence[Span]) -> str:
    """Spans as an address holds them: "3456-3589", on a PDF's page "p2.120-240", several parted by commas."""
    return ",".join(
        f"{f'p{span.page}.' if document_paged == 'pdf' and span.page else ''}{span.start}-{span.end}" for span in spans
    )


def spans_from_text(told: str) -> tuple[Span, ...]:
    """The spans of an address; what isn't one is left out."""
    found = []
    for part in told.split(",")[:64]:
        if match := _SPAN.fullmatch(part.strip()):
            page, start, end = match.groups()
            if int(start) < int(end):
                found.append(Span(int(page) if page else None, int(start), int(end)))
    return tuple(found)


def surroundings(document: Document, marked: Sequence[Range], room: int = 260) -> list[Range]:
    """What to show around marked ranges: their blocks, a long block cut at words ``room`` characters off the mark.

    A table row is shown with the rows beside it.
    """
    wanted: list[Range] = []
    blocks = document.blocks
    for start, end in marked:
        for place, block in enumerate(blocks):
            if block.start < end and start < block.end:
                wanted.append(
                    (
                        max(block.start, _word(document.text, start - room, -1)),
                        min(block.end, _word(document.text, end + room, 1)),
                    )
                )
                if block.kind == "row":
                    wanted += [(b.start, b.end) for b in blocks[max(place - 1, 0) : place + 2] if b.kind == "row"]
    return merged(wanted)


def merged(found: Iterable[Range]) -> list[Range]:
    """Ranges in order, the overlapping and touching ones joined."""
    joined: list[Range] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _word(text: str, at: int, step: int) -> int:
    """The nearest place between words at or beyond ``at``, going ``step``."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += step
    return at


def first_line(document: Document, spans: Sequence[Span]) -> int:
    """The 1-based line of the source file on which the first span begins."""
    return document.source.count("\n", 0, page_base(document, spans[0]) + spans[0].start) + 1 if spans else 1


def cut_points(edges: Iterable[int], start: int, end: int) -> list[Range]:
    """The pieces of ``[start, end)`` between edges."""
    points = sorted({start, end, *(e for e in edges if start < e < end)})
    return list(pairwise(points))
