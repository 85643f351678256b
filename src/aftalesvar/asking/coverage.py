"""How much of a question a text holds: its content words, each weighted by how much it tells."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from aftalesvar.asking.concepts import Concept
from aftalesvar.asking.layout import Layouts
from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import words

Rarity = Callable[[str], float]
Terms = AbstractSet[str]
_AROUND = 0.6  # what a word counts that stands only near the sentence
_STANDS_FOR = 0.8  # how well a word must be held to be there
_THERE = 0.4  # to be there in part
_BEFORE = 0.8  # and in the sentence that it refers back to


class Coverage:
    """Holds texts against one question's concepts.

    :param rarity: how rare a term is in the corpus.
    :param held: whether the corpus has a term at all.
    """

    def __init__(self, understood: Understood, layouts: Layouts, rarity: Rarity, held: Callable[[str], bool]) -> None:
        self.layouts = layouts
        self.analyser = layouts.analyser
        self.concepts = understood.concepts
        self.weights = [concept.weight(rarity, held) for concept in understood.concepts]
        self._of_sentences: dict[tuple[int, str], float] = {}  # several sides read the same ones

    def of_sentence(self, found: FoundSentence) -> float:
        """The share of the words that the sentence, or less so its introduction or headings, holds (0 to 1)."""
        key = found.sentence.id, found.before
        if key not in self._of_sentences:
            self._of_sentences[key] = self._of_sentence(found)
        return self._of_sentences[key]

    def _of_sentence(self, found: FoundSentence) -> float:
        total = sum(self.weights)
        if not total:
            return 0.0
        told = self._told(found)
        return sum(w * _held(c, *told) for c, w in zip(self.concepts, self.weights, strict=True)) / total

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
        return _held(rarest, *self._told(found))

    def heaviest_missing(self, text: str) -> float:
        """The share of the question (0 to 1) that its heaviest word is of which a text lacks."""
        own, total = self._terms(text).keys(), sum(self.weights)
        missing = [w for c, w in zip(self.concepts, self.weights, strict=True) if c.match(own) < _THERE]
        return max(missing) / total if missing and total else 0.0

    def holds_first(self, asked: str, text: str) -> bool:
        """Whether a text holds the verb that a question begins with, where that tells what is asked ("Dækker …?")."""
        first = next(iter(words(asked)), "")
        concept = next((c for c in self.concepts if c.word == first), None)
        return concept is None or concept.match(self._terms(text).keys()) > _STANDS_FOR

    def holds_rarest(self, text: str) -> bool:
        """Whether a text holds the question's rarest word."""
        if not self.weights:
            return False
        rarest = self.concepts[max(range(len(self.weights)), key=self.weights.__getitem__)]
        return rarest.match(self._terms(text).keys()) >= _STANDS_FOR

    def _told(self, found: FoundSentence) -> tuple[Terms, Terms | None, Terms]:
        """The terms of a sentence, of the one that it refers back to if any, and of what is around it."""
        before = self._terms(found.before).keys() if found.before else None
        around = _surroundings(found.sentence.intro, found.passage.section, found.passage.text)
        return self._terms(found.sentence.text).keys(), before, self._terms(around).keys()

    def terms(self, text: str) -> set[str]:
        """The search terms of a text."""
        return set(self._terms(text))

    def _terms(self, text: str) -> dict[str, float]:
        return self.analyser.terms_cached(text)


def _held(concept: Concept, own: Terms, before: Terms | None, around: Terms) -> float:
    """How well a sentence holds a word itself, by the sentence that it refers back to, or by what is around it."""
    held = concept.match(own)
    if before is not None:
        held = max(held, _BEFORE * concept.match(before))
    return held if held >= _AROUND else max(held, _AROUND * concept.match(around))


@lru_cache(maxsize=20_000)  # long texts, joined for every sentence of theirs that is read
def _surroundings(intro: str | None, section: tuple[str, ...], passage: str) -> str:
    return " ".join((intro or "", *section, passage))
