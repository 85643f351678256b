"""How much of a question a text holds: its content words, each weighted by how much it tells."""

from __future__ import annotations

from collections.abc import Callable

from aftalesvar.asking.concepts import Concept
from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import Analyser

Rarity = Callable[[str], float]
_AROUND = 0.6  # what a word counts that stands only near the sentence
_STANDS_FOR = 0.8  # how well a word must be held to be there
_BEFORE = 0.8  # and in the sentence that it refers back to


class Coverage:
    """Holds texts against one question's concepts.

    :param rarity: how rare a term is in the corpus.
    :param held: whether the corpus has a term at all.
    """

    def __init__(self, understood: Understood, analyser: Analyser, rarity: Rarity, held: Callable[[str], bool]) -> None:
        self.analyser = analyser
        self.concepts = understood.concepts
        self.weights = [concept.weight(rarity, held) for concept in understood.concepts]

    def of_sentence(self, found: FoundSentence) -> float:
        """The share of the words that the sentence, or less so its introduction or headings, holds (0 to 1)."""
        total = sum(self.weights)
        if not total:
            return 0.0
        return sum(w * self._held(c, found) for c, w in zip(self.concepts, self.weights, strict=True)) / total

    def of_text(self, text: str) -> float:
        """The share of the words that a text holds (0 to 1)."""
        total = sum(self.weights)
        own = self._terms(text)
        held = sum(w * c.match(own.keys()) for c, w in zip(self.concepts, self.weights, strict=True))
        return held / total if total else 0.0

    def of_rarest(self, found: FoundSentence) -> float:
        """Whether the sentence (1) or its surroundings (0.6) hold the question's rarest word."""
        if not self.weights:
            return 0.0
        rarest = self.concepts[max(range(len(self.weights)), key=self.weights.__getitem__)]
        return self._held(rarest, found)

    def holds_rarest(self, text: str) -> bool:
        """Whether a text holds the question's rarest word."""
        if not self.weights:
            return False
        rarest = self.concepts[max(range(len(self.weights)), key=self.weights.__getitem__)]
        return rarest.match(self._terms(text).keys()) >= _STANDS_FOR

    def _held(self, concept: Concept, found: FoundSentence) -> float:
        """How well a sentence holds a word itself, by the sentence that it refers back to, or by what is around it."""
        own, around = self._terms(found.sentence.text), self._terms(_surroundings(found))
        before = _BEFORE * concept.match(self._terms(found.before).keys()) if found.before else 0.0
        return max(concept.match(own.keys()), before, _AROUND * concept.match(around.keys()))

    def terms(self, text: str) -> set[str]:
        """The search terms of a text."""
        return set(self._terms(text))

    def _terms(self, text: str) -> dict[str, float]:
        return self.analyser.terms_cached(text)


def _surroundings(found: FoundSentence) -> str:
    return " ".join((found.sentence.intro or "", *found.passage.section, found.passage.text))
