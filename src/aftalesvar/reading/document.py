"""Reading a file from start to end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aftalesvar.danish.hyphens import Lexicon, build_lexicon
from aftalesvar.errors import ReadingError
from aftalesvar.reading import lines as cutting
from aftalesvar.reading.files import Raw, decode, load
from aftalesvar.reading.layout import measure
from aftalesvar.reading.lines import Line
from aftalesvar.reading.outline import build
from aftalesvar.reading.paragraphs import furniture, gather
from aftalesvar.reading.proposals import propose
from aftalesvar.reading.quality import remarks
from aftalesvar.reading.writing import write
from aftalesvar.records import Document


def read_text(path: Path) -> str:
    """Give a file's plain text, to build a lexicon of a whole corpus from. Raises ReadingError."""
    return _source(load(path)).text


def read_document(
    path: Path,
    *,
    id: str,  # noqa: A002  (the record's own name)
    title: str | None = None,
    year: int | None = None,
    date: str | None = None,
    parties: tuple[str, ...] = (),
    lexicon: Lexicon | None = None,
) -> Document:
    """Read a file as a careful reader would.

    ``title``, ``year``, ``date`` (ISO) and ``parties`` are proposed from the text where they aren't given. ``lexicon``
    holds the word counts of the whole corpus and helps to decide hyphens; without it the file's own words do.
    Raises ReadingError with the reason in Danish.
    """
    raw = load(path)
    return _document(raw, _source(raw), Given(id, title, year, date, parties), lexicon)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of the document."""

    id: str
    title: str | None
    year: int | None
    date: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text with its pages and lines, whatever its format."""

    text: str
    page_starts: tuple[int, ...]
    paged: Literal["none", "text", "pdf"]
    lines: list[Line]
    thin: tuple[int, ...] = ()


def _source(raw: Raw) -> Source:
    if raw.format == "pdf":
        from aftalesvar.reading.pdf import read_pdf

        pdf = read_pdf(raw)
        return Source(pdf.source, pdf.page_starts, "pdf", pdf.lines, pdf.thin)
    text = decode(raw)
    if raw.format == "html":
        from aftalesvar.reading.html import cut_html

        text, found = cut_html(text)
        return Source(text, (0,), "none", found)
    pages, paged = cutting.page_starts(text)
    found = cutting.cut(text, pages)
    if "\f" in text:
        cutting.mark_furniture(found)
    return Source(text, pages, paged, found)


def _document(raw: Raw, source: Source, given: Given, lexicon: Lexicon | None) -> Document:
    if not source.lines:
        raise ReadingError(raw.name, "filen er tom for tekst")
    words = lexicon if lexicon is not None else build_lexicon([source.text])
    layout = measure(source.lines)
    body = [line for line in source.lines if not (line.furniture or line.note)]
    root = build(gather(body, layout, words), layout, words)
    root.content += gather([line for line in source.lines if line.note], layout, words)
    root.content[:0] = furniture([line for line in source.lines if line.furniture])
    written = write(root, words)
    said = propose(written.text, written.blocks, written.sections)
    return Document(
        id=given.id,
        title=given.title or said.title or Path(raw.name).stem,
        year=given.year if given.year is not None else said.year,
        date=given.date or said.date,
        parties=given.parties or said.parties,
        file=raw.name,
        hash=raw.hash,
        source=source.text,
        text=written.text,
        origins=written.origins,
        sections=written.sections,
        blocks=written.blocks,
        page_starts=source.page_starts,
        paged=source.paged,
        years=said.years,
        quality=remarks(written, source.text, source.thin, words),
    )
