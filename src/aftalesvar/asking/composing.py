"""The best candidate becomes an answer with its text, figures and citations, each checked before it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.figures import place_figures
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.verifying import quote_stands, unsupported
from aftalesvar.asking.wording import LONGEST_ANSWER, join_items, shortened, without_opening
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.danish.terms import stem
from aftalesvar.danish.terms import words as split_words
from aftalesvar.records import Citation, CitedFigure, Reason, Sentence, Status
from aftalesvar.store.index import Index

_SAME_ANSWER_SCORE = 0.8  # another place that states the same figure is cited too when it scores this near
_READING_SCORE = 0.22  # another agreement's figure this near makes a question without a year ambiguous
_CLAUSE = re.compile(r",\s+|;\s+")
_NEGATION = re.compile(
    r"\b(?:ikke|ingen|intet|ej|aldrig|uden|bortfald\w*|ophør\w*|nedlæg\w*|nedlagt|afskaf\w*|ophæv\w*|udsky\w*|udgår|suspender\w*|fravælg\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making; ``answer`` None is a refusal."""

    answer: str | None
    confidence: float
    status: Status = "not_found"
    text: str = ""
    reason: Reason | None = None
    figures: tuple[CitedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    passage: int | None = None
    series: tuple[dict[str, Any], ...] = ()
    computed: tuple[str, ...] = ()
    explanation: dict[str, Any] = field(default_factory=dict)


class Composer:
    """Words answers for one question, with citations from one index."""

    def __init__(self, index: Index, understood: Understood, reader: Reader) -> None:
        self._index = index
        self._understood = understood
        self._reader = reader

    def compose(self, best: Candidate, candidates: Sequence[Candidate]) -> Draft:
        """The draft for the best candidate; a refusal when what would be shown doesn't stand in its source."""
        kind = self._understood.question.kind
        if best.figure is not None:
            best = self._in_prose(best, candidates)
            readings = self._readings(best, candidates)
            draft = self._of_readings(readings) if len(readings) > 1 else self._of_figure(best, candidates)
        elif best.date is not None:
            draft = self._of_stretch(best, best.text)
        elif kind == "yesno":
            draft = self._of_yesno(best)
        elif kind == "which-year":
            draft = self._of_year(best)
        elif kind == "list":
            draft = self._of_list(best)
        else:
            draft = self._of_text(best)
        return self.checked(replace(draft, passage=best.found.passage.id))

    # --- citing ----------------------------------------------------------------------------------

    def cite(self, number: int, sentences: Sequence[Sentence], passage_section: tuple[str, ...]) -> Citation:
        """One citation of one or more sentences of the same agreement."""
        head = self._index.documents[sentences[0].document]
        return Citation(
            number, head.id, head.title, head.year, passage_section, tuple(span for s in sentences for span in s.spans),
            " ".join(s.quote for s in sentences),
        )  # fmt: skip

    def checked(self, draft: Draft) -> Draft:
        """The draft if every quote equals its span and every figure stands in its quote, else a refusal."""
        sources = {c.document: self._index.source(c.document) for c in draft.citations}
        if draft.answer is None or (
            all(quote_stands(c, sources[c.document]) for c in draft.citations)
            and not unsupported(draft.figures, draft.citations)
        ):
            return draft
        reason = Reason(
            "no_figure", "Stedet blev fundet, men svaret kunne ikke genfindes ordret i kilden, og vises derfor ikke."
        )
        return Draft(None, 0.0, reason=reason, passage=draft.passage)

    def cited_figures(self, text: str, number: int, context: Sequence[int]) -> tuple[CitedFigure, ...]:
        """Every figure of a shown text, with the years it is for as far as one year can be told."""
        concepts, analyser = self._understood.concepts, self._reader.analyser
        placed = place_figures(text, context, concepts, self._reader.concept_weights, analyser)
        return tuple(_cited(p.figure, next(iter(p.years)) if len(p.years) == 1 else None, number) for p in placed)

    # --- kinds -----------------------------------------------------------------------------------

    def _of_figure(self, best: Candidate, candidates: Sequence[Candidate]) -> Draft:
        figure = best.figure
        assert figure is not None
        sentence = best.found.sentence
        answer = self._steps(best) or figure.figure.text
        citations = [self.cite(1, [sentence], best.found.passage.section)]
        for other in self._same_answer(best, candidates):
            citations.append(self.cite(len(citations) + 1, [other.found.sentence], other.found.passage.section))
        marks = "".join(f" [{c.id}]" for c in citations)
        shown = without_opening(sentence.text)
        shown = self._shortened_text(sentence, shown, answer)
        if len(find_figures(answer)) > 1:
            figures = self.cited_figures(answer, 1, best.found.years)
        else:
            figures = (_cited(figure.figure, self._one_year(best), 1),)
        return Draft(answer, 0.0, "answered", f"{shown}{marks}", None, figures, tuple(citations))

    def _in_prose(self, best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
        """A sentence that states what a table row states is the better one to show."""
        if best.found.sentence.row is None:
            return best
        return next((c for c in self._same_answer(best, candidates) if c.found.sentence.row is None), best)

    def _one_year(self, candidate: Candidate) -> int | None:
        assert candidate.figure is not None
        years = candidate.figure.years
        if len(years) == 1:
            return next(iter(years))
        asked = years & set(self._understood.question.years)
        return next(iter(asked)) if len(asked) == 1 else None

    def _shortened_text(self, sentence: Sentence, shown: str, answer: str) -> str:
        if sentence.kind == "item" and sentence.intro and len(sentence.intro) + len(shown) < LONGEST_ANSWER:
            return f"{sentence.intro} {shown}"
        return shortened(shown, lambda part: 1.0 if answer in part else 0.0, 600)

    def _steps(self, best: Candidate) -> str | None:
        """ "64 mio. kr. i 2024 og 161 mio. kr. i 2025" where the question pins no single year."""
        question = self._understood.question
        pinned = [y for y in question.years if y not in question.agreements]
        text = best.found.sentence.text
        assert best.figure is not None
        if len(pinned) == 1 or best.found.sentence.row is not None:
            return None
        placed = place_figures(
            text, best.found.years, self._understood.concepts, self._reader.concept_weights, self._reader.analyser
        )
        chain = [p for p in placed if p.figure.unit == best.figure.figure.unit and p.years_said]
        at = next((i for i, p in enumerate(chain) if p.figure.start == best.start), None)
        if at is None:
            return None
        first = last = at
        while first > 0 and chain[first].figure.start - chain[first - 1].figure.end <= 40:
            first -= 1
        while last + 1 < len(chain) and chain[last + 1].figure.start - chain[last].figure.end <= 40:
            last += 1
        if first == last or len({p.years for p in chain[first : last + 1]}) == 1:
            return None
        tail = re.match(r"[^.;]{0,25}?\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?", text[chain[last].figure.end :])
        end = chain[last].figure.end + (tail.end() if tail else 0)
        stretch = text[chain[first].figure.start : end]
        return stretch if len(stretch) <= LONGEST_ANSWER else None

    def _same_answer(self, best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Other places of the same agreement that state the same figure for the same year."""
        assert best.figure is not None
        seen = {best.found.sentence.id}
        found: list[Candidate] = []
        for other in candidates:
            if len(found) == 2 or other.score < best.score - _SAME_ANSWER_SCORE:
                break
            if (
                other.figure is None
                or other.found.sentence.id in seen
                or other.found.sentence.document != best.found.sentence.document
            ):
                continue
            if other.figure.figure.value == best.figure.figure.value and other.figure.years & best.figure.years:
                seen.add(other.found.sentence.id)
                found.append(other)
        return found

    def _readings(self, best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The answers of several agreements to a question that names no year and fits them alike."""
        question = self._understood.question
        if question.years or question.agreements or best.figure is None:
            return [best]
        by_document = {best.found.sentence.document: best}
        for other in candidates:
            if other.score < best.score - _READING_SCORE or other.figure is None:
                continue
            if other.figure.figure.unit == best.figure.figure.unit and other.signals.get(
                "near", 0
            ) > 0.7 * best.signals.get("near", 0):
                by_document.setdefault(other.found.sentence.document, other)
        return sorted(by_document.values(), key=lambda c: c.found.years[-1:] or (0,), reverse=True)

    def _of_readings(self, readings: Sequence[Candidate]) -> Draft:
        citations = tuple(self.cite(n, [c.found.sentence], c.found.passage.section) for n, c in enumerate(readings, 1))
        parts = [
            f"{c.found.years[-1] if c.found.years else citation.title}: {c.text}"
            for c, citation in zip(readings, citations, strict=True)
        ]
        figures = tuple(
            _cited(c.figure.figure, self._one_year(c), n) for n, c in enumerate(readings, 1) if c.figure is not None
        )
        text = "Spørgsmålet nævner intet år. " + "; ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1)) + "."
        reason = Reason("ambiguous", "Flere aftaler svarer på det. Vælg et år med --year eller i spørgsmålet.")
        return Draft("; ".join(parts), 0.0, "partial", text, reason, figures, citations)

    def _of_stretch(self, best: Candidate, answer: str) -> Draft:
        sentence = best.found.sentence
        shown = self._shortened_text(sentence, without_opening(sentence.text), answer)
        citation = self.cite(1, [sentence], best.found.passage.section)
        return Draft(answer, 0.0, "answered", f"{shown} [1]", None, (), (citation,))

    def _of_text(self, best: Candidate) -> Draft:
        sentence = best.found.sentence
        answer = shortened(without_opening(sentence.text), self._value)
        return self._told(answer, [sentence], best)

    def _told(self, answer: str, sentences: Sequence[Sentence], best: Candidate, shown: str | None = None) -> Draft:
        citation = self.cite(1, sentences, best.found.passage.section)
        text = shown or answer
        figures = self._standing(self.cited_figures(f"{answer}", 1, best.found.years), citation)
        return Draft(answer, 0.0, "answered", f"{text} [1]", None, figures, (citation,))

    @staticmethod
    def _standing(figures: tuple[CitedFigure, ...], citation: Citation) -> tuple[CitedFigure, ...]:
        """A text's figures are its quote's own words; those that the second reader reads otherwise aren't listed."""
        wrong = unsupported(figures, [citation])
        return tuple(f for f in figures if f not in wrong)

    def _value(self, stretch: str) -> float:
        return self._reader.held(stretch)

    def _of_list(self, best: Candidate) -> Draft:
        sentence = best.found.sentence
        intro = sentence.intro if sentence.kind == "item" else sentence.text
        items = self._index.items_under(sentence.document, intro) if intro else []
        if len(items) < 2:
            return self._of_text(best)
        answer = join_items([item.text for item in items])
        shown = f"{intro} {answer}" if intro else answer
        return self._told(answer, items, best, shown)

    def _of_yesno(self, best: Candidate) -> Draft:
        sentence = best.found.sentence
        word = "Nej" if self._denied(sentence) else "Ja"
        clause = shortened(without_opening(sentence.text), self._value, LONGEST_ANSWER - 6)
        return self._told(f"{word}: {clause}", [sentence], best)

    def _of_year(self, best: Candidate) -> Draft:
        """ "2020: …" for a question that asks which year's agreement says something."""
        clause = shortened(without_opening(best.found.sentence.text), self._value, LONGEST_ANSWER - 8)
        year = best.found.years[-1] if best.found.years else ""
        return self._told(f"{year}: {clause}", [best.found.sentence], best)

    def _denied(self, sentence: Sentence) -> bool:
        """Whether the sentence gives another figure than the question states, or negates what it asks."""
        asked = self._understood.question.text
        stated = [f for f in find_figures(asked) if f.unit != "count"]
        told = find_figures(sentence.text)
        if stated and any(f.unit == stated[0].unit for f in told):
            return not any(f.value == s.value for s in stated for f in told)
        years = [y for y in years_in(asked) if y not in self._understood.question.agreements]
        if (
            len(years) == 1
            and years_in(sentence.text)
            and years[0] not in years_in(sentence.text)
            and self._understood.question.agreements
        ):
            return True
        return (self._negated(sentence.text) or opposed(self._understood.corrected, sentence.text)) != bool(
            _NEGATION.search(asked)
        )

    def _negated(self, text: str) -> bool:
        """Whether the clause that speaks of what is asked has a negation that the question doesn't use itself."""
        own = {stem(w) for w in split_words(self._understood.corrected)}
        clauses = _CLAUSE.split(text)
        clause = max(clauses, key=self._reader.held)
        return any(stem(match[0].lower()) not in own for match in _NEGATION.finditer(clause))


def _cited(figure: FoundFigure, year: int | None, number: int) -> CitedFigure:
    value = figure.value if isinstance(figure.value, Decimal) else Decimal(figure.value)
    return CitedFigure(figure.text, value, figure.unit, year, number)
