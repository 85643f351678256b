"""Paragraphs become a tree: chapters, headings, boxes, tables and annexes, whatever the source's own markup claims.

Boxes and tables that a page break tore are put together: text set wider than the body (boxes are set in smaller type)
belongs to the box before it, rows to the table that still waits for them, a paragraph that begins in mid-sentence to
the one that ended so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading.joining import goes_on_in_print
from aftalesvar.reading.layout import Layout
from aftalesvar.reading.marks import LABEL, is_row
from aftalesvar.reading.paragraphs import Paragraph, render
from aftalesvar.reading.roles import SUBNUMBER, assign_roles, chapter_parts, cohesive, heading_like
from aftalesvar.reading.tables import is_head
from aftalesvar.records import SectionKind

REACH = 2  # pages after its last text within which a box may go on


@dataclass(slots=True, eq=False)
class Node:
    """A section with what stands in it, in reading order. ``titles`` are its own title lines."""

    kind: SectionKind
    title: str
    number: str | None
    parent: Node | None
    titles: list[Paragraph] = field(default_factory=list)
    content: list[Paragraph | Node] = field(default_factory=list)
    level: int = 0

    def child(self, kind: SectionKind, title: str, number: str | None, titles: list[Paragraph]) -> Node:
        """Add a section under this one."""
        node = Node(kind, title, number, self, titles, level=titles[0].level if titles else 0)
        self.content.append(node)
        return node

    def paragraphs(self) -> list[Paragraph]:
        """Give the text of this section and all under it, titles left out."""
        found: list[Paragraph] = []
        for part in self.content:
            found.extend([part] if isinstance(part, Paragraph) else part.paragraphs())
        return found


def build(paragraphs: list[Paragraph], layout: Layout, lexicon: Lexicon) -> Node:
    """Read the outline. Every paragraph ends up in exactly one node (or is joined to one that does)."""
    return _Builder(paragraphs, layout, lexicon).run()


class _Builder:
    def __init__(self, paragraphs: list[Paragraph], layout: Layout, lexicon: Lexicon) -> None:
        self.all = paragraphs
        self.layout = layout
        self.lexicon = lexicon
        self.roles = assign_roles(paragraphs, layout)
        self.root = Node("root", "", None, None)
        self.top = self.root  # root, chapter or annex
        self.here = self.root  # where body text goes: top or a heading under it
        self.box: Node | None = None  # the last box, open or not
        self.in_box: Node | None = None  # where box text goes now, None outside the box
        self.table: Node | None = None
        self.in_table = False
        self.pending: dict[int, Paragraph] = {}  # id of a box, or 0 for the body -> its unfinished last paragraph
        self.page_added: list[tuple[Node, Paragraph]] = []

    def run(self) -> Node:
        index = 0
        while index < len(self.all):
            index += self._take(index)
        return self.root

    def _take(self, index: int) -> int:
        """Place the paragraph at ``index`` and those that belong to its title; say how many were placed."""
        paragraph, role = self.all[index], self.roles[index]
        if index == 0 or self.all[index - 1].last_page != paragraph.page:
            self.page_added = []
        if role == "chapter":
            number, title = chapter_parts(paragraph)
            self._open_top(self.root.child("chapter", title, number, [paragraph]))
            return 1
        if role == "annex":
            return self._annex(index)
        if role == "box":
            return self._box(index)
        if role == "table":
            return self._table(index)
        if self.table is not None and self._row_or_head(paragraph):
            return 1
        self.in_table = False
        self._choose_room(index)
        if role == "text" and self._opens_table(index):
            self._row_or_head(paragraph)
            return 1
        if role == "heading":
            self._heading(paragraph)
        else:
            self._text(paragraph)
        return 1

    # --- titles ---

    def _open_top(self, node: Node) -> None:
        self.top = self.here = node
        self.in_box, self.in_table = None, False
        self.pending.pop(0, None)

    def _labelled(self, index: int, label: str) -> tuple[str, str | None, list[Paragraph]]:
        paragraph = self.all[index]
        found = LABEL.match(paragraph.chars)
        number, title = (found["number"], found["title"].strip()) if found else (None, "")
        name = f"{label} {number}" if number else label
        titles = [paragraph]
        if not title and index + 2 < len(self.all):
            following = self.all[index + 1]
            usable = self.roles[index + 1] in ("heading", "stray", "text") and not is_head(following.chars)
            if usable and (heading_like(following) or following.level) and following.page - paragraph.page < 2:
                titles.append(following)
                title = following.chars
        return (f"{name}: {title}" if title else name), number, titles

    def _annex(self, index: int) -> int:
        title, number, titles = self._labelled(index, "Bilag")
        moved = self._page_of_annex(index + len(titles))
        node = self.root.child("annex", title, number, titles)
        for holder, paragraph in moved:
            holder.content.remove(paragraph)
            node.content.append(paragraph)
        self._open_top(node)
        return len(titles)

    def _page_of_annex(self, following: int) -> list[tuple[Node, Paragraph]]:
        """Give the text that stands above an annex' title on its page, where it must be the annex' own.

        An annex begins a page. Where text stands above the title though, and none between the title and a box, the
        extraction took the title last.
        """
        bare = following < len(self.all) and self.roles[following] in ("box", "table")
        added = self.page_added
        if not (bare and added) or self.top.kind == "annex" or any(n is not self.here for n, _ in added):
            return []
        on_page = [p for p in self.all if p.page == added[0][1].page]
        whole = on_page and on_page[0] is added[0][1] and len(added) == following - self.all.index(on_page[0]) - 1
        first = added[0][1]
        return list(added) if whole and first.chars[0].isupper() and first.page > 1 else []

    def _box(self, index: int) -> int:
        title, number, titles = self._labelled(index, "Boks")
        self.box = self.in_box = self.here.child("box", title, number, titles)
        self.in_table = False
        return len(titles)

    def _table(self, index: int) -> int:
        found = LABEL.match(self.all[index].chars)
        title, number, titles = self._labelled(index, found["kind"].capitalize() if found else "Tabel")
        room = self.in_box if self.in_box is not None else self.here
        self.table = room.child("table", title, number, titles)
        self.in_table = True
        if self.in_box is None:
            self._move_to_announcement(self.table, room, number)
        return len(titles)

    def _move_to_announcement(self, table: Node, room: Node, number: str | None) -> None:
        """Put a table that floated to the foot of its page behind the text that announces it."""
        named = re.compile(rf"\btabel {number or ''}\b|\bnedenstående (?:forudsætning|tabel|tal)", re.IGNORECASE)
        for holder, paragraph in reversed(self.page_added):
            if not named.search(paragraph.chars):
                continue
            if holder is not room and holder.kind in ("chapter", "heading", "annex"):
                room.content.remove(table)
                table.parent = holder
                holder.content.insert(holder.content.index(paragraph) + 1, table)
            return

    def _opens_table(self, index: int) -> bool:
        """Whether a table without a label begins: a head line, then rows. It takes its section's title."""
        rows = self.all[index + 1 : index + 3]
        if not (is_head(self.all[index].chars) and len(rows) == 2 and all(is_row(p.chars) for p in rows)):
            return False
        room = self.in_box if self.in_box is not None else self.here
        self.table = room.child("table", f"Tabel: {room.title}" if room.title else "Tabel", None, [])
        self.in_table = True
        return True

    def _heading(self, paragraph: Paragraph) -> None:
        numbered = SUBNUMBER.match(paragraph.chars)
        number = numbered.group().strip(" .") if numbered else None
        if self.in_box is not None and self.box is not None:
            self.in_box = self.box.child("heading", paragraph.chars, number, [paragraph])
        else:
            self.here = self.top.child("heading", paragraph.chars, number, [paragraph])

    # --- text ---

    def _row_or_head(self, paragraph: Paragraph) -> bool:
        table = self.table
        if table is None:
            return False
        empty = not any(is_row(p.chars) for p in table.content if isinstance(p, Paragraph))
        if not (self.in_table or empty):
            return False
        if not (is_row(paragraph.chars) or (self.in_table and is_head(paragraph.chars) and empty)):
            return False
        table.content.append(paragraph)
        self.in_table = True
        return True

    def _choose_room(self, index: int) -> None:
        """Decide whether the text goes on in the box or outside it."""
        paragraph = self.all[index]
        if self.box is None:
            return
        if self.in_box is not None and self.box.titles[0].lines[0].indent > 1 and not paragraph.lines[0].indent:
            self.in_box = None  # the box is indented, the text is not
            return
        if self.layout.unwrapped:
            if self.in_box is not None and self._box_ends_unwrapped(index):
                self.in_box = None
            return
        width = self._width_ahead(index)
        if self.in_box is not None:
            if width == "narrow" and self._box_is_wide() and self._leaves(index):
                self.in_box = None
        elif width == "wide" and self._reachable(paragraph):
            headings = [n for n in self.box.content if isinstance(n, Node) and n.kind == "heading"]
            self.in_box = headings[-1] if headings else self.box

    def _leaves(self, index: int) -> bool:
        """On a new page any narrow text leaves a box; on the same page it takes several full lines."""
        inside = self.box.paragraphs() if self.box is not None else []
        while self.roles[index] == "heading":
            index += 1
        if inside and inside[-1].lines[-1].framed:
            return not self.all[index].lines[0].framed
        return not inside or inside[-1].last_page != self.all[index].page or len(self.all[index].lines) > 3

    def _width_ahead(self, index: int) -> str | None:
        while index < len(self.all) and self.roles[index] == "heading":
            if index + 1 < len(self.all) and self.all[index + 1].page != self.all[index].page:
                break
            index += 1
        return self.all[index].width if index < len(self.all) and self.roles[index] in ("text", "item") else None

    def _box_is_wide(self) -> bool:
        widths = [p.width for p in self.box.paragraphs()] if self.box is not None else []
        return not widths or widths.count("wide") >= widths.count("narrow")

    def _reachable(self, paragraph: Paragraph) -> bool:
        inside = self.box.paragraphs() if self.box is not None else []
        return self._box_is_wide() and bool(inside) and paragraph.page - inside[-1].last_page <= REACH

    def _box_ends_unwrapped(self, index: int) -> bool:
        paragraph, role, box = self.all[index], self.roles[index], self.box
        if box is None:
            return False
        if role == "heading" and paragraph.level:
            return 0 < paragraph.level <= box.level
        if self.layout.marked or role != "text" or self.in_box is None or self.in_box.kind != "heading":
            return False
        own = [p for p in self.in_box.content if isinstance(p, Paragraph)]
        title = self.in_box.title
        return bool(own) and cohesive(title, own[0].chars) and not cohesive(title, paragraph.chars)

    def _text(self, paragraph: Paragraph) -> None:
        room = self.in_box if self.in_box is not None else self.here
        key = id(self.box) if self.in_box is not None else 0
        before = self.pending.pop(key, None)
        if before is not None and self._continues(before, paragraph):
            before.lines.extend(paragraph.lines)
            render(before, self.lexicon, mend=self.layout.unwrapped)
            paragraph = before
        else:
            room.content.append(paragraph)
            self.page_added.append((room, paragraph))
        if paragraph.unfinished:
            self.pending[key] = paragraph

    def _continues(self, before: Paragraph, paragraph: Paragraph) -> bool:
        """Whether a paragraph goes on with one that ended in mid-sentence, a page or a box before."""
        last, first = before.lines[-1], paragraph.lines[0]
        if first.bullet or (before.last_page == paragraph.page and not self.layout.width):
            return False
        if first.size:
            torn = before.last_page < paragraph.page or last.hyphened or paragraph.starts_low
            return torn and goes_on_in_print(last, first)
        if last.hyphened or paragraph.starts_low:
            return True
        if not before.open:
            return False
        if self.here is self.root and self.in_box is None:
            return False
        clashes = {before.width, paragraph.width} == {"wide", "narrow"}
        full = len(last.chars) > 0.85 * self.layout.width
        return full and not clashes and before.last_page + 1 == paragraph.page and bool(self.layout.width)
