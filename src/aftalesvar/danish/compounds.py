"""Danish compounds and their parts, by the corpus's own words: "anlægs|ramme", "skatte|indtægter"."""

from __future__ import annotations

from collections.abc import Callable, Collection

SHORTEST_PART = 3
# Three letters that are nouns of their own; other short words ("fri", "ind") part compounds wrongly.
SHORT_PARTS = frozenset(
    """
    løn lån råd mål tal fag lov bil gas sol vej tog bus køb pris salg barn ung vand jord bolig
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
_LINKS = ("", "s", "e")  # anlæg-s-ramme, barn-e-pige
_SHORTEST_BARE = 5  # letters of a left part that is known in other forms only: "satspulje|midler" beside "satspuljen"
# Endings that are spelt like the stems of words: "bevilling|er", "still|ing".
_ENDINGS = frozenset({"ing", "ingen", "inger", "erne", "ende", "else", "eren", "lighed", "ligt"})


class Compounds:
    """Parts compounds.

    :param known: the corpus's own lower-case words that may be parts.
    :param stem: the stem of a word.
    """

    def __init__(self, known: Collection[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._words = known
        self._stems = frozenset(stem(word) for word in known if len(word) > SHORTEST_PART)
        self._parted: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of a lower-case compound's parts, or () for a word that isn't one."""
        if word not in self._parted:
            self._parted[word] = self._part(word)
        return self._parted[word]

    def _part(self, word: str) -> tuple[str, ...]:
        if len(word) < 2 * SHORTEST_PART + 1 or not word.isalpha():
            return ()
        # The longest known right part decides: "anlægs|investering" rather than "anlægsinvest|ering".
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            right = word[cut:]
            if right not in self._words and (right in _ENDINGS or self._stem(right) not in self._stems):
                continue
            if left := self._left(word[:cut]):
                return (*(self.parts(left) or (self._stem(left),)), *(self.parts(right) or (self._stem(right),)))
        return ()

    def _left(self, left: str) -> str | None:
        """A compound's left part without the letters that link it to the right one; None when it is no known word."""
        for link in _LINKS:
            bare = left.removesuffix(link) if link else left
            if (not link or left.endswith(link)) and bare in self._words:
                return bare
        if left[-1] == "e" and left[-3:-2] == left[-2:-1] and left[:-2] in self._words:
            return left[:-2]  # "skatte|indtægter"
        return left if len(left) >= _SHORTEST_BARE and left[-1] == "e" and self._stem(left) in self._stems else None
