"""A source text cut into lines that remember where each of their characters stands.

Markup (markdown, the few HTML tags that extractions leave, bullets) is dropped here, character by character, so that
everything later sees plain text and still knows the source offsets.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Gap = Literal["none", "void", "blank"]

_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sub|sup|br|p|span|div|font|small|center|table|tbody|thead|tr|td|th|h[1-6]|ul|ol|li|a)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*\n]{1,300}?)(?<=\S)\1(?!\w)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_LEVEL = re.compile(r"\s{0,3}(#{1,6})\s+")
_BULLET = re.compile(r"\s*([•●▪■◦‣∙·\uf0b7\uf0a7]|[-*+–—](?=\s)|o(?=\s{2}))\s*")
_LABELLED = re.compile(r"\s*\(?(?:[a-zæøå]|\d{1,2}|[ivx]{1,4})\)\s+\S")  # "a) …": an item that keeps its label
_LONE_BULLET = re.compile(r"\s*[•●▪■◦‣∙\uf0b7\uf0a7o]\s*$")
_ONE_BLANK = re.compile(r" (?=\S)")
MIN_PAGE = 300  # fewer visible characters than this are no page of their own
MARKUP = re.compile(
    _TAG.pattern + r"|:?-{2,}:?|(?<!\w)o(?!\w)|[*_#|>•●▪■◦‣∙·\uf0b7\uf0a7\s\x02\xad‐‑\-–—=\ufeff\u200b]|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Line:
    """One visible line. ``chars`` and ``offs`` run alike; ``offs`` are source offsets.

    ``level`` is a markdown heading's level (0: none), ``gap`` what lies between it and the line before: nothing, one
    empty line, or more. ``end`` is the source offset of the line's end (of the line break).
    """

    chars: str
    offs: list[int]
    page: int
    end: int
    level: int = 0
    bullet: bool = False
    dash: bool = False
    gap: Gap = "none"
    trailing: int = 0
    indent: int = 0  # blanks before it
    furniture: bool = False  # a running head or page number that stands between pages
    head: str = ""  # a dash taken for a bullet, with its blank
    head_offs: list[int] = field(default_factory=list)
    size: float = 0.0  # of the type in points; 0 where the source tells no type. What follows is known with it only.
    style: int = 0  # 1 bold, 2 italic, throughout
    framed: bool = False  # stands in a drawn frame or on a tinted ground
    jump: bool = False  # begins another column
    note: bool = False  # stands in a footnote
    room: float = 0.0  # points left free between its end and the column's edge
    advance: float = 6.0  # points to the character

    @property
    def hyphened(self) -> bool:
        """Ends in a hyphen right after a word."""
        return (
            self.chars[-1] in "-‐­\x02" and len(self.chars) > 1 and (self.chars[-2].isalnum() or self.chars[-2] in ")/")
        )

    def without_bullet(self) -> None:
        """Take the line's dash for a dash, not for a bullet."""
        self.chars, self.offs = self.head + self.chars, self.head_offs + self.offs
        self.bullet, self.dash, self.head, self.head_offs = False, False, "", []


def page_starts(text: str) -> tuple[tuple[int, ...], Literal["none", "text"]]:
    """Where a text file's pages begin (0 first): at form feeds, else at lines that begin with exactly one blank.

    The second is what a form feed becomes in many conversions; it counts only where such lines are few, and a page
    holds ``MIN_PAGE`` visible characters.
    """
    if "\f" in text:
        return (0, *(m.end() for m in re.finditer("\f", text) if m.end() < len(text))), "text"
    starts, nonblank, offset, seen = [0], 0, 0, MIN_PAGE
    for line in text.splitlines(keepends=True):
        if line.strip():
            nonblank += 1
            if _ONE_BLANK.match(line) and seen >= MIN_PAGE:
                if offset > 0:
                    starts.append(offset)
                seen = 0
            seen += len(line.strip())
        offset += len(line)
    if len(starts) < 3 or len(starts) > nonblank * 0.08:
        return (0,), "none"
    return tuple(starts), "text"


def cut(text: str, pages: tuple[int, ...]) -> list[Line]:
    """Cut a text into its visible lines; ``pages`` are the offsets at which pages begin."""
    lines: list[Line] = []
    offset, page, empties, blanks, bullet = 0, 0, 0, 0, False
    for raw in re.split(r"(?<=\n)|(?<=\f)", text):
        start, offset = offset, offset + len(raw)
        while page + 1 < len(pages) and pages[page + 1] <= start:
            page += 1
        body = raw.rstrip("\r\n\f")
        if not body.strip() or _RULE.match(body) or _TABLE_RULE.match(body):
            empties += 1
            blanks += bool(body)
            continue
        if _LONE_BULLET.match(body):
            bullet = True
            continue
        line = _line(body, start, page + 1)
        if line is None:
            continue
        line.bullet, bullet = line.bullet or bullet, False
        line.gap = "none" if not empties else "void" if empties == 1 and not blanks else "blank"
        if not lines:
            line.gap = "blank"
        lines.append(line)
        empties = blanks = 0
    return lines


def mark_furniture(lines: list[Line]) -> None:
    """Mark running heads and page numbers of a paged text: what stands first or last on several pages."""
    edges: list[Line] = []
    for before, line in pairwise(lines):
        if before.page != line.page:
            edges += [before, line]
    keys = Counter(_key(line) for line in edges if len(line.chars) < 120)
    opening = {_key(line) for line in lines[:6]}
    for line in edges:
        key = _key(line)
        known = keys[key] > 1 or (key.removesuffix("#").strip() in opening and line.chars[-1].isdigit())
        if (known or re.fullmatch(r"(?:side )?#(?: af #)?", key.lower())) and len(line.chars) < 120 and not line.bullet:
            line.furniture = not re.search(r"[.:;,]$", line.chars)


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.chars.split()))


def _line(body: str, start: int, page: int) -> Line | None:
    kept = bytearray(b"\x01" * len(body))
    level = 0
    if found := _LEVEL.match(body):
        level = len(found.group(1))
        _drop(kept, 0, found.end())
    if found := _QUOTE.match(body):
        _drop(kept, 0, found.end())
        body = " " * found.end() + body[found.end() :]
    for match in _TAG.finditer(body):
        _drop(kept, *match.span())
    _emphasis(body, kept)
    bullet = dash = False
    if not level:
        bullet, dash, size = bullet_of(body)
        bullet = bullet and size < len(body)
        _drop(kept, 0, size if bullet else 0)
    if body.count("|") >= 2 and body.strip().startswith("|"):
        body = body.replace("|", "\t")
    chars, offs = collapse(body, kept, start)
    if not chars:
        return None
    trailing = len(body) - len(body.rstrip())
    line = Line(chars, offs, page, start + len(body), level, bullet, dash, trailing=trailing)
    line.indent = len(body) - len(body.lstrip())
    keep_head(line, body, start)
    return line


def keep_head(line: Line, body: str, start: int) -> None:
    """Remember a dash that was dropped as a bullet, in case the line turns out to go on with the one before."""
    if line.bullet and line.dash:
        place = next(index for index, char in enumerate(body) if not char.isspace())
        line.head, line.head_offs = body[place] + " ", [start + place, start + place + 1]


def bullet_of(body: str) -> tuple[bool, bool, int]:
    """Whether a line begins with a bullet, whether that is a dash, and how many characters it takes."""
    if _LONE_BULLET.match(body):
        return True, False, len(body)
    if _LABELLED.match(body):
        return True, False, 0
    found = _BULLET.match(body)
    return (True, found.group(1) in "-–—*+", found.end()) if found else (False, False, 0)


def _emphasis(body: str, kept: bytearray) -> None:
    if "*" not in body and "_" not in body:
        return
    for match in _EMPHASIS.finditer(body):
        size = len(match.group(1))
        _drop(kept, match.start(), match.start() + size)
        _drop(kept, match.end() - size, match.end())


def _drop(kept: bytearray, start: int, end: int) -> None:
    kept[start:end] = bytes(end - start)


def collapse(body: str, kept: bytearray, start: int) -> tuple[str, list[int]]:
    """Give the kept characters and their offsets; white space runs become one blank (a tab stays a tab), edges go."""
    chars: list[str] = []
    offs: list[int] = []
    last = len(body.rstrip()) - 1
    for index, char in enumerate(body):
        if not kept[index] or char in "\ufeff\u200b" or (char == "­" and (index < last or not chars)):
            continue
        if char.isspace() or char == "\x00":
            if not chars:
                continue
            if chars[-1] in " \t":
                if char == "\t":
                    chars[-1] = "\t"
                continue
            char = "\t" if char == "\t" else " "
        chars.append(char)
        offs.append(start + index)
    while chars and chars[-1] in " \t":
        chars.pop()
        offs.pop()
    return "".join(chars), offs


def double_spaced(lines: list[Line]) -> list[bool]:
    """For each line, whether an empty line before it parts nothing because every line there is followed by one.

    Runs of lines parted by exactly one empty line are looked at: where many of them plainly go on (a lower-case
    beginning, a hyphen at the end), the empty lines mean nothing.
    """
    flags = [False] * len(lines)
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and lines[index].gap != "none":
            continue
        run = lines[start:index]
        steps = [(a, b) for a, b in pairwise(run) if b.gap == "void" and len(a.chars) > 50]
        going = sum(b.chars[0].islower() or a.hyphened for a, b in steps if not b.bullet)
        if steps and going >= 0.3 * len(steps) and (len(steps) > 2 or going == len(steps)):
            flags[start:index] = [True] * (index - start)
        start = index
    return flags
