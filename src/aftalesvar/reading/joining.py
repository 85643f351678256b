"""Which line break a reader reads over, and which one parts."""

from __future__ import annotations

import re

from aftalesvar.reading.layout import Layout
from aftalesvar.reading.lines import Line
from aftalesvar.reading.marks import CHAPTER, CONTENTS, TERMINATED, ends_plainly, is_label, is_row, open_end

FIRST_WORD = re.compile(r"\S+")


def joins(lines: list[Line], line: Line, after: Line | None, layout: Layout, *, doubled: bool, titled: bool) -> bool:
    """Whether ``line`` goes on with the paragraph of ``lines``; ``after`` is the line that follows it.

    ``doubled``: an empty line before it parts nothing; ``titled``: the paragraph stands right under a label.
    """
    last = lines[-1]
    if last.page != line.page:  # only a title; text that a page tears is put together by ``outline``
        return line.size > 0 and last.style > 0 and last.hyphened and same_type(last, line)
    if any((line.level, last.level, line.bullet, CONTENTS.search(line.chars), CONTENTS.search(last.chars))):
        return False
    if line.size:
        return _joins_in_print(last, line)
    shaped = _shaped(last, line)
    if shaped is not None:
        return shaped
    if not layout.width:
        return _joins_unwrapped(last, line)
    if line.gap == "blank" or (line.gap == "void" and not doubled):
        return line.chars[0].islower() and not is_ended(last) and is_full(last, layout)
    if is_ended(last):
        return _joins_after_stop(last, line, after, layout)
    if line.chars[0].islower() or not line.chars[0].isalpha():
        return not (CHAPTER.match(line.chars) and line.gap != "none")
    share = layout.widest * 0.82 if titled else layout.width * (0.9 if len(lines) == 1 else 0.8)
    return open_end(last.chars) or not _fits(last, line, share)


def _shaped(last: Line, line: Line) -> bool | None:
    """Decide by a label, a row, a hyphen or a comma at the break; None where there is none."""
    low = line.chars[0].islower()
    if is_label(last.chars):
        return (low and line.gap == "none") or last.hyphened
    if is_label(line.chars) or is_row(last.chars) or (is_row(line.chars) and not low and line.gap != "none"):
        return last.hyphened and not is_row(last.chars)
    if last.hyphened or (last.chars[-1] == "," and line.gap == "none"):
        return True
    return None


def _joins_unwrapped(last: Line, line: Line) -> bool:
    return line.chars[0].islower() and not is_ended(last) and (len(last.chars) > 40 or line.gap == "none")


def is_ended(line: Line) -> bool:
    """Whether a line ends in a stop or colon."""
    return bool(TERMINATED.search(line.chars)) and line.chars[-1] != ","


def _joins_after_stop(last: Line, line: Line, after: Line | None, layout: Layout) -> bool:
    if line.chars[0].islower():
        return not ends_plainly(last.chars)
    return not (_fits(last, line, layout.width * 0.95) or last.trailing > 1 or _stands_alone(line, after, layout))


def goes_on_with_dash(last: Line, line: Line, layout: Layout) -> bool:
    """Whether a dash at a line's beginning stands within a sentence, and is no bullet."""
    if last.level or line.head[:1] in "*+" or TERMINATED.search(last.chars):
        return False
    if is_row(last.chars) or is_row(line.chars):
        return False
    if line.size:
        return not last.style and (line.gap == "none" or line.jump) and last.room < 60
    return bool(layout.width) and line.gap == "none" and is_full(last, layout)


def _joins_in_print(last: Line, line: Line) -> bool:
    """Give the same where the source tells type and place: these say more than the words."""
    if not same_type(last, line) or is_label(line.chars) or is_row(last.chars):
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
    if line.chars[0].islower() or open_end(last.chars):
        return True
    return not line.chars[0].isalpha() and not TERMINATED.search(last.chars) and not CHAPTER.match(line.chars)


def same_type(last: Line, line: Line) -> bool:
    """Whether two lines are set in the same type; a line in italics may stand within a sentence."""
    alike = last.style == line.style or line.chars[0].islower() or last.hyphened
    return alike and last.framed == line.framed and abs(last.size - line.size) < 0.06 * max(line.size, 1.0)


def has_room(last: Line, line: Line) -> bool:
    """Whether the first word of ``line`` would have had room at the end of ``last``, so that the break was meant."""
    word = FIRST_WORD.match(line.chars)
    letters = word.group() if word else ""
    length = len(letters) + 0.4 * sum(c.isupper() or c.isdigit() for c in letters)
    return last.room > (length + 1.5) * last.advance


def goes_on_in_print(last: Line, line: Line) -> bool:
    """Whether a line in the next column or on the next page goes on with the last one of the column before."""
    if not same_type(last, line) or line.bullet:
        return False
    if last.hyphened or _goes_low(last, line):
        return not ends_plainly(last.chars)
    ended = TERMINATED.search(last.chars) and last.chars[-1] != ","
    return not ended and not has_room(last, line) and not is_label(line.chars)


def _stands_alone(line: Line, after: Line | None, layout: Layout) -> bool:
    """Whether a line looks like a heading: short, no full stop, and the next begins anew though it had room."""
    if after is None or TERMINATED.search(line.chars) or line.chars[0].islower() or line.hyphened:
        return False
    if after.page != line.page or not (after.chars[0].isupper() or after.bullet):
        return False
    return _fits(line, after, layout.width * 0.7)


def is_full(line: Line, layout: Layout) -> bool:
    """Whether a line is about as long as the body's lines are."""
    return len(line.chars) > 0.7 * layout.width


def _fits(line: Line, following: Line, width: float) -> bool:
    word = FIRST_WORD.match(following.chars)
    return len(line.chars) + 1 + len(word.group() if word else "") <= width
