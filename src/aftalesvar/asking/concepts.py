"""A question's content words as concepts: a word and all that may stand for it in an agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import product

from aftalesvar.asking.kin import Kin
from aftalesvar.danish.terms import STOPWORDS, Analyser, stem, words
from aftalesvar.danish.thesaurus import Thesaurus
from aftalesvar.danish.verbs import other_stems
from aftalesvar.danish.vocabulary import ABBREVIATIONS

ITSELF, COMPOUND, SYNONYM, SHARED, HALF = 1.0, 0.8, 0.8, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Concept:
    """A content word.

    ``alternatives`` are sets of terms, each standing for the word when all its terms do, with how well (0 to 1).
    """

    word: str
    alternatives: tuple[tuple[frozenset[str], float], ...]
    telling: float = 1.0  # how much it says of the matter: less for a word of talk

    def match(self, terms: AbstractSet[str]) -> float:
        """How well a text with these terms holds the concept (0 to 1)."""
        best = 0.0
        for needed, quality in self.alternatives:
            if quality > best and needed <= terms:
                best = quality
        return best

    def held_in(self, occurrences: Callable[[str], frozenset[int]], least: float) -> frozenset[int]:
        """The ids of the places that hold the word, or what stands for it at least so well, by each term's places."""
        held = [
            frozenset.intersection(*map(occurrences, needed))
            for needed, quality in self.alternatives
            if quality >= least
        ]
        return frozenset[int]().union(*held)

    def nearest(self, distances: dict[str, int]) -> Iterator[tuple[float, int]]:
        """(quality, distance) for each alternative that is there; ``distances`` are of each term to some point."""
        there = distances.keys()
        for needed, quality in self.alternatives:
            if needed <= there:
                yield quality, max(map(distances.__getitem__, needed))

    def weight(self, rarity: Callable[[str], float], held: Callable[[str], bool]) -> float:
        """How much the concept tells: the rarity of the word itself, or of what stands for it in the corpus."""
        return self.telling * self._rarity(rarity, held)

    def _rarity(self, rarity: Callable[[str], float], held: Callable[[str], bool]) -> float:
        own = self.alternatives[0][0]
        if all(held(term) for term in own):
            return max(rarity(term) for term in own)
        known = [max(rarity(t) for t in needed) for needed, _ in self.alternatives if all(held(t) for t in needed)]
        return min(known) if known else max(rarity(term) for term in own)


def concept_of(
    word: str, analyser: Analyser, abbreviations: dict[str, str], thesaurus: Thesaurus, telling: float = 1.0,
    held: Callable[[str], bool] = lambda _: False,
) -> Concept:  # fmt: skip
    """The concept of one content word.

    :param telling: how much it says of the matter.
    :param held: whether the corpus has a term: other forms of a verb are guessed, and looked for among its own.
    """
    alternatives: dict[frozenset[str], float] = {frozenset({stem(word)}): ITSELF}
    for form in other_stems(word):
        if held(form):
            alternatives.setdefault(frozenset({form}), SHARED)
    parts = analyser.parts(word)
    if parts:
        alternatives.setdefault(frozenset(parts), COMPOUND)
        for part in dict.fromkeys((parts[0], parts[-1])):
            alternatives.setdefault(frozenset({part}), HALF)
    halves = [half for half in re.split(r"[-/]", word) if half] if "-" in word or "/" in word else []
    if halves:
        alternatives.setdefault(frozenset(stem(half) for half in halves), COMPOUND)
    for phrase in (p for w in (word, *halves[:1]) for p in thesaurus.alike(w)):
        terms = terms_of(phrase)
        if terms and stem(word) not in terms:
            alternatives.setdefault(terms, SYNONYM)
    long = abbreviations.get(word) or ABBREVIATIONS.get(word)
    if long:
        alternatives.setdefault(terms_of(long), SYNONYM)
    return Concept(word, tuple(alternatives.items()), telling)


def standing_for(concept: Concept, *phrases: str) -> Concept:
    """The concept with more words and phrases that stand for it, as well as a synonym does."""
    alternatives, own = dict(concept.alternatives), stem(concept.word)
    for phrase in dict.fromkeys(phrases):
        terms = terms_of(phrase)
        if terms and own not in terms:
            alternatives.setdefault(terms, SYNONYM)
    return replace(concept, alternatives=tuple(alternatives.items()))


def with_kin(concept: Concept, kin: Kin) -> Concept:
    """The concept of a word that the corpus lacks, with the corpus's words that share a part with it."""
    alternatives = dict(concept.alternatives)
    for other in kin.holding(concept.word):
        # A compound is a kind of what its last part is, and only has to do with its first.
        alternatives.setdefault(frozenset({other}), SYNONYM if other.endswith(stem(concept.word)) else SHARED)
    if len(alternatives) == 1:
        firsts, lasts = kin.parted(concept.word)
        for first, last in product(firsts, lasts):
            alternatives.setdefault(frozenset({first, last}), COMPOUND)
        for part in (*firsts, *lasts):
            alternatives.setdefault(frozenset({part}), HALF)
    return replace(concept, alternatives=tuple(alternatives.items()))


def terms_of(phrase: str) -> frozenset[str]:
    """The stems of a phrase's words that tell."""
    return frozenset(stem(w) for w in words(phrase) if w not in STOPWORDS)
