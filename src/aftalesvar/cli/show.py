"""An answer on a terminal: the figure first, then the sentence with the figure marked, then where it stands."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from aftalesvar.records import Answer, Citation
from aftalesvar.store.index import Index
from aftalesvar.store.texts import SourceText

BOLD, MARK, DIM, PLAIN = "\x1b[1m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m"


def show_answer(answer: Answer, index: Index, *, explain: bool = False) -> None:
    """Print an answer to standard output; colours only on a terminal."""
    colour = sys.stdout.isatty()
    print("\n".join(answer_lines(answer, index, colour=colour)))
    if explain:
        print("\n".join(explanation_lines(answer)))


def answer_lines(answer: Answer, index: Index, *, colour: bool = False) -> list[str]:
    """The lines of an answer."""
    paint = _Paint(colour)
    lines: list[str] = []
    if answer.answer is not None:
        lines += [paint(answer.answer, BOLD), ""]
        lines += [_marked(_safe(answer.text), answer, paint), ""]
    if answer.reason is not None:
        lines += [_safe(answer.reason.message), ""]
    lines += [f"Beregnet: {line}" for line in answer.computed] + ([""] if answer.computed else [])
    if len(answer.series) > 2:
        lines += [*chart_lines(answer), ""]
    for citation in answer.citations:
        lines += _citation_lines(citation, index.source(citation.document), paint)
    if answer.answer is None and answer.passages:
        lines.append("Nærmeste steder:")
        for ranked in answer.passages[:3]:
            place = " › ".join((index.documents[ranked.passage.document].title, *ranked.passage.section))
            lines += [paint(f"  {place}", DIM), f"    {_safe(_cut(ranked.passage.text, 220))}"]
    return lines


def chart_lines(answer: Answer) -> list[str]:
    """A bar for each figure, with years that have none as empty; a minus stands before the bar of one below nought."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for point in answer.series:
        by_year.setdefault(int(point["year"]), []).append(point)
    most = max((abs(float(p["value"])) for p in answer.series), default=0.0) or 1.0
    lines: list[str] = []
    for year in range(min(by_year), max(by_year) + 1):
        lines += [_bar(year, point, most) for point in by_year.get(year, ())] or [f"  {year}   {'·':30}  intet tal"]
    return lines


def _bar(year: int, point: dict[str, Any], most: float) -> str:
    value = float(point["value"])
    bar = "█" * max(1, round(30 * abs(value) / most))
    told = f" (ifølge aftalen for {point['agreement']})" if "agreement" in point else ""
    return f"  {year}  {'-' if value < 0 else ' '}{bar:30}  {_safe(str(point['text']))}{told}"


def place_of(citation: Citation, source: SourceText) -> str:
    """Agreement, chapter, page and line of a citation."""
    span = citation.spans[0]
    page = f", side {span.page}" if span.page is not None else ""
    line = f", linje {source.line_of(citation.spans[-1])}" if source.paged != "pdf" else ""
    return " › ".join((citation.title, *citation.section)) + page + line


def explanation_lines(answer: Answer) -> list[str]:
    """What was understood and why this answer won."""
    question = answer.question
    told = {
        "år": list(question.years), "aftaler": list(question.agreements), "slags": question.kind,
        "ord": list(question.terms),
        "sikkerhed": round(answer.confidence, 3), **answer.explanation,
    }  # fmt: skip
    return ["", "Forklaring:", json.dumps(told, ensure_ascii=False, indent=2)]


def _citation_lines(citation: Citation, source: SourceText, paint: _Paint) -> list[str]:
    return [f"[{citation.id}] {place_of(citation, source)}", paint(f"    «{_safe(_cut(citation.quote, 500))}»", DIM)]


def _marked(text: str, answer: Answer, paint: _Paint) -> str:
    """The text with its figures marked."""
    marked = [f.text for f in answer.figures] or ([answer.answer] if answer.answer else [])
    for figure in dict.fromkeys(marked):
        if figure and figure in text and figure != text:
            text = text.replace(figure, paint(figure, MARK) if paint.colour else figure)
    return text


class _Paint:
    """Puts text in a colour where there are colours."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"{code}{text}{PLAIN}" if self.colour else text


def _safe(text: str) -> str:
    """Source text without control characters: a document can't steer the terminal."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit)] + " …"
