"""PDFs: read in a child process with limits, cut into lines in reading order, without running heads."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftalesvar.errors import ReadingError
from aftalesvar.reading.columns import Piece, pieces_of, reading_order
from aftalesvar.reading.files import Raw, load
from aftalesvar.reading.furniture import without_furniture
from aftalesvar.reading.lines import Line, bullet_of, collapse
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
    if sum(sizes) < 20 * len(pages) and (any(page["images"] for page in pages) or sum(sizes) < 20):
        raise ReadingError(raw.name, _SCANNED)
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page["text"]) + 1)
    per_page: list[list[Piece]] = []
    for number, page in enumerate(pages, 1):
        per_page.append(pieces_of(page["text"], page["boxes"], number, page["size"]))
    kept = without_furniture(per_page, [page["size"] for page in pages])
    lines: list[Line] = []
    for number, pieces in enumerate(kept, 1):
        ordered = reading_order(pieces, pages[number - 1]["size"][0])
        lines.extend(_lines(ordered, pages[number - 1]["text"], starts[number - 1]))
    thin = tuple(number for number, size in enumerate(sizes, 1) if size < 20)
    return PdfText("\f".join(page["text"] for page in pages), tuple(starts), lines, thin)


def _lines(pieces: list[Piece], text: str, shift: int) -> list[Line]:
    lines: list[Line] = []
    leading = _leading(pieces)
    before: Piece | None = None
    lone_bullet = False
    for piece in pieces:
        body = "".join("\t" if i in piece.tabs else text[i] for i in range(piece.start, piece.end))
        body = body.replace("\x02", "-") if body.rstrip().endswith("\x02") else body
        kept = bytearray(b"\x01" * len(body))
        bullet, dash, size = bullet_of(body)
        if bullet and size == len(body):
            lone_bullet = True
            continue
        kept[:size] = bytes(size)
        chars, offs = collapse(body, kept, shift + piece.start)
        if not chars:
            continue
        line = Line(chars, offs, piece.page, shift + piece.end, bullet=bullet or lone_bullet, dash=dash, size=piece.size)
        line.note = piece.note
        lone_bullet = False
        apart = before is None or abs(before.baseline - piece.baseline) > 1.35 * leading or before.bottom < piece.bottom - 1
        changed = before is not None and abs(before.size - piece.size) > 0.06 * piece.size
        line.gap = "blank" if apart or changed else "none"
        lines.append(line)
        before = piece
    return lines


def _leading(pieces: list[Piece]) -> float:
    steps = sorted(a.baseline - b.baseline for a, b in zip(pieces, pieces[1:], strict=False) if a.baseline - b.baseline > 2)
    return steps[len(steps) // 3] if steps else 14.0


def _child(raw: Raw, arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "aftalesvar.reading.pdf_child", *arguments]
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
    """The rectangles that spans cover on their pages, so that a page can be shown with a sentence marked."""
    wanted = json.dumps([[span.page, span.start, span.end] for span in spans if span.page])
    found = _child(load(path), ["rects", wanted])["spans"]
    return tuple(
        Rect(span["page"], *rect, *span["size"], text)
        for span in found
        for rect, text in zip(span["rects"], span["texts"], strict=True)
    )


def page_image(path: Path, page: int, scale: float = 1.5) -> bytes:
    """A page as PNG, ``scale`` pixels to the point."""
    return base64.b64decode(_child(load(path), ["image", str(page), str(scale)])["png"])
