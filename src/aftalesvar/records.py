"""What travels through Aftalesvar: plain frozen records, one noun each.

Two kinds of character offset occur, and every field says which it means:

* *source* offsets count characters in the source file's text (for a PDF: in that page's extracted
  text); they are what a user is shown and what ``Span`` holds;
* *text* offsets count characters in ``Document.text``, the read text: line-end hyphens joined, broken
  lines joined, markup dropped, torn boxes and tables put together again.

Both are 0-based and half-open. This module imports nothing of the package and nothing heavy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

SectionKind = Literal["root", "chapter", "heading", "box", "table", "annex"]
BlockKind = Literal["title", "paragraph", "item", "row"]
Unit = Literal["kr", "pct", "count"]
Status = Literal["answered", "partial", "not_found", "error"]
AnswerKind = Literal[
    "amount", "percent", "date", "count", "who", "what", "how", "why", "list", "yesno", "series", "compare",
    "which-year",
]  # fmt: skip


# --- from a source file ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source: characters ``[start, end)`` of the file's text, or of one PDF page's.

    ``page`` is 1-based, or None where the source tells no pages. For a text file the offsets count from
    the start of the file whatever the page.
    """

    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. ``start``/``end`` are text offsets and enclose the node's children.

    ``index`` is the node's place in ``Document.sections`` (reading order, the root first, index 0);
    ``parent`` is the index of the enclosing node (None for the root alone). ``title`` holds label and
    heading as a reader would say them: "2. Kommunernes økonomiske rammer", "Boks 1: Øvrige …".
    """

    index: int
    parent: int | None
    kind: SectionKind
    title: str
    number: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, read: one per value column (a row with two value columns gives two)."""

    label: str
    value: str  # as printed: "-357,6", "261.828"
    unit: str | None  # the head's unit as a reader says it: "mia. kr.", "mio. kr.", "pct."
    price_level: str | None  # "2024-pl"
    year: int | None  # the year the table (or the column) is for
    column: str | None  # the column's head: "Aftale"
    of_which: bool  # a "heraf" row: part of the row above, not of the sum


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item, a table row or a section's title line.

    ``start``/``end`` are text offsets; blocks follow each other in text order and are parted by line
    breaks. ``section`` is the index of the innermost section. ``intro`` is, for a list item, the index
    (in ``Document.blocks``) of the paragraph or item that introduces the list. ``row`` is set for rows.
    """

    kind: BlockKind
    start: int
    end: int
    section: int
    intro: int | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement as read.

    ``origins`` has one entry for each character of ``text``: its source offset (in the concatenation of
    the pages, see ``page_starts``), or -1 for a character that the reading put in (a blank for a line
    break keeps the line break's offset). ``page_starts`` are the offsets at which pages begin (first is
    0); ``paged`` is "none" when the source tells no pages, "text" when a text file shows page breaks,
    "pdf" when each page is a text of its own and spans count from the page's start.
    """

    id: str
    title: str
    year: int | None
    date: str | None  # ISO date of the agreement
    parties: tuple[str, ...]
    file: str  # file name within the corpus folder
    hash: str  # SHA-256 of the source file's bytes
    source: str  # the source file's text (PDF: pages joined by a form feed)
    text: str
    origins: tuple[int, ...] | Any  # any int sequence as long as text (array('i') in practice)
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = (0,)
    paged: Literal["none", "text", "pdf"] = "none"
    years: tuple[int, ...] = ()  # all budget years it is for, when more than one
    quality: tuple[str, ...] = ()  # Danish remarks on what reads badly; empty when all is well


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section's text, what retrieval ranks. Never crosses a section's border."""

    id: int  # unique in the index
    document: str
    ordinal: int  # place in the document
    section: tuple[str, ...]  # titles from chapter to innermost heading
    section_kind: SectionKind
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or table row: what answers are read out of.

    ``quote`` is what a citation of it shows and ``spans`` where that stands: the sentence itself, or for a
    table row the table's heading lines and the row. ``text`` is what is searched and read: for a row a sentence.
    """

    id: int
    document: str
    passage: int
    kind: BlockKind
    start: int
    end: int
    text: str
    quote: str
    spans: tuple[Span, ...]
    intro: str | None = None  # the sentence that introduces the list that this item stands in
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure as it stands in a sentence or a table row, with what is said of it there.

    ``start``/``end`` count within the sentence's text; ``spans`` are source spans of the figure itself.
    """

    id: int
    document: str
    sentence: int
    text: str  # as written, its qualifier with it: "op til ca. 35 mio. kr."
    value: Decimal  # in the unit's base: kroner, per cent, pieces; a range's lower end
    upper: Decimal | None  # a range's upper end
    unit: Unit
    noun: str | None  # what a count counts: "pladser"
    per: str | None  # "pr. indbygger"
    sign: int  # -1, 0 or 1
    qualifier: str | None  # "op til ca.", "mindst"
    years: tuple[int, ...]  # the years it is for, ascending; () when it is for no particular one
    years_said: bool  # the years stand with the figure, not only in its sentence or agreement
    period: str | None  # the time as written just after it: "årligt fra 2029"
    step: str | None  # "stigende til"
    direction: Literal["level", "change", "unsaid"]
    of_which: bool
    basis: Literal["net", "gross"] | None
    price_level: str | None  # "2024-pl", as written
    subject: str  # what it is a figure of, in the sentence's words
    table: bool  # a table row's, not prose
    start: int
    end: int
    spans: tuple[Span, ...]


# --- from a question ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    text: str
    years: tuple[int, ...]  # the years asked about, ascending
    agreements: tuple[int, ...]  # the agreements asked by name ("ØA24", "aftalen for 2023")
    kind: AnswerKind
    terms: tuple[str, ...]  # the content words, as typed


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its place; ``id`` is the n of "[n]" in the answer's text."""

    id: int
    document: str
    title: str
    year: int | None
    section: tuple[str, ...]
    spans: tuple[Span, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure shown in an answer, with the citation that it stands in."""

    text: str
    value: Decimal
    unit: Unit
    year: int | None
    citation: int


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage as retrieval ranked it, 1 the best; ``year`` is its agreement's."""

    rank: int
    passage: Passage
    year: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no (full) answer: a code of the contract and a Danish explanation."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``ask`` gives. ``docs``: DESIGN.md, the answer contract."""

    question: Question
    status: Status
    answer: str | None
    text: str
    reason: Reason | None
    figures: tuple[CitedFigure, ...]
    citations: tuple[Citation, ...]
    passages: tuple[RankedPassage, ...]
    confidence: float
    index_id: str
    model: str
    elapsed_ms: int
    mode: Literal["extractive", "generated"] = "extractive"
    series: tuple[dict[str, Any], ...] = ()  # one point a year: {"year", "text", "value", "unit", "citation"}
    computed: tuple[str, ...] = ()  # arithmetic on cited figures, in words: never part of ``answer`` or ``text``
    explanation: dict[str, Any] = field(default_factory=dict)
