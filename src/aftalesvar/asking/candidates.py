"""What can be read out of a sentence as an answer, and how well it fits what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from aftalesvar.asking.figures import PlacedFigure, asked_direction, asks_total, place_figures
from aftalesvar.asking.kinds import asks_series, may_ask_figure, unit_hint
from aftalesvar.asking.retrieval import FoundSentence
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import FoundDate, find_dates
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import Analyser, stem, words
from aftalesvar.records import Unit

READ_SENTENCES = 80  # sentences read closely, best first
Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class ReadWeights:
    """How much the parts of a candidate's fit count beside its sentence's score."""

    near: float = 0.9  # the question's words near the figure
    own_clause: float = 0.6  # of which: near in the figure's own clause
    coverage: float = 0.5  # the question's words in the sentence, its heading and introduction
    year: float = 0.5  # the figure's own year is one asked
    other_year: float = 0.7  # the figure's own year is not one asked
    direction: float = 0.35  # level or change, as asked
    of_which: float = 0.4  # a part, when the whole was asked
    part: float = 0.8  # a part of something else than was asked
    total: float = 0.4  # said to be the whole, when the whole was asked
    prose: float = 0.10  # a sentence before a table row that says the same
    label: float = 0.5  # a row's label has no other words than the question
    noun: float = 0.6  # a count counts what was asked
    wrong_kind: float = 0.8  # the sentence has nothing of the kind asked
    other_unit: float = 0.5  # a percentage where an amount was likelier asked


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that could be read out of a sentence. ``start``/``end`` are offsets in the sentence's text."""

    found: FoundSentence
    score: float
    start: int
    end: int
    figure: PlacedFigure | None = None
    date: FoundDate | None = None
    signals: dict[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer's words as they stand in the sentence."""
        return self.found.sentence.text[self.start : self.end]


class Reader:
    """Reads candidates out of sentences for one understood question."""

    def __init__(
        self,
        understood: Understood,
        analyser: Analyser,
        rarity: Rarity,
        held: Callable[[str], bool],
        weights: ReadWeights,
    ) -> None:
        self._understood = understood
        self.analyser = self._analyser = analyser
        self._rarity = rarity
        self._weights = weights
        self._direction = asked_direction(understood.question.text)
        self._question_stems = frozenset(stem(w) for w in words(understood.corrected))
        self._total = asks_total(understood.question.text)
        self._states_figure = any(f.unit != "count" for f in find_figures(understood.question.text))
        self._counted = _counted_noun(understood.corrected)
        self.concept_weights = [c.weight(rarity, held) for c in understood.concepts]

    def candidates(self, sentences: Iterable[FoundSentence]) -> list[Candidate]:
        """All candidates, best first."""
        found = [candidate for sentence in islice(sentences, READ_SENTENCES) for candidate in self._read(sentence)]
        return sorted(found, key=lambda c: (-c.score, c.found.sentence.id, c.start))

    def _read(self, found: FoundSentence) -> list[Candidate]:
        coverage = self.coverage(found)
        base = replace(
            Candidate(found, found.score + self._weights.coverage * coverage, 0, len(found.sentence.text)),
            signals={"retrieved": found.score, "coverage": coverage},
        )
        kind = self._understood.question.kind
        units = self._units(kind, base.found.sentence.row is not None)
        if units:
            figures = self._figures(base, units)
            if figures or kind != "what":
                return figures or [self._without_kind(base)]
        if kind == "date":
            return self._dates(base) or [self._without_kind(base)]
        return [self._of_text(base, kind)]

    def _units(self, kind: str, row: bool) -> tuple[Unit, ...]:
        if kind == "what" and not self._states_figure and may_ask_figure(self._understood.corrected):
            return ("kr", "pct")
        if kind == "what" and row:
            return ("kr", "pct", "count")
        units: dict[str, tuple[Unit, ...]] = {
            "amount": ("kr", "pct"), "percent": ("pct",), "count": ("count",),
        }  # fmt: skip
        if asks_series(self._understood.question.kind, self._understood.corrected):
            hint = unit_hint(self._understood.corrected)
            others: tuple[Unit, ...] = ("kr", "pct", "count")
            return (hint, *(unit for unit in others if unit != hint))
        return units.get(kind, ())

    def _without_kind(self, base: Candidate) -> Candidate:
        """The sentence has no figure or date of the kind asked: it may still be shown, far down."""
        signals = {**base.signals, "wrong_kind": -self._weights.wrong_kind}
        return replace(base, score=base.score - self._weights.wrong_kind, signals=signals)

    # --- figures ---------------------------------------------------------------------------------

    def _figures(self, base: Candidate, units: Sequence[Unit]) -> list[Candidate]:
        sentence = base.found.sentence
        placed = place_figures(
            sentence.text,
            self._context_years(base.found),
            self._understood.concepts,
            self.concept_weights,
            self._analyser,
        )
        return [
            self._with_figure(base, p, 0.0 if p.figure.unit == units[0] else -self._weights.other_unit)
            for p in placed
            if p.figure.unit in units
        ]

    def _with_figure(self, base: Candidate, placed: PlacedFigure, unit: float) -> Candidate:
        w = self._weights
        asked = set(self._understood.question.years)
        year = 0.0
        if asked:
            year = w.year if asked & placed.years else -w.other_year if placed.years_said or placed.years else 0.0
        direction = 0.0
        if "unsaid" not in (self._direction, placed.direction):
            direction = w.direction if self._direction == placed.direction else -w.direction
        part = (
            -w.of_which
            if placed.of_which and not re.search(r"\b(?:heraf|del|andel)", self._understood.corrected)
            else 0.0
        )
        part -= w.part if placed.part_of_other else 0.0
        part += w.total if placed.total and self._total else 0.0
        noun = self._noun_fit(placed)
        row = base.found.sentence.row
        prose = w.prose if row is None else w.label * (self._label_precision(row.label) - 0.6)
        near = w.near * ((1 - w.own_clause) * placed.near + w.own_clause * placed.subject)
        signals = {
            **base.signals,
            "near": near,
            "year": year,
            "direction": direction,
            "of_which": part,
            "noun": noun,
            "prose": prose,
            "unit": unit,
        }
        score = base.score + near + year + direction + part + noun + prose + unit
        return replace(
            base, score=score, start=placed.figure.start, end=placed.figure.end, figure=placed, signals=signals
        )

    def _label_precision(self, label: str) -> float:
        """The share of a row's label that the question says (0 to 1)."""
        said = [stem(w) for w in words(label) if w not in _LABEL_STOPWORDS]
        if not said:
            return 0.0
        held = sum(
            1
            for term in said
            if term in self._question_stems or any(c.match({term}) >= 0.8 for c in self._understood.concepts)
        )
        return held / len(said)

    def _noun_fit(self, placed: PlacedFigure) -> float:
        if placed.figure.unit != "count" or not self._counted:
            return 0.0
        nouns = {stem(w) for w in words(placed.figure.noun or "")}
        parts = {p for w in words(placed.figure.noun or "") for p in self._analyser.parts(w)}
        if nouns & self._counted:
            return self._weights.noun
        return 0.6 * self._weights.noun if parts & self._counted else -self._weights.noun / 2

    def _context_years(self, found: FoundSentence) -> tuple[int, ...]:
        from aftalesvar.danish.dates import years_in

        if found.sentence.row is not None and found.sentence.row.year is not None:
            return (found.sentence.row.year,)
        return tuple(years_in(" ".join(found.passage.section))) or found.years

    # --- dates -----------------------------------------------------------------------------------

    def _dates(self, base: Candidate) -> list[Candidate]:
        text = base.found.sentence.text
        asked = set(self._understood.question.years)
        found = []
        for date in find_dates(text):
            near = self._date_nearness(text, date)
            # A year that the question itself names isn't what it asks for, nor is the year in another agreement's name.
            bare = date.grain <= 1
            echo = -0.6 if bare and any(str(y) in date.text for y in asked) and date.grain == 0 else 0.0
            echo -= 0.6 if bare and _IN_A_NAME.search(text[: date.start]) else 0.0
            edge = self._edge_fit(text, date)
            signals = {**base.signals, "near": near, "echo": echo, "grain": 0.08 * date.grain, "edge": edge}
            score = base.score + near + echo + 0.08 * date.grain + edge
            found.append(replace(base, score=score, start=date.start, end=date.end, date=date, signals=signals))
        return found

    def _edge_fit(self, text: str, date: FoundDate) -> float:
        """Whether a date is the end, the start or the limit that was asked for."""
        said = f"{text[max(0, date.start - 12) : date.start]}{date.text}".lower()
        for asked, told in _EDGES:
            if asked.search(self._understood.question.text):
                return 0.4 if told.search(said) else 0.0
        return 0.0

    def _date_nearness(self, text: str, date: FoundDate) -> float:
        import math

        best = total = 0.0
        offsets = self._analyser.placed(text)
        for concept, weight in zip(self._understood.concepts, self.concept_weights, strict=True):
            total += weight
            distances: dict[str, int] = {}
            for at, terms in offsets:
                for term in terms:
                    distances[term] = min(abs(at - date.start), distances.get(term, 10_000))
            best += weight * max((q * math.exp(-d / 70) for q, d in concept.nearest(distances)), default=0.0)
        return self._weights.near * best / total if total else 0.0

    # --- text ------------------------------------------------------------------------------------

    _CUES: dict[str, re.Pattern[str]] = {  # noqa: RUF012
        "why": re.compile(r"\b(?:fordi|da|idet|skyldes|som følge af|med henblik på|for at|på grund af|pga|formål\w*|hensigt\w*|baggrund|derfor|så|skal sikre|lyset af|mhp|bidrage til)\b", re.IGNORECASE),
        "how": re.compile(r"\b(?:ved|gennem|via|efter|på baggrund af|fordeles|udmøntes|finansieres|ved at|sker|herunder)\b", re.IGNORECASE),
        "who": re.compile(r"\b(?:[A-ZÆØÅ][\wæøå]+(?:styrelsen|ministeriet)?|parterne|kommunerne|regionerne)\b"),
    }  # fmt: skip

    def _of_text(self, base: Candidate, kind: str) -> Candidate:
        cue = self._CUES.get(kind)
        bonus = 0.12 if cue and cue.search(base.found.sentence.text) else 0.0
        # A heading-like stub or a table row rarely says what, why or how.
        stub = -0.25 if len(base.found.sentence.text) < 40 and base.found.sentence.kind != "item" else 0.0
        row = -0.3 if base.found.sentence.row is not None and kind not in ("yesno", "what") else 0.0
        signals = {**base.signals, "cue": bonus, "stub": stub, "row": row}
        return replace(base, score=base.score + bonus + stub + row, signals=signals)

    def coverage(self, found: FoundSentence) -> float:
        """The share of the question's words (by rarity) that the sentence, its introduction or headings hold (0 to 1)."""
        total = sum(self.concept_weights)
        if not total:
            return 0.0
        own = self._terms(found.sentence.text)
        around = self._terms(" ".join((found.sentence.intro or "", *found.passage.section, found.passage.text)))
        held = 0.0
        for concept, weight in zip(self._understood.concepts, self.concept_weights, strict=True):
            held += weight * max(concept.match(own.keys()), 0.6 * concept.match(around.keys()))
        return held / total

    def held(self, text: str) -> float:
        """The share of the question's words (by rarity) that a text holds (0 to 1)."""
        total = sum(self.concept_weights)
        own = self._terms(text)
        held = sum(
            w * c.match(own.keys()) for c, w in zip(self._understood.concepts, self.concept_weights, strict=True)
        )
        return held / total if total else 0.0

    def holds_rarest(self, found: FoundSentence) -> float:
        """Whether the sentence (1) or its surroundings (0.6) hold the question's rarest word."""
        if not self.concept_weights:
            return 0.0
        rarest = self._understood.concepts[max(range(len(self.concept_weights)), key=self.concept_weights.__getitem__)]
        around = " ".join((found.sentence.intro or "", *found.passage.section, found.passage.text))
        return max(
            rarest.match(self._terms(found.sentence.text).keys()), 0.6 * rarest.match(self._terms(around).keys())
        )

    def terms(self, text: str) -> set[str]:
        """The search terms of a text."""
        return set(self._terms(text))

    def _terms(self, text: str) -> dict[str, float]:
        return self._analyser.terms_cached(text)


_EDGES = (
    (
        re.compile(r"til hvornår|hvor længe|uds(?:kudt|kyd)\w*|forlæng\w*|til og med|indtil", re.IGNORECASE),
        re.compile(r"\btil\b|udgang|frem til"),
    ),
    (re.compile(r"senest|inden|frist|deadline", re.IGNORECASE), re.compile(r"senest|inden|udgang")),
    (
        re.compile(r"fra hvornår|fra hvilket|træde\w* i kraft|starte\w*|begynde\w*", re.IGNORECASE),
        re.compile(r"\bfra\b|\bpr\."),
    ),
)
_LABEL_STOPWORDS = frozenset(["heraf", "mv", "netto", "ekskl", "inkl", "ældreboliger", "i", "af", "og", "for"])
_IN_A_NAME = re.compile(
    r"\b(?:aftale|økonomi|finanslov|finansloven|strategi|budget|version)\w*\s+(?:for\s+|fra\s+)?$", re.IGNORECASE
)


def _counted_noun(question: str) -> frozenset[str]:
    """The stems of what "hvor mange …" counts: the two words after it."""
    match = re.search(
        r"\b(?:hvor (?:mange|få)|antal(?:let)?(?: af)?)\s+((?:[\wæøå-]+\s*){1,2})", question, re.IGNORECASE
    )
    return frozenset(stem(w) for w in words(match[1])) if match else frozenset()
