"""Whose figure each of a sentence's figures is.

"hhv. 23,5, 22,8 og 2,7" in the order of those named before it, "34,6 mio. kr. til kommunerne", "den regionale andel
udgør 49,3 mio. kr.".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aftalesvar.danish.numbers import FoundFigure

_PARTY = re.compile(r"\b(?:(kommun|region)\w*|(stat)(?:en|ens|s|slige?|lige?)?\b)", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:årligt\s+)?i\s+\d{4}(?:\s*[-–]\s*\d{4})?\s+)?(?:til|fra|for|hos|af|i)\s+"
    r"((?:kommune|region|stat)\w*)(?<!s)(?![\w-])",  # not "af kommunernes bloktilskud"
    re.IGNORECASE,
)
_SIGNS = (("stat", "egeringen"), ("kommun", "KL"), ("region", "Danske Regioner"))
_SHARE = re.compile(r"\b\w*(?:andel|finansiering|bidrag|del)(?:en|et)?\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.]\s|\bmens\b|\bat\b")
_LISTED = re.compile(r"\b(?:henholdsvis|hhv\.?)\s+$", re.IGNORECASE)
_NEXT_IN_LIST = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|og|samt|, og)\s+", re.IGNORECASE)
_WHOLE = -0.7  # the whole, beside the part of the party asked about
_OF_BOTH = -0.6
_TOGETHER = re.compile(r"\b(?:kommun|region|stat)\w*,? (?:og|samt) (?:kommun|region|stat)\w*", re.IGNORECASE)
_WORD = r"[a-zæøåA-ZÆØÅ][\wæøå-]*"


def parties_in(text: str) -> list[str]:
    """The parties that a text names, in order: "kommun", "region", "stat"."""
    return [(m[1] or m[2]).lower() for m in _PARTY.finditer(text)]


def _signing(text: str) -> set[str]:
    """The parties that a text names as those who agree: "Regeringen, KL og Danske Regioner"."""
    return {party for party, name in _SIGNS if name in text}


def party_asked(question: str) -> str | None:
    """The one party that a question names; None when it names none or several."""
    named = set(parties_in(question))
    return named.pop() if len(named) == 1 else None


def holders(text: str, figures: Sequence[FoundFigure]) -> list[str | None]:
    """Per figure, the words that say whose or what's it is, where the sentence lists or names them; else None."""
    found: list[str | None] = [None] * len(figures)
    for at, figure in enumerate(figures):
        if found[at] is None and _LISTED.search(text[: figure.start]):
            for place, name in _listed(text, figures, at):
                found[place] = name
    for at in range(len(figures)):
        found[at] = found[at] or _named(text, figures, at)
    return found


def held_fits(
    text: str, figures: Sequence[FoundFigure], asked: frozenset[str], *, share: bool, total: bool
) -> list[float]:
    """Per figure, how well the one whose figure it is said to be is the one asked about (-1 to 1).

    :param asked: the parties that the question names; of several together, one's own part is not asked for.
    :param share: whether a part is asked for.
    :param total: whether the whole is.
    """
    fits = [0.0] * len(figures)
    if not asked:
        return fits
    names = [parties_in(name or "") for name in holders(text, figures)]
    if len(asked) > 1:
        return [_WHOLE if len(set(own)) == 1 and not share else 0.0 for own in names]
    (party,) = asked
    if (len(names) > 1 or share) and any(party in own for own in names):
        for at, own in enumerate(names):
            if own or not total:
                fits[at] = (1.0 if share or not total else 0.0) if party in own else -1.0 if own else _WHOLE
    elif share and not any(names) and len(set(parties_in(text)) | _signing(text)) > 1:
        return [_WHOLE] * len(figures)  # a sum of several parties, where one's part is asked for
    # "de kommunale og regionale udgifter nedbringes med 1 mia. kr.": of both, where one is asked about.
    summed = [bool(_TOGETHER.search(_before(text, figures, at))) for at in range(len(figures))]
    return [_OF_BOTH if both and not fit else fit for fit, both in zip(fits, summed, strict=True)]


def _before(text: str, figures: Sequence[FoundFigure], at: int) -> str:
    """What stands before a figure and after the one before it."""
    return text[figures[at - 1].end if at else 0 : figures[at].start]


def _listed(text: str, figures: Sequence[FoundFigure], first: int) -> list[tuple[int, str]]:
    """The figures of a list that begins with ``first``, each with the name in its place of the list before it."""
    last = first
    for one, next_ in pairwise(range(first, len(figures))):
        if not _NEXT_IN_LIST.fullmatch(text[figures[one].end : figures[next_].start]):
            break
        last = next_
    count = last - first + 1
    if count < 2:
        return []
    coordination = re.compile(rf"{_WORD}(?:,\s+{_WORD}){{{count - 2}}}\s+(?:og|samt)\s+{_WORD}")
    matches = list(coordination.finditer(text[: figures[first].start]))
    if not matches:
        return []
    names = re.split(r",\s+|\s+(?:og|samt)\s+", matches[-1][0])
    return list(zip(range(first, last + 1), names, strict=True)) if len(names) == count else []


def _named(text: str, figures: Sequence[FoundFigure], at: int) -> str | None:
    """The party that follows a figure, or that its own clause gives a share to."""
    figure = figures[at]
    if match := _AFTER.match(text, figure.end):
        return match[1]
    before = _before(text, figures, at)
    edges = [m.end() for m in _CLAUSE.finditer(before)]
    clause = before[edges[-1] :] if edges else before
    party = _PARTY.search(clause)
    return party[0] if party and len(set(parties_in(clause))) == 1 and _SHARE.search(clause) else None
