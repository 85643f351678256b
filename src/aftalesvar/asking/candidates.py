"""What can be read out of a sentence as an answer, and how well it fits what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from aftalesvar.asking.aspects import told_in_words
from aftalesvar.asking.before import with_before
from aftalesvar.asking.changed import changed_pair, end_asked
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.dates import (
    asks_how_long,
    date_signals,
    is_repeated,
    names_a_thing,
    tells_condition,
    tells_how_long,
)
from aftalesvar.asking.figure_fit import FigureFit
from aftalesvar.asking.figures import PlacedFigure, place_figures
from aftalesvar.asking.nouns import counted_noun, label_precision, noun_fit
from aftalesvar.asking.read_weights import ReadWeights
from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wanted import UNIT_OF, Wanted, counts_as_asked, tells_in_words, wanted_units
from aftalesvar.danish.dates import FoundDate, find_dates, years_in
from aftalesvar.danish.terms import stem, words
from aftalesvar.records import AnswerKind, Sentence

READ_SENTENCES = 60  # sentences read closely, best first
_LIKELY_LABEL = 0.6  # a row whose label the question says less of is no better than prose
_CUE, _STUB, _ROW = 0.12, -0.25, -0.3  # a text with a cue of the kind asked; a heading-like stub; a table row
_PAIR = 0.5  # for the end of a change ("omlægge 114 pladser til 88") that is asked for
_LOOKS_BACK = -0.15  # a sentence that tells of another year than its agreement's
_CONDITION = -0.1  # what must come first, where a date is asked for
_SHORTEST_TEXT = 40  # characters; less is a stub
_CUES: dict[str, re.Pattern[str]] = {
    "why": re.compile(
        r"\b(?:fordi|da|idet|skyldes|som følge af|med henblik på|for at|på grund af|pga|formål\w*|hensigt\w*|baggrund"
        r"|derfor|så|skal sikre|lyset af|mhp|bidrage til)\b",
        re.IGNORECASE,
    ),
    "how": re.compile(
        r"\b(?:ved|gennem|via|efter|på baggrund af|fordeles|udmøntes|finansieres|ved at|sker|herunder)\b", re.IGNORECASE
    ),
    "who": re.compile(r"\b(?:[A-ZÆØÅ][\wæøå]+(?:styrelsen|ministeriet)?|parterne|kommunerne|regionerne)\b"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that could be read out of a sentence. ``start``/``end`` are offsets in the sentence's text.

    ``before`` is the sentence before it, where this one speaks of that; ``beside`` one next to it that is shown with
    it and that it doesn't need.
    """

    found: FoundSentence
    score: float
    start: int
    end: int
    figure: PlacedFigure | None = None
    date: FoundDate | None = None
    signals: dict[str, float] = field(default_factory=dict)
    before: Sentence | None = None
    beside: Sentence | None = None

    @property
    def text(self) -> str:
        """The answer's words as they stand in the sentence."""
        return self.found.sentence.text[self.start : self.end]

    @property
    def told(self) -> str:
        """What it says by itself: its sentence after its list's introduction and the sentence that it speaks of."""
        before = self.before.text if self.before is not None else ""
        return " ".join((self.found.sentence.intro or "", before, self.found.sentence.text)).strip()

    @property
    def shown(self) -> str:
        """What it says with the sentence that is shown beside it."""
        return f"{self.told} {self.beside.text}" if self.beside is not None else self.told

    @property
    def sentences(self) -> list[Sentence]:
        """Its sentence and the one shown with it, in their order."""
        return sorted((s for s in (self.before, self.found.sentence, self.beside) if s is not None), key=lambda s: s.id)

    def with_signals(self, signals: dict[str, float], **changed: Any) -> Candidate:
        """The same with these signals added, in their order, to its score; ``changed`` are other fields of it."""
        score = self.score
        for value in signals.values():
            score += value
        return replace(self, score=score, signals={**self.signals, **signals}, **changed)


class Reader:
    """Reads candidates out of sentences for one understood question."""

    def __init__(self, understood: Understood, coverage: Coverage, weights: ReadWeights) -> None:
        self.coverage = coverage
        self._understood = understood
        self._weights = weights
        self._fit = FigureFit(understood, weights)
        self._kind, self._asked = understood.question.kind, understood.corrected
        self._stems = frozenset(stem(w) for w in words(understood.corrected))
        self._counted = counted_noun(understood.corrected)
        self._told_in_words = told_in_words(understood.question.kind, understood.corrected)
        self._end = end_asked(self._asked)
        self._units = {row: self._units_wanted(row) for row in (False, True)}

    def _units_wanted(self, row: bool) -> Wanted:
        if self._understood.kind_chosen and self._kind in UNIT_OF:
            return {UNIT_OF[self._kind]: 0.0}
        in_words = self._kind == "what" and self._told_in_words
        return {} if in_words else wanted_units(self._kind, self._asked, row)

    def candidates(self, sentences: Iterable[FoundSentence]) -> list[Candidate]:
        """All candidates, best first."""
        read = with_before(sentences, shared_out=self._fit.party is not None)
        found = [candidate for sentence in islice(read, READ_SENTENCES) for candidate in self._read(sentence)]
        return sorted(found, key=lambda c: (-c.score, c.found.sentence.id, c.start))

    def _read(self, found: FoundSentence) -> list[Candidate]:
        coverage = self.coverage.of_sentence(found)
        score = found.score + self._weights.coverage * coverage
        signals = {"retrieved": found.score, "coverage": coverage}
        base = Candidate(found, score, 0, len(found.sentence.text), signals=signals)
        kind = self._understood.question.kind
        units = self._units[found.sentence.row is not None]
        if units:
            figures = self._figures(base, units)
            if figures or (kind != "what" and not tells_in_words(self._asked, found.sentence.text)):
                return figures or [self._without_kind(base)]
        if kind == "date":
            return self._dates(base) or [self._without_kind(base)]
        return [self._of_text(base, kind)]

    def _without_kind(self, base: Candidate) -> Candidate:
        """The sentence has no figure or date of the kind asked: it may still be shown, far down."""
        signals = {**base.signals, "wrong_kind": -self._weights.wrong_kind}
        return replace(base, score=base.score - self._weights.wrong_kind, signals=signals)

    # --- figures ---------------------------------------------------------------------------------

    def _figures(self, base: Candidate, units: Wanted) -> list[Candidate]:
        text = base.found.sentence.text
        placed = place_figures(text, _context_years(base.found), self.coverage, base.found.before)
        held = self._fit.held(text, placed)
        changed = changed_pair(text, [p.figure for p in placed])
        found = []
        for at, p in enumerate(placed):
            unit = units.get(p.figure.unit)
            if unit is None:
                continue
            if p.figure.unit == "count" and not counts_as_asked(self._kind, self._asked, p.figure.noun):
                continue
            candidate = self._with_figure(base, p, -self._weights.other_unit * unit, held[at])
            pair = changed.get(p.figure.start)
            if pair is not None and self._end is not None:
                candidate = candidate.with_signals({"pair": _PAIR if pair == self._end else -_PAIR})
            found.append(candidate)
        return found

    def _with_figure(self, base: Candidate, placed: PlacedFigure, unit: float, held: float) -> Candidate:
        w = self._weights
        row = base.found.sentence.row
        near = w.near * ((1 - w.own_clause) * placed.near + w.own_clause * placed.subject)
        noun = 0.0
        if placed.figure.unit == "count" and self._counted:
            noun = w.noun * noun_fit(placed.figure.noun, self._counted, self.coverage)
        label = 0.0
        if row is not None:
            label = w.label * (label_precision(row.label, self._stems, self.coverage) - _LIKELY_LABEL)
        fit = self._fit.signals(base.found.sentence.text, placed, base.found.years, held, base.signals["coverage"])
        signals = {"near": near, **fit, "noun": noun, "label": label, "unit": unit}
        start, end = placed.figure.start, placed.figure.end
        return base.with_signals(signals, start=start, end=end, figure=placed)

    # --- dates and text --------------------------------------------------------------------------

    def _dates(self, base: Candidate) -> list[Candidate]:
        found, text = [], base.found.sentence.text
        for date in find_dates(text):
            if names_a_thing(text, date) or is_repeated(date, self._asked):
                continue
            signals = date_signals(text, date, self._understood, self.coverage, self._weights.near)
            found.append(base.with_signals(signals, start=date.start, end=date.end, date=date))
        if not found and (tells_how_long(text) if asks_how_long(self._asked) else tells_condition(text)):
            found.append(base.with_signals({"condition": _CONDITION}))
        return found

    def _of_text(self, base: Candidate, kind: AnswerKind) -> Candidate:
        sentence = base.found.sentence
        cue = _CUES.get(kind)
        # A heading-like stub or a table row rarely says what, why or how.
        return base.with_signals({
            "cue": _CUE if cue and cue.search(sentence.text) else 0.0,
            "stub": _STUB if len(sentence.text) < _SHORTEST_TEXT and sentence.kind != "item" else 0.0,
            "row": _ROW if sentence.row is not None and kind not in ("yesno", "what") else 0.0,
            # Which agreement set a thing: the one that says it of its own year, not one that looks back.
            "other_year": _LOOKS_BACK if kind == "which-year" and _of_other_years(base.found) else 0.0,
        })  # fmt: skip


def _of_other_years(found: FoundSentence) -> bool:
    told = years_in(found.sentence.text)
    return bool(told) and not told & set(found.years)


def _context_years(found: FoundSentence) -> tuple[int, ...]:
    """The years that a sentence is for when it names none: its row's, its headings' or its agreement's."""
    if found.sentence.row is not None and found.sentence.row.year is not None:
        return (found.sentence.row.year,)
    return tuple(years_in(" ".join(found.passage.section))) or found.years
