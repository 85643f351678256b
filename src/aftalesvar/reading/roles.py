"""What each paragraph is: a chapter's title, a heading, a label, an item, text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from aftalesvar.reading.layout import Layout, is_emphatic
from aftalesvar.reading.marks import CHAPTER, CONTENTS, LABEL, OPEN_ENDS, is_label, is_row
from aftalesvar.reading.paragraphs import Paragraph
from aftalesvar.reading.tables import is_head

Role = Literal["chapter", "heading", "box", "table", "annex", "item", "text", "stray"]

LONGEST_HEADING = 130
_LABELS: dict[str, Role] = {"Boks": "box", "Tabel": "table", "Figur": "table", "Bilag": "annex"}
SUBNUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")


def assign_roles(paragraphs: list[Paragraph], layout: Layout) -> list[Role]:
    """Give every paragraph its role. Headings need text under them; short lines without any are ``stray``."""
    roles: list[Role] = ["item" if p.bullet else "text" for p in paragraphs]
    for index, paragraph in enumerate(paragraphs):
        if CONTENTS.search(paragraph.chars):
            roles[index] = "stray"
            continue
        found = LABEL.match(paragraph.chars)
        if found and is_label(paragraph.chars) and not paragraph.bullet:
            roles[index] = _LABELS[found["kind"].capitalize()]
    chapters = _chapters(paragraphs, roles, layout)
    for index in chapters:
        roles[index] = "chapter"
    first = min((i for i, role in enumerate(roles) if role in ("chapter", "annex")), default=0)
    for index in range(len(paragraphs) - 1, -1, -1):
        if roles[index] == "text" and index >= first:
            roles[index] = _heading_role(paragraphs, roles, index, layout)
    return roles


def _heading_role(paragraphs: list[Paragraph], roles: list[Role], index: int, layout: Layout) -> Role:
    paragraph = paragraphs[index]
    if layout.marked and not paragraph.level:
        return "text"
    if layout.styled and not is_emphatic(paragraph.lines[0], layout.size):
        return "text"
    if not paragraph.level and not heading_like(paragraph):
        return "text"
    following = roles[index + 1] if index + 1 < len(roles) else "chapter"
    if not paragraph.level and following == "text" and paragraphs[index + 1].starts_low:
        return "text"
    if paragraph.level:
        return "heading"
    return "stray" if following in ("chapter", "annex", "stray") else "heading"


def heading_like(paragraph: Paragraph) -> bool:
    """Whether a paragraph looks like a heading: short, a capital or number first, no full stop, no open end."""
    text = paragraph.chars
    if paragraph.bullet or len(text) > LONGEST_HEADING or len(text) < 2 or len(paragraph.lines) > 3:
        return False
    if (paragraph.terminated and not text.endswith("?")) or is_row(text) or is_head(text) or is_label(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '§”"»') or not any(c.isalpha() for c in text):
        return False
    words = text.split()
    return len(words) <= 18 and words[-1].lower() not in OPEN_ENDS and not text.endswith("-")


def chapter_parts(paragraph: Paragraph) -> tuple[str | None, str]:
    """Give a chapter's number and its title as a reader would say it."""
    found = CHAPTER.match(paragraph.chars)
    return (found["number"], paragraph.chars) if found else (None, paragraph.chars)


def _chapters(paragraphs: list[Paragraph], roles: list[Role], layout: Layout) -> list[int]:
    """Give the longest run of numbered titles that count up; else the highest headings by markup or type."""
    candidates = [
        (index, int(found["number"]))
        for index, p in enumerate(paragraphs)
        if roles[index] == "text"
        and (found := CHAPTER.match(p.chars))
        and not SUBNUMBER.match(p.chars)
        and (heading_like(p) or p.level)
    ]
    near = dict(candidates)
    candidates = [(i, n) for i, n in candidates if near.get(i + 1) != n + 1]  # a list of contents
    best: dict[int, list[int]] = {}
    for index, number in candidates:
        chain = [*best.get(number - 1, []), index]
        if len(chain) >= len(best.get(number, [])):
            best[number] = chain
    longest = max(best.values(), key=len, default=[])
    if len(longest) > 1 or (longest and CHAPTER.match(paragraphs[longest[0]].chars).group("number") == "1"):  # type: ignore[union-attr]
        return longest
    return _highest(paragraphs, roles, layout)


def _highest(paragraphs: list[Paragraph], roles: list[Role], layout: Layout) -> list[int]:
    marked = [i for i, p in enumerate(paragraphs) if p.level and roles[i] == "text"]
    if len(marked) > 1:
        levels = Counter(paragraphs[i].level for i in marked)
        top = min(levels)
        if levels[top] == 1 and marked[0] == next(i for i in marked if paragraphs[i].level == top):
            top = min((level for level in levels if level > top), default=top)
        return [i for i in marked if paragraphs[i].level == top]
    sized = [i for i, p in enumerate(paragraphs) if p.lines[0].size and heading_like(p) and roles[i] == "text"]
    if not sized:
        return []
    sizes = Counter(round(p.lines[0].size) for p in paragraphs if p.lines[0].size)
    body = sizes.most_common(1)[0][0]
    large = Counter(round(paragraphs[i].lines[0].size) for i in sized if round(paragraphs[i].lines[0].size) > body)
    common = [size for size, count in large.items() if count > 1]
    return [i for i in sized if round(paragraphs[i].lines[0].size) == max(common)] if common else []


_WORDS = re.compile(r"[^\W\d_](?:[\w-]*\w)?")


def cohesive(title: str, text: str) -> bool:
    """Whether a paragraph speaks of what its heading names: a word of five letters' common beginning."""
    stems = {word.lower()[:5] for word in _WORDS.findall(title) if len(word) > 3}
    return not stems or any(word.lower()[:5] in stems for word in _WORDS.findall(text) if len(word) > 3)
