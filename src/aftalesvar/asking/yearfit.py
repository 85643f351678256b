"""How well the years that a sentence speaks of fit those that a question asks about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from aftalesvar.danish.anaphora import cannot_stand_alone
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.years import read_years
from aftalesvar.records import Passage, Question, Sentence

_IN_WORDS = frozenset({"yesno", "why", "how", "who", "list"})
_OF_ITS_AGREEMENT = 0.0  # the fit of another year's heading in the one agreement that is asked


_POINTS_BACK = 0.4  # the fit of a sentence that speaks of one whose year fits


class YearFit:
    """How well the years of sentences fit those that a question asks about."""

    def __init__(self, question: Question) -> None:
        self._years, self._agreements = frozenset(question.years), frozenset(question.agreements)
        # "Dækker aftalen for 2022 …?": what it says in words of other years, under their heading, is its own too.
        self._any = bool(self._agreements) and self._years <= self._agreements and question.kind in _IN_WORDS

    def of_sentences(self, sentences: Sequence[Sentence], passage: Passage, own: Sequence[int]) -> list[float]:
        """Each sentence's fit: 1 named, 0.8 implied, 0 unsaid, -1 another year's.

        A sentence that names no year speaks of its heading's year, or else of its agreement's.

        :param own: the agreement's own years.
        """
        if not self._years:
            return [0.0] * len(sentences)
        named = [_years_told(s.intro, s.text) for s in sentences]
        if self._agreements and not self._agreements & set(own):
            # Another agreement than the one asked for may still tell what that one said, if it names it.
            return [0.6 if self._agreements & _agreements_told(s.intro, s.text) else -1.0 for s in sentences]
        implied = self._years & (years_in(" ".join(passage.section)) or frozenset(own))
        unfit = _OF_ITS_AGREEMENT if self._any and self._agreements & set(own) else -1.0
        fits = [
            1.0 if self._years & years else unfit if not implied else 0.2 if years else 0.8 for years in named
        ]  # fmt: skip
        for at in range(1, len(fits)):  # "Denne ordning opgøres, når …" is of the year that the one before it names
            if fits[at] < 0 and not named[at] and fits[at - 1] > 0 and cannot_stand_alone(sentences[at].text):
                fits[at] = _POINTS_BACK
        return fits


@lru_cache(maxsize=20_000)  # the same sentences are found for many questions
def _years_told(intro: str | None, text: str) -> frozenset[int]:
    return years_in(" ".join((intro or "", text)))


@lru_cache(maxsize=20_000)
def _agreements_told(intro: str | None, text: str) -> frozenset[int]:
    return frozenset(read_years(" ".join((intro or "", text))).agreements)
