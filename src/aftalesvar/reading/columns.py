"""Characters with boxes become pieces of lines, and these come in the order in which a reader takes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

Box = list[float]  # left, bottom, right, top, font size, style (1 bold, 2 italic)


@dataclass(slots=True)
class Piece:
    """A stretch of one line within one column. ``start``/``end`` are offsets into the page's text."""

    page: int
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    baseline: float
    tabs: set[int] = field(default_factory=set)  # offsets of blanks that part table cells
    style: int = 0  # 1 bold, 2 italic, throughout
    text: str = ""
    zone: str = "across"  # which column it stands in


def pieces_of(text: str, boxes: list[Box], page: int, size: tuple[float, float]) -> list[Piece]:
    """Cut a page's text at its line breaks and at wide gaps between characters."""
    pieces: list[Piece] = []
    start = 0
    for index, char in enumerate(text):
        if char in "\r\n\x02":
            _add(pieces, text, boxes, page, start, index + (char == "\x02"))
            start = index + 1
    _add(pieces, text, boxes, page, start, len(text))
    gutter = _gutter(pieces, size[0])
    return _split_at(pieces, text, boxes, gutter) if gutter else pieces


def _add(pieces: list[Piece], text: str, boxes: list[Box], page: int, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    seen = [i for i in range(start, end) if not text[i].isspace() and boxes[i][2] > boxes[i][0]]
    if not seen:
        return
    # A change of line that the text doesn't tell (no break, no hyphen) is seen in the boxes.
    for before, after in pairwise(seen):
        height = max(boxes[before][4], boxes[after][4], 4.0)
        if abs(boxes[after][1] - boxes[before][1]) > 1.6 * height and boxes[after][0] < boxes[before][0]:
            _add(pieces, text, boxes, page, start, before + 1)
            _add(pieces, text, boxes, page, before + 1, end)
            return
    size = median(boxes[i][4] for i in seen)
    tabs = {
        before + 1
        for before, after in pairwise(seen)
        if after > before + 1 and boxes[after][0] - boxes[before][2] > 1.6 * size
    }
    pieces.append(
        Piece(
            page,
            start,
            end,
            min(boxes[i][0] for i in seen),
            min(boxes[i][1] for i in seen),
            max(boxes[i][2] for i in seen),
            max(boxes[i][3] for i in seen),
            size,
            median(boxes[i][1] for i in seen),
            tabs,
            int(boxes[seen[0]][5]) if len({boxes[i][5] for i in seen}) == 1 else 0,
            text[start:end],
        )
    )


def _gutter(pieces: list[Piece], width: float) -> float | None:
    """Give the x of a gap between two columns, or None where the page has one column."""
    best, where = 0.0, None
    for step in range(35, 66):
        x = width * step / 100
        left = [p for p in pieces if p.right <= x + 1]
        right = [p for p in pieces if p.left >= x - 1]
        beside = sum(any(abs(a.baseline - b.baseline) < 0.6 * a.size for b in right) for a in left)
        wide = [p for p in right if p.right - p.left > 0.2 * width]
        score = beside - 0.2 * abs(step - 50) / 15
        if beside >= 5 and len(wide) >= 4 and score > best:
            best, where = score, x
    return where


def _split_at(pieces: list[Piece], text: str, boxes: list[Box], gutter: float) -> list[Piece]:
    result: list[Piece] = []
    for piece in pieces:
        cut = next(
            (
                t
                for t in sorted(piece.tabs)
                if _right_of(boxes, text, t) >= gutter - 1 and boxes[t - 1][2] <= gutter + 1
            ),
            None,
        )
        if cut is None:
            result.append(piece)
            continue
        _add(result, text, boxes, piece.page, piece.start, cut)
        _add(result, text, boxes, piece.page, cut, piece.end)
    return result


def _right_of(boxes: list[Box], text: str, index: int) -> float:
    while index < len(text) and text[index].isspace():
        index += 1
    return boxes[index][0] if index < len(text) else 0.0


def reading_order(pieces: list[Piece], width: float) -> list[Piece]:
    """Order a page's pieces: down the left column, then the right, in bands parted by what runs across both."""
    gutter = _gutter(pieces, width)
    rows = _rows(pieces)
    if gutter is None:
        return [piece for row in rows for piece in row]
    across = _across(rows, gutter)
    ordered: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for row, crosses in zip(rows, across, strict=True):
        if crosses:
            ordered += left + right + row
            left, right = [], []
            continue
        for piece in row:
            piece.zone = "left" if piece.left < gutter - 1 else "right"
            (left if piece.zone == "left" else right).append(piece)
    return ordered + left + right


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.baseline, p.left)):
        if rows and abs(rows[-1][0].baseline - piece.baseline) < 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def _across(rows: list[list[Piece]], gutter: float) -> list[bool]:
    """For each row whether it runs across the columns; short rows go with rows of their type next to them."""
    across = [any(p.left < gutter - 4 and p.right > gutter + 4 for p in row) for row in rows]
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        for index in order:
            near = index - 1 if order.step == 1 else index + 1
            row, beside = rows[index], rows[near]
            if across[index] or not across[near] or any(p.left >= gutter - 4 for p in row):
                continue
            close = abs(row[0].baseline - beside[0].baseline) < 2.6 * max(row[0].size, beside[0].size)
            alike = abs(row[0].left - beside[0].left) < 3 and row[0].size <= beside[0].size * 1.25
            if close and alike:
                across[index] = True
    size = median(p.size for row in rows for p in row)
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        for index in order:  # small type alone at the page's head or foot: a box that begins or ends there
            small = len(rows[index]) == 1 and rows[index][0].size < 0.95 * size and rows[index][0].left < gutter - 4
            if not (small or across[index]):
                break
            across[index] = True
    return across
