"""What a line's own words show: a label, a chapter's number, a table row, an end that isn't one."""

from __future__ import annotations

import re

from aftalesvar.danish.sentences import MAY_END, NEVER_FINAL

LABEL = re.compile(
    r"(?P<kind>Boks|BOKS|Tabel|TABEL|Bilag|BILAG|Figur|FIGUR)\s*(?P<number>\d{1,3}|[A-Z])?"
    r"\s*[.:–-]?\s*(?P<title>.*)$",
    re.DOTALL,
)
CHAPTER = re.compile(r"(?:(?:Kapitel|KAPITEL)\s+)?(?P<number>\d{1,2})[.)]?\s+(?P<title>[A-ZÆØÅ0-9].*)$", re.DOTALL)
CELL = re.compile(r"[-–−]?\s?\(?\d{1,3}(?:\.\d{3})*(?:,\d+)?\)?\s?%?|[-–−]?\d+(?:,\d+)?|[-–—]|\.\.?")
TERMINATED = re.compile(r"[.!?:;,]+[”\"»’')\]]*$")
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
YEARS = re.compile(r"(?:19|20)\d\d")


def is_label(text: str) -> bool:
    """Whether a line is the label of a box, a table, an annex or a figure, with its heading or without."""
    found = LABEL.match(text)
    if not found or len(text) > 140 or TERMINATED.search(text.rstrip(".")) or (not found["number"] and found["title"]):
        return False
    title = found["title"]
    return not title or (not title[0].islower() and not text.endswith("."))


def is_row(text: str) -> bool:
    """Whether a line may be a table row: a label, then nothing but values."""
    return bool(cells(text)[1])


def cells(text: str) -> tuple[str, list[str]]:
    """Give a row's label and values as printed; no values when the line is no row."""
    if "\t" in text:
        label, *found = [part.strip() for part in text.split("\t") if part.strip()] or [""]
        plain = all(CELL.fullmatch(v) for v in found) and not all(YEARS.fullmatch(v) for v in found)
        return (label, found) if found and plain else (text, [])
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
    if len(text) > 90 or len(words) > 9 or all(YEARS.fullmatch(v) for v in values):
        return text, []
    return label, values


def ends_plainly(text: str) -> bool:
    """Whether a line ends in a full stop that is no abbreviation's, so that no sentence goes on after it."""
    if text[-1] not in ".!?":
        return False
    word = text[:-1].split()[-1:] or [""]
    bare = word[0].strip("()”\"'»").lower()
    return bare.isalpha() and bare not in NEVER_FINAL and bare not in MAY_END and len(bare) > 1


def open_end(text: str) -> bool:
    """Whether a text ends in a word that nothing ends with: "og", "i", "at"."""
    return text.split()[-1].lower() in OPEN_ENDS
