"""An Answer as the JSON object that DESIGN.md's contract fixes (schema: ``answer.schema.json`` beside this file)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aftalesvar.records import Answer, Citation, CitedFigure, RankedPassage, Span


def answer_to_dict(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """The contract object; numbers of record are decimal strings, never floats."""
    told: dict[str, Any] = {
        "question": answer.question.text,
        "status": answer.status,
        "answer": answer.answer,
        "text": answer.text,
        "reason": {"code": answer.reason.code, "message": answer.reason.message} if answer.reason else None,
        "figures": [_figure(figure) for figure in answer.figures],
        "citations": [_citation(citation) for citation in answer.citations],
        "passages": [_passage(passage) for passage in answer.passages],
        "understood": {
            "years": list(answer.question.years),
            "agreements": list(answer.question.agreements),
            "kind": answer.question.kind,
            "terms": list(answer.question.terms),
        },
        "confidence": round(answer.confidence, 3),
        "mode": answer.mode,
        "index": {"id": answer.index_id, "model": answer.model},
        "elapsed_ms": answer.elapsed_ms,
    }
    if answer.series:
        told["series"] = [dict(point) for point in answer.series]
    if answer.computed:
        told["computed"] = list(answer.computed)
    if explain:
        told["explanation"] = answer.explanation
    return told


def error_to_dict(question: str, message: str) -> dict[str, Any]:
    """The contract object for a question that can't be answered at all."""
    return {
        "question": question, "status": "error", "answer": None, "text": message,
        "reason": {"code": "bad_question", "message": message}, "figures": [], "citations": [], "passages": [],
        "understood": {"years": [], "agreements": [], "kind": "what", "terms": []},
        "confidence": 0.0, "mode": "extractive", "index": {"id": "", "model": ""}, "elapsed_ms": 0,
    }  # fmt: skip


def decimal_text(value: Decimal) -> str:
    """A decimal as plain digits: Decimal("1.930E+10") -> "19300000000"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(figure: CitedFigure) -> dict[str, Any]:
    return {
        "text": figure.text, "value": decimal_text(figure.value), "unit": figure.unit, "year": figure.year,
        "citation": figure.citation,
    }  # fmt: skip


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"page": span.page, "start": span.start, "end": span.end} for span in spans]


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.id, "document": citation.document, "title": citation.title, "year": citation.year,
        "section": list(citation.section), "spans": _spans(citation.spans), "quote": citation.quote,
    }  # fmt: skip


def _passage(ranked: RankedPassage) -> dict[str, Any]:
    passage = ranked.passage
    return {
        "rank": ranked.rank, "document": passage.document, "year": ranked.year, "section": list(passage.section),
        "spans": _spans(passage.spans), "text": passage.text, "score": round(ranked.score, 4),
    }  # fmt: skip
