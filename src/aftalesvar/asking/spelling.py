"""Mends a question's spelling in the light of the words that a corpus uses: slips, missing æøå, split compounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise

from aftalesvar.asking.nearest import ENDINGS, LONG, SHORTEST_HALF, SHORTEST_MENDED, Nearest, asking_word
from aftalesvar.danish.common import common_words
from aftalesvar.danish.places import places_named
from aftalesvar.danish.terms import STOPWORDS, TOKEN, Analyser, stem
from aftalesvar.danish.verbs import infinitive_of
from aftalesvar.danish.vocabulary import ABBREVIATIONS


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
        self._nearest = Nearest(words, self._known)
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
            if typed.lower() in common:
                return typed  # a verb's past ("nedsatte") is no slip of another form of it
            better = self._mended_word(typed.lower())
            if better is None or better not in common:
                return typed
            return better.capitalize() if typed[0].isupper() else better

        return TOKEN.sub(mended, text)

    def of_stem(self, word: str) -> list[str]:
        """The corpus's words with the same stem."""
        return self._nearest.stems.get(stem(word), [])

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(stem(w) for w in self._known)

    def _mend_word(self, word: str) -> str | None:
        if word in self._known or not word.isalpha() or infinitive_of(word):
            return None
        if (older := word.replace("å", "aa")) in self._known:
            return older  # "århus"
        # "loftet" may be "løftet" without its ø, but it's a form of a known word too: it stays as typed.
        bare = [b for e in ENDINGS if word.endswith(e) and (b := word.removesuffix(e)) in self._known]
        if any(stem(b) == stem(word) for b in bare):
            return None
        inflected = bool(bare)
        if not inflected and (mended := self._unfolded(word)):
            return mended
        if word in common_words():
            return None
        if asking := asking_word(word):
            return asking
        if len(word) < SHORTEST_MENDED:
            return None
        if stem(word) in self._known_stems:  # another form of a known word, or a slip of one with that stem: "aftallen"
            near = None if inflected else self._nearest.within(word, 1)
            return near if near and stem(near) == stem(word) and not _bare(near) & _bare(word) else None
        if self._analyser.parts(word):  # likely a compound that the corpus lacks, unless it's one slip from one it has
            return self._nearest.within(word, 1) if len(word) >= LONG else None
        return self._nearest.of(word)

    def _unfolded(self, word: str) -> str | None:
        """The word that was typed without its æ, ø or å."""
        return self._nearest.folded.get(word) or (self._nearest.folded.get(stem(word)) if len(word) >= LONG else None)

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
        if left in self._known or left in common_words() or len(left) < SHORTEST_HALF or not joined.isalpha():
            return ""
        meant = self._mended_word(joined) or ""
        return meant if meant in self._words else ""

    def _is_half(self, word: str) -> bool:
        """Whether a word may be the first half of a split compound: no abbreviation, and long enough to tell."""
        return len(word) > 2 and word not in STOPWORDS and word not in self._never_halves and word not in ABBREVIATIONS


def _bare(word: str) -> set[str]:
    """A word without each of the endings that it may have: two forms of one word have one of these in common."""
    return {word.removesuffix(ending) for ending in ("", *ENDINGS)}
