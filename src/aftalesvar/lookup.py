"""Finding sentences by words and figures by what they are of, each with its source. The library behind ``figures``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from aftalesvar.asking.concepts import Concept, concept_of
from aftalesvar.danish.terms import STOPWORDS, Analyser, words
from aftalesvar.danish.thesaurus import thesaurus
from aftalesvar.errors import UsageError
from aftalesvar.records import FigureRecord, Unit
from aftalesvar.store.index import Index

_NEAR = 5  # words that the parts of an alternative may spread over
_HOLDS = 0.8  # a word, its compound's parts or a synonym; a single part of a compound doesn't do


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures are wanted; what is None or empty doesn't narrow. Amounts are in kroner, per cent or pieces."""

    years: tuple[int, ...] = ()  # any of the figure's own years
    agreements: tuple[str, ...] = ()  # ids
    unit: Unit | None = None
    least: Decimal | None = None  # by size, whatever the sign
    most: Decimal | None = None

    def admits(self, figure: FigureRecord) -> bool:
        """Whether a figure is wanted."""
        size = abs(figure.value)
        return (
            (not self.years or bool(set(self.years) & set(figure.years)))
            and (not self.agreements or figure.document in self.agreements)
            and (self.unit is None or figure.unit == self.unit)
            and (self.least is None or size >= self.least)
            and (self.most is None or size <= self.most)
        )


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """A figure record with where it stands."""

    figure: FigureRecord
    title: str  # the agreement's
    agreement_years: tuple[int, ...]
    section: tuple[str, ...]
    page: int | None
    line: int | None  # None for a PDF, whose pages have no lines
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """All of it, numbers as decimal strings."""
        figure = asdict(self.figure)
        figure["value"] = format(self.figure.value, "f")
        figure["upper"] = None if self.figure.upper is None else format(self.figure.upper, "f")
        return {
            **figure,
            "title": self.title,
            "agreement_years": list(self.agreement_years),
            "section": list(self.section),
            "page": self.page,
            "line": self.line,
            "quote": self.sentence,
        }


def find_figures_of(index: Index, text: str = "", wanted: FigureFilter | None = None) -> list[ListedFigure]:
    """The figures whose sentence, heading or subject holds every content word of a text, in reading order.

    Words are searched as stems, compound parts and synonyms, by the index's own analyser.

    :raises UsageError: when the text has no content word.
    """
    wanted = wanted or FigureFilter()
    figures = [f for f in index.figures(wanted.agreements or None) if wanted.admits(f)]
    if text.strip():
        held = holding(index, text, {f.sentence for f in figures})
        figures = [f for f in figures if f.sentence in held]
    return _placed(index, figures)


def holding(index: Index, text: str, among: Collection[int]) -> frozenset[int]:
    """The ids of the given sentences that hold every content word of a text, themselves or in their heading.

    :raises UsageError: when the text has no content word.
    """
    analyser = Analyser(index.words)
    concepts = concepts_of(index, text, analyser)
    sentences = index.sentences(sorted(among))
    sections = {p.id: " ".join(p.section[-1:]) for p in index.passages(sorted({s.passage for s in sentences}))}
    return frozenset(
        s.id for s in sentences if _holds_all(analyser, concepts, (s.text, s.intro or "", sections[s.passage]))
    )


def concepts_of(index: Index, text: str, analyser: Analyser) -> list[Concept]:
    """The content words of a text as concepts.

    :raises UsageError: when there is none.
    """
    content = [w for w in dict.fromkeys(words(text)) if w not in STOPWORDS]
    if not content:
        raise UsageError(
            "Søgeordet indeholder ingen ord at søge efter. Skriv for eksempel: aftalesvar figures særtilskud"
        )
    return [concept_of(word, analyser, index.abbreviations, thesaurus(), held=index.holds) for word in content]


def _holds_all(analyser: Analyser, concepts: Iterable[Concept], texts: Iterable[str]) -> bool:
    told = [[terms for _, terms in analyser.placed(text)] for text in texts]
    return all(any(_holds(concept, placed) for placed in told) for concept in concepts)


def _holds(concept: Concept, placed: list[frozenset[str]]) -> bool:
    """Whether a text holds a concept: its own word, or all words of an alternative close to each other."""
    for needed, quality in concept.alternatives:
        if quality < _HOLDS:
            continue
        reach = 1 if len(needed) == 1 else _NEAR
        for at in range(len(placed)):
            if needed <= frozenset().union(*placed[at : at + reach]):
                return True
    return False


def _placed(index: Index, figures: list[FigureRecord]) -> list[ListedFigure]:
    sentences = {s.id: s for s in index.sentences(sorted({f.sentence for f in figures}))}
    passages = {p.id: p for p in index.passages(sorted({s.passage for s in sentences.values()}))}
    sources = {id_: index.source(id_) for id_ in {f.document for f in figures}}
    listed = []
    for figure in figures:
        sentence, head, source = sentences[figure.sentence], index.documents[figure.document], sources[figure.document]
        span = figure.spans[0]
        listed.append(
            ListedFigure(
                figure,
                head.title,
                head.years,
                passages[sentence.passage].section,
                span.page,
                source.line_of(span) if source.paged != "pdf" else None,
                sentence.quote,
            )
        )
    return listed
