"""A tree of paragraphs becomes a Document's text, origins, sections and blocks."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading.marks import cells, is_row
from aftalesvar.reading.outline import Node
from aftalesvar.reading.paragraphs import Paragraph
from aftalesvar.reading.tables import Head, is_head, read_head, read_row
from aftalesvar.records import Block, BlockKind, Row, Section


@dataclass(slots=True)
class Written:
    """The read text with everything that points into it."""

    text: str
    origins: array[int]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class _Writer:
    lexicon: Lexicon
    chars: list[str] = field(default_factory=list)
    origins: array[int] = field(default_factory=lambda: array("q"))
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    intro: int | None = None

    def node(self, node: Node, parent: int | None) -> None:
        index = len(self.sections)
        self.sections.append(Section(index, parent, node.kind, node.title, node.number, len(self.chars), 0))
        self.intro = None
        for paragraph in node.titles:
            self.block("title", paragraph, index)
        head = self._head(node)
        last = max((place for place, part in enumerate(node.content) if isinstance(part, Node)), default=-1)
        for place, part in enumerate(node.content):
            if isinstance(part, Node):
                self.node(part, index)
                self.intro = None
            elif node.kind == "table":
                self.row(part, index, head)
            elif node.kind == "root" and place < last:
                self.block("title", part, index)
            else:
                self.text(part, index)
        start = self.sections[index].start + (1 if 0 < self.sections[index].start < len(self.chars) else 0)
        self.sections[index] = replace(self.sections[index], start=start, end=len(self.chars))

    def _head(self, node: Node) -> Head:
        if node.kind != "table":
            return Head()
        texts = [p.chars for p in node.content if isinstance(p, Paragraph)]
        line = next((t for t in texts if is_head(t) and not is_row(t)), None)
        values = next((len(cells(t)[1]) for t in texts if is_row(t)), 1)
        return read_head(node.title, line, values)

    def text(self, paragraph: Paragraph, section: int) -> None:
        if paragraph.bullet:
            self.block("item", paragraph, section, self.intro)
            return
        self.block("paragraph", paragraph, section)
        self.intro = len(self.blocks) - 1 if paragraph.chars.endswith(":") or not paragraph.terminated else None

    def row(self, paragraph: Paragraph, section: int, head: Head) -> None:
        rows = read_row(paragraph.chars, head, self.lexicon)
        if not rows:
            self.block("title" if is_head(paragraph.chars) else "paragraph", paragraph, section)
        for number, row in enumerate(rows):
            if number:
                last = self.blocks[-1]
                self.blocks.append(Block("row", last.start, last.end, section, None, row))
            else:
                self.block("row", paragraph, section, None, row)

    def block(
        self, kind: BlockKind, paragraph: Paragraph, section: int, intro: int | None = None, row: Row | None = None
    ) -> None:
        if self.chars:
            self.chars.append("\n")
            self.origins.append(-1)
        start = len(self.chars)
        self.chars.extend(paragraph.chars.replace("\t", " "))
        self.origins.extend(paragraph.offs)
        self.blocks.append(Block(kind, start, len(self.chars), section, intro, row))


def write(root: Node, lexicon: Lexicon) -> Written:
    """Write the tree in reading order. Blocks are parted by line breaks; every section is contiguous."""
    writer = _Writer(lexicon)
    writer.node(root, None)
    return Written("".join(writer.chars), writer.origins, tuple(writer.sections), tuple(writer.blocks))
