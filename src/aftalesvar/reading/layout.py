"""What a text's lines look like as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from aftalesvar.reading.lines import Line


@dataclass(slots=True)
class Layout:
    """What a text's lines look like as a whole: ``width`` is the body's line length in characters (0: not wrapped)."""

    width: int
    widest: int
    marked: bool
    size: float = 0.0  # of the body's type; 0 where the source tells none
    styled: bool = False  # headings are told by bold or larger type

    @property
    def unwrapped(self) -> bool:
        """Whether a line of the text is a whole paragraph, and nothing tells how it was set."""
        return not self.width and not self.size


def measure(lines: list[Line]) -> Layout:
    """Find the body's line width: the commonest length of lines that go on in the next."""
    going = [len(a.chars) for a, b in pairwise(lines) if (b.chars[0].islower() or a.hyphened) and len(a.chars) > 30]
    marked = sum(line.level > 0 for line in lines) >= 4
    size = body_size(lines)
    styled = size > 0 and sum(is_emphatic(line, size) and len(line.chars) < 100 for line in lines) >= 3
    if len(going) < 5 or len(going) < 0.15 * len(lines) or max(going) > 400:
        return Layout(0, 0, marked, size, styled)
    counts = Counter(going)
    width = max(counts, key=lambda n: (sum(counts[n + d] for d in range(-3, 4)), -n))
    return Layout(width, max(going), marked, size, styled)


def body_size(lines: list[Line]) -> float:
    """Give the type size that most characters have; 0 where no line tells its size."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.chars)
    return counts.most_common(1)[0][0]


def is_emphatic(line: Line, size: float) -> bool:
    """Whether a line is set as headings are: bold or italic throughout, or larger than the body."""
    return line.style > 0 or line.size > 1.08 * size
