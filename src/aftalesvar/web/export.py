"""An answer as a file to keep: Markdown for a memo, CSV for a spreadsheet, both with their sources."""

from __future__ import annotations

import re
from collections.abc import Callable

from aftalesvar.asking.contract import decimal_text
from aftalesvar.records import Answer, Document
from aftalesvar.spreadsheet import csv_text, safe_cell
from aftalesvar.web.citing import quoted, where
from aftalesvar.web.texts import Lang

__all__ = ["HEADS", "csv_text", "safe_cell", "to_csv", "to_markdown"]

HEADS = ("spørgsmål", "svar", "tal", "værdi", "enhed", "år", "aftale", "afsnit", "sted", "citat", "indeks")


def to_markdown(answer: Answer, document: Callable[[str], Document], lang: Lang) -> str:
    """The answer, its sources and where they stand, as Markdown."""
    parts = [f"# {_plain(answer.question.text)}", ""]
    if answer.answer:
        parts += [f"**{_plain(answer.answer)}**", "", _plain(answer.text), ""]
    elif answer.reason:
        parts += [_plain(answer.reason.message), ""]
    parts += [f"- {_plain(line)}" for line in answer.computed] + [""] * bool(answer.computed)
    if answer.citations:
        parts += ["## Kilder", ""]
        parts += [f"{c.id}. {_plain(quoted(c, document(c.document), lang))}" for c in answer.citations]
        parts.append("")
    parts.append(f"Aftalesvar, indeks {answer.index_id}")
    return "\n".join(parts) + "\n"


def to_csv(answer: Answer, document: Callable[[str], Document], lang: Lang) -> str:
    """One row for each cited figure, and for each citation that has none."""
    rows = []
    for citation in answer.citations:
        place = (citation.title, " › ".join(citation.section), where(document(citation.document), citation.spans, lang))
        figures = [f for f in answer.figures if f.citation == citation.id]
        told: list[tuple[object, ...]] = [(f.text, decimal_text(f.value), f.unit, f.year or "") for f in figures]
        told = told or [("", "", "", citation.year or "")]
        rows += [
            (answer.question.text, answer.answer or "", *figure, *place, citation.quote, answer.index_id)
            for figure in told
        ]
    return csv_text(HEADS, rows or [(answer.question.text, answer.text, *[""] * 8, answer.index_id)])


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", " ".join(text.split()))
