"""Where an item's answer stands in the sources, and whether a stretch of source holds it.

Everything is a source offset, so systems that cut, clean or sort the text differently are judged by
the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aftalesvar.evaluation.questions import Evidence, Item
from aftalesvar.evaluation.sources import Source, Sources, squash

# A passage holds a place when it covers at least this share of the quote, and the answer's own words.
HELD = 0.5
# A citation points to a sentence: one longer than this (characters of source) cites a page, not a place.
LONGEST_CITATION = 1_500


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of a source that states the answer; ``keys`` are where accepted strings stand in it.

    ``evidence`` is the number of the evidence in its item: a quote that stands twice has two places.
    """

    evidence: int
    document: str
    start: int
    end: int
    keys: tuple[tuple[int, int], ...]


Stretch = tuple[str, int, int]  # document id, start, end


def places(item: Item, sources: Sources) -> tuple[Place, ...]:
    """Return every place of the item's evidence. A quote that isn't in its source has none (see proof)."""
    found: list[Place] = []
    for number, evidence in enumerate(item.evidence):
        source = sources.get(evidence.doc)
        if source is None:
            continue
        for start, end in source.find(evidence.quote):
            found.append(Place(number, source.id, start, end, _keys(item, source, start, end)))
    return tuple(found)


def _keys(item: Item, source: Source, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the first stretch of each accepted string within ``[start, end)`` of the source."""
    within = Source.from_text("", source.text[start:end])
    keys = []
    for alternative in (alternative for group in item.groups for alternative in group):
        if is_yes_or_no(alternative):
            continue
        if hits := within.find(alternative):
            keys.append((start + hits[0][0], start + hits[0][1]))
    return tuple(keys)


def is_yes_or_no(text: str) -> bool:
    """Whether an accepted string is a bare Ja or Nej, which the source needn't say."""
    return text.strip().strip(".").lower() in {"ja", "nej"}


def holds(stretches: Iterable[Stretch], place: Place) -> bool:
    """Whether the stretches (of one passage) hold the place: half its quote, and an accepted string whole."""
    own = [(start, end) for document, start, end in stretches if document == place.document]
    covered = sum(max(0, min(end, place.end) - max(start, place.start)) for start, end in own)
    if covered < HELD * (place.end - place.start):
        return False
    return not place.keys or any(s <= a and b <= e for a, b in place.keys for s, e in own)


def stretches_of(part: Mapping[str, Any]) -> list[Stretch]:
    """Return the stretches of a citation or a passage of an answer object."""
    return [(str(part.get("document")), int(s["start"]), int(s["end"])) for s in part.get("spans") or ()]


def cites(citation: Mapping[str, Any], place: Place, evidence: Evidence) -> bool:
    """Whether a citation points to the place: by overlap of half of the shorter, or by containment of quotes."""
    own = [(s, e) for document, s, e in stretches_of(citation) if document == place.document]
    if not own or sum(e - s for s, e in own) > LONGEST_CITATION:
        return False
    covered = sum(max(0, min(e, place.end) - max(s, place.start)) for s, e in own)
    if covered >= HELD * min(place.end - place.start, sum(e - s for s, e in own)) and covered > 0:
        return True
    quote, gold = squash(str(citation.get("quote") or "")), squash(evidence.quote)
    return (
        bool(quote) and _same_place(own, place) and (gold in quote or (quote in gold and len(quote) * 2 >= len(gold)))
    )


def _same_place(own: list[tuple[int, int]], place: Place) -> bool:
    """Whether a span lies at the place, or around a box that tears it; a like sentence elsewhere doesn't."""
    return any(s < place.end and place.start < e for s, e in own)


def contains(answer: str, accepted: str) -> bool:
    """Whether ``accepted`` occurs in ``answer``: any case, white space as one blank, whole numbers, whole Ja/Nej.

    "9,3 mia. kr." isn't in "19,3 mia. kr.", and a Ja counts only as the answer's first word.
    """
    text, wanted = _normal(answer), _normal(accepted)
    if is_yes_or_no(wanted):
        return re.match(rf"{re.escape(wanted.strip('.'))}\b", text) is not None
    head = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    tail = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(head + re.escape(wanted) + tail, text) is not None


def _normal(text: str) -> str:
    return " ".join(text.lower().replace("\u00ad", "").replace("–", "-").split())
