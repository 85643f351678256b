"""PDFs: read in a child process with limits, cut into lines in reading order, without running heads."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from aftalesvar.errors import ReadingError
from aftalesvar.reading.columns import Piece, pieces_of, reading_order
from aftalesvar.reading.files import Raw, load
from aftalesvar.reading.furniture import mark_notes, note_marks, without_furniture
from aftalesvar.reading.lines import Line, bullet_of, collapse, keep_head
from aftalesvar.records import Span

TIMEOUT = 120  # seconds
_REASONS = {
    "encrypted": "PDF'en er låst med adgangskode; gem en kopi uden adgangskode",
    "damaged": "PDF'en er beskadiget eller ufuldstændig; hent den igen",
    "too-big": "PDF'en kræver for megen hukommelse; del den eller gem den som tekst",
    "too-many-pages": "PDF'en har over 1.000 sider; del den i mindre filer",
    "time": "PDF'en tager for lang tid at læse; del den eller gem den som tekst",
    "crash": "PDF'en kan ikke læses; gem den på ny eller som tekst",
    "no-such-page": "siden findes ikke i PDF'en",
}
_SCANNED = "PDF'en er scannet og har ingen tekst; kør tekstgenkendelse (OCR) på den først"
_TEXTLESS = "PDF'en har ingen tekst, der kan læses; er den scannet, så kør tekstgenkendelse (OCR) på den først"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page in points, origin at the page's lower left; ``page_width``/``height`` of the whole page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    page_width: float
    page_height: float
    text: str


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: its pages' text joined by form feeds, where pages begin, and the lines in reading order."""

    source: str
    page_starts: tuple[int, ...]
    lines: list[Line]
    thin: tuple[int, ...]  # pages with little or no text


def read_pdf(raw: Raw) -> PdfText:
    """Read a PDF's text. Raises ReadingError with the reason where it can't be read."""
    if b"%%EOF" not in raw.data[-4096:]:
        raise ReadingError(raw.name, "PDF'en er afkortet (slutningen mangler); hent den igen")
    pages: list[dict[str, Any]] = _child(raw, ["text"])["pages"]
    sizes = [len("".join(page["text"].split())) for page in pages]
    if sum(sizes) < 20 * len(pages):
        raise ReadingError(raw.name, _SCANNED if any(page["images"] for page in pages) else _TEXTLESS)
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page["text"]) + 1)
    per_page: list[list[Piece]] = [
        pieces_of(page["text"], page["boxes"], number, page["size"]) for number, page in enumerate(pages, 1)
    ]
    kept = without_furniture(per_page, [page["size"] for page in pages])
    ordered = [reading_order(pieces, page["size"][0]) for pieces, page in zip(kept, pages, strict=True)]
    edges: dict[tuple[str, int], float] = {}
    for piece in (piece for pieces in ordered for piece in pieces):
        key = piece.zone, round(piece.size)
        edges[key] = max(edges.get(key, 0.0), piece.right)
    leading = _leading(ordered)
    lines: list[Line] = []
    for pieces, page, start in zip(ordered, pages, starts, strict=True):
        lines.extend(_lines(pieces, page, start, edges, leading))
    if sum(line.framed for line in lines) > 0.6 * len(lines):  # a frame round everything says nothing
        for line in lines:
            line.framed = False
    mark_notes(lines)
    thin = tuple(number for number, size in enumerate(sizes, 1) if size < 20)
    return PdfText("\f".join(page["text"] for page in pages), tuple(starts), lines, thin)


def _lines(
    pieces: list[Piece], page: dict[str, Any], shift: int, edges: dict[tuple[str, int], float], leading: float
) -> list[Line]:
    text: str = page["text"]
    lines: list[Line] = []
    before: Piece | None = None
    lone_bullet = False
    for piece in pieces:
        body = "".join("\t" if i in piece.tabs else text[i] for i in range(piece.start, piece.end))
        kept = bytearray(b"\x01" * len(body))
        bullet, dash, size = bullet_of(body)
        if bullet and size == len(body):
            lone_bullet = True
            continue
        kept[:size] = bytes(size)
        for place in note_marks(piece, text, page["boxes"]):
            kept[place - piece.start] = 0
        chars, offs = collapse(body, kept, shift + piece.start)
        if not chars:
            continue
        # Where PDFium joined the halves of a word there is no place for a blank.
        end = -1 if piece.text.endswith("\x02") else shift + piece.end
        line = Line(chars, offs, piece.page, end, bullet=bullet or lone_bullet, dash=dash, size=piece.size)
        keep_head(line, body, shift + piece.start)
        line.style, lone_bullet = piece.style, False
        line.framed = any(
            left <= piece.left and piece.right <= right and low <= piece.baseline and piece.top <= high + 2
            for left, low, right, high in page["frames"]
        )
        line.room = edges[piece.zone, round(piece.size)] - piece.right
        line.advance = (piece.right - piece.left) / len(chars)
        if before is not None:
            line.jump = before.zone != piece.zone or before.baseline < piece.baseline - 1
            step = (before.baseline - piece.baseline) / max(before.size, piece.size)
            line.gap = "blank" if line.jump or step > 1.2 * leading else "none"
        lines.append(line)
        before = piece
    return lines


def _leading(pages: list[list[Piece]]) -> float:
    """Give the distance of lines, in type sizes, that is common within paragraphs."""
    steps = sorted(
        (a.baseline - b.baseline) / a.size
        for pieces in pages
        for a, b in pairwise(pieces)
        if a.zone == b.zone and abs(a.size - b.size) < 0.2 and a.baseline - b.baseline > 0.5 * a.size
    )
    return steps[len(steps) * 2 // 5] if steps else 1.25


def _child(raw: Raw, arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "aftalesvar.reading.pdf_child", *arguments]
    try:
        done = subprocess.run(command, input=raw.data, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ReadingError(raw.name, _REASONS["time"]) from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        stopped = "time" if done.returncode in (-24, -9) else "too-big" if b"MemoryError" in done.stderr else "crash"
        raise ReadingError(raw.name, _REASONS[stopped]) from error
    if "error" in answer:
        raise ReadingError(raw.name, _REASONS[answer["error"]])
    return answer


def rectangles(path: Path, spans: tuple[Span, ...]) -> tuple[Rect, ...]:
    """Give the rectangles that spans cover on their pages, so that a page can be shown with a sentence marked."""
    wanted = json.dumps([[span.page, span.start, span.end] for span in spans if span.page])
    found = _child(load(path), ["rects", wanted])["spans"]
    return tuple(
        Rect(span["page"], left, bottom, right, top, span["size"][0], span["size"][1], text)
        for span in found
        for (left, bottom, right, top), text in zip(span["rects"], span["texts"], strict=True)
    )


def page_image(path: Path, page: int, scale: float = 1.5) -> bytes:
    """Give a page as PNG, ``scale`` pixels to the point."""
    return base64.b64decode(_child(load(path), ["image", str(page), str(scale)])["png"])
