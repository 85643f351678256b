"""How much the parts of a candidate's fit count beside its sentence's score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadWeights:
    """What each signal of a candidate adds to its sentence's score at most."""

    near: float = 1.2  # the question's words near the figure
    own_clause: float = 0.6  # of which: near in the figure's own clause
    coverage: float = 0.62  # the question's words in the sentence, its heading and introduction
    year: float = 0.5  # the figure's own year is one asked
    other_year: float = 0.7  # the figure's own year is not one asked
    later_year: float = 0.3  # of two years asked, the figure is said to be for the one that isn't its agreement's
    direction: float = 0.35  # level or change, as asked
    of_which: float = 0.4  # a part, when the whole was asked; and the other way round
    part: float = 0.8  # a part of something else than was asked
    total: float = 0.4  # said to be the whole, when the whole was asked
    echo: float = 0.6  # the question states the figure itself
    rate: float = 0.4  # so much for each, when that wasn't asked
    bound: float = 0.3  # said to be the least or the most, as asked
    label: float = 0.5  # a row's label has no other words than the question
    noun: float = 0.6  # a count counts what was asked
    wrong_kind: float = 0.8  # the sentence has nothing of the kind asked
    held: float = 0.6  # said to be the figure of the party asked about, or of another
    other_unit: float = 0.5  # a percentage where an amount was likelier asked
