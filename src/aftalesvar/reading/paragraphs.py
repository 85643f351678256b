"""Lines become paragraphs: which line break a reader would read over, and which one parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from aftalesvar.danish.hyphens import Lexicon, inside, line_end
from aftalesvar.danish.sentences import MAY_END, NEVER_FINAL
from aftalesvar.reading.lines import Line, double_spaced

Width = Literal["wide", "narrow"] | None

LABEL = re.compile(
    r"(?P<kind>Boks|Tabel|Bilag|Figur)\s*(?P<number>\d{1,3}|[A-Z])?\s*[.:–-]?\s*(?P<title>.*)$", re.DOTALL
)
CHAPTER = re.compile(r"(?:(?:Kapitel|KAPITEL)\s+)?(?P<number>\d{1,2})[.)]?\s+(?P<title>[A-ZÆØÅ0-9].*)$", re.DOTALL)
CELL = re.compile(r"[-–−]?\s?\(?\d{1,3}(?:\.\d{3})*(?:,\d+)?\)?\s?%?|[-–−]?\d+(?:,\d+)?|[-–—]|\.\.?")
_TERMINATED = re.compile(r"[.!?:;,]+[”\"»’')\]]*$")
# A line that ends in one of these goes on: no heading, no sentence ends so.
OPEN_ENDS = frozenset(
    [
        "om",
        "af",
        "til",
        "i",
        "på",
        "for",
        "og",
        "at",
        "med",
        "den",
        "det",
        "en",
        "et",
        "fra",
        "som",
        "der",
        "ved",
        "under",
        "over",
        "eller",
        "samt",
        "de",
    ]
)
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…{2,}\s*\d{0,4}$")  # a line of a list of contents
_YEARS = re.compile(r"(?:19|20)\d\d")
_FIRST_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Layout:
    """What a text's lines look like as a whole: ``width`` is the body's line length in characters (0: not wrapped)."""

    width: int
    widest: int
    marked: bool
    size: float = 0.0  # of the body's type; 0 where the source tells none
    styled: bool = False  # headings are told by bold or larger type


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one. ``chars``/``offs`` are set by ``render``; ``text`` is what will be read."""

    lines: list[Line]
    width: Width = None
    chars: str = ""
    offs: list[int] = field(default_factory=list)

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def last_page(self) -> int:
        return self.lines[-1].page

    @property
    def level(self) -> int:
        return self.lines[0].level

    @property
    def bullet(self) -> bool:
        return self.lines[0].bullet

    @property
    def text(self) -> str:
        return self.chars

    @property
    def terminated(self) -> bool:
        return bool(_TERMINATED.search(self.chars))

    @property
    def unfinished(self) -> bool:
        """Ends where a sentence may go on: without a full stop, or with an abbreviation's."""
        return not ends_plainly(self.lines[-1].chars)

    @property
    def open(self) -> bool:
        """Ends where no sentence ends."""
        return not _TERMINATED.search(self.lines[-1].chars) or self.lines[-1].chars[-1] == ","

    @property
    def starts_low(self) -> bool:
        return self.chars[:1].islower()


def measure(lines: list[Line]) -> Layout:
    """Find the body's line width: the commonest length of lines that go on in the next."""
    going = [len(a.chars) for a, b in pairwise(lines) if (b.chars[0].islower() or a.hyphened) and len(a.chars) > 30]
    marked = sum(line.level > 0 for line in lines) >= 4
    size = body_size(lines)
    styled = size > 0 and sum(is_emphatic(line, size) and len(line.chars) < 100 for line in lines) >= 3
    if len(going) < 5 or len(going) < 0.15 * len(lines) or max(going) > 400:
        return Layout(0, 0, marked, size, styled)
    counts = Counter(going)
    width = max(counts, key=lambda n: (sum(counts[n + d] for d in range(-3, 4)), -n))
    return Layout(width, max(going), marked, size, styled)


def body_size(lines: list[Line]) -> float:
    """The type size that most characters have; 0 where no line tells its size."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.chars)
    return counts.most_common(1)[0][0]


def is_emphatic(line: Line, size: float) -> bool:
    """Whether a line is set as headings are: bold, or larger than the body."""
    return line.bold or line.size > 1.08 * size


def gather(lines: list[Line], layout: Layout, lexicon: Lexicon) -> list[Paragraph]:
    """Join lines into paragraphs. Text that a page tears is put together by ``outline``."""
    doubled = double_spaced(lines)
    paragraphs: list[Paragraph] = []
    opening = True
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if opening and index:
            opening = _still_opening(lines[index - 1])
            if opening and not (line.chars[0].islower() or lines[index - 1].hyphened or _open_end(lines[index - 1])):
                paragraphs.append(Paragraph([line]))
                continue
        titled = len(paragraphs) > 1 and is_label(paragraphs[-2].lines[0].chars)
        if line.dash and index and _dash_goes_on(lines[index - 1], line, layout):
            line.without_bullet()
        if index and _joins(paragraphs[-1], line, after, layout, doubled=doubled[index], titled=titled):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    for paragraph in paragraphs:
        render(paragraph, lexicon, mend=not layout.width)
        paragraph.width = classify_width(paragraph, layout)
    return paragraphs


def furniture(lines: list[Line]) -> list[Paragraph]:
    """Running heads and page numbers as paragraphs of their own, so that nothing of a text is lost."""
    paragraphs = [Paragraph([line]) for line in lines]
    for paragraph in paragraphs:
        render(paragraph, Lexicon(), mend=False)
    return paragraphs


def _still_opening(line: Line) -> bool:
    """Whether a document's title lines last: until a line ends in a full stop or begins a chapter."""
    return not (ends_plainly(line.chars) or CHAPTER.match(line.chars) or is_label(line.chars) or len(line.chars) > 120)


def _open_end(line: Line) -> bool:
    return line.chars.split()[-1].lower() in OPEN_ENDS


def _dash_goes_on(last: Line, line: Line, layout: Layout) -> bool:
    """Whether a dash at a line's beginning stands within a sentence."""
    if (
        last.level
        or line.head[:1] in "*+"
        or _TERMINATED.search(last.chars)
        or is_row(last.chars)
        or is_row(line.chars)
    ):
        return False
    if line.size:
        return not last.bold and (line.gap == "none" or line.jump) and last.room < 60
    return bool(layout.width) and line.gap == "none" and _full(last, layout)


def _joins(
    paragraph: Paragraph, line: Line, after: Line | None, layout: Layout, *, doubled: bool, titled: bool
) -> bool:
    """Whether ``line`` goes on with ``paragraph``; ``titled``: the paragraph stands right under a label."""
    last = paragraph.lines[-1]
    if last.page != line.page:  # only a title; text that a page tears is put together later
        return line.size > 0 and last.bold and last.hyphened and same_type(last, line)
    if line.level or last.level:
        return False
    if line.size:
        return _joins_in_print(last, line)
    if line.bullet or CONTENTS.search(line.chars) or CONTENTS.search(last.chars):
        return False
    low = line.chars[0].islower()
    if is_label(last.chars):
        return (low and line.gap == "none") or last.hyphened
    if is_label(line.chars) or is_row(last.chars) or (is_row(line.chars) and not low and line.gap != "none"):
        return last.hyphened and not is_row(last.chars)
    terminated = bool(_TERMINATED.search(last.chars)) and last.chars[-1] != ","
    if last.hyphened:
        return True
    if last.chars[-1] == "," and line.gap == "none":
        return True
    parted = line.gap == "blank" or (line.gap == "void" and not doubled)
    if not layout.width:
        return low and not terminated and (len(last.chars) > 40 or line.gap == "none")
    if parted:
        return low and not terminated and _full(last, layout)
    if terminated:
        if low:
            return not ends_plainly(last.chars)
        return not (_fits(last, line, layout.width * 0.95) or last.trailing > 1 or _stands_alone(line, after, layout))
    if low or not line.chars[0].isalpha():
        return not (CHAPTER.match(line.chars) and line.gap != "none")
    if last.chars.split()[-1].lower() in OPEN_ENDS:
        return True
    first = len(paragraph.lines) == 1
    return not _fits(last, line, layout.widest * 0.82 if titled else layout.width * (0.9 if first else 0.8))


def _joins_in_print(last: Line, line: Line) -> bool:
    """The same where the source tells type and place: these say more than the words."""
    if line.bullet or not same_type(last, line) or is_label(line.chars) or is_row(last.chars):
        return False
    if is_row(line.chars) and "\t" in line.chars:
        return False
    if line.gap != "none" and not line.jump:
        return False
    if line.jump:
        return goes_on_in_print(last, line)
    return last.hyphened or _goes_low(last, line) or not has_room(last, line)


def _goes_low(last: Line, line: Line) -> bool:
    """Whether two lines are plainly one sentence: a lower-case beginning, or an end such as "i" or "og"."""
    if line.chars[0].islower() or last.chars.split()[-1].lower() in OPEN_ENDS:
        return True
    return not line.chars[0].isalpha() and not _TERMINATED.search(last.chars) and not CHAPTER.match(line.chars)


def same_type(last: Line, line: Line) -> bool:
    """Whether two lines are set in the same type."""
    return last.bold == line.bold and abs(last.size - line.size) < 0.06 * max(line.size, 1.0)


def has_room(last: Line, line: Line) -> bool:
    """Whether the first word of ``line`` would have had room at the end of ``last``, so that the break was meant."""
    word = _FIRST_WORD.match(line.chars)
    letters = word.group() if word else ""
    length = len(letters) + 0.4 * sum(c.isupper() or c.isdigit() for c in letters)
    return last.room > (length + 1.5) * last.advance


def goes_on_in_print(last: Line, line: Line) -> bool:
    """Whether a line in the next column or on the next page goes on with the last one of the column before."""
    if not same_type(last, line) or line.bullet:
        return False
    if last.hyphened or _goes_low(last, line):
        return not ends_plainly(last.chars)
    ended = _TERMINATED.search(last.chars) and last.chars[-1] != ","
    return not ended and not has_room(last, line) and not is_label(line.chars)


def ends_plainly(text: str) -> bool:
    """Whether a line ends in a full stop that is no abbreviation's, so that no sentence goes on after it."""
    if text[-1] not in ".!?":
        return False
    word = text[:-1].split()[-1:] or [""]
    bare = word[0].strip("()”\"'»").lower()
    return bare.isalpha() and bare not in NEVER_FINAL and bare not in MAY_END and len(bare) > 1


def _stands_alone(line: Line, after: Line | None, layout: Layout) -> bool:
    """Whether a line looks like a heading: short, no full stop, and the next begins anew though it had room."""
    if after is None or _TERMINATED.search(line.chars) or line.chars[0].islower() or line.hyphened:
        return False
    if after.page != line.page or not (after.chars[0].isupper() or after.bullet):
        return False
    return _fits(line, after, layout.width * 0.7)


def _full(line: Line, layout: Layout) -> bool:
    return len(line.chars) > 0.7 * layout.width


def _fits(line: Line, following: Line, width: float) -> bool:
    word = _FIRST_WORD.match(following.chars)
    return len(line.chars) + 1 + len(word.group() if word else "") <= width


def is_label(text: str) -> bool:
    """Whether a line is the label of a box, a table, an annex or a figure, with its heading or without."""
    found = LABEL.match(text)
    if not found or len(text) > 140 or _TERMINATED.search(text.rstrip(".")) or (not found["number"] and found["title"]):
        return False
    title = found["title"]
    return not title or (not title[0].islower() and not text.endswith("."))


def is_row(text: str) -> bool:
    """Whether a line may be a table row: a label, then nothing but values."""
    return bool(cells(text)[1])


def cells(text: str) -> tuple[str, list[str]]:
    """A row's label and values as printed; no values when the line is no row."""
    if "\t" in text:
        label, *values = [part.strip() for part in text.split("\t") if part.strip()] or [""]
        plain = values and all(CELL.fullmatch(v) for v in values) and not all(_YEARS.fullmatch(v) for v in values)
        return (label, values) if plain else (text, [])
    words = text.split(" ")
    values: list[str] = []
    while len(words) > 1 and CELL.fullmatch(words[-1]) and words[-1] not in "-–—..":
        values.insert(0, words.pop())
    label = " ".join(words)
    if (
        not values
        or not label
        or not label[0].isupper()
        or (label.rstrip()[-1] in ".:;,-" and not label.endswith("mv."))
    ):
        return text, []
    if len(text) > 90 or len(words) > 9 or all(_YEARS.fullmatch(v) for v in values):
        return text, []
    return label, values


def classify_width(paragraph: Paragraph, layout: Layout) -> Width:
    """Wide: set in smaller type than the body, as boxes are. None when too few full lines tell."""
    if layout.size:
        size = sum(line.size for line in paragraph.lines) / len(paragraph.lines)
        return "wide" if size < 0.95 * layout.size else "narrow"
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
