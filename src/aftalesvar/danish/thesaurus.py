"""Which Danish words mean the same in texts on public affairs: everyday words and terms of the field.

A question that uses one word of a group also searches for the others, at a lower weight. The groups stand in
``thesaurus.txt``, one a line: ``head = synonym; phrase of several words; …``; the part that begins with the comment
``# General words`` holds words of no special field. These are meanings, never answers: no figure, no year and no
agreement stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

from aftalesvar.danish.terms import STOPWORDS, stem, words

SYNONYM_WEIGHT = 0.7
_GENERAL = "# General words"

Group = tuple[str, ...]  # lower-case words and phrases


class Thesaurus:
    """Groups of words that mean the same, found by word, by stem or by phrase."""

    def __init__(self, groups: Iterable[Group], general: Iterable[Group] = ()) -> None:
        """``general`` are the groups that belong to no field."""
        self.field = tuple(groups)
        self.groups = (*self.field, *general)
        self._of_word: dict[str, list[int]] = {}
        self._of_stem: dict[str, list[int]] = {}
        self._of_phrase: dict[str, list[tuple[frozenset[str], int]]] = {}  # by one of the phrase's stems
        for at, group in enumerate(self.groups):
            for member in group:
                self._enter(member, at)

    def _enter(self, member: str, group: int) -> None:
        needed = frozenset(stem(w) for w in words(member) if w not in STOPWORDS)
        if " " not in member:
            self._of_word.setdefault(member, []).append(group)
            self._of_stem.setdefault(stem(member), []).append(group)
        elif len(needed) > 1:
            self._of_phrase.setdefault(min(needed), []).append((needed, group))

    def alike(self, word: str) -> Iterator[str]:
        """Every member of the groups that hold a lower-case word, or else a word of its stem."""
        for group in dict.fromkeys(self._of_word.get(word) or self._of_stem.get(stem(word), [])):
            yield from self.groups[group]

    def of_phrases(self, stems: AbstractSet[str]) -> Iterator[str]:
        """Every member of the groups of which a phrase of several words is among these stems."""
        held = {
            group for one in sorted(stems) for needed, group in self._of_phrase.get(one, ()) if needed <= stems
        }  # fmt: skip
        for group in sorted(held):
            yield from self.groups[group]

    def words(self) -> frozenset[str]:
        """All its words, those of phrases too."""
        return frozenset(w for group in self.groups for member in group for w in words(member))


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus that comes with the package."""
    field, _, general = _read("thesaurus.txt").partition(_GENERAL)
    return Thesaurus(parse_groups(field), parse_groups(general))


def parse_groups(text: str) -> tuple[Group, ...]:
    """The groups of a thesaurus's text; empty lines and comments left out."""
    lines = (line.strip().lower() for line in text.splitlines())
    held = (line.replace("=", ";", 1).split(";") for line in lines if "=" in line and not line.startswith("#"))
    return tuple(tuple(dict.fromkeys(part.strip() for part in parts if part.strip())) for parts in held)


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of opposites: a question that uses one side is denied by a sentence that uses the other."""
    lines = (line.strip().lower() for line in _read("opposites.txt").splitlines())
    pairs = (line.split("<>") for line in lines if "<>" in line and not line.startswith("#"))
    return tuple((_side(one), _side(other)) for one, other in pairs)


def _side(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(";") if word.strip())


def _read(name: str) -> str:
    return files("aftalesvar.danish").joinpath(name).read_text("utf-8")
