"""Whether the figures of several sides are of what is asked, and say the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftalesvar.asking.alike import SAME_SENTENCE
from aftalesvar.asking.points import Point
from aftalesvar.asking.retrieval import Signals

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_HELD_ALONE = 0.75  # how much of what is asked a place must hold to be of it by that alone
_MEANT, _NAMED = 5.0, 0.85  # how much the nearness in meaning counts beside that, and how much both must be
# Where every agreement, read on its own, answers best with the very same sentence: how much of what is asked it must
# hold, or how near it must be in meaning.
_FEWEST_AGREED, _HELD_AGREED, _MEANT_AGREED = 3, 0.5, 0.12


def named(points: Sequence[Point]) -> bool:
    """Whether the points are of what is asked: by the words that a place holds, or by those and their meaning.

    On invented questions of things that no agreement tells, places that hold some of the words were of other meaning.
    """
    held = max((p.coverage for p in points), default=0.0)
    signals = [p.candidate.found.signals for p in points]
    meant = min(
        (sum(get(s) for s in signals) / len(signals) for get in (_of_sentence, _of_passage)) if signals else (0.0,)
    )
    said = sum(p.label_said for p in points)
    same = all(p.strong for p in points)
    if held >= _HELD_ALONE or held + _MEANT * meant >= _NAMED or said >= (1 if same else len(points) / 2):
        return True
    agreed = len(points) >= _FEWEST_AGREED and same and all(p.own_best for p in points)
    return agreed and (held >= _HELD_AGREED or sum(map(_of_sentence, signals)) / len(signals) >= _MEANT_AGREED)


def recurs(asker: Asker, points: Sequence[Point]) -> bool:
    """Whether every point's sentence says the same thing as the first's, but for its figures."""
    ids = [p.candidate.found.sentence.id for p in points]
    return bool((asker.index.cosines(ids[:1], ids) >= SAME_SENTENCE).all())


def _of_sentence(signals: Signals) -> float:
    return signals.sentence_cosine


def _of_passage(signals: Signals) -> float:
    return signals.passage_cosine
