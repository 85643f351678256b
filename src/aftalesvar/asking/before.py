"""A sentence that refers back takes on what the sentence before it speaks of.

"Parterne vil sikre en stabil overgang til fremtidens infrastruktur. Det indebærer en omkostning på 86,5 mio. kr.":
the figure stands in a sentence that doesn't say what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.danish.anaphora import refers_back
from aftalesvar.danish.numbers import find_figures

_OF_SENTENCE = ("sentence_cosine", "sentence_lexical", "sentence_gap")
_SHARE = 0.5  # of how much better the sentence before scores
# "Hertil kommer 50 mio. kr. til …" tells of another thing than the sentence before it.
_ADDS = re.compile(r"^(?:hertil|dertil|herudover|derudover) kommer\b", re.IGNORECASE)
# How a sum just told is shared out: "Den statslige, regionale og kommunale finansiering udgør hhv. …"
_SHARES_OUT = re.compile(
    r"^(?:den|det) \w+(?:,? (?:\w+, )*(?:\w+ )?og \w+)? (?:andel|finansiering|bidrag|del)\b"
    r"|^(?:heraf|hvoraf) \w+ [^.]{0,40}\b(?:andel|finansiering|bidrag|del)\b",
    re.IGNORECASE,
)


def with_before(sentences: Iterable[FoundSentence], *, shared_out: bool) -> Iterator[FoundSentence]:
    """The sentences best first; one that refers back holds the sentence before it, and part of how well it fits.

    :param shared_out: whether a part is asked for, so that a sentence that shares out the sum before it counts too.
    """
    found = list(sentences)
    by_id = {f.sentence.id: f for f in found}
    lent = [_lent(f, by_id.get(f.sentence.id - 1), shared_out) for f in found]
    return iter(sorted(lent, key=lambda f: (-f.score, f.sentence.id)))


@lru_cache(maxsize=20_000)  # every sentence that is found is asked, for question after question
def takes_up(text: str, lead: str) -> bool:
    """Whether a sentence speaks of what the one before it names, and not of something more."""
    return refers_back(text, lead) and not _ADDS.search(text)


def _lent(found: FoundSentence, before: FoundSentence | None, shared_out: bool) -> FoundSentence:
    if before is None or before.sentence.passage != found.sentence.passage or found.sentence.row is not None:
        return found
    text, told = found.sentence.text, before.sentence.text
    stated = any(f.unit != "count" for f in find_figures(told))  # then that sentence tells its own figure
    refers = (shared_out and _SHARES_OUT.search(text)) or (takes_up(text, told) and not stated)
    if before.sentence.row is not None or not refers:
        return found
    gained = _SHARE * max(0.0, before.score - found.score)
    own, theirs = found.signals, before.signals
    lent = {
        name: getattr(own, name) + _SHARE * max(0.0, getattr(theirs, name) - getattr(own, name))
        for name in _OF_SENTENCE
    }
    signals = replace(own, **lent)
    return replace(found, score=found.score + gained, signals=signals, before=told)
