"""How alike the sides' figures are: which of a side's figures says the same thing as another side's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.figures import asks_total
from aftalesvar.asking.holders import holders, parties_in
from aftalesvar.asking.layout import OF
from aftalesvar.asking.shares import party_asked
from aftalesvar.asking.sides import Side, Slot
from aftalesvar.danish.numbers import find_figures

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

SAME_SENTENCE = 0.94  # cosine from which two agreements' sentences say the same thing
_ANCHOR = 2.4  # how much likeness to the surest side's sentence counts
_SAME_LABEL = 0.75  # likeness from which two rows' labels name the same thing
# From which likeness (a cosine), with how much of what is asked held (as a share of the most that a side holds), and
# how far behind the best score a figure may be and still be of the same thing.
_HELD_LEAST = 0.25
_ALIKE, _HELD_ALIKE, _BEHIND_ALIKE = 0.91, 0.4, 1.0
_LIKELY, _HELD_LIKELY, _BEHIND_LIKELY = 0.89, 0.6, 1.3
# From which likeness a side's own best answer is of the same thing, when its place also holds the rarest word.
_ALIKE_OWN, _HELD_OWN, _NEAR_OWN, _BEHIND_OWN, _HELD_RAREST_OWN = 0.87, 0.65, 0.05, 1.5, 0.6
_MEANT_OWN = 0.1  # how near in meaning a side's own best answer must be that says it in other words
_HELD_RAREST_TURNED = 0.95  # and when one is told as a change, the other as a level
_HELD_RAREST, _ALIKE_UNNAMED = 0.45, 0.92  # its place holds the rarest word, or is this like another that does
_UNNAMED, _NEAR_STRONG = 0.03, 0.06  # the more alike, the less near the words stand
_NEAR_LEAST = 0.06  # how near the words must stand
_ALIKE_ELSEWHERE, _HELD_ELSEWHERE = 0.9, 0.8
_PARTY = 0.8  # the share of the party asked about
# How much larger one amount may be than another of the same thing, and where it isn't told in the same words.
_MOST_TIMES, _FEW_TIMES = 200, 5
_TURNED = -0.2  # a change, when the other is a level
_BEFORE = 60  # characters before a figure that tell its place in its sentence
_PART = -0.4  # a part of what is asked
_PART_OF = re.compile(rf"{OF}(?!de\b|dem\b)")
_DIGITS = re.compile(r"\d+")
_TOTAL = 0.8  # said to be the whole, when the whole is asked


@dataclass(frozen=True, slots=True)
class Fit:
    """A side's best figure for the anchor's thing: its score with the likeness, and how like it is."""

    score: float
    candidate: Candidate
    likeness: float  # cosine of the two sentences
    row: float  # likeness of the two rows' labels, 0 for prose
    turned: bool  # a change, when the anchor's is a level; or the other way round
    sized: bool  # of about the anchor's size
    own_best: bool  # the figure that answers best on its own side
    party: bool  # said to be the share of the party asked about


def alike_to(asker: Asker, anchor: Candidate, sides: Sequence[Side]) -> dict[Slot, Fit]:
    """Each side's figure that is most like the anchor's, among those of its unit."""
    likeness: list[float] = asker.index.dense(asker.index.vector(anchor.found.sentence.id))[1].tolist()
    assert anchor.figure is not None
    unit = anchor.figure.figure.unit
    chosen = {}
    for side in sides:
        whole = asks_total(side.understood.question.text)
        party = party_asked(side.understood.question.text)
        fits = [
            _fit(c, anchor, likeness[c.found.sentence.id], whole, party, c is side.candidates[0])
            for c in side.candidates
            if c.figure and c.figure.figure.unit == unit and is_of_size(c, anchor)
        ]
        if fits:
            chosen[side.slot] = _in_place(max(fits, key=lambda fit: fit.score), fits, anchor)
    return chosen


def is_same_thing(fit: Fit, slot: Slot, reader: Reader, best: float, most: float) -> bool:
    """Whether a side's figure is of the same thing as the others'. A missing figure is better than a wrong one.

    It says the same in the same words; or it says much the same, or holds most of what is asked, and answers nearly as
    well as the best.

    :param best: the best score of any side.
    :param most: the most that any side's place holds of what is asked.
    """
    held = coverage_of(fit.candidate) / most if most else 0.0
    if slot.elsewhere:
        return fit.likeness >= _ALIKE_ELSEWHERE and held >= _HELD_ELSEWHERE
    if held < _HELD_LEAST:
        meant = fit.candidate.found.signals.sentence_cosine >= _MEANT_OWN
        return fit.own_best and fit.sized and not fit.turned and meant and fit.likeness >= _ALIKE_UNNAMED
    if is_strong(fit):
        return True
    if not fit.sized:
        return False
    behind = best - fit.candidate.score
    if fit.party and held >= _HELD_ALIKE and behind <= _BEHIND_LIKELY:
        return True
    near = fit.candidate.signals.get("near", 0.0)
    rarest = reader.coverage.of_rarest(fit.candidate.found)
    if near < _NEAR_LEAST or (fit.turned and not (fit.own_best and rarest >= _HELD_RAREST_TURNED)):
        return False
    own = fit.own_best and held >= _HELD_OWN and near >= _NEAR_OWN and behind <= _BEHIND_OWN
    if own and rarest >= _HELD_RAREST_OWN and fit.likeness >= _ALIKE_OWN:
        return True
    return (fit.likeness >= _ALIKE_UNNAMED or rarest >= _HELD_RAREST) and (
        (fit.likeness >= _ALIKE and held >= _HELD_ALIKE and behind <= _BEHIND_ALIKE)
        or (fit.likeness >= _LIKELY and held >= _HELD_LIKELY and behind <= _BEHIND_LIKELY)
    )


def is_strong(fit: Fit) -> bool:
    """Whether a side says the very same: the same row, or the same sentence but for its figures."""
    near = fit.candidate.signals.get("near", 0.0)
    return fit.row > 0 or fit.likeness >= SAME_SENTENCE + (_UNNAMED if near < _NEAR_STRONG else 0.0)


def is_of_size(candidate: Candidate, anchor: Candidate, times: int = _MOST_TIMES) -> bool:
    """Whether an amount may be of the anchor's thing: "4,6 mio. kr." isn't what elsewhere is "24,2 mia. kr."."""
    assert candidate.figure is not None
    assert anchor.figure is not None
    sizes = sorted((abs(candidate.figure.figure.value), abs(anchor.figure.figure.value)))
    return anchor.figure.figure.unit != "kr" or sizes[1] <= sizes[0] * times


def coverage_of(candidate: Candidate) -> float:
    """How much of what is asked the place of a figure holds."""
    return candidate.signals.get("coverage", 0.0)


def _fit(
    candidate: Candidate, anchor: Candidate, likeness: float, whole: bool, party: str | None, own_best: bool
) -> Fit:  # fmt: skip
    assert candidate.figure is not None
    row, of_party, turned = _same_row(candidate, anchor), _of_party(candidate, party), _turned(candidate, anchor)
    score = _score(candidate, likeness, row, whole, turned) + of_party
    if _PART_OF.match(candidate.found.sentence.text, candidate.end) and candidate.figure.figure.unit == "kr":
        score += _PART
    sized = is_of_size(candidate, anchor, _FEW_TIMES)
    return Fit(score, candidate, likeness, row, turned, sized, own_best, of_party > 0)


def _score(candidate: Candidate, likeness: float, row: float, whole: bool, turned: bool) -> float:
    """Agreements repeat their sentences: the one most like the surest agreement's is likely the same thing."""
    assert candidate.figure is not None
    total = (_TOTAL if candidate.figure.total else -_TOTAL / 2) if whole else 0.0
    alike = max(0.0, (likeness - 0.85) / 0.15)
    return candidate.score + _ANCHOR * alike + 0.3 * row + total + (_TURNED if turned else 0.0)


def _in_place(best: Fit, fits: Sequence[Fit], anchor: Candidate) -> Fit:
    """Where a sentence says the same as the anchor's with as many figures, the one that stands in the same place."""
    own, other = best.candidate.found.sentence, anchor.found.sentence
    if best.likeness < SAME_SENTENCE or own.id == other.id or own.row is not None:
        return best
    if len(find_figures(own.text)) != len(find_figures(other.text)):
        return best
    same = [fit for fit in fits if fit.candidate.found.sentence.id == own.id]
    return max(same, key=lambda fit: (_same_place(fit.candidate, anchor), fit.score))


def _same_place(candidate: Candidate, anchor: Candidate) -> float:
    """How alike the words before two figures are (0 to 1): "for anlæg er 1,4 pct.", not "for service er 1,9 pct."."""
    from rapidfuzz.fuzz import ratio

    mine, other = (
        _DIGITS.sub("#", c.found.sentence.text[max(0, c.start - _BEFORE) : c.start].lower())
        for c in (candidate, anchor)
    )
    return ratio(mine, other) / 100


def _turned(candidate: Candidate, anchor: Candidate) -> bool:
    """Whether one of two figures is said to be a change and the other a level."""
    assert candidate.figure is not None
    assert anchor.figure is not None
    mine, other = candidate.figure.direction, anchor.figure.direction
    return mine != other and "unsaid" not in (mine, other)


def _of_party(candidate: Candidate, party: str | None) -> float:
    """For a figure that is said to be the share of the party asked about, and against one of another party's."""
    if party is None:
        return 0.0
    text = candidate.found.sentence.text
    figures = find_figures(text)
    names = zip(figures, holders(text, figures), strict=True)
    named = next((parties_in(name) for figure, name in names if figure.end == candidate.end and name), [])
    return 0.0 if not named else _PARTY if any(name.startswith(party) for name in named) else -_PARTY


def _same_row(candidate: Candidate, anchor: Candidate) -> float:
    """How alike the labels of two table rows are (0 to 1; 0 for prose)."""
    mine, other = candidate.found.sentence.row, anchor.found.sentence.row
    if mine is None or other is None:
        return 0.0
    from rapidfuzz.fuzz import ratio

    likeness = ratio(mine.label.lower(), other.label.lower()) / 100
    return likeness if likeness >= _SAME_LABEL else 0.0
