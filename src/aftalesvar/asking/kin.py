"""Words of a corpus that share a part with a word that it lacks: "voldgiften" and "voldgiftssager".

A question's compound that no agreement uses may stand there in its parts, or its part in other compounds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cached_property

from aftalesvar.danish.common import common_words
from aftalesvar.danish.terms import STOPWORDS, stem

_SHORTEST = 5  # letters of what two words share
_SHORTEST_FIRST = 3  # letters of a compound's first part
_SHORTEST_REST = 3  # letters of a compound beside what is shared
_MOST = 6  # words; a part that stands in more tells little
_LINKS = ("s", "e", "")


class Kin:
    """Looks for the words of a corpus that share a part with others.

    :param words: the corpus's lower-case words.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = sorted(w for w in words if w.isalpha() and w not in STOPWORDS)

    def holding(self, word: str) -> tuple[str, ...]:
        """The stems of the corpus's compounds that begin or end with a word, in any form; () when they are many."""
        part = stem(word)
        if len(part) < _SHORTEST:
            return ()
        rest = len(part) + _SHORTEST_REST
        first = (w for w in self._beginning(part) if len(w) >= rest)
        last = (other for other in self._stems if len(other) >= rest and other.endswith(part))
        found = tuple(dict.fromkeys((*(stem(w) for w in first), *last)))
        return found if len(found) <= _MOST else ()

    def parted(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The stems of the corpus's words that share a compound's first part, and of those that share its last.

        "busudvalget": ("busbetjening",) and ("ekspertudvalg",). Two empty ones when it can't be parted so.
        """
        for cut in range(_SHORTEST_FIRST, len(word) - _SHORTEST + 1):
            last = self._with_last(word[cut:])
            for link in _LINKS if last else ():
                first = word[:cut].removesuffix(link)
                if not word[:cut].endswith(link) or len(first) < _SHORTEST_FIRST:
                    continue
                if beginning := self._with_first(first):
                    return beginning, last
        return (), ()

    def _with_last(self, last: str) -> tuple[str, ...]:
        """The stem of a compound's last part, or of the corpus's compounds that end with it."""
        own = stem(last)
        if own in self._stems and len(own) >= _SHORTEST_REST:
            return (own,)
        if last not in common_words() or len(own) < _SHORTEST:
            return ()
        ending = tuple(sorted(s for s in self._stems if s.endswith(own) and len(s) >= len(own) + _SHORTEST_REST))
        return ending if len(ending) <= _MOST else ()

    def _with_first(self, first: str) -> tuple[str, ...]:
        """The stem of a compound's first part, or of the corpus's compounds that begin with it."""
        if len(first) >= _SHORTEST and stem(first) in self._stems:
            return (stem(first),)
        found = (
            word
            for word in self._beginning(first)
            for link in _LINKS
            if word[len(first) :].startswith(link) and self._is_word(word[len(first) + len(link) :])
        )
        stems = tuple(dict.fromkeys(stem(word) for word in found))
        return stems if len(stems) <= _MOST else ()

    def _is_word(self, part: str) -> bool:
        return len(part) >= _SHORTEST and (part in common_words() or stem(part) in self._stems)

    def _beginning(self, part: str) -> list[str]:
        at = bisect_left(self._words, part)
        end = bisect_left(self._words, f"{part}\uffff")
        return self._words[at:end]

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._words)
