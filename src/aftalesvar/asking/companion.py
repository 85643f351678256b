"""Which sentence beside the one that answers is shown with it.

Agreements part one thought over two sentences: what is done and why, a body and its members, a matter and what was
agreed. Of the two beside the one chosen, the one that speaks of the matter goes with it, where there is room for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.wording import LONGEST_ANSWER, without_opening
from aftalesvar.danish.anaphora import cannot_stand_alone, refers_back
from aftalesvar.records import Sentence

_BEHIND = 0.5  # how much less a sentence may be worth than the one that it goes with
_POINTS = 0.2  # pointing to the one before it makes a pair of two sentences
_LEAST_SHOWN = 0.7  # the share of a companion that there must be room for


def with_companion(chosen: Candidate, place: Mapping[int, Candidate], worth: Mapping[int, float]) -> Candidate:
    """The chosen candidate with the sentence before or after it, when one belongs to it.

    :param place: the sentences around it under its heading, by id.
    :param worth: how well each of them answers by itself.
    """
    own = chosen.found.sentence
    near = [place[n].found.sentence for n in (own.id - 1, own.id + 1) if n in place]
    ranked = [
        (worth[other.id] + _tie(own, other), other)
        for other in near
        if other.kind == own.kind and _has_room(own.text, other.text)
    ]
    value, companion = max(ranked, key=lambda pair: (pair[0], -pair[1].id), default=(0.0, None))
    if companion is None or value < worth[own.id] - _BEHIND:
        return chosen
    needed = companion.id < own.id and refers_back(own.text, companion.text)
    return replace(chosen, before=companion) if needed else replace(chosen, beside=companion)


def _tie(own: Sentence, other: Sentence) -> float:
    """What it counts that one of two sentences points to the other, most where the one chosen can't do without it."""
    first, second = sorted((own, other), key=lambda s: s.id)
    if not refers_back(second.text, first.text):
        return 0.0
    return 2 * _POINTS if second is own and cannot_stand_alone(own.text) else _POINTS


def _has_room(text: str, other: str) -> bool:
    """Whether enough of another sentence can be shown beside one."""
    room = LONGEST_ANSWER - 8 - len(without_opening(text)) - 2
    return room >= _LEAST_SHOWN * len(without_opening(other))
