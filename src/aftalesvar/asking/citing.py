"""What is shown with its citations and figures, and the check that it stands in its source."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.figures import place_figures
from aftalesvar.asking.verifying import quote_stands, unsupported
from aftalesvar.danish.numbers import FoundFigure
from aftalesvar.records import Citation, CitedFigure, Reason, Sentence
from aftalesvar.store.index import Index


def cite(index: Index, number: int, sentences: Sequence[Sentence], section: tuple[str, ...]) -> Citation:
    """One citation, ``[number]``, of one or more sentences of the same agreement."""
    head = index.documents[sentences[0].document]
    spans = tuple(span for s in sentences for span in s.spans)
    return Citation(number, head.id, head.title, head.year, section, spans, " ".join(s.quote for s in sentences))


def checked(index: Index, draft: Draft) -> Draft:
    """The draft if every quote equals its span and every figure stands in its quote, else a refusal."""
    sources = {c.document: index.source(c.document) for c in draft.citations}
    if draft.answer is None or (
        all(quote_stands(c, sources[c.document]) for c in draft.citations)
        and not unsupported(draft.figures, draft.citations)
    ):
        return draft
    reason = Reason(
        "no_figure", "Stedet blev fundet, men svaret kunne ikke genfindes ordret i kilden, og vises derfor ikke."
    )
    return Draft(None, 0.0, reason=reason, passage=draft.passage)


def cited_figure(figure: FoundFigure, years: Collection[int], number: int) -> CitedFigure:
    """A figure as ``[number]`` tells it; its year is told when it is for one year alone."""
    year = next(iter(years)) if len(years) == 1 else None
    return CitedFigure(figure.text, figure.value, figure.unit, year, number)


def cited_figures(text: str, number: int, context: Sequence[int], coverage: Coverage) -> tuple[CitedFigure, ...]:
    """Every figure of a shown text; ``context`` are the years it is for when it names none."""
    return tuple(cited_figure(p.figure, p.years, number) for p in place_figures(text, context, coverage))


def standing(figures: tuple[CitedFigure, ...], citation: Citation) -> tuple[CitedFigure, ...]:
    """A text's figures are its quote's own words; those that the second reader reads otherwise aren't listed."""
    wrong = unsupported(figures, [citation])
    return tuple(f for f in figures if f not in wrong)
