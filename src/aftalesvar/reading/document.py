"""Reading a file from start to end."""

from __future__ import annotations

from pathlib import Path

from aftalesvar.danish.hyphens import Lexicon, build_lexicon
from aftalesvar.errors import ReadingError
from aftalesvar.reading import lines as cutting
from aftalesvar.reading.files import Raw, decode, load
from aftalesvar.reading.lines import Line
from aftalesvar.reading.outline import build
from aftalesvar.reading.paragraphs import gather, measure
from aftalesvar.reading.proposals import propose
from aftalesvar.reading.writing import write
from aftalesvar.records import Document


def read_text(path: Path) -> str:
    """A file's plain text, to build a lexicon of a whole corpus from. Raises ReadingError."""
    raw = load(path)
    return decode(raw)


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
    source = decode(raw)
    pages, paged = cutting.page_starts(source)
    return _document(raw, source, pages, paged, cutting.cut(source, pages), id, title, year, date, parties, lexicon)


def _document(
    raw: Raw,
    source: str,
    pages: tuple[int, ...],
    paged: str,
    found: list[Line],
    identity: str,
    title: str | None,
    year: int | None,
    date: str | None,
    parties: tuple[str, ...],
    lexicon: Lexicon | None,
) -> Document:
    if not found:
        raise ReadingError(raw.name, "filen er tom for tekst")
    words = lexicon if lexicon is not None else build_lexicon([source])
    layout = measure(found)
    written = write(build(gather(found, layout, words), layout, words), words)
    said = propose(written.text, written.blocks, written.sections)
    return Document(
        id=identity,
        title=title or said.title or Path(raw.name).stem,
        year=year if year is not None else said.year,
        date=date or said.date,
        parties=parties or said.parties,
        file=raw.name,
        hash=raw.hash,
        source=source,
        text=written.text,
        origins=written.origins,
        sections=written.sections,
        blocks=written.blocks,
        page_starts=pages,
        paged=paged,  # type: ignore[arg-type]
        years=said.years,
    )
