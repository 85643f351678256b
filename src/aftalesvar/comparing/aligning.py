"""Which sentence of one agreement says what a sentence of the other says.

Likeness is a mean of two: the cosine of the stored vectors, stretched over the range that sentences of one
language really use, and the share of characters that the texts share once figures and years are masked.
A pair whose neighbours pair as well gains a little, so that a run of sentences stays together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftalesvar.records import Sentence

if TYPE_CHECKING:
    import numpy as np

LEAST = 0.60  # likeness from which two sentences are taken to say the same
LEAST_ROW = 0.75  # likeness of two rows' labels from which they name the same
_LOWEST_COSINE = 0.82  # what two unlike sentences of an agreement have in common (e5 vectors lie close together)
_NEIGHBOURS = 0.08  # at most added for neighbours that pair
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def aligned(left: Sequence[Sentence], right: Sequence[Sentence], cosines: np.ndarray) -> list[tuple[int, int, float]]:
    """(place in left, place in right, likeness) of the sentences that pair, each used once, in the right's order.

    :param cosines: of the stored vectors, ``(len(left), len(right))``.
    """
    likeness = _likeness(left, right, cosines)
    scores = likeness + _NEIGHBOURS * _beside(likeness)
    order = sorted(((float(scores[i, j]), i, j) for i, j in zip(*(likeness > 0).nonzero(), strict=True)), reverse=True)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for score, i, j in order:
        if i in taken_left or j in taken_right or score < (LEAST_ROW if left[i].row else LEAST):
            continue
        taken_left.add(int(i))
        taken_right.add(int(j))
        pairs.append((int(i), int(j), min(1.0, float(likeness[i, j]))))
    return sorted(pairs, key=lambda pair: pair[1])


def _likeness(left: Sequence[Sentence], right: Sequence[Sentence], cosines: np.ndarray) -> np.ndarray:
    """How alike every two sentences are (0 to 1); 0 for a row beside a sentence."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not left or not right:
        return np.zeros((len(left), len(right)), np.float32)
    texts = [[_masked(s) for s in side] for side in (left, right)]
    characters = process.cdist(texts[0], texts[1], scorer=fuzz.ratio, dtype=np.float32) / 100
    words = process.cdist(texts[0], texts[1], scorer=fuzz.token_sort_ratio, dtype=np.float32) / 100
    shared = np.maximum(characters, 0.95 * words)
    meaning = np.clip((cosines - _LOWEST_COSINE) / (1 - _LOWEST_COSINE), 0, 1)
    rows = [np.array([s.row is not None for s in side]) for side in (left, right)]
    both, neither = np.outer(rows[0], rows[1]), np.outer(~rows[0], ~rows[1])
    found: np.ndarray = np.where(both, shared, np.where(neither, 0.5 * shared + 0.5 * meaning, 0))
    return found


def _beside(likeness: np.ndarray) -> np.ndarray:
    """For every pair, how well the sentences just before and just after pair (0 to 1)."""
    import numpy as np

    beside = np.zeros_like(likeness)
    beside[1:, 1:] += likeness[:-1, :-1] / 2
    beside[:-1, :-1] += likeness[1:, 1:] / 2
    return beside


def _masked(sentence: Sentence) -> str:
    """What is compared of a sentence: its words without figures; of a row its label and, where it has one, its column."""
    if sentence.row is not None:
        column = sentence.row.column if sentence.row.column and not sentence.row.column.isdigit() else ""
        return f"{sentence.row.label} {column}".casefold().strip()
    return _FIGURE.sub("#", sentence.text.casefold())
