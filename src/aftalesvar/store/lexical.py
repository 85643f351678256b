"""Searching the index by words: BM25 over passages or sentences, and how rare a term is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from aftalesvar.store.rows import ReadRows

if TYPE_CHECKING:
    import numpy as np

Level = Literal["p", "s"]  # passages or sentences
_MOST_KEPT = 64  # searches whose scores are kept: one question searches the same for each of its sides
K1, B = 1.2, 0.75  # BM25 as in Robertson & Zaragoza 2009


class Lexical:
    """The postings of one open index.

    :param rows: reads rows of its database.
    :param counts: how many "passages" and "sentences" it has.
    """

    def __init__(self, rows: ReadRows, counts: Mapping[str, int]) -> None:
        self._rows = rows
        self._counts: dict[Level, int] = {"p": counts["passages"], "s": counts["sentences"]}
        self._kept: dict[tuple[str, Level], tuple[np.ndarray, np.ndarray]] = {}
        self._scores_of = lru_cache(_MOST_KEPT)(self._bm25)

    def scores(self, level: Level, terms: Mapping[str, float]) -> np.ndarray:
        """BM25 of weighted terms over all passages or sentences: a float32 array by id."""
        return self._scores_of(level, tuple(terms.items())).copy()

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a term among the sentences; highest for a term the corpus lacks."""
        return _idf(len(self._postings(term, "s")[0]), self._counts["s"])

    def holds(self, term: str) -> bool:
        """Whether any sentence holds a term."""
        return len(self._postings(term, "s")[0]) > 0

    def occurrences(self, term: str) -> frozenset[int]:
        """The ids of the sentences that hold a term."""
        return frozenset(int(i) for i in self._postings(term, "s")[0])

    def _bm25(self, level: Level, terms: Sequence[tuple[str, float]]) -> np.ndarray:
        import numpy as np

        lengths = self._lengths[level]
        scores = np.zeros(len(lengths), np.float32)
        if not len(lengths):
            return scores
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1e-9))
        for term, weight in terms:
            owners, frequencies = self._postings(term, level)
            if len(owners):
                saturated = frequencies * (K1 + 1) / (frequencies + norm[owners])
                scores[owners] += weight * _idf(len(owners), len(lengths)) * saturated
        return scores

    def _postings(self, term: str, level: Level) -> tuple[np.ndarray, np.ndarray]:
        if (term, level) not in self._kept:
            self._kept[term, level] = self._read_postings(term, level)
        return self._kept[term, level]

    def _read_postings(self, term: str, level: Level) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        rows = self._rows("SELECT owner, weight FROM postings WHERE term=? AND unit=?", (term, level))
        return np.array([r[0] for r in rows], np.int64), np.array([r[1] for r in rows], np.float32)

    @cached_property
    def _lengths(self) -> dict[Level, np.ndarray]:
        import numpy as np

        lengths = {level: np.zeros(count, np.float32) for level, count in self._counts.items()}
        for level, owner, length in self._rows("SELECT unit, owner, length FROM lengths"):
            lengths[level][owner] = length
        return lengths


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
