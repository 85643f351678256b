"""The verb ``show``: an agreement's outline with its places in the source, or the text of a part of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from aftalesvar.cli.corpus import kind_of, told_years
from aftalesvar.errors import UsageError
from aftalesvar.naming import plain
from aftalesvar.records import Document, Section, Span
from aftalesvar.settings import Settings

SHOWN = 8  # titles named when none or several fit


def show(args: argparse.Namespace) -> int:
    """Print an agreement's outline, or with ``--section`` a part's text."""
    from aftalesvar.store.index import Index

    document = Index.open(Settings.from_environment().index).document(args.id)
    if args.section is not None:
        section = find_section(document, args.section)
        told = _part(document, section)
        text = "\n".join(
            [f"{section_path(document, section)} ({place(_spans(document, section))})", "", *_lines(document, section)]
        )
    else:
        told = _whole(document)
        text = "\n".join(outline_lines(document))
    print(json.dumps(told, ensure_ascii=False, indent=2) if args.json else text)
    return 0


def outline_lines(document: Document) -> list[str]:
    """The agreement in short, then a line a section: page, characters, title."""
    paged = document.paged != "none"
    size = f"{_number(len(document.source))} tegn" + (f", {len(document.page_starts)} sider" if paged else "")
    years = told_years(document.years or ((document.year,) if document.year is not None else ()))
    facts = [document.id, years, document.date, ", ".join(document.parties), kind_of(document.file), size]
    lines = [plain(document.title), plain(" · ".join(fact for fact in facts if fact))]
    lines += [f"bemærk: {plain(remark)}" for remark in document.quality] + [""]
    places = [
        (place(_spans(document, section)), section) for section in document.sections if section.parent is not None
    ]
    width = max((len(where) for where, _ in places), default=0)
    lines += [f"{where:{width}}  {'  ' * (_depth(document, s) - 1)}{plain(s.title)}" for where, s in places]
    return lines


def find_section(document: Document, wanted: str) -> Section:
    """The part that a user means by a title, its number or its beginning.

    :raises UsageError: when none or several fit; the message names some.
    """
    sections = [section for section in document.sections if section.parent is not None]
    sought = _folded(wanted)
    ways: tuple[Callable[[Section], bool], ...] = (
        lambda s: _folded(s.title) == sought,
        lambda s: s.number is not None and _folded(s.number) == sought,
        lambda s: _folded(s.title.partition(": ")[2]) == sought,
        lambda s: _folded(s.title).startswith(sought),
        lambda s: sought in _folded(s.title),
    )
    found: list[Section] = []
    for fits in ways if sought else ():
        found = found or [section for section in sections if fits(section)]
    if len(found) == 1:
        return found[0]
    named = "; ".join(plain(section.title) for section in (found or sections)[:SHOWN])
    if found:
        raise UsageError(f"Flere dele hedder «{plain(wanted)}»: {named}. Skriv mere af titlen.")
    raise UsageError(f"{document.id} har ingen del, der hedder «{plain(wanted)[:80]}». Den har bl.a.: {named}.")


def section_path(document: Document, section: Section) -> str:
    """The titles down to a section."""
    above = [section]
    while (parent := above[-1].parent) is not None:
        above.append(document.sections[parent])
    return " › ".join(plain(s.title) for s in reversed(above) if s.parent is not None)


def place(spans: list[Span]) -> str:
    """Where spans lie: "side 2-3, tegn 1.204-3.310"; a PDF's characters count from each page's start."""
    if not spans:
        return "uden tekst"
    pages = sorted({span.page for span in spans if span.page is not None})
    page = f"side {pages[0]}" + (f"-{pages[-1]}" if len(pages) > 1 else "") + ", " if pages else ""
    return f"{page}tegn {_number(spans[0].start)}-{_number(spans[-1].end)}"


def _spans(document: Document, section: Section) -> list[Span]:
    from aftalesvar.reading import spans_of

    return list(spans_of(document, section.start, section.end))


def _lines(document: Document, section: Section) -> list[str]:
    """The part's text, a block a line; an empty line before a title."""
    lines: list[str] = []
    for block in document.blocks:
        if section.start <= block.start < section.end:
            text = "".join(c for c in document.text[block.start : block.end] if c.isprintable())
            if block.kind == "title" and lines:
                lines.append("")
            lines.append(f"- {text}" if block.kind == "item" else text)
    return lines


def _whole(document: Document) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "year": document.year, "years": document.years,
        "date": document.date, "parties": document.parties, "file": document.file, "hash": document.hash,
        "type": kind_of(document.file), "pages": len(document.page_starts) if document.paged != "none" else None,
        "characters": len(document.source), "quality": document.quality,
        "sections": [_section(document, s) for s in document.sections if s.parent is not None],
    }  # fmt: skip


def _section(document: Document, section: Section) -> dict[str, Any]:
    return {
        "index": section.index, "parent": section.parent or None, "kind": section.kind, "title": section.title,
        "number": section.number, "spans": [_span(span) for span in _spans(document, section)],
    }  # fmt: skip


def _part(document: Document, section: Section) -> dict[str, Any]:
    return {
        "document": document.id, **_section(document, section), "text": document.text[section.start : section.end]
    }  # fmt: skip


def _span(span: Span) -> dict[str, Any]:
    return {"page": span.page, "start": span.start, "end": span.end}


def _depth(document: Document, section: Section) -> int:
    depth = 0
    while section.parent is not None:
        section, depth = document.sections[section.parent], depth + 1
    return depth


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
