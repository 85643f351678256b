"""Two sentences laid side by side: which words and figures are the same, gone or new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from aftalesvar.comparing.found import FigureChange, Piece
from aftalesvar.danish.numbers import FoundFigure, find_figures

_WORD = re.compile(r"\s+|[^\s]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_Token = tuple[str, bool]
_Run = tuple[bool, list[_Token], list[_Token]]  # whether they are the same, the left's, the right's
_SMALL = 3  # letters of a word that is too small to part two changes
_AROUND = 5  # words on each side


def tokens(text: str) -> list[tuple[str, bool]]:
    """A text as words, blanks and whole figures ("19,3 mia. kr." is one): (token, whether it is a figure)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for figure in find_figures(text):
        start = figure.end - len(figure.core)
        found += [(m[0], False) for m in _WORD.finditer(text, at, start)]
        found.append((figure.core, True))
        at = figure.end
    return [*found, *((m[0], False) for m in _WORD.finditer(text, at))]


def marked(left: str, right: str) -> tuple[Piece, ...]:
    """The pieces of two texts: all but the "new" joined give the left text, all but the "gone" the right."""
    old, new = tokens(left), tokens(right)
    matcher = SequenceMatcher(None, [t.casefold() for t, _ in old], [t.casefold() for t, _ in new], autojunk=False)
    runs = _without_islands([(kind == "equal", old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes()])
    pieces: list[Piece] = []
    for same, gone, come in runs:
        if not same:
            pieces += [Piece("gone", t, f) for t, f in gone] + [Piece("new", t, f) for t, f in come]
            continue
        for (mine, figure), (yours, _) in zip(gone, come, strict=True):  # the same but for the letters' case
            alike = [Piece("same", mine, figure)]
            pieces += alike if mine == yours else [Piece("gone", mine, figure), Piece("new", yours, figure)]
    return _joined(pieces)


def _without_islands(runs: Sequence[_Run]) -> list[_Run]:
    """Changes that only a small word parts read better as one change."""
    joined: list[_Run] = []
    for at, (same, gone, come) in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        island = same and inside and not any(f or len(t.strip()) > _SMALL for t, f in gone)
        changed = not same or island
        if changed and joined and not joined[-1][0]:
            joined[-1] = (False, [*joined[-1][1], *gone], [*joined[-1][2], *come])
        else:
            joined.append((not changed, list(gone), list(come)))
    return joined


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and (joined[-1].kind, joined[-1].figure) == (piece.kind, piece.figure) and not piece.figure:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text, piece.figure)
        else:
            joined.append(piece)
    return tuple(joined)


def figure_changes(left: str, right: str) -> tuple[FigureChange, ...]:
    """The figures that differ, each with the one that took its place, in the order of the left and then the right.

    Figures are told apart by value and unit, so "1.000 mio. kr." and "1 mia. kr." are the same.
    """
    old, new = find_figures(left), find_figures(right)
    pairs = _aligned(left, old, right, new)
    changes: list[FigureChange] = []
    for before, after in pairs:
        if before is not None and after is not None:
            if _worth(before) == _worth(after):
                continue
            same_unit = before.unit == after.unit
            changes.append(FigureChange(
                before.core, after.core, after.value - before.value if same_unit else None,
                after.unit if same_unit else None,
            ))  # fmt: skip
        else:
            changes.append(FigureChange(before.core if before else None, after.core if after else None, None, None))
    return tuple(changes)


def _worth(figure: FoundFigure) -> tuple[object, ...]:
    return figure.value, figure.upper, figure.unit


def _aligned(
    left: str, old: Sequence[FoundFigure], right: str, new: Sequence[FoundFigure]
) -> list[tuple[FoundFigure | None, FoundFigure | None]]:
    """Figures of two sentences in order, paired by the words around them: the best monotone alignment."""
    gain = [[_fit(left, a, right, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    pairs: list[tuple[FoundFigure | None, FoundFigure | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and gain[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _fit(left: str, before: FoundFigure, right: str, after: FoundFigure) -> float:
    """How likely one figure stands where the other stood (0: not at all)."""
    if before.unit != after.unit:
        return 0.0
    shared = sum(
        len(a & b) / max(len(a | b), 1)
        for a, b in zip(_around(left, before), _around(right, after), strict=True)
    ) / 2  # fmt: skip
    return 0.1 + shared + (0.2 if _worth(before) == _worth(after) else 0.0)


def _around(text: str, figure: FoundFigure) -> tuple[set[str], set[str]]:
    def bare(words: Sequence[str]) -> set[str]:
        return {_EDGES.sub("", w).casefold() for w in words} - {""}

    return bare(text[: figure.start].split()[-_AROUND:]), bare(text[figure.end :].split()[:_AROUND])
