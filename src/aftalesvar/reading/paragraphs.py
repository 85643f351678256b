"""Lines become paragraphs, and paragraphs their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from aftalesvar.danish.hyphens import Lexicon, inside, line_end
from aftalesvar.reading.joining import goes_on_with_dash, joins
from aftalesvar.reading.layout import Layout
from aftalesvar.reading.lines import Line, double_spaced
from aftalesvar.reading.marks import CHAPTER, TERMINATED, ends_plainly, is_label, open_end

Width = Literal["wide", "narrow"] | None


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one. ``chars``/``offs`` are set by ``render``; ``text`` is what will be read."""

    lines: list[Line]
    width: Width = None
    chars: str = ""
    offs: list[int] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page

    @property
    def last_page(self) -> int:
        """The page it ends on."""
        return self.lines[-1].page

    @property
    def level(self) -> int:
        """Its level as a heading in the source's markup; 0 for none."""
        return self.lines[0].level

    @property
    def bullet(self) -> bool:
        """Whether it is a list item."""
        return self.lines[0].bullet

    @property
    def terminated(self) -> bool:
        """Ends in a stop, a colon or a comma."""
        return bool(TERMINATED.search(self.chars))

    @property
    def unfinished(self) -> bool:
        """Ends where a sentence may go on: without a full stop, or with an abbreviation's."""
        return not ends_plainly(self.lines[-1].chars)

    @property
    def open(self) -> bool:
        """Ends where no sentence ends."""
        return not TERMINATED.search(self.lines[-1].chars) or self.lines[-1].chars[-1] == ","

    @property
    def starts_low(self) -> bool:
        """Begins with a small letter."""
        return self.chars[:1].islower()


def gather(lines: list[Line], layout: Layout, lexicon: Lexicon) -> list[Paragraph]:
    """Join lines into paragraphs. Text that a page tears is put together by ``outline``."""
    doubled = double_spaced(lines)
    paragraphs: list[Paragraph] = []
    opening = True
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if opening and index:
            opening = _still_opening(lines[index - 1])
            if opening and not (
                line.chars[0].islower() or lines[index - 1].hyphened or open_end(lines[index - 1].chars)
            ):
                paragraphs.append(Paragraph([line]))
                continue
        titled = len(paragraphs) > 1 and is_label(paragraphs[-2].lines[0].chars)
        if line.dash and index and goes_on_with_dash(lines[index - 1], line, layout):
            line.without_bullet()
        if index and joins(paragraphs[-1].lines, line, after, layout, doubled=doubled[index], titled=titled):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    for paragraph in paragraphs:
        render(paragraph, lexicon, mend=layout.unwrapped)
        paragraph.width = classify_width(paragraph, layout)
    return paragraphs


def furniture(lines: list[Line]) -> list[Paragraph]:
    """Give running heads and page numbers as paragraphs of their own, so that nothing of a text is lost."""
    paragraphs = [Paragraph([line]) for line in lines]
    for paragraph in paragraphs:
        render(paragraph, Lexicon(), mend=False)
    return paragraphs


def _still_opening(line: Line) -> bool:
    """Whether a document's title lines last: until a line ends in a full stop or begins a chapter."""
    return not (ends_plainly(line.chars) or CHAPTER.match(line.chars) or is_label(line.chars) or len(line.chars) > 120)


def classify_width(paragraph: Paragraph, layout: Layout) -> Width:
    """Wide: set in smaller type than the body, or framed, as boxes are. None when too few full lines tell."""
    if layout.size:
        size = sum(line.size for line in paragraph.lines) / len(paragraph.lines)
        return "wide" if size < 0.95 * layout.size or paragraph.lines[0].framed else "narrow"
    if not layout.width:
        return None
    lengths = [len(line.chars) for line in paragraph.lines[:-1]]
    ratio = sum(lengths) / len(lengths) / layout.width if lengths else len(paragraph.lines[0].chars) / layout.width
    if not lengths:
        return "wide" if ratio >= 1.15 else None
    if len(lengths) == 1:
        return "wide" if ratio >= 1.10 else "narrow" if 0.85 < ratio <= 1.02 else None
    return "wide" if ratio >= 1.065 else "narrow" if 0.85 < ratio <= 1.04 else None


def render(paragraph: Paragraph, lexicon: Lexicon, *, mend: bool) -> None:
    """Write a paragraph's text: lines joined and line-end hyphens decided.

    With ``mend`` hyphens left mid-line are mended too: only a text that was once unwrapped has them, in one that still
    has its lines a hyphen inside a line is the author's.
    """
    chars: list[str] = []
    offs: list[int] = []
    decided: set[int] = set()
    for number, line in enumerate(paragraph.lines):
        if number:
            before = paragraph.lines[number - 1]
            if before.hyphened:
                decided.add(offs[-1])
                _join_hyphen(chars, offs, before, line, lexicon)
            else:
                chars.append(" ")
                offs.append(before.end)
        chars.extend(line.chars)
        offs.extend(line.offs)
    paragraph.chars, paragraph.offs = _mend(chars, offs, decided, lexicon if mend else None)


def _join_hyphen(chars: list[str], offs: list[int], before: Line, line: Line, lexicon: Lexicon) -> None:
    left = re.split(r"\s", before.chars[:-1])[-1]
    right = re.split(r"\s", line.chars, maxsplit=1)[0]
    decision = line_end(left.lstrip("(”\"'»"), right, lexicon)
    if decision == "drop":
        chars.pop()
        offs.pop()
        return
    chars[-1] = "-"
    if decision == "space":
        chars.append(" ")
        offs.append(before.end)


_INNER = re.compile(r"(?<![\w-])([^\W\d_]{1,30})[-\x02]([^\W\d_]{2,40})(?![\w-])")


def _mend(chars: list[str], offs: list[int], decided: set[int], lexicon: Lexicon | None) -> tuple[str, list[int]]:
    text = "".join(chars)
    drops = {
        match.start(2) - 1
        for match in _INNER.finditer(text)
        if lexicon is not None
        and offs[match.start(2) - 1] not in decided
        and inside(match.group(1), match.group(2), lexicon) == "drop"
    }
    drops.update(index for index, char in enumerate(text) if char in "­\x02")
    if not drops:
        return text, offs
    keep = [index for index in range(len(text)) if index not in drops]
    return "".join(text[index] for index in keep), [offs[index] for index in keep]
