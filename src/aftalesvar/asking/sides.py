"""The sides of a question across agreements, and each side's figures, best first."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aftalesvar.asking.across import Across
from aftalesvar.asking.candidates import READ_SENTENCES, Candidate, Reader
from aftalesvar.asking.figures import asked_direction
from aftalesvar.asking.frame import content_words
from aftalesvar.asking.retrieval import Found, FoundSentence
from aftalesvar.asking.understanding import Understood, with_years
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import FigureRecord, Unit
from aftalesvar.store.texts import DocumentHead

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_DEPTH = 40  # figures of each side looked at
_APART, _FEWEST_WORDS = 2.0, 2  # what such words count, and how many words there must be to tell a figure by
_PARTED = re.compile(r"[,;]|\s(?:og|samt|mens)\s|\d")
_NAMED = 0.9  # how near all words asked stand where a row's label says them all


@dataclass(frozen=True, slots=True)
class Slot:
    """One side: the agreements it is read in, and the years that its figure is wanted for."""

    label: int
    documents: tuple[str, ...]
    years: tuple[int, ...]
    elsewhere: bool  # a year without an agreement of its own: only a figure said to be of that year will do


@dataclass(frozen=True, slots=True)
class Side:
    """What was read for one side."""

    slot: Slot
    understood: Understood
    reader: Reader
    candidates: list[Candidate]


def slots_of(
    across: Across, heads: Sequence[DocumentHead], pairs: Mapping[int, tuple[int, ...]] | None = None
) -> list[Slot]:
    """The sides of a question: agreements by name, or years, or all agreements.

    :param pairs: the years asked of each agreement, where the question pairs them.
    """
    by_year = {year: head for head in heads for year in head.years}
    named = [a for a in across.agreements if a in by_year]
    if pairs:
        return [Slot(a, (by_year[a].id,), years, elsewhere=False) for a, years in pairs.items() if a in by_year]
    if len(named) == 1 and len(across.years) > 1:
        return [Slot(y, (by_year[named[0]].id,), (y,), elsewhere=True) for y in across.years]
    if named and len(named) == len(across.agreements):
        return [Slot(a, (by_year[a].id,), across.years or by_year[a].years, elsewhere=False) for a in named]
    if across.years or across.agreements:
        years = sorted({*across.years, *across.agreements})
        own = [Slot(y, (by_year[y].id,), (y,), elsewhere=False) for y in years if y in by_year]
        others = [Slot(y, tuple(h.id for h in heads if y not in h.years), (y,), elsewhere=True) for y in years]
        return own + others
    return [Slot(h.years[-1], (h.id,), h.years, elsewhere=False) for h in heads]


def read_sides(
    asker: Asker, bare: Understood, vector: np.ndarray, slots: Sequence[Slot], without: frozenset[int],
    units: Collection[Unit],
) -> list[Side]:  # fmt: skip
    """Each side's figures of these units, best first. ``bare`` is what is asked of each side, as its own question."""
    sides = []
    for slot in slots:
        heads = [asker.index.documents[d] for d in slot.documents]
        agreements = () if slot.elsewhere else heads[0].years
        mine = with_years(bare, slot.years, agreements)
        found = asker.places(mine, vector, without, slot.documents)
        reader = asker.reader(mine)
        candidates = reader.candidates(_with_figures(asker, found, slot))
        figures = [_as_asked(asker, c) for c in candidates if c.figure is not None and c.figure.figure.unit in units]
        figures = _told_apart(figures, reader)
        figures.sort(key=lambda c: (-c.score, c.found.sentence.id, c.start))
        if slot.elsewhere:
            figures = [c for c in figures if years_of(asker, c) == frozenset(slot.years)]
        if (
            slot.elsewhere
            and len(content_words(bare.corrected)) == 1
            and asked_direction(bare.question.text) == "level"
        ):
            figures = [c for c in figures if c.figure is not None and c.figure.direction != "change"]
        sides.append(Side(slot, mine, reader, figures[:_DEPTH]))
    return sides


def _with_figures(asker: Asker, found: Found, slot: Slot) -> list[FoundSentence]:
    """The sentences read closely that state a figure; elsewhere, one that may be of the year wanted."""
    read = [s for s in found.sentences[:READ_SENTENCES] if s.sentence.id in asker.figure_years]
    if not slot.elsewhere:
        return read
    wanted = {frozenset(slot.years), frozenset[int]()}
    return [s for s in read if wanted & asker.figure_years[s.sentence.id]]


def _told_apart(figures: Sequence[Candidate], reader: Reader) -> list[Candidate]:
    """The figures, those of one sentence told apart by the words with each that aren't with the others.

    "for serviceudgifter er 2,7 pct. …, og … for anlægsudgifter er 1,9 pct.": "service" says which is asked for.
    """
    weights, concepts = reader.coverage.weights, reader.coverage.concepts
    held: dict[int, dict[int, list[float]]] = {}
    for candidate in figures:
        own = _own_words(candidate)
        if len(content_words(own)) < _FEWEST_WORDS or candidate.found.sentence.row is not None:
            continue
        terms = reader.coverage.terms(own)
        held.setdefault(candidate.found.sentence.id, {})[candidate.start] = [c.match(terms) for c in concepts]
    told = []
    for candidate in figures:
        places = held.get(candidate.found.sentence.id, {})
        mine, others = places.get(candidate.start), [v for at, v in places.items() if at != candidate.start]
        if mine is None or not others or not sum(weights):
            told.append(candidate)
            continue
        lead = sum(w * (mine[i] - max(o[i] for o in others)) for i, w in enumerate(weights)) / sum(weights)
        told.append(candidate.with_signals({"apart": _APART * min(0.0, lead)}))
    return told


def _own_words(candidate: Candidate) -> str:
    """A figure's part of its sentence: from where the part of the one before it ends, to the next comma or "og"."""
    text, start = candidate.found.sentence.text, 0
    for figure in find_figures(text):
        parted = _PARTED.search(text, figure.end)
        end = parted.start() if parted else len(text)
        if figure.end >= candidate.end:
            return text[start : candidate.start] + text[candidate.end : end]
        start = end
    return text[start : candidate.start]


def _as_asked(asker: Asker, candidate: Candidate) -> Candidate:
    """The candidate as its record reads it; and a row that is asked for by name is no part of another, "heraf" or not.

    Its direction counts nothing where its record reads another in it.
    """
    if candidate.found.sentence.row is not None and candidate.signals.get("near", 0.0) >= _NAMED:
        part = candidate.signals.get("of_which", 0.0)
        candidate = replace(candidate, score=candidate.score - part, signals={**candidate.signals, "of_which": 0.0})
    record = record_of(asker, candidate)
    if record is None or candidate.figure is None or record.direction == candidate.figure.direction:
        return candidate
    score = candidate.score - candidate.signals.get("direction", 0.0)
    figure = replace(candidate.figure, direction=record.direction)
    return replace(candidate, score=score, signals={**candidate.signals, "direction": 0.0}, figure=figure)


def years_of(asker: Asker, candidate: Candidate) -> frozenset[int]:
    """The years that a candidate's figure is for: as its record has them, else as its sentence places it."""
    record = record_of(asker, candidate)
    if record is not None and record.years:
        return frozenset(record.years)
    return candidate.figure.years if candidate.figure else frozenset()


def record_of(asker: Asker, candidate: Candidate) -> FigureRecord | None:
    """The record of a candidate's figure; None when there is none just there."""
    return asker.records.get((candidate.found.sentence.id, candidate.end))
