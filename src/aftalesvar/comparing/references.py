"""Agreements that name each other ("jf. Aftale om kommunernes økonomi for 2023"): links in both directions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftalesvar.records import Sentence, Span
from aftalesvar.store.index import Index

_YEARS = r"(?P<years>(?:19|20)\d\d(?:\s*(?:,|og|samt)\s*(?:hhv\.\s+)?(?:19|20)\d\d)*)"
_HOLD = r"(?:\s+(?:for|i)(?:\s+(?:hhv\.|henholdsvis|kommunerne i))?)"
_NAMED = re.compile(
    rf"(?:\baftale(?:n|r|rne)?\s+om\s+(?P<field>kommunernes|regionernes)\s+økonomi{_HOLD}\s+{_YEARS}"
    rf"|\b(?:økonomiaftale\w*)(?:\s+(?:for\s+)?(?P<shortfield>kommunerne|regionerne))?{_HOLD}\s+"
    rf"{_YEARS.replace('years', 'shortyears')}"
    r"|\bØA\s?(?:20)?(?P<code>\d\d)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in one agreement that names another, by its budget year."""

    document: str
    sentence: int
    text: str  # the name as written
    quote: str
    spans: tuple[Span, ...]  # of the sentence
    page: int | None
    line: int | None
    year: int  # the budget year that is named
    targets: tuple[str, ...]  # the agreements of that year in the index; () when the corpus lacks it


def references(index: Index) -> list[Reference]:
    """Every place that names another agreement on municipal or regional finances by its year, in reading order.

    An agreement's own name isn't a reference. "regionernes økonomi" only points to an agreement of that title.
    """
    found: list[Reference] = []
    for sentence in index.sentences(range(index.manifest.counts["sentences"])):
        found += _of_sentence(index, sentence)
    return found


def _of_sentence(index: Index, sentence: Sentence) -> list[Reference]:
    head = index.documents[sentence.document]
    found = []
    for match in _NAMED.finditer(sentence.quote):
        field = (match["field"] or match["shortfield"] or "").casefold()[:6]
        told = match["years"] or match["shortyears"]
        years = [int(y) for y in _YEAR.findall(told)] if told else [2000 + int(match["code"])]
        for year in years:
            if year in head.years and (not field or field in head.title.casefold()):
                continue
            targets = tuple(
                h.id for h in index.documents.values()
                if year in h.years and (not field or field in h.title.casefold())
            )  # fmt: skip
            source = index.source(sentence.document)
            span = sentence.spans[0]
            line = source.line_of(span) if source.paged != "pdf" else None
            found.append(Reference(
                head.id, sentence.id, match[0], sentence.quote, sentence.spans, span.page, line, year, targets
            ))  # fmt: skip
    return found
