"""Running heads, page numbers and footnotes on a PDF's pages, told apart from the body."""

from __future__ import annotations

import re
from collections import Counter

from aftalesvar.reading.columns import Piece

_NOTE = re.compile(r"(?:\d{1,2}|[*†])\)?\s+\S")
BAND = 0.11  # share of a page's height, above and below, in which furniture stands


def without_furniture(pages: list[list[Piece]], sizes: list[tuple[float, float]]) -> list[list[Piece]]:
    """Take out what recurs at the same height on many pages, and numbers in the margins; mark footnotes."""
    edge = [[(p, _place(p, size[1])) for p in pieces] for pieces, size in zip(pages, sizes, strict=True)]
    seen: Counter[tuple[str, int]] = Counter()
    for pieces in edge:
        seen.update({(place, round(p.baseline / 4)) for p, place in pieces if place})
    needed = max(2, min(len(pages) // 2, 5)) if len(pages) > 1 else 99
    recurring = {(place, y + d) for (place, y), count in seen.items() if count >= needed for d in (-1, 0, 1)}
    return [_keep(pieces, recurring, size) for pieces, size in zip(edge, sizes, strict=True)]


def _place(piece: Piece, height: float) -> str:
    if piece.baseline > (1 - BAND) * height:
        return "above"
    return "below" if piece.baseline < BAND * height else ""


def _keep(
    pieces: list[tuple[Piece, str]], recurring: set[tuple[str, int]], size: tuple[float, float]
) -> list[Piece]:
    body = [p for p, place in pieces if not place]
    highest = max((p.top for p in body), default=size[1])
    lowest = min((p.bottom for p in body), default=0.0)
    kept: list[Piece] = []
    for piece, place in pieces:
        outside = piece.bottom > highest if place == "above" else piece.top < lowest
        if place and outside and (place, round(piece.baseline / 4)) in recurring and _detached(piece, body):
            continue
        kept.append(piece)
    return kept


def _detached(piece: Piece, body: list[Piece]) -> bool:
    """Furniture stands clear of the body by more than a line."""
    gap = min((min(abs(piece.bottom - p.top), abs(p.bottom - piece.top)) for p in body), default=99.0)
    return gap > 1.2 * piece.size or piece.end - piece.start < 5
