"""Lay a read agreement out as a PDF, to be read back: ``python tests/reading/make_pdf.py corpus/FILE OUT.pdf [2]``.

One column with running heads and page numbers, or two columns with boxes across. Words are hyphenated at line ends,
boxes are framed and set smaller, tables have right-aligned values, and pages break wherever they are full.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from aftalesvar.records import Block, Document

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 70.0, WIDTH - 70, HEIGHT - 85, 85.0
GUTTER = 24.0
VOWELS = "aeiouyæøå"
# Characters that the standard fonts lack.
PLAIN = {"₂": "2", "ꞏ": "·", "\xa0": " "}


def plain(text: str) -> str:
    """The text as the standard fonts can set it."""
    return "".join(PLAIN.get(char, char) for char in text)


@dataclass
class Row:
    """One line to draw: parts are (x from the column's left, text, font, size)."""

    parts: list[tuple[float, str, str, float]]
    height: float
    block: int
    start: int  # offsets within the block's text
    end: int
    boxed: bool = False


@dataclass
class Layout:
    """Where everything went: for each block the page of each of its characters."""

    pages: dict[int, list[int]] = field(default_factory=dict)
    count: int = 0


def break_lines(text: str, font: str, size: float, width: float) -> list[tuple[str, int, int]]:
    """Break a text into lines no wider than ``width``, hyphenating; (drawn text, start, end)."""
    lines: list[tuple[str, int, int]] = []
    start, at, current = 0, 0, ""
    for match in re.finditer(r"\S+(?:\s+|$)", text):
        word = match.group().rstrip()
        offset = 0
        while True:
            rest = word[offset:]
            trial = f"{current} {rest}" if current else rest
            if stringWidth(trial, font, size) <= width:
                current, at = trial, match.start() + len(word)
                break
            cut, hyphen = _cut(rest, width - stringWidth(f"{current} " if current else "", font, size), font, size)
            if cut:
                piece = rest[:cut] + ("-" if hyphen else "")
                current = f"{current} {piece}" if current else piece
                offset += cut
                lines.append((current, start, match.start() + offset))
                start, current = match.start() + offset, ""
            elif current:
                lines.append((current, start, at))
                start, current = match.start() + offset, ""
            else:
                current, at = rest, match.start() + len(word)
                break
    if current:
        lines.append((current, start, len(text)))
    return lines


def _cut(word: str, room: float, font: str, size: float) -> tuple[int, bool]:
    """Where a word may be parted to fill ``room``: after its own hyphen, or before a consonant and vowel."""
    for cut in range(len(word) - 3, 2, -1):
        if word[cut - 1] == "-" and word[cut].isalnum() and stringWidth(word[:cut], font, size) <= room:
            return cut, False
        inner = word[cut - 3 : cut + 3]
        syllable = inner.isalpha() and inner[2:].islower() and word[cut] not in VOWELS and word[cut + 1] in VOWELS
        fits = stringWidth(word[:cut] + "-", font, size) <= room
        if syllable and fits and word[cut - 1] in VOWELS + "lnrs":
            return cut, True
    return 0, False


def lay_out(document: Document, path: Path, columns: int = 1) -> Layout:
    """Write the PDF; return where each block's characters stand."""
    return _Printer(document, path, columns).run()


class _Printer:
    def __init__(self, document: Document, path: Path, columns: int) -> None:
        self.document = document
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.columns = columns
        self.column_width = (RIGHT - LEFT - GUTTER * (columns - 1)) / columns
        self.layout = Layout(count=1)
        self.y = TOP
        self.band: list[Row] = []
        self.furniture()

    def furniture(self) -> None:
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(LEFT, HEIGHT - 48, plain(self.document.title))
        self.canvas.drawCentredString(WIDTH / 2, 42, f"{self.layout.count}")

    def new_page(self) -> None:
        self.canvas.showPage()
        self.layout.count += 1
        self.y = TOP
        self.furniture()

    def run(self) -> Layout:
        boxed = False
        for index, block in enumerate(self.document.blocks):
            if block.row and index and self.document.blocks[index - 1].start == block.start:
                continue
            inside = self._in_box(block)
            if inside != boxed:
                self.flush()
                self.y -= 10
                boxed = inside
            full = RIGHT - LEFT
            width = full - 16 if inside else full if self.columns == 1 else self.column_width
            self.band.extend(self.rows(index, block, width, inside))
            if inside or self.columns == 1:
                self.flush(full=True)
        self.flush()
        self.canvas.save()
        return self.layout

    def _in_box(self, block: Block) -> bool:
        section = self.document.sections[block.section]
        while section.parent is not None and section.kind != "box":
            section = self.document.sections[section.parent]
        return section.kind == "box"

    def rows(self, index: int, block: Block, width: float, boxed: bool) -> list[Row]:
        text = plain(self.document.text[block.start : block.end])
        section = self.document.sections[block.section]
        size = 9.0 if boxed else 11.0
        font = "Helvetica-Bold" if block.kind == "title" and section.kind != "root" else "Helvetica"
        if block.kind == "title" and section.kind in ("chapter", "annex"):
            size = 15.0
        leading = size * 1.27
        if block.row and (cut := text.rfind(block.row.value)) > 0:
            place = width - stringWidth(text[cut:], font, size)
            parts = [(0.0, text[:cut].rstrip(), font, size), (place, text[cut:], font, size)]
            return [Row(parts, leading, index, 0, len(text), boxed)]
        indent = 14.0 if block.kind == "item" else 0.0
        rows = []
        for number, (line, start, end) in enumerate(break_lines(text, font, size, width - indent)):
            parts = [(indent, line, font, size)]
            if indent and not number:
                parts.insert(0, (2.0, "•", font, size))
            rows.append(Row(parts, leading, index, start, end, boxed))
        rows[-1].height += leading * (0.25 if block.kind == "title" and section.kind == "heading" else 0.6)
        return rows

    def flush(self, *, full: bool = False) -> None:
        band, self.band = self.band, []
        if full or self.columns == 1:
            for row in band:
                if self.y - row.height < BOTTOM:
                    self.new_page()
                self.draw(row, LEFT + (8 if row.boxed else 0))
            return
        while band:
            room = self.y - BOTTOM
            total = sum(row.height for row in band)
            target = room if total > 2 * room else total / 2 + 8
            if room < 40:
                self.new_page()
                continue
            top, lowest = self.y, self.y
            for column in range(self.columns):
                self.y, used = top, 0.0
                while (
                    band and used + band[0].height <= max(min(target, room), band[0].height) + 0.1 and used < room - 16
                ):
                    used += band[0].height
                    self.draw(band.pop(0), LEFT + column * (self.column_width + GUTTER))
                lowest = min(lowest, self.y)
            self.y = lowest
            if band:
                self.new_page()

    def draw(self, row: Row, left: float) -> None:
        if row.boxed:
            self.canvas.setStrokeGray(0.7)
            self.canvas.line(LEFT, self.y + 10, LEFT, self.y + 10 - row.height)
            self.canvas.line(RIGHT, self.y + 10, RIGHT, self.y + 10 - row.height)
        for x, text, font, size in row.parts:
            self.canvas.setFont(font, size)
            self.canvas.drawString(left + x, self.y, text)
        pages = self.layout.pages.setdefault(row.block, [])
        pages.extend([self.layout.count] * (row.end - len(pages)))
        self.y -= row.height


if __name__ == "__main__":
    from aftalesvar.reading import read_document

    lay_out(read_document(Path(sys.argv[1]), id="x"), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
