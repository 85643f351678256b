"""How well a figure fits what was asked: its year, level or change, part or whole, least or most, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftalesvar.asking.figures import PlacedFigure, asked_direction, asks_total, says_direction
from aftalesvar.asking.holders import held_fits, parties_in, party_asked
from aftalesvar.asking.read_weights import ReadWeights
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.numbers import find_figures

_OF_AGREEMENT = 0.15  # of the penalty for another year, where only an agreement is named
_UNSAID = 0.3  # of what level or change counts, where the question doesn't say which
_COVERED = 0.5  # a sentence that holds less of the question is less surely of the party's part that is asked for
_RANGE, _SUM_OF_RANGE = 0.85, 0.6  # of a year that was asked, for a figure of several years, and for their sum
_OVER_YEARS = ("series", "compare", "which-year")
_ASKS_PART = re.compile(r"\b(?:heraf|del(?:en)?\b|andel)", re.IGNORECASE)
# "Hvor meget bidrager regionerne med?": what one of several pays is a part.
_PAYS = re.compile(r"\b(?:bidrag|finansier|medfinansier)\w*|\b(?:betaler?|betalte|lægger|giver?|gav)\b", re.IGNORECASE)
# "131 kr. pr. indbygger" is seldom what a question means that doesn't ask what each one pays.
_RATE = re.compile(r"\s*(?:pr\.|per)\s+(?:indbygger|borger|elev|barn|plads|person|døgn|måned|time|uge)", re.IGNORECASE)
_ASKS_RATE = re.compile(
    r"\b(?:pr|per|hver|for hvert?|pr\.|grundbidrag\w*|sats\w*|takst\w*|indbygger\w*|borger\w*|en)\b", re.IGNORECASE
)
_ASKS_PART_OF = re.compile(r"\bheraf\b|\bhvor (?:meget|mange|lidt|stor en del) af\b", re.IGNORECASE)
_BOUNDS = (
    (
        re.compile(r"\b(?:mindst|minimum|minimums\w*|i det mindste)\b", re.IGNORECASE),
        re.compile(r"\b(?:mindst|minimum)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:højst|højest|maks\w*|op til|loft(?:et)?)\b", re.IGNORECASE),
        re.compile(r"\b(?:højst|højest|maks\w*|op til|inden for en ramme)\b", re.IGNORECASE),
    ),
)


def asks_part(question: str) -> bool:
    """Whether a question asks for a part of something: "hvor meget af …"."""
    return bool(_ASKS_PART_OF.search(question))


class FigureFit:
    """Judges the figures of sentences by one question."""

    def __init__(self, understood: Understood, weights: ReadWeights) -> None:
        asked = understood.corrected
        self._weights = weights
        self._kind = understood.question.kind
        self._years, self._agreements = set(understood.question.years), set(understood.question.agreements)
        self._direction = asked_direction(asked)
        self._says_direction = says_direction(asked) or self._kind in _OVER_YEARS
        self._total = asks_total(asked)
        self._part_of = asks_part(asked)
        self._stated = {(figure.value, figure.unit) for figure in find_figures(asked)}
        self._rate = bool(_ASKS_RATE.search(asked))
        self._bounds = tuple(told for wanted, told in _BOUNDS if wanted.search(asked))
        self._parties = frozenset(parties_in(asked))
        self.party = party_asked(asked)
        self._share = bool(_ASKS_PART.search(asked) or (self.party and _PAYS.search(asked)))

    def held(self, text: str, placed: Sequence[PlacedFigure]) -> list[float]:
        """Per figure of a text, how well its party is the one asked about (-1 to 1)."""
        figures = [p.figure for p in placed]
        return held_fits(text, figures, self._parties, share=self._share, total=self._total)

    def signals(
        self, text: str, placed: PlacedFigure, years: Sequence[int], held: float, coverage: float
    ) -> dict[str, float]:
        """What speaks for a figure, to be added to its sentence's score.

        :param text: the sentence.
        :param years: its agreement's.
        :param held: whether its party is the one asked about (-1 to 1).
        :param coverage: how much of the question the sentence holds (0 to 1).
        """
        own = held * min(1.0, coverage / _COVERED) if held > 0 else held
        after = text[placed.figure.end :]
        echo = (placed.figure.value, placed.figure.unit) in self._stated
        return {
            "echo": -self._weights.echo if echo else 0.0,
            "rate": -self._weights.rate if _RATE.match(after) and not self._rate else 0.0,
            "year": self._year(placed, years),
            "direction": self._level_or_change(placed),
            "of_which": self._part(placed, held),
            "bound": self._bound(text),
            "held": self._weights.held * own,
        }

    def _year(self, placed: PlacedFigure, agreement: Sequence[int]) -> float:
        w, asked = self._weights, self._years
        if not asked or not (placed.years or placed.years_said):
            return 0.0
        # "ifølge aftalen for 2024": the agreement is asked, and it may tell of another year than its own.
        named = asked == self._agreements
        if not asked & placed.years:
            return -w.other_year * (_OF_AGREEMENT if named and asked & set(agreement) else 1.0)
        if named and not asked & set(agreement):
            return 0.0
        if len(asked) > 1 and asked == placed.years:
            return w.year + w.later_year
        if len(asked) == 1:
            several = len(placed.years) > 1
            return w.year * ((_SUM_OF_RANGE if placed.total else _RANGE) if several else 1.0)
        # "tilskuddet i 2026, når skatten sættes ned i 2023": one year is the agreement's, the other the figure's.
        later = (
            len(asked - set(agreement)) == 1 == len(asked & set(agreement))
            and placed.years_said
            and not placed.years & set(agreement)
        )
        return w.year + (w.later_year if later else 0.0)

    def _level_or_change(self, placed: PlacedFigure) -> float:
        if placed.direction == "unsaid":
            return 0.0
        weight = self._weights.direction * (1.0 if self._says_direction else _UNSAID)
        return weight if self._direction == placed.direction else -weight

    def _part(self, placed: PlacedFigure, held: float) -> float:
        """For a part of what was asked, a part of something else, and the whole."""
        w = self._weights
        part = 0.0
        if placed.of_which:
            part = w.of_which if self._part_of else 0.0 if held > 0 or self._share else -w.of_which
        # "40 pct. af alle forsøg" is how a share is told, where one is asked for.
        share = self._part_of or (placed.figure.unit == "pct" and self._kind in ("percent", "count"))
        part -= w.part if placed.part_of_other and not share else 0.0
        return part + (w.total if placed.total and self._total else 0.0)

    def _bound(self, text: str) -> float:
        return self._weights.bound if any(told.search(text) for told in self._bounds) else 0.0
