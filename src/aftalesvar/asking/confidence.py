"""How sure an answer is: a logistic of a few signals that can be explained, and the threshold to answer at.

The coefficients come with the index (see ``aftalesvar.calibration``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.calibration import Calibration

SAME_ANSWER_SCORE = 0.8  # a place that states the same figure counts when it scores this near
_FOUND_BEST, _CONFIRMED = 0.3, 1.5  # log odds: of the sentence found best; a second place states the figure
_AS_WELL = 0.05  # of a sentence's score: found as well as the best
_BESIDE = 3.0  # figures of one sentence share most of their score: a lead counts this much more among them
_SPEAKS = 0.3  # how much of the question a sentence must hold, for the next one to speak of its matter
_MOST_TOLD = 0.6  # for a second place with its figure to confirm it
_TOLD = 0.4  # and for another agreement's same figure to speak for it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer, each about 0 to 1."""

    sentence_gap: float  # its cosine's lead over the mean of the next nine of the year asked
    passage_gap: float
    lexical: float  # the passage's BM25 beside the best passage's
    coverage: float  # the question's words held by the sentence or its surroundings, weighted by rarity
    margin: float  # the score's lead over the best answer that says otherwise of the year asked


def confidence(evidence: Evidence, calibration: Calibration) -> float:
    """The probability (0 to 1) that the answer is right, as calibrated."""
    total = calibration.intercept + sum(
        getattr(calibration, f.name) * getattr(evidence, f.name) for f in fields(evidence)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def raised(probability: float, log_odds: float) -> float:
    """A probability (0 to 1, both excluded) with more evidence for it, as log odds."""
    return 1 / (1 + math.exp(-log_odds) * (1 - probability) / probability)


def standing(top: Candidate, others: Sequence[Candidate], evidence: Evidence) -> float:
    """Log odds for a figure whose sentence was found best before anything was read out, or that stands twice."""
    if top.figure is None:
        return 0.0
    best = max((c.signals["retrieved"] for c in others), default=0.0)
    odds = _FOUND_BEST if top.signals["retrieved"] > best - _AS_WELL else 0.0
    rivals = (c for c in others if c.found.sentence.id != top.found.sentence.id)
    if evidence.coverage >= _MOST_TOLD and any(_states_the_same(top, c) for c in rivals):
        odds += _CONFIRMED
    return odds


def weigh(top: Candidate, others: Sequence[Candidate], reader: Reader) -> Evidence:
    """The evidence for the best candidate of a question; places that state the same figure speak for it too."""
    covered = reader.coverage.of_sentence(top.found)
    rivals = [
        c
        for c in others
        if c.found.sentence.id != top.found.sentence.id and not (covered >= _SPEAKS and _takes_up(top, c))
    ]
    same = [c for c in rivals if _states_the_same(top, c) and c.score > top.score - SAME_ANSWER_SCORE]
    against = [c for c in rivals if not (covered >= _TOLD and _agrees(top, c)) and c.found.signals.year_fit >= 0]
    signals = [c.found.signals for c in (top, *same)]
    return Evidence(
        sentence_gap=max(s.sentence_gap for s in signals),
        passage_gap=max(s.passage_gap for s in signals),
        lexical=max(s.passage_lexical for s in signals),
        coverage=covered,
        margin=min(_lead(top, against), _BESIDE * _lead(top, _beside(top, others))),
    )


def _takes_up(top: Candidate, other: Candidate) -> bool:
    """Whether a candidate without a figure is the next sentence, which speaks of the top's and so is no rival of it."""
    return top.figure is None and other.found.before == top.found.sentence.text


def _states_the_same(top: Candidate, other: Candidate) -> bool:
    """Whether another place of the same agreement gives the same figure for the same year."""
    if top.figure is None or other.figure is None or top.found.sentence.document != other.found.sentence.document:
        return False
    return top.figure.figure.value == other.figure.figure.value and bool(top.figure.years & other.figure.years)


def _agrees(top: Candidate, other: Candidate) -> bool:
    """Whether another place, of whatever agreement, gives the same figure for the same year."""
    if top.figure is None or other.figure is None:
        return False
    same = top.figure.figure.value == other.figure.figure.value and top.figure.figure.unit == other.figure.figure.unit
    repeated = top.found.sentence.text == other.found.sentence.text
    return same and (repeated or bool(top.figure.years & other.figure.years))


def _beside(top: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """The other figures of its own sentence that could be meant as well: of the same unit, and of the same years."""
    if top.figure is None:
        return []
    figure, years = top.figure.figure, top.figure.years
    return [
        c
        for c in others
        if c.found.sentence.id == top.found.sentence.id and c.figure is not None and c.figure.years == years
        if c.figure.figure.unit == figure.unit and c.figure.figure.value != figure.value
    ]


def _lead(top: Candidate, others: Iterable[Candidate]) -> float:
    rival = next((c.score for c in others), top.score - 1.0)
    return max(0.0, min(1.0, top.score - rival))
