"""What is known of an agreement without reading it whole: its head, and its source text to check quotes against."""

from __future__ import annotations

from dataclasses import dataclass

from aftalesvar.records import Span


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What is known of an agreement without loading its text."""

    id: str
    title: str
    year: int | None
    years: tuple[int, ...]
    date: str | None
    parties: tuple[str, ...]
    file: str
    hash: str
    paged: str
    quality: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file's text and its pages; ``between`` reads what a span points at."""

    text: str
    page_starts: tuple[int, ...]
    paged: str

    def between(self, span: Span) -> str:
        """The source characters that a span covers ("" when it points outside)."""
        base = self.page_starts[span.page - 1] if self.paged == "pdf" and span.page else 0
        return self.text[base + span.start : base + span.end]

    def line_of(self, span: Span) -> int:
        """The 1-based line on which a span begins."""
        base = self.page_starts[span.page - 1] if self.paged == "pdf" and span.page else 0
        return self.text.count("\n", 0, base + span.start) + 1
