"""Mends a question's spelling in the light of the words that a corpus uses: slips, missing æøå, split compounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise

from aftalesvar.danish.common import common_words
from aftalesvar.danish.places import places_named
from aftalesvar.danish.slips import may_be_slip
from aftalesvar.danish.terms import STOPWORDS, TOKEN, Analyser, folds, stem
from aftalesvar.danish.vocabulary import ABBREVIATIONS

_LONG = 8  # letters from which two slips are likelier than another word
_ENDINGS = ("ernes", "erne", "erens", "ens", "ets", "ene", "en", "et", "er", "ne", "s", "e")
_SHORTEST_MEANT = 4  # letters of the word that was meant
_SHORTEST_MENDED = 6  # a shorter word has too many neighbours to guess
_SHORTEST_HALF = 4  # letters of a compound's half
_SHORTEST_COMPOUND = 12  # letters of a compound that is mended half by half
_SHORTEST_STEM = 6  # letters of a stem that is near another
# What asks is few words: what is near one of them, and no word itself, is one.
_ASKS = ("hvilken", "hvilket", "hvilke", "hvornår", "hvordan", "hvorfor", "hvorvidt")
_SHORTEST_ASKS = 5
_LINKS = ("", "s", "e")


class Mender:
    """Maps what was typed to the words that were likely meant.

    :param words: how often the corpus uses each of its words.
    :param known: other words that are spelt right.
    :param never_halves: words that are never the first half of a split compound.
    """

    def __init__(
        self, words: Mapping[str, int], known: Collection[str], never_halves: Collection[str], analyser: Analyser
    ) -> None:
        self._words = words
        self._known = frozenset(words) | frozenset(known)
        self._never_halves = never_halves
        self._analyser = analyser
        # A question's words are mended by themselves, with its years, and again in each part that is asked of it.
        self._mended_word = lru_cache(maxsize=10_000)(self._mend_word)

    def mend(self, text: str) -> tuple[str, dict[str, str]]:
        """A text with its spelling mended, and what was put for what."""
        corrections: dict[str, str] = {}

        def mended(match: re.Match[str]) -> str:
            word = match[0].lower()
            better = self._mended_word(word) if "-" not in word else self._mended_halves(word)
            if better is None:
                return match[0]
            corrections[word] = better
            return better

        text = TOKEN.sub(mended, text)
        return self._joined(text, corrections), corrections

    def _mended_halves(self, word: str) -> str | None:
        """A hyphenated word with its halves mended, unless the corpus has it as typed."""
        if word in self._known:
            return None
        mended = "-".join(self._mended_word(half) or half for half in word.split("-"))
        return mended if mended != word else None

    def mend_common(self, text: str, common: Collection[str]) -> str:
        """A text with only those words mended that were meant to be common ones: what else it says stays as typed."""

        def mended(match: re.Match[str]) -> str:
            typed = match[0]
            if (typed[0].isupper() and text[: match.start()].strip()) or places_named(typed):
                return typed  # a name
            better = self._mended_word(typed.lower())
            if better is None or better not in common:
                return typed
            return better.capitalize() if typed[0].isupper() else better

        return TOKEN.sub(mended, text)

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(stem(word), []).append(word)
        return found

    def of_stem(self, word: str) -> list[str]:
        """The corpus's words with the same stem."""
        return self._stems.get(stem(word), [])

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(stem(w) for w in self._known)

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Spelling without æøå, of a word or else of its stem -> the commonest such word of the corpus."""
        ascending = sorted(self._known, key=lambda w: self._words.get(w, 0))
        stems = {fold: w for w in ascending for fold in folds(stem(w)) if fold != stem(w)}
        return stems | {fold: w for w in ascending for fold in folds(w) if fold != w}

    def _mend_word(self, word: str) -> str | None:
        if word in self._known or not word.isalpha():
            return None
        # "loftet" may be "løftet" without its ø, but it's a form of a known word too: it stays as typed.
        inflected = any(word.endswith(e) and word.removesuffix(e) in self._known for e in _ENDINGS)
        if not inflected and (mended := self._unfolded(word)):
            return mended
        if word in common_words():
            return None
        if asking := self._asking(word):
            return asking
        if len(word) < _SHORTEST_MENDED or stem(word) in self._known_stems:
            return None
        if self._analyser.parts(word):  # likely a compound that the corpus lacks, unless it's one slip from one it has
            return self._nearest(word, 1) if len(word) >= _LONG else None
        allowed = 1 if len(word) < _LONG else 2
        return (
            self._nearest(word, 1)
            or self._nearest_folded(word)
            or self._nearest_stem(word)
            or self._nearest_compound(word)
            or self._nearest_inflected(word, 1)
            or (self._nearest(word, allowed) if allowed > 1 else None)
            or self._nearest_inflected(word, allowed)
        )

    def _asking(self, word: str) -> str | None:
        """The word that asks which was typed with a slip or two."""
        from rapidfuzz.distance import OSA

        if len(word) < _SHORTEST_ASKS or word[0] != "h":
            return None
        for meant in _ASKS:
            if any(OSA.distance(word, form) <= 1 and may_be_slip(word, form) for form in (meant, folds(meant)[0])):
                return meant
        return None

    def _nearest_folded(self, word: str) -> str | None:
        """The word that was typed without its æ, ø or å, and with a slip: "skatteindtaeter"."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        if len(word) < _LONG or not re.search("ae|oe|aa", word):
            return None
        near = extractOne(word, self._folded_forms, scorer=OSA.distance, score_cutoff=1)
        return self._folded[near[0]] if near else None

    @cached_property
    def _folded_forms(self) -> list[str]:
        return [fold for fold in self._folded if len(fold) >= _LONG and re.search("ae|oe|aa", fold)]

    def _nearest_stem(self, word: str) -> str | None:
        """A word of the corpus in another form than the one that was typed with a slip."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        typed = stem(word)
        if len(typed) < _SHORTEST_STEM:
            return None
        near = extract(typed, self._long_stems, scorer=OSA.distance, score_cutoff=1, limit=4)
        meant = [hit[0] for hit in near if may_be_slip(typed, hit[0]) and hit[0][0] == typed[0]]
        return max((w for s in meant for w in self._stems[s]), key=lambda w: (self._words[w], w), default=None)

    @cached_property
    def _long_stems(self) -> list[str]:
        return [s for s in self._stems if len(s) >= _SHORTEST_STEM]

    def _nearest_compound(self, word: str) -> str | None:
        """A compound that the corpus lacks, one half of it typed with a slip: "kosulentbruget"."""
        if len(word) < _SHORTEST_COMPOUND:
            return None
        cuts = [
            (word[:cut].removesuffix(link), link, word[cut:])
            for cut in range(len(word) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1)
            for link in _LINKS
            if word[:cut].endswith(link) and cut - len(link) >= _SHORTEST_HALF
        ]
        halves = [(self._is_word(left), self._is_word(right)) for left, _, right in cuts]
        if any(one and other for one, other in halves):
            return None  # nothing is wrong with it
        for (left, link, right), (left_known, right_known) in zip(cuts, halves, strict=True):
            if left_known and len(right) >= _SHORTEST_MENDED and (near := self._near_half(right)):
                return left + link + near
            if right_known and len(left) >= _SHORTEST_MENDED and (near := self._near_half(left)):
                return near + link + right
        return None

    def _is_word(self, half: str) -> bool:
        return half in self._words or half in common_words() or stem(half) in self._stems

    def _near_half(self, half: str) -> str | None:
        near = self._nearest(half, 1) or self._nearest_stem(half)
        return near if near != half.removesuffix("s") else None

    def _unfolded(self, word: str) -> str | None:
        """The word that was typed without its æ, ø or å."""
        return self._folded.get(word) or (self._folded.get(stem(word)) if len(word) >= _LONG else None)

    def _nearest_inflected(self, word: str, allowed: int) -> str | None:
        """The nearest known word when the question's word is an inflected form of it that the corpus lacks."""
        bare = [word.removesuffix(ending) for ending in (*_ENDINGS, "r", "n") if word.endswith(ending)]
        found = (
            self._nearest(form, min(allowed, 1 if len(form) < _LONG else 2))
            for form in bare
            if len(form) >= _SHORTEST_MENDED
        )
        return next((near for near in found if near), None)

    def _nearest(self, word: str, allowed: int) -> str | None:
        """The known word at the smallest edit distance (transpositions count 1), at most ``allowed``."""
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

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The known words that a slip may have been meant as, by their length."""
        found: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_MEANT and word.isalpha():
                found.setdefault(len(word), []).append(word)
        return found

    def _joined(self, text: str, corrections: dict[str, str]) -> str:
        """Split compounds joined: "anlægs ramme" -> "anlægsramme" where the corpus has the joined word."""
        tokens = list(TOKEN.finditer(text))
        for left, right in pairwise(tokens):
            a, b = left[0].lower(), right[0].lower()
            joined = a + b
            if text[left.end() : right.start()] != " ":
                continue
            if joined not in self._words and not self.of_stem(joined):
                joined = self._near_joined(a, joined)
                if not joined:
                    continue
            if b not in STOPWORDS and self._is_half(a) and len(b) > 2:
                corrections[f"{a} {b}"] = joined
                return self._joined(text[: left.start()] + joined + text[right.end() :], corrections)
        return text

    def _near_joined(self, left: str, joined: str) -> str:
        """The word that a split compound was meant to be whose first half was typed with a slip; "" when none."""
        if left in self._known or left in common_words() or len(left) < _SHORTEST_HALF or not joined.isalpha():
            return ""
        meant = self._mended_word(joined) or ""
        return meant if meant in self._words else ""

    def _is_half(self, word: str) -> bool:
        """Whether a word may be the first half of a split compound: no abbreviation, and long enough to tell."""
        return len(word) > 2 and word not in STOPWORDS and word not in self._never_halves and word not in ABBREVIATIONS
