"""An agreement as markup: outline, blocks, page numbers, and the cited characters marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from aftalesvar.records import Block, Document, Section
from aftalesvar.web.marks import Range, cut_points
from aftalesvar.web.markup import esc, tag
from aftalesvar.web.texts import Lang, say


def render_outline(document: Document, lang: Lang) -> str:
    """The outline as a list of links to the sections."""
    levels = depths(document)
    items = [
        tag(
            "li",
            tag("a", esc(section.title), href=f"#afsnit-{section.index}"),
            class_=f"niveau-{min(levels[section.index], 4)}",
        )
        for section in document.sections
        if section.parent is not None
    ]
    return tag(
        "nav",
        tag("h2", esc(say(lang, "outline"))) + tag("ol", "".join(items)),
        class_="indhold",
        aria_label=say(lang, "outline"),
    )


def render_document(document: Document, marked: Sequence[Range], lang: Lang) -> str:
    """The whole text with marked ranges in ``<mark>``; the first has the id ``m1``."""
    writer = _Writer(document, marked, lang)
    parts = []
    for kind, group in groupby(document.blocks, key=lambda block: block.kind):
        blocks = list(group)
        inner = "".join(writer.block(block) for block in blocks)
        parts.append(
            tag("ul", inner) if kind == "item" else tag("div", inner, class_="tabel") if kind == "row" else inner
        )
    return tag("div", "".join(parts), class_="aftaletekst")


def render_stretch(document: Document, shown: Sequence[Range], marked: Sequence[Range], lang: Lang) -> str:
    """Parts of the text (a citation's surroundings), each block on its own line."""
    writer = _Writer(document, marked, lang, numbered=False)
    parts = []
    for start, end in shown:
        lines = [
            writer.text(max(block.start, start), min(block.end, end))
            for block in document.blocks
            if block.start < end and start < block.end
        ]
        clipped = any(block.start < start < block.end for block in document.blocks)
        cut_off = any(block.start < end < block.end for block in document.blocks)
        parts.append(("… " if clipped else "") + "<br>".join(lines) + (" …" if cut_off else ""))
    return '<span class="spring"> […] </span>'.join(parts)


def depths(document: Document) -> dict[int, int]:
    """Each section's depth: the root 0, a chapter 1."""
    found: dict[int, int] = {}
    for section in document.sections:
        found[section.index] = 0 if section.parent is None else found[section.parent] + 1
    return found


class _Writer:
    """Writes stretches of one document's text."""

    def __init__(self, document: Document, marked: Sequence[Range], lang: Lang, *, numbered: bool = True) -> None:
        self._document = document
        self._marked = marked
        self._lang = lang
        self._numbered = numbered
        self._pages = page_places(document) if numbered else {}
        self._edges = [e for r in marked for e in r]
        self._depths = depths(document)
        self._titled: set[int] = set()
        self._marks_written = 0

    def block(self, block: Block) -> str:
        inner = self.text(block.start, block.end)
        if block.kind == "title":
            return self._title(self._document.sections[block.section], inner)
        if block.kind == "item":
            return tag("li", inner)
        if block.kind == "row":
            return self._row(block, inner)
        return tag("p", inner)

    def _title(self, section: Section, inner: str) -> str:
        level = min(self._depths[section.index] + 1, 6)
        if section.index in self._titled or (section.parent is None and section.index in self._titled):
            return tag("p", inner, class_="overskrift")
        self._titled.add(section.index)
        return tag(
            f"h{max(level, 2)}", inner, id=f"afsnit-{section.index}", tabindex="-1", class_=f"slags-{section.kind}"
        )

    def _row(self, block: Block, inner: str) -> str:
        text = self._document.text[block.start : block.end]
        value = block.row.value if block.row else ""
        if not value or not text.endswith(value):
            return tag("p", inner, class_="post")
        at = block.end - len(value)
        return tag(
            "p",
            tag("span", self.text(block.start, at), class_="navn")
            + tag("span", self.text(at, block.end), class_="tal"),
            class_="post heraf" if block.row and block.row.of_which else "post",
        )

    def text(self, start: int, end: int) -> str:
        """``text[start:end)`` with marks and page numbers."""
        text = self._document.text
        parts = []
        for a, b in cut_points([*self._edges, *self._pages], start, end):
            if page := self._pages.get(a):
                label = say(self._lang, "page", n=page)
                parts.append(
                    tag("span", "", class_="sidetal", data_side=label, id=f"side-{page}", role="note", aria_label=label)
                )
            if any(s <= a and b <= e for s, e in self._marked):
                self._marks_written += 1
                parts.append(tag("mark", esc(text[a:b]), id=f"m{self._marks_written}" if self._numbered else None))
            else:
                parts.append(esc(text[a:b]))
        return "".join(parts)


def page_places(document: Document) -> dict[int, int]:
    """Text offset -> page number, where each page's first read character stands (the first page left out)."""
    import numpy as np

    if document.paged == "none":
        return {}
    origins = np.asarray(document.origins, dtype=np.int64)
    places = {}
    for number, start in enumerate(document.page_starts[1:], start=2):
        following = document.page_starts[number] if number < len(document.page_starts) else len(document.source) + 1
        on_page = np.flatnonzero((origins >= start) & (origins < following))
        if len(on_page):
            places[int(on_page[0])] = number
    return places
