"""The best candidate becomes an answer with its text, figures and citations, each checked before it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.citing import checked, cite, cited_figure, cited_figures, standing
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.steps import steps
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wording import LONGEST_ANSWER, join_items, joined, main_clause, shortened, without_opening
from aftalesvar.asking.yesno import word
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import Citation, Reason, Sentence
from aftalesvar.store.index import Index

__all__ = ["Composer", "Draft"]

# A dot, a dash or a number that begins a list item, with what sets its first words off ("- *At …*").
_MARK = re.compile(r"(?:^|\s)(?:[-–•\uf0b7]|\d+[.)])\s*[*_]*$")
_MARK_WIDTH = 8  # characters in which it stands
LONGEST_TEXT = 600  # characters of a sentence shown around a figure or date
_SAME_ANSWER_SCORE = 0.8  # another place that states the same figure is cited too when it scores this near
_MOST_SAME = 2  # such places
_READING_SCORE = 0.22  # another agreement's figure this near makes a question without a year ambiguous
_READING_NEAR = 0.7  # and the question's words must stand this near to it, beside the best


class Composer:
    """Words answers for one question, with citations from one index."""

    def __init__(self, index: Index, understood: Understood, coverage: Coverage) -> None:
        self._index = index
        self._understood = understood
        self._coverage = coverage

    def compose(self, best: Candidate, candidates: Sequence[Candidate]) -> Draft:
        """The draft for the best candidate; a refusal when what would be shown doesn't stand in its source."""
        kind = self._understood.question.kind
        if best.figure is not None:
            best = self._in_prose(best, candidates)
            readings = self._readings(best, candidates)
            draft = self._of_readings(readings) if len(readings) > 1 else self._of_figure(best, candidates)
        elif best.date is not None:
            draft = self._of_date(best)
        elif kind == "yesno":
            draft = self._of_yesno(best)
        elif kind == "which-year":
            draft = self._of_year(best)
        elif kind == "list":
            draft = self._of_list(best)
        else:
            draft = self._of_text(best)
        return checked(self._index, replace(draft, passage=best.found.passage.id))

    # --- figures ---------------------------------------------------------------------------------

    def _of_figure(self, best: Candidate, candidates: Sequence[Candidate]) -> Draft:
        assert best.figure is not None
        answer = steps(best, self._understood.question, self._coverage) or best.figure.figure.text
        places = [best, *_same_answer(best, candidates)]
        citations = tuple(self._cite(n, place) for n, place in enumerate(places, 1))
        marks = "".join(f" [{c.id}]" for c in citations)
        shown = _shown(best.found.sentence, answer)
        if len(find_figures(answer)) > 1:
            figures = cited_figures(answer, 1, best.found.years, self._coverage)
        else:
            figures = (cited_figure(best.figure.figure, self._years(best), 1),)
        return Draft(answer, 0.0, "answered", f"{shown}{marks}", None, figures, citations)

    def _in_prose(self, best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
        """A sentence that states what a table row states is the better one to show."""
        if best.found.sentence.row is None:
            return best
        return next((c for c in _same_answer(best, candidates) if c.found.sentence.row is None), best)

    def _years(self, candidate: Candidate) -> frozenset[int]:
        """The years that a figure is for; of several, those asked."""
        assert candidate.figure is not None
        years = candidate.figure.years
        return years if len(years) == 1 else years & set(self._understood.question.years)

    def _readings(self, best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The answers of several agreements to a question that names no year and fits them alike."""
        question = self._understood.question
        if question.years or question.agreements or best.figure is None:
            return [best]
        near = _READING_NEAR * best.signals.get("near", 0)
        by_document = {best.found.sentence.document: best}
        for other in candidates:
            if other.figure is None or other.score < best.score - _READING_SCORE:
                continue
            if other.figure.figure.unit == best.figure.figure.unit and other.signals.get("near", 0) > near:
                by_document.setdefault(other.found.sentence.document, other)
        return sorted(by_document.values(), key=lambda c: c.found.years[-1:] or (0,), reverse=True)

    def _of_readings(self, readings: Sequence[Candidate]) -> Draft:
        citations = tuple(self._cite(n, c) for n, c in enumerate(readings, 1))
        parts = [
            f"{c.found.years[-1] if c.found.years else citation.title}: {c.text}"
            for c, citation in zip(readings, citations, strict=True)
        ]
        figures = tuple(
            cited_figure(c.figure.figure, self._years(c), n) for n, c in enumerate(readings, 1) if c.figure is not None
        )
        text = "Spørgsmålet nævner intet år. " + "; ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1)) + "."
        reason = Reason("ambiguous", "Flere aftaler svarer på det. Skriv et år i spørgsmålet.")
        return Draft("; ".join(parts), 0.0, "partial", text, reason, figures, citations)

    # --- dates and text --------------------------------------------------------------------------

    def _of_date(self, best: Candidate) -> Draft:
        shown = _shown(best.found.sentence, best.text)
        return Draft(best.text, 0.0, "answered", f"{shown} [1]", None, (), (self._cite(1, best),))

    def _of_text(self, best: Candidate) -> Draft:
        return self._told(self._clause(best, LONGEST_ANSWER), best.sentences, best)

    def _of_list(self, best: Candidate) -> Draft:
        sentence = best.found.sentence
        intro = sentence.intro if sentence.kind == "item" else sentence.text
        items = self._index.items_under(sentence.document, intro) if intro else []
        items = self._heads(items) or items
        if len(items) < 2:
            return self._of_text(best)
        answer = join_items([item.text for item in items])
        return self._told(answer, items, best, f"{intro} {answer}")

    def _heads(self, items: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that begin an item: those after a mark of a list in their source."""
        source = self._index.source(items[0].document).text if items else ""
        starts = [(item, item.spans[0].start) for item in items]
        return [item for item, start in starts if _MARK.search(source[max(0, start - _MARK_WIDTH) : start])]

    def _of_yesno(self, best: Candidate) -> Draft:
        own = best.found.sentence
        beside = best.beside.text if best.beside is not None else ""
        said = word(best.told, own.text, beside, self._understood, self._coverage)
        clause = self._clause(best, LONGEST_ANSWER - 6)
        return self._told(f"{said}: {clause}" if said else clause, best.sentences, best)

    def _of_year(self, best: Candidate) -> Draft:
        """For a question that asks which year's agreement says something: "2020: …"."""
        year = best.found.years[-1] if best.found.years else ""
        return self._told(f"{year}: {self._clause(best, LONGEST_ANSWER - 8)}", best.sentences, best)

    def _told(self, answer: str, sentences: Sequence[Sentence], best: Candidate, shown: str | None = None) -> Draft:
        citation = cite(self._index, 1, sentences, best.found.passage.section)
        figures = standing(cited_figures(answer, 1, best.found.years, self._coverage), citation)
        return Draft(answer, 0.0, "answered", f"{shown or answer} [1]", None, figures, (citation,))

    def _clause(self, best: Candidate, limit: int) -> str:
        """The stretch of the sentence that holds most of the question, with the sentence that goes with it."""
        own = best.found.sentence
        shown = {own.id: shortened(without_opening(own.text), self._coverage.of_text, limit)}
        for other in best.sentences:
            if other is not own:
                room = limit - len(shown[own.id]) - 2
                shown[other.id] = shortened(without_opening(other.text), self._coverage.of_text, room)
        return joined([shown[s.id] for s in best.sentences])

    def _cite(self, number: int, candidate: Candidate) -> Citation:
        return cite(self._index, number, [candidate.found.sentence], candidate.found.passage.section)


def _same_answer(best: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Other places of the same agreement that state the same figure for the same year, best first."""
    assert best.figure is not None
    seen = {best.found.sentence.id}
    found: list[Candidate] = []
    for other in candidates:
        if len(found) == _MOST_SAME or other.score < best.score - _SAME_ANSWER_SCORE:
            break
        sentence = other.found.sentence
        if other.figure is None or sentence.id in seen or sentence.document != best.found.sentence.document:
            continue
        if other.figure.figure.value == best.figure.figure.value and other.figure.years & best.figure.years:
            seen.add(sentence.id)
            found.append(other)
    return found


def _shown(sentence: Sentence, answer: str) -> str:
    """A sentence as it is shown: a list item after its introduction, else shortened around the answer."""
    shown = main_clause(sentence.text)
    if sentence.kind == "item" and sentence.intro and len(sentence.intro) + len(shown) < LONGEST_ANSWER:
        return f"{sentence.intro} {shown}"
    return shortened(shown, lambda part: 1.0 if answer in part else 0.0, LONGEST_TEXT)
