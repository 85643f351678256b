"""Running heads and page numbers on a PDF's pages, told apart from the body."""

from __future__ import annotations

import re
from collections import Counter

from aftalesvar.reading.columns import Piece

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
