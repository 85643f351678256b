"""One answer against one item: what was right, what was cited, what went wrong and why.

``score`` takes the contract's answer object (DESIGN.md, section 5) as a plain mapping, so any system
that writes it, in whatever language, can be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from aftalesvar.evaluation.gold import Place, cites, contains, holds, is_yes_or_no, places, stretches_of
from aftalesvar.evaluation.number import Quantity, read_quantities, same
from aftalesvar.evaluation.questions import NUMERIC_TYPES, Item
from aftalesvar.evaluation.sources import Source, Sources, squash

Cause = Literal[
    "not-retrieved", "ranked-low", "wrong-sentence", "wrong-figure", "wrong-year", "unsupported", "needless-refusal",
    "answered-unanswerable", "error",
]  # fmt: skip
CAUSES: tuple[Cause, ...] = (
    "not-retrieved", "ranked-low", "wrong-sentence", "wrong-figure", "wrong-year", "unsupported", "needless-refusal",
    "answered-unanswerable", "error",
)  # fmt: skip
LONGEST_ANSWER = 400  # the contract's limit: whoever recites the page hasn't answered
DEPTH = 10  # a passage below this rank counts as not retrieved


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer was worth. Measures that don't apply to the item are None.

    ``right``: the accept rules are met. ``cited``: the gold is cited for every part of the answer.
    ``number_right``: every figure asked for, with unit and scale. ``wrong_year``: answered, not right and
    cited, and no citation in an agreement that states the answer, or the shown figure is said to be of
    another year than the only one asked about. ``completeness``: the share of required parts that
    are in the answer. ``rank``: of the first passage that holds gold, 1-based; ``characters``: of source
    that the passages down to it show, so that long passages don't win by their length alone.
    """

    id: str
    status: str
    answered: bool
    refused: bool
    right: bool | None
    cited: bool | None
    number_right: bool | None
    wrong_year: bool | None
    completeness: float | None
    rank: int | None
    characters: int | None
    citations: int
    citations_exact: int
    figures: int
    figures_supported: int
    confidence: float
    seconds: float
    cause: Cause | None
    answer: str

    @property
    def right_and_cited(self) -> bool | None:
        """Whether the answer is right and stands in what it cites; None for the unanswerable."""
        return None if self.right is None else self.right and bool(self.cited)

    @property
    def correct(self) -> bool:
        """Whether the system did the right thing: right and cited, or refused when it should."""
        return self.refused if self.right is None else bool(self.right_and_cited)


def score(item: Item, response: Mapping[str, Any], sources: Sources, seconds: float = 0.0) -> Outcome:
    """Judge one answer object. ``seconds`` is the wall time it took."""
    status = str(response.get("status"))
    answered = status in {"answered", "partial"}
    answer = str(response.get("answer") or "") if answered else ""
    citations = list(response.get("citations") or ()) if answered else []
    gold = places(item, sources)
    rank = _rank(response.get("passages") or (), gold) if item.answerable else None
    right = _right(item, answer) if item.answerable else None
    cited = _cited(item, answer, citations, gold) if item.answerable else None
    number_right = _number_right(item, answer) if item.answerable else None
    wrong_year = (
        answered and not (right and cited) and _of_another_year(item, response, gold) if item.answerable else None
    )
    shown = [quantity for quantity in read_quantities(answer) if not quantity.looks_like_year]
    outcome = Outcome(
        id=item.id,
        status=status,
        answered=answered,
        refused=status == "not_found",
        right=right,
        cited=cited,
        number_right=number_right,
        wrong_year=wrong_year,
        completeness=_completeness(item, answer),
        rank=rank,
        characters=_characters(response.get("passages") or (), rank),
        citations=len(citations),
        citations_exact=sum(_exact(citation, sources) for citation in citations),
        figures=len(shown),
        figures_supported=sum(_supported(quantity, citations) for quantity in shown),
        confidence=float(response.get("confidence") or 0.0),
        seconds=seconds,
        cause=None,
        answer=answer,
    )
    return _with_cause(outcome, item, citations, gold)


def _right(item: Item, answer: str) -> bool:
    return 0 < len(answer) <= LONGEST_ANSWER and all(
        any(contains(answer, option) for option in group) for group in item.groups
    )


def _completeness(item: Item, answer: str) -> float | None:
    """Return the share of the required parts that the answer has; None where one part is all there is."""
    if not item.demands_all:
        return None
    return sum(any(contains(answer, option) for option in group) for group in item.groups) / len(item.groups)


def _cited(item: Item, answer: str, citations: Sequence[Mapping[str, Any]], gold: Sequence[Place]) -> bool:
    """Whether gold is cited: one place that states the answer, or for several parts a place for each."""
    hit = {
        place.evidence
        for place in gold
        for citation in citations
        if cites(citation, place, item.evidence[place.evidence])
    }
    if not item.demands_all:
        return bool(hit)
    quotes = [squash(item.evidence[number].quote) for number in hit]
    stated = [squash(evidence.quote) for evidence in item.evidence]
    for group in item.groups:
        options = [squash(option) for option in group if not is_yes_or_no(option)]
        # A part that no quote states (a Ja, a computed difference, a year) needs no citation of its own.
        if not any(option in quote for option in options for quote in stated):
            continue
        if not any(option in quote for option in options for quote in quotes):
            return False
    return bool(hit)


def gold_quantities(item: Item) -> tuple[tuple[Quantity, ...], ...]:
    """Return, for each group that asks for a figure, the quantities any of which states it.

    An accepted string without a unit ("261,8") borrows the unit from the item's answer or its quotes.
    """
    if item.type not in NUMERIC_TYPES:
        return ()
    words = item.type == "count"
    context = [
        quantity
        for text in (item.answer or "", *(evidence.quote for evidence in item.evidence))
        for quantity in read_quantities(text, words=words)
    ]
    groups = []
    for group in item.groups:
        found: list[Quantity] = []
        for quantity in (quantity for option in group for quantity in read_quantities(option, words=words)):
            lenders = [q for q in context if q.numeral == quantity.numeral and (q.unit != "bare" or q.scaled)]
            bare = quantity.unit == "bare" and not quantity.scaled
            found.append(lenders[0] if bare and lenders else quantity)
        # A bare alternative beside one with a unit is the same figure in a table's scale, which the unit decides.
        united = tuple(quantity for quantity in found if quantity.unit != "bare" or quantity.scaled)
        if found:
            groups.append(united or tuple(found))
    return tuple(groups)


def _number_right(item: Item, answer: str) -> bool | None:
    groups = gold_quantities(item)
    if not groups:
        return None
    given = read_quantities(answer, words=item.type == "count")
    if len(groups) == 1 and all(gold.unit != "bare" for gold in groups[0]):
        # One amount is asked for: the first one shown must be it, or last year's beside it would do as well.
        units = {gold.unit for gold in groups[0]}
        alike = [
            quantity for quantity in given if quantity.unit in units or (quantity.unit == "bare" and quantity.scaled)
        ]
        given = tuple(alike[:1])
    return all(any(same(quantity, gold) for quantity in given for gold in group) for group in groups)


def _of_another_year(item: Item, response: Mapping[str, Any], gold: Sequence[Place]) -> bool:
    """Whether the answer was taken from another agreement, or its figures are said to be of another year."""
    own = {place.document for place in gold}
    cited = {str(citation.get("document")) for citation in response.get("citations") or ()}
    if cited and not cited & own:
        return True
    asked = {q.numeral for q in read_quantities(item.question) if q.looks_like_year}
    said = {str(figure["year"]) for figure in response.get("figures") or () if figure.get("year")}
    return len(asked) == 1 and bool(said) and not said & asked


def _rank(passages: Sequence[Mapping[str, Any]], gold: Sequence[Place]) -> int | None:
    for rank, passage in enumerate(passages[:DEPTH], 1):
        if any(holds(stretches_of(passage), place) for place in gold):
            return rank
    return None


def _characters(passages: Sequence[Mapping[str, Any]], rank: int | None) -> int | None:
    if rank is None:
        return None
    return sum(end - start for passage in passages[:rank] for _, start, end in stretches_of(passage))


def _exact(citation: Mapping[str, Any], sources: Sources) -> bool:
    """Whether the quote is what the source file has at the citation's spans, squashed."""
    source: Source | None = sources.get(str(citation.get("document")))
    if source is None:
        return False
    spans = stretches_of(citation)
    if any(not 0 <= start < end <= len(source.text) for _, start, end in spans):
        return False
    there = "".join(squash(source.text[start:end]) for _, start, end in spans)
    return bool(there) and there == squash(str(citation.get("quote") or ""))


def _supported(quantity: Quantity, citations: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a shown figure stands in a cited quote: the same numeral, or the same value and unit."""
    quoted = [q for citation in citations for q in read_quantities(str(citation.get("quote") or ""))]
    return any(q.numeral == quantity.numeral or (q.unit == quantity.unit and q.value == quantity.value) for q in quoted)


def _with_cause(outcome: Outcome, item: Item, citations: Sequence[Mapping[str, Any]], gold: Sequence[Place]) -> Outcome:
    return replace(outcome, cause=_cause(outcome, item, citations, gold))


def _cause(outcome: Outcome, item: Item, citations: Sequence[Mapping[str, Any]], gold: Sequence[Place]) -> Cause | None:
    """Return the first thing on the way from question to answer that went wrong; None when nothing did."""
    if outcome.correct:
        return None
    if not outcome.answered and not outcome.refused:
        return "error"
    if not item.answerable:
        return "answered-unanswerable"
    if outcome.refused:
        return "needless-refusal" if outcome.rank else "not-retrieved"
    if outcome.wrong_year:
        return "wrong-year"
    if any(cites(citation, place, item.evidence[place.evidence]) for citation in citations for place in gold):
        return "wrong-figure" if not outcome.right else "unsupported"
    if outcome.rank is None:
        return "not-retrieved"
    if outcome.right:
        return "unsupported"
    return "wrong-sentence" if outcome.rank == 1 else "ranked-low"
