"""Danish sentence boundaries.

Two classes of abbreviations matter: those that never end a sentence ("jf.", "bl.a.") and those that may ("kr.",
"pct.", "mv."), after which a capital decides. Rule and lists are written beside hand-decided samples; see
``tests/danish/test_sentences.py``.
"""

from __future__ import annotations

import re

from aftalesvar.danish.dates import MONTHS

# Never the last word of a sentence.
NEVER_FINAL = frozenset(
    [
        "jf",
        "bl",
        "bl.a",
        "f.eks",
        "fx",
        "eks",
        "ca",
        "ekskl",
        "excl",
        "inkl",
        "incl",
        "nr",
        "stk",
        "pkt",
        "hhv",
        "t.o.m",
        "vedr",
        "dr",
        "kl",
        "ifm",
        "ift",
        "iht",
        "afs",
        "pga",
        "mht",
        "mhp",
        "pba",
        "d",
        "dvs",
        "m.a.o",
        "o.a.m",
        "art",
        "kap",
        "side",
        "s.k",
        "såk",
        "prof",
        "hr",
        "fr",
        "frk",
        "sml",
        "jvf",
        "vha",
        "evt",
        "pr",
        "st",
        "cf",
        "div",
        "adm",
        "dir",
        "red",
        "kst",
        "ang",
        "max",
        "min",
        "maks",
        "tlf",
        "ff",
        "bd",
        "el",
        "udg",
        "opr",
        "sekr",
        "i.f.t",
        "a.m",
        "p.t",
        "d.d",
        "p.g.a",
        "f.o.m",
        "tidl",
        "alm",
        "tilsv",
    ]
)
# May be the last word of a sentence; a capital after them decides.
MAY_END = frozenset(["kr", "mia", "mio", "mill", "pct", "mv", "m.v", "m.m", "m.fl", "osv", "o.l", "etc"])
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec")
_MONTH_WORDS = frozenset((*MONTHS, *_SHORT_MONTHS))
# After an ordinal these go on: "1. kvartal", "2. halvår".
_ORDINAL_NOUNS = frozenset(
    [
        "kvartal",
        "halvår",
        "del",
        "led",
        "pkt",
        "punktum",
        "række",
        "runde",
        "gang",
        "klasse",
        "generation",
        "behandling",
        "semester",
        "plads",
        "etape",
        "fase",
    ]
)

_END = re.compile(r"[.!?…]+[”\"»«’')\]]*(?=\s+)")
_OPENING = "”\"»«“‘’'(["


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as half-open offsets into it, without surrounding blanks.

    Together they hold every character of ``text`` that isn't white space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _is_boundary(text, match):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _is_boundary(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :].lstrip()
    if not rest:
        return False
    following = rest.lstrip(_OPENING)[:1]
    if following.islower() or rest[0] in "–—-)" or not following:
        return False
    if "." not in match.group():
        return not following.isdigit() or match.group()[0] in "!?"
    word = _word_before(text, match.start())
    if word.isdigit() or re.fullmatch(r"\d{1,2}(?:[-–]\d{1,2})?", word):
        return _number_ends(word, rest)
    bare = word.lower().strip("(«»”\"'“")
    if bare in NEVER_FINAL or (
        re.fullmatch(r"(?:[a-zæøå]\.)+[a-zæøå]", bare) and bare not in {"o.l", "m.m", "m.v", "m.fl"}
    ):
        return False
    if len(bare) == 1 and word.strip("(«»”\"'“").isupper():
        return False  # an initial
    return not (following.isdigit() and bare in {"kr", "mia", "mio", "pct", "mill"})


def _number_ends(word: str, rest: str) -> bool:
    """Whether "… 2024." or "… 8." before a capital or a digit ends the sentence."""
    first = re.match(r"\w+", rest.lstrip(_OPENING))
    following = first.group() if first else ""
    if following.lower() in _MONTH_WORDS or following.lower() in _ORDINAL_NOUNS:
        return False
    if following.isdigit():
        return len(word) == 4
    return True


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return text[start:end]
