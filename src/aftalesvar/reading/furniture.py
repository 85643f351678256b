"""Running heads, page numbers and footnotes on a PDF's pages, told apart from the body."""

from __future__ import annotations

import re
from collections import Counter

from aftalesvar.reading.columns import Box, Piece
from aftalesvar.reading.layout import body_size
from aftalesvar.reading.lines import Line

BAND = 0.12  # share of a page's height, above and below, in which furniture stands
_NUMBER = re.compile(r"(?:side\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:af|/|ud af)\s*\d{1,4})?\.?", re.IGNORECASE)


def without_furniture(pages: list[list[Piece]], sizes: list[tuple[float, float]]) -> list[list[Piece]]:
    """Take out page numbers in the margins, and what recurs there in the same words on several pages."""
    seen: Counter[tuple[str, str]] = Counter()
    for pieces, size in zip(pages, sizes, strict=True):
        seen.update({key for piece in pieces if (key := _key(piece, size[1]))})
    needed = max(2, min(3, len(pages)))
    kept = []
    for pieces, size in zip(pages, sizes, strict=True):
        found: dict[tuple[str, str], Piece] = {}
        for piece in sorted(pieces, key=lambda p: -abs(p.baseline - size[1] / 2)):  # the outermost of equals
            key = _key(piece, size[1])
            if key and _is_furniture(piece, pieces, seen, needed, size[1]):
                found.setdefault(key, piece)
        taken = {id(piece) for piece in found.values()}
        kept.append([piece for piece in pieces if id(piece) not in taken])
    return kept


def _key(piece: Piece, height: float) -> tuple[str, str] | None:
    if BAND * height < piece.baseline < (1 - BAND) * height:
        return None
    place = "below" if piece.baseline <= BAND * height else "above"
    return place, re.sub(r"\d+", "#", " ".join(piece.text.split()))


def _is_furniture(
    piece: Piece, pieces: list[Piece], seen: Counter[tuple[str, str]], needed: int, height: float
) -> bool:
    key = _key(piece, height)
    if key is None:
        return False
    inner = [
        p for p in pieces if (p.baseline < piece.baseline - 1 if key[0] == "above" else p.baseline > piece.baseline + 1)
    ]
    outer = len(pieces) - len(inner)
    if outer > 6:  # not at the edge of what is printed
        return False
    return seen[key] >= needed or (bool(_NUMBER.fullmatch(piece.text.strip())) and outer <= 3)


_NOTE = re.compile(r"(\d{1,2}|\*)\)?\s?[A-ZÆØÅ]")


def note_marks(piece: Piece, text: str, boxes: list[Box]) -> list[int]:
    """Find a line's raised small figures, which point to footnotes; a lowered one ("CO2") belongs to its word."""
    return [
        index
        for index in range(piece.start + 1, piece.end)
        if text[index].isdigit()
        and boxes[index][4] < 0.8 * piece.size
        and boxes[index][1] > piece.baseline + 0.2 * piece.size
    ]


def mark_notes(lines: list[Line]) -> None:
    """Mark footnotes: small type at a page's foot that begins with the next note's number."""
    if not lines:
        return
    size, expected = body_size(lines), 1
    for page in sorted({line.page for line in lines}):
        on_page = [line for line in lines if line.page == page]
        tail = len(on_page)
        while tail > 0 and on_page[tail - 1].size < 0.9 * size:
            tail -= 1
        begun = False
        for line in on_page[tail:]:
            found = _NOTE.match(line.chars)
            if found and found.group(1) in ("*", str(expected)):
                begun = True
                expected += found.group(1) != "*"
            line.note = begun
