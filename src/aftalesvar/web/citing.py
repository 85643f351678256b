"""Where a citation stands: its address on this server, in words, and as a quote for a memo."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.records import Citation, Document, Span
from aftalesvar.web.marks import first_line, spans_text
from aftalesvar.web.markup import path
from aftalesvar.web.texts import Lang, say


def source_path(citation: Citation, document: Document, lang: Lang) -> str:
    """The address of a citation's place in its agreement."""
    return spans_path(citation.document, citation.spans, document, lang)


def spans_path(document_id: str, spans: Sequence[Span], document: Document, lang: Lang) -> str:
    """The address of a place in an agreement."""
    query = {"m": spans_text(document.paged, spans)} | ({"lang": "en"} if lang == "en" else {})
    return path("kilde", document_id, **query) + "#m1"


def where(document: Document, spans: Sequence[Span], lang: Lang) -> str:
    """Where spans stand, as one would say it: "side 2, linje 86"."""
    if not spans:
        return ""
    pages = sorted({span.page for span in spans if span.page})
    page = say(lang, "page", n="–".join(map(str, dict.fromkeys((pages[0], pages[-1]))))) if pages else ""
    line = "" if document.paged == "pdf" else say(lang, "line", n=first_line(document, spans))
    return ", ".join(part for part in (page, line) if part)


def quoted(citation: Citation, document: Document, lang: Lang) -> str:
    """A quote as it is put in a memo: »…« (agreement, chapter, page)."""
    chapter = citation.section[0] if citation.section else ""
    place = ", ".join(part for part in (citation.title, chapter, where(document, citation.spans, lang)) if part)
    return f"»{' '.join(citation.quote.split())}« ({place})"
