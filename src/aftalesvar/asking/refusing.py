"""Saying no: a typed reason and a Danish message that helps."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.records import Reason
from aftalesvar.store.index import Index


def refusal(index: Index, understood: Understood, nearest: Candidate | None) -> Reason:
    """Why a question isn't answered.

    ``no_agreement_for_year`` when it asks of a year that no agreement is for, ``no_figure`` when the place was
    found but not the figure, else ``not_in_corpus``.
    """
    held = sorted({year for head in index.documents.values() for year in head.years})
    missing = [y for y in (*understood.question.agreements, *understood.question.years) if y not in held]
    if missing:
        return Reason("no_agreement_for_year", _no_agreement(index, sorted(set(missing)), held, understood))
    topic = ", ".join(understood.question.terms[:4])
    if nearest is not None and "wrong_kind" in nearest.signals and nearest.signals.get("coverage", 0.0) > 0.5:
        what = {"date": "noget tidspunkt", "count": "noget antal", "percent": "nogen procent"}.get(
            understood.question.kind, "noget tal"
        )
        said = f"Aftalerne omtaler emnet, men der står ikke {what} for det. Se de nærmeste steder nedenfor."
        return Reason("no_figure", said)
    said = f"Det står ikke i aftalerne for {join_years(held)}" + (f" (søgte efter: {topic})." if topic else ".")
    if understood.unknown:
        said += f" Ordet «{understood.unknown[0]}» forekommer slet ikke."
    return Reason("not_in_corpus", said + " Prøv med andre ord, eller se de nærmeste steder.")


def _no_agreement(index: Index, missing: Sequence[int], held: Sequence[int], understood: Understood) -> str:
    said = f"Korpus har ingen aftale for {join_years(missing)}; det har aftaler for {join_years(held)}."
    mentions = _mentioning(index, missing, understood)
    if mentions:
        return f"{said} {join_titles(mentions)} nævner {join_years(missing)}, men ikke det, du spørger om."
    return said


def _mentioning(index: Index, years: Sequence[int], understood: Understood) -> list[int]:
    """The agreements (by year) that speak of any of these years."""
    ids = sorted({i for year in years for i in index.occurrences(str(year))})
    found = {s.document for s in index.sentences(ids[:200]) if years_in(s.text) & set(years)}
    return sorted(y for head in index.documents.values() if head.id in found for y in head.years)


def join_years(years: Sequence[int]) -> str:
    """Years in words: "2020, 2022 og 2023"."""
    texts = [str(year) for year in years]
    return " og ".join((", ".join(texts[:-1]), texts[-1])) if len(texts) > 1 else "".join(texts)


def join_titles(years: Sequence[int]) -> str:
    """Agreements in words: "Aftalen for 2022" or "Aftalerne for 2020 og 2022"."""
    return f"{'Aftalen' if len(years) == 1 else 'Aftalerne'} for {join_years(years)}"
