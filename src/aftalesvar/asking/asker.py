"""A question becomes an Answer: understand, retrieve, read out, weigh, verify, word."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, partial
from typing import Protocol

import numpy as np

from aftalesvar.asking.about import about_agreement, meaning_of
from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.chosen import of_kind, unfit, with_kind
from aftalesvar.asking.citing import checked
from aftalesvar.asking.composing import Composer
from aftalesvar.asking.concepts import Concept
from aftalesvar.asking.confidence import confidence, raised, standing, weigh
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.crossing import draft_across
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.fitting import change_for_level, fitting, lacking, other_year
from aftalesvar.asking.layout import Layouts
from aftalesvar.asking.nearby import answering
from aftalesvar.asking.read_weights import ReadWeights
from aftalesvar.asking.refusing import refusal
from aftalesvar.asking.retrieval import Found, Weights, retrieve
from aftalesvar.asking.shown import ranked, told_candidate
from aftalesvar.asking.understanding import Understander, Understood
from aftalesvar.asking.yesno import told_by
from aftalesvar.calibration import Calibration, kept_calibration, shipped_calibration
from aftalesvar.danish.terms import Analyser
from aftalesvar.danish.thesaurus import Thesaurus, thesaurus
from aftalesvar.embedding.adapter import QuestionAdapter, adapter_for
from aftalesvar.records import Answer, AnswerKind, FigureRecord, Passage, Sentence
from aftalesvar.store.index import Index

DEFAULT_PASSAGES = 5
MOST_PASSAGES = 50


class QuestionEncoder(Protocol):
    """What asking needs of an encoder."""

    def encode_question(self, text: str) -> np.ndarray:
        """The L2-normalised vector ``(d,)`` of a question."""
        ...


@dataclass(frozen=True, slots=True)
class Tuning:
    """All weights that a question is answered with."""

    retrieval: Weights = field(default_factory=Weights)
    reading: ReadWeights = field(default_factory=ReadWeights)
    calibration: Calibration = field(default_factory=shipped_calibration)
    adapter: QuestionAdapter | None = None  # what the question's vector goes through
    synonyms: bool = True  # whether the thesaurus is looked in

    @classmethod
    def for_index(cls, index: Index) -> Tuning:
        """What an index is asked with: the calibration it keeps, the adapter of its model."""
        manifest = index.manifest
        adapter = adapter_for(str(manifest.model["weights_sha256"]))
        return cls(calibration=kept_calibration(manifest.calibration), adapter=adapter)


class Asker:
    """Answers questions from one open index. Not thread-safe: one for each thread."""

    def __init__(self, index: Index, encoder: QuestionEncoder, tuning: Tuning | None = None) -> None:
        self.index = index
        self.tuning = tuning or Tuning.for_index(index)
        self._encoder = encoder
        self._understander = Understander(index, thesaurus() if self.tuning.synonyms else Thesaurus(()))
        self._vectors: dict[str, np.ndarray] = {}  # of the question being answered and its parts
        self._places: dict[tuple[object, ...], Found] = {}
        self._coverages: dict[tuple[Concept, ...], Coverage] = {}

    def tuned(self, tuning: Tuning) -> Asker:
        """The same with other weights (for the evaluation's ablations)."""
        return Asker(self.index, self._encoder, tuning)

    def ask(self, text: str, *, years: Sequence[int] = (), agreements: Sequence[int] = (), k: int = DEFAULT_PASSAGES,
            without: frozenset[int] = frozenset(), kind: AnswerKind | None = None) -> Answer:  # fmt: skip
        """Answer a question.

        :param years: the years it is about, in the place of those in its words.
        :param agreements: the agreements to read it in, by budget year.
        :param k: how many passages to show, 1 to 50.
        :param without: sentence ids to leave out.
        :param kind: the kind of answer, in the place of what its words say.
        :raises UsageError: when the question is empty, too long or no text.
        """
        started = time.perf_counter()
        self._vectors, self._places, self._coverages = {}, {}, {}
        understood = with_kind(self._understander.understand(text, years, agreements), kind)
        vector = self.vector_of(understood.corrected)
        found = self.places(understood, vector, without)
        draft = self._draft(understood, vector, found, without)
        return self._answer(understood, found, draft, min(max(k, 1), MOST_PASSAGES), started)

    def _draft(self, understood: Understood, vector: np.ndarray, found: Found, without: frozenset[int]) -> Draft:
        draft = unfit(understood) or draft_across(self, understood, vector, without)
        draft = draft or self._draft_of_one(understood, found, without)
        return of_kind(understood, draft, lambda: refusal(self.index, understood, None))

    def _draft_of_one(self, understood: Understood, found: Found, without: frozenset[int]) -> Draft:
        """The draft of a question that one place answers."""
        about = about_agreement(self.index, understood) or meaning_of(self.index, understood)
        if about is not None and not understood.kind_chosen:
            return checked(self.index, about)
        reader = self.reader(understood)
        candidates = reader.candidates(found.sentences)
        if not candidates:
            return Draft(None, 0.0, reason=refusal(self.index, understood, None))
        return self._of_candidates(understood, reader, candidates, without)

    def _of_candidates(
        self, understood: Understood, reader: Reader, candidates: Sequence[Candidate], without: frozenset[int]
    ) -> Draft:
        """The best candidate as an answer, or a refusal when it isn't sure or doesn't fit."""
        nearest = candidates[0]
        of_year = [c for c in candidates if not other_year(understood, c, self.held)]
        best = fitting(of_year or candidates, understood, reader)
        candidates = [best, *(c for c in candidates if c is not best)]
        evidence = weigh(best, candidates[1:], reader)
        sure = raised(confidence(evidence, self.tuning.calibration), standing(best, candidates, evidence))
        explanation = {"evidence": asdict(evidence), "candidates": [told_candidate(c) for c in candidates[:5]]}
        chosen = answering(best, candidates, understood, reader.coverage, partial(self.around, without))
        nearest, wrong = lacking(nearest, best, chosen, understood, reader)
        best = chosen
        if understood.question.kind == "yesno":
            sure = raised(sure, told_by(understood, best.told, best.found.sentence.text, reader.coverage))
        if (
            sure < self.tuning.calibration.threshold
            or "wrong_kind" in candidates[0].signals
            or wrong
            or other_year(understood, best, self.held)
            or change_for_level(understood, best, self.held)
        ):
            reason = refusal(self.index, understood, nearest, wrong)
            shown = nearest.found.passage.id if wrong else None
            return Draft(None, sure, reason=reason, passage=shown, explanation=explanation)
        draft = Composer(self.index, understood, reader.coverage).compose(best, candidates)
        return replace(draft, confidence=sure, explanation=explanation)

    def around(self, without: frozenset[int], sentence: Sentence, reach: int) -> list[tuple[Sentence, Passage]]:
        """The sentences of the same agreement within ``reach`` of one, with their passages."""
        places = self.index.sentence_places
        near = range(max(0, sentence.id - reach), min(len(places), sentence.id + reach + 1))
        ids = [i for i in near if places[i][1] == sentence.document and i not in without]
        found = self.index.sentences(ids)
        passages = {p.id: p for p in self.index.passages(dict.fromkeys(s.passage for s in found))}
        return [(s, passages[s.passage]) for s in found]

    def reader(self, understood: Understood) -> Reader:
        """A reader of candidates for one question; its sides share what covers its words."""
        concepts = understood.concepts
        if concepts not in self._coverages:
            self._coverages[concepts] = Coverage(understood, self._layouts, self.index.rarity, self.index.holds)
        return Reader(understood, self._coverages[concepts], self.tuning.reading)

    @cached_property
    def _layouts(self) -> Layouts:
        return Layouts(self._understander.analyser)

    def draft_of(
        self, text: str, years: Sequence[int], agreements: Sequence[int], without: frozenset[int],
        kind: AnswerKind | None = None, documents: Sequence[str] | None = None,
    ) -> Draft:  # fmt: skip
        """The draft of a question that is a part of another: of what one agreement or year says, or these documents."""
        understood = self.understand(text, years, agreements)
        if kind is not None:
            understood = replace(understood, question=replace(understood.question, kind=kind))
        vector = self.vector_of(understood.corrected)
        return self._draft_of_one(understood, self.places(understood, vector, without, documents), without)

    def understand(self, text: str, years: Sequence[int] = (), agreements: Sequence[int] = ()) -> Understood:
        """A question, or a part of one, as this index's words have it."""
        return self._understander.understand(text, years, agreements)

    def vector_of(self, text: str) -> np.ndarray:
        """The vector ``(d,)`` of a question or a part of one, adapted where the index's model has an adapter."""
        if text not in self._vectors:
            vector = self._encoder.encode_question(text)
            self._vectors[text] = self.tuning.adapter(vector) if self.tuning.adapter is not None else vector
        return self._vectors[text]

    def places(
        self, understood: Understood, vector: np.ndarray, without: frozenset[int],
        documents: Sequence[str] | None = None,
    ) -> Found:  # fmt: skip
        """What ``retrieve`` finds; the same place is looked for once a question."""
        asked = understood.question
        only = None if documents is None else tuple(documents)
        key = (understood.corrected, asked.years, asked.agreements, tuple(understood.terms), without, only)
        if key not in self._places:
            self._places[key] = retrieve(self.index, understood, vector, self.tuning.retrieval, without, only)
        return self._places[key]

    @property
    def analyser(self) -> Analyser:
        """What parts compounds by the corpus's own words."""
        return self._understander.analyser

    @cached_property
    def held(self) -> frozenset[int]:
        """The years that there are agreements for."""
        return frozenset(year for head in self.index.documents.values() for year in head.years)

    @cached_property
    def records(self) -> dict[tuple[int, int], FigureRecord]:
        """The figure records by sentence and end."""
        return {(figure.sentence, figure.end): figure for figure in self.index.figures()}

    @cached_property
    def figure_years(self) -> dict[int, set[frozenset[int]]]:
        """The years of each figure of each sentence that states any."""
        years: dict[int, set[frozenset[int]]] = {}
        for figure in self.index.figures():
            years.setdefault(figure.sentence, set()).add(frozenset(figure.years))
        return years

    def _answer(self, understood: Understood, found: Found, draft: Draft, k: int, started: float) -> Answer:
        manifest = self.index.manifest
        return Answer(
            question=replace(understood.question, text=understood.typed),
            status=draft.status,
            answer=draft.answer,
            text=draft.text or (draft.reason.message if draft.reason else ""),
            reason=draft.reason,
            figures=draft.figures,
            citations=draft.citations,
            passages=ranked(found.passages, draft.passage, k),
            confidence=draft.confidence,
            index_id=manifest.index_id,
            model=str(manifest.model["name"]),
            elapsed_ms=round((time.perf_counter() - started) * 1000),
            series=draft.series,
            computed=draft.computed,
            explanation={
                "corrected": understood.corrected, "corrections": understood.corrections,
                "unknown": list(understood.unknown), "terms": understood.terms, **draft.explanation,
            },
        )  # fmt: skip
