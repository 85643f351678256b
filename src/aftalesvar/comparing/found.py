"""What a comparison gives: plain frozen records."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from aftalesvar.records import Row, Span, Unit


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence or table row of one of the two agreements, with where it stands."""

    sentence: int  # id in the index
    document: str
    text: str  # what is compared: the sentence, or the row as a sentence
    quote: str  # what a citation shows
    section: tuple[str, ...]
    spans: tuple[Span, ...]
    page: int | None
    line: int | None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts laid side by side: in both ("same"), in the left alone ("gone") or the right ("new")."""

    kind: Literal["same", "gone", "new"]
    text: str
    figure: bool  # it is, or is part of, an amount, share or count


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure on the left and the one that has taken its place; None where one was dropped or added."""

    before: str | None
    after: str | None
    difference: Decimal | None  # in the unit's base; None when either is missing or the units differ
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that say the same thing. ``figures`` are those that differ; years are words, not figures."""

    left: Side
    right: Side
    likeness: float  # 0 to 1
    pieces: tuple[Piece, ...]
    figures: tuple[FigureChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything but years differs."""
        return bool(self.figures) or any(p.kind != "same" and not _only_year(p.text) for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was found, each list in its agreement's reading order (pairs in the right one's)."""

    left: str
    right: str
    pairs: tuple[Pair, ...]
    gone: tuple[Side, ...]  # only in the left
    new: tuple[Side, ...]  # only in the right

    def to_dict(self) -> dict[str, Any]:
        """All of it, numbers as decimal strings."""
        return {
            "left": self.left,
            "right": self.right,
            "pairs": [
                {**asdict(p), "changed": p.changed, "figures": [_figure(f) for f in p.figures]} for p in self.pairs
            ],
            "gone": [asdict(s) for s in self.gone],
            "new": [asdict(s) for s in self.new],
        }


def _figure(change: FigureChange) -> dict[str, Any]:
    difference = None if change.difference is None else format(change.difference, "f")
    return {**asdict(change), "difference": difference}


def _only_year(text: str) -> bool:
    return not text.strip() or (len(text.strip()) == 4 and text.strip().isdigit())
