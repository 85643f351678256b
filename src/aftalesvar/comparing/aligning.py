"""Which sentence of one agreement says what a sentence of the other says.

Likeness is a mean of two: the cosine of the stored vectors, stretched over the range that sentences of one
language really use, and how much of their wording the texts share once figures and years are masked. Wording is
characters in order and, more than that, rare words: "Regeringen og KL er enige om" opens every other sentence
and says nothing. A pair whose neighbours pair as well gains a little, so that a run of sentences stays together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftalesvar.danish.terms import stem, words
from aftalesvar.records import Sentence

if TYPE_CHECKING:
    import numpy as np

LEAST = 0.54  # likeness from which two sentences are taken to say the same
LEAST_ROW = 0.75  # likeness of two rows' labels from which they name the same
_LOWEST_COSINE = 0.82  # what two unlike sentences of an agreement have in common (e5 vectors lie close together)
_RARE = 0.6  # how much of the wording is rare words
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
    shared = (1 - _RARE) * characters + _RARE * _rare_words(texts[0], texts[1])
    meaning = np.clip((cosines - _LOWEST_COSINE) / (1 - _LOWEST_COSINE), 0, 1)
    rows = [np.array([s.row is not None for s in side]) for side in (left, right)]
    both, neither = np.outer(rows[0], rows[1]), np.outer(~rows[0], ~rows[1])
    found: np.ndarray = np.where(both, characters, np.where(neither, 0.5 * shared + 0.5 * meaning, 0))
    return found


def _rare_words(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """Cosines of the texts' words, each weighted by how few of all the sentences hold it."""
    import numpy as np

    held = [[frozenset(stem(w) for w in words(text)) for text in side] for side in (left, right)]
    counts = Counter(term for side in held for terms in side for term in terms)
    total = len(left) + len(right)
    place = {term: at for at, term in enumerate(counts)}
    weights = np.array([math.log((1 + total) / count) for count in counts.values()], np.float32)
    matrices = []
    for side in held:
        matrix = np.zeros((len(side), len(place)), np.float32)
        for at, terms in enumerate(side):
            columns = [place[term] for term in terms]
            matrix[at, columns] = weights[columns]
        matrices.append(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9))
    found: np.ndarray = matrices[0] @ matrices[1].T
    return found


def _beside(likeness: np.ndarray) -> np.ndarray:
    """For every pair, how well the sentences just before and just after pair (0 to 1)."""
    import numpy as np

    beside = np.zeros_like(likeness)
    beside[1:, 1:] += likeness[:-1, :-1] / 2
    beside[:-1, :-1] += likeness[1:, 1:] / 2
    return beside


def _masked(sentence: Sentence) -> str:
    """What is compared of a sentence: its words without figures; of a row its label and its column."""
    if sentence.row is not None:
        column = sentence.row.column if sentence.row.column and not sentence.row.column.isdigit() else ""
        return f"{sentence.row.label} {column}".casefold().strip()
    return _FIGURE.sub("#", sentence.text.casefold())
