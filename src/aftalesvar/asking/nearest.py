"""The known word that is nearest to one typed with a slip: in its own form, another form, or half of a compound."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from aftalesvar.danish.common import common_words
from aftalesvar.danish.slips import may_be_slip
from aftalesvar.danish.terms import folds, stem

LONG = 8  # letters from which two slips are likelier than another word
SHORTEST_HALF = 4  # letters of a compound's half
SHORTEST_MENDED = 6  # a shorter word has too many neighbours to guess
ENDINGS = ("ernes", "erne", "erens", "ens", "ets", "ene", "en", "et", "er", "ne", "s", "e")
_SHORTEST_MEANT = 4  # letters of the word that was meant
_SHORTEST_COMPOUND = 12  # letters of a compound that is mended half by half
_SHORTEST_STEM = 6  # letters of a stem that is near another
# What asks is few words: what is near one of them, and no word itself, is one.
_ASKS = ("hvilken", "hvilket", "hvilke", "hvornår", "hvordan", "hvorfor", "hvorvidt")
_SHORTEST_ASKS = 5
_LINKS = ("", "s", "e")
_FOLDED = re.compile("ae|oe|aa")


class Nearest:
    """Looks for known words near to what was typed. Distances count a swap of two letters as one.

    :param words: how often the corpus uses each of its words.
    :param known: all words that are spelt right, the corpus's too.
    """

    def __init__(self, words: Mapping[str, int], known: Collection[str]) -> None:
        self._words = words
        self._known = known

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """The corpus's words by their stem."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(stem(word), []).append(word)
        return found

    @cached_property
    def folded(self) -> dict[str, str]:
        """Spelling without æøå, of a word or else of its stem -> the commonest such word of the corpus."""
        ascending = sorted(self._known, key=lambda w: self._words.get(w, 0))
        stems = {fold: w for w in ascending for fold in folds(stem(w)) if fold != stem(w)}
        return stems | {fold: w for w in ascending for fold in folds(w) if fold != w}

    def of(self, word: str) -> str | None:
        """The word that was most likely meant, or None."""
        if self._is_compound(word):
            return self.within(word, 1)
        allowed = 1 if len(word) < LONG else 2
        return (
            self.within(word, 1)
            or self._of_folded(word)
            or self._of_stem(word)
            or self._of_half(word)
            or self._inflected(word, 1)
            or (self.within(word, allowed) if allowed > 1 else None)
            or self._inflected(word, allowed)
        )

    def within(self, word: str, allowed: int) -> str | None:
        """The known word at the smallest distance, at most ``allowed``."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        pool = [w for length in lengths for w in self._by_length.get(length, ())]
        near = extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        if allowed > 1:
            near += extract(folds(word)[0], pool, scorer=OSA.distance, score_cutoff=allowed - 1, limit=2)
        near = [hit for hit in near if may_be_slip(word, hit[0])]
        if not near:
            return None
        # A slip seldom hits the first letter, and a common word is likelier than a rare one.
        return min(near, key=lambda hit: (hit[1], hit[0][0] != word[0], -self._words.get(hit[0], 0)))[0]

    def _of_folded(self, word: str) -> str | None:
        """The word that was typed without its æ, ø or å, and with a slip: "skatteindtaeter"."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        if len(word) < LONG or not _FOLDED.search(word):
            return None
        near = extractOne(word, self._folded_forms, scorer=OSA.distance, score_cutoff=1)
        return self.folded[near[0]] if near else None

    def _of_stem(self, word: str) -> str | None:
        """A word of the corpus in another form than the one that was typed with a slip."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        typed = stem(word)
        if len(typed) < _SHORTEST_STEM:
            return None
        near = extract(typed, self._long_stems, scorer=OSA.distance, score_cutoff=1, limit=4)
        meant = [hit[0] for hit in near if may_be_slip(typed, hit[0]) and hit[0][0] == typed[0]]
        return max((w for s in meant for w in self.stems[s]), key=lambda w: (self._words[w], w), default=None)

    def _inflected(self, word: str, allowed: int) -> str | None:
        """The nearest known word when the question's word is an inflected form of it that the corpus lacks."""
        bare = [word.removesuffix(ending) for ending in (*ENDINGS, "r", "n") if word.endswith(ending)]
        found = (
            self.within(form, min(allowed, 1 if len(form) < LONG else 2))
            for form in bare
            if len(form) >= SHORTEST_MENDED
        )
        return next((near for near in found if near), None)

    def _of_half(self, word: str) -> str | None:
        """A compound that the corpus lacks, one half of it typed with a slip: "kosulentbruget"."""
        if len(word) < _SHORTEST_COMPOUND:
            return None
        for left, link, right in _cuts(word):
            if self._is_word(left) and len(right) >= SHORTEST_MENDED and (near := self._near_half(right)):
                return left + link + near
            if self._is_word(right) and len(left) >= SHORTEST_MENDED and (near := self._near_half(left)):
                return near + link + right
        return None

    def _near_half(self, half: str) -> str | None:
        near = self.within(half, 1) or self._of_stem(half)
        return near if near != half.removesuffix("s") else None

    def _is_compound(self, word: str) -> bool:
        """Whether a word is made of two that are spelt right."""
        return any(self._is_word(left) and self._is_word(right) for left, _, right in _cuts(word))

    def _is_word(self, half: str) -> bool:
        return half in self._words or half in common_words() or stem(half) in self.stems

    @cached_property
    def _folded_forms(self) -> list[str]:
        return [fold for fold in self.folded if len(fold) >= LONG and _FOLDED.search(fold)]

    @cached_property
    def _long_stems(self) -> list[str]:
        return [s for s in self.stems if len(s) >= _SHORTEST_STEM]

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The known words that a slip may have been meant as, by their length."""
        found: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_MEANT and word.isalpha():
                found.setdefault(len(word), []).append(word)
        return found


def asking_word(word: str) -> str | None:
    """The word that asks ("hvilket") which was typed with a slip; None when it is near none."""
    from rapidfuzz.distance import OSA

    if len(word) < _SHORTEST_ASKS or word[0] != "h":
        return None
    for meant in _ASKS:
        if any(OSA.distance(word, form) <= 1 and may_be_slip(word, form) for form in (meant, folds(meant)[0])):
            return meant
    return None


def _cuts(word: str) -> list[tuple[str, str, str]]:
    """A compound's first half, what links it, and its second half, the longest first half first."""
    return [
        (word[:cut].removesuffix(link), link, word[cut:])
        for cut in range(len(word) - SHORTEST_HALF, SHORTEST_HALF - 1, -1)
        for link in _LINKS
        if word[:cut].endswith(link) and cut - len(link) >= SHORTEST_HALF
    ]
