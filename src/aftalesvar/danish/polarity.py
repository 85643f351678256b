"""Which side of a matter Danish words are on: going on or ended, rising or falling, duty or choice, in or left out.

The matters and their sides stand in ``polarity.txt``. A side counts with the negation of its own clause: "er ikke
færdiggjort" is on the other side than "er færdiggjort".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|,(?!\d)|[;:()–—]|\s-\s")
_BREAKS = frozenset(
    ", ; : ( ) – — - men mens hvis såfremt medmindre selvom uanset fordi idet".split()  # noqa: SIM905
)
_NEGATIONS = frozenset("ikke ingen intet ej aldrig hverken næppe uden".split())  # noqa: SIM905
_INSTEAD = frozenset(("frem", "stedet"))  # "ro frem for en reform"
_NO_NEGATION = frozenset("mindst kun alene blot bare".split())  # noqa: SIM905 - "ikke mindst"
_GAP, _MOST_GAP = "…", 3  # words that a gap in a pattern may stand for
_NO_MATTER = "none"  # of phrases that are on no side, whatever their words are by themselves
_SHORTEST_STEM = 2
_LONGEST_ENDING = 7  # letters; "merudgiftsydelse" is another thing than "merudgift"
_MOST_CACHED = 20_000  # texts


@dataclass(frozen=True, slots=True)
class Side:
    """A word or phrase that is on a side of a matter.

    :param sign: 1 and -1 for the two sides, 0 for what is kept as it is; a negation is not yet counted.
    :param clause: the number of its clause in its text; ``start`` and ``end`` are offsets in the text.
    """

    matter: str
    sign: int
    clause: int
    start: int
    end: int
    negated: bool

    @property
    def said(self) -> int:
        """The side that is told, negation counted: what isn't kept as it is, is on no known side (2)."""
        if not self.negated:
            return self.sign
        return -self.sign if self.sign else 2


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    clause: int
    start: int
    end: int


@lru_cache(maxsize=_MOST_CACHED)
def sides(text: str) -> tuple[Side, ...]:
    """All that a text says on a side of a matter, in order."""
    tokens = _tokens(text)
    found = [
        (matter, sign, at, end) for at in range(len(tokens)) for pattern, matter, sign in _candidates(tokens[at].word)
        if (end := _fits(pattern, tokens, at)) is not None
    ]  # fmt: skip
    found = [f for f in found if not _runs_on(f[2], f[3], found)]
    taken = {at for _, _, start, end in found for at in range(start, end)}
    negations = [at for at in range(len(tokens)) if at not in taken and _negates(tokens, at)]
    held = []
    for matter, sign, at, end in found:
        if matter == _NO_MATTER or any(
            m in (matter, _NO_MATTER) and a <= at and end <= e and (a, e) != (at, end) for m, _, a, e in found
        ):
            continue  # inside a longer phrase of the same matter, or of none
        clause = tokens[at].clause
        negated = sum(tokens[n].clause == clause and _bears(tokens, n, at) for n in negations)
        held.append(Side(matter, sign, clause, tokens[at].start, tokens[end - 1].end, negated % 2 == 1))
    return tuple(held)


@lru_cache(maxsize=_MOST_CACHED)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, by the numbers that ``Side.clause`` gives them."""
    parts: list[tuple[int, int]] = []
    for token in _tokens(text):
        while token.clause >= len(parts):
            parts.append((token.start, token.end))
        parts[token.clause] = (parts[token.clause][0], token.end)
    return tuple(text[start:end] for start, end in parts)


@lru_cache(maxsize=_MOST_CACHED)
def negated_clauses(text: str) -> frozenset[int]:
    """The numbers of the clauses of a text that hold a negation."""
    tokens = _tokens(text)
    return frozenset(tokens[at].clause for at in range(len(tokens)) if _negates(tokens, at))


def _runs_on(at: int, end: int, found: Sequence[tuple[str, int, int, int]]) -> bool:
    """Whether a phrase begins within another that begins before it: "op til de" in "lever op til de krav"."""
    return end - at > 1 and any(a < at < e < end for _, _, a, e in found)


def _tokens(text: str) -> list[_Token]:
    """The words of a text in lower case, numbered by clause; a mark that parts clauses is none."""
    found: list[_Token] = []
    clause = 0
    for match in _TOKEN.finditer(text.lower()):
        word = match[0].strip()
        if word in _BREAKS:
            clause += bool(found and found[-1].clause == clause)
        if word[0].isalnum():
            found.append(_Token(word, clause, match.start(), match.end()))
    return found


def _negates(tokens: Sequence[_Token], at: int) -> bool:
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if following == "for":
        return tokens[at].word in _INSTEAD
    return tokens[at].word in _NEGATIONS and following not in _NO_NEGATION


def _bears(tokens: Sequence[_Token], negation: int, at: int) -> bool:
    """Whether a negation bears on a word of its clause: "uden" and "ingen" only on what follows."""
    return tokens[negation].word in ("ikke", "aldrig", "næppe") or negation < at


def _fits(pattern: tuple[str, ...], tokens: Sequence[_Token], at: int) -> int | None:
    """Where a pattern that begins at a word ends; None when the words don't follow it."""
    place, gap = at, 0
    for part in pattern:
        if part == _GAP:
            gap = _MOST_GAP
            continue
        stop = min(place + gap + 1, len(tokens))
        place = next((i for i in range(place, stop) if _is(tokens[i].word, part)), -1) + 1
        if place == 0 or tokens[place - 1].clause != tokens[at].clause:
            return None
        gap = 0
    return place


def _is(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _candidates(word: str) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """The patterns whose first part a word fits."""
    begins = _beginnings()
    yield from begins.get(word, ())
    for length in range(max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word) + 1):
        yield from begins.get(f"{word[:length]}*", ())


@cache
def _beginnings() -> Mapping[str, list[tuple[tuple[str, ...], str, int]]]:
    """Every pattern with its matter and sign, by its first part."""
    begins: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    lines = files("aftalesvar.danish").joinpath("polarity.txt").read_text("utf-8").splitlines()
    for line in lines:
        matter, colon, told = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        for sign, side in zip((1, -1, 0), told.split("<>"), strict=False):
            for phrase in filter(None, (p.strip() for p in side.split(";"))):
                pattern = tuple(phrase.split())
                begins.setdefault(pattern[0], []).append((pattern, matter.strip(), sign))
    return begins
