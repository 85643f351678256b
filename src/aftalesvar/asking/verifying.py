"""The last word before anything is shown: a figure stands in its quote, a quote equals its span.

The numbers are read here by a plain scanner of characters that shares nothing with ``danish.numbers``, so that one
slip can't both find a figure and confirm it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from aftalesvar.records import Citation, CitedFigure
from aftalesvar.store.texts import SourceText

_SCALES = (("mia", 9), ("milliard", 9), ("mio", 6), ("million", 6), ("tusind", 3), ("tkr", 3))
_PERCENT = ("pct", "procent", "%")
_WORDS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
    "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19, "tyve": 20,
    "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90,
    "hundrede": 100,
}  # fmt: skip
_SHARES = {"anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "tiende": 10}
_FOREIGN = ("euro", "eur", "dollar", "usd", "ton", "mennesker", "danskere", "borgere", "personer")
_LINKING = ("i", "til", "om", "fra", "for", "og", "årligt", None)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>|[*#|]")
_IGNORED = re.compile(r"[\s\-‐‑­–\u0002]")


def squash(text: str) -> str:
    """A text without white space, hyphens and markup, for comparing a quote with its source."""
    return _IGNORED.sub("", _MARKUP.sub("", text)).casefold()


def quote_stands(citation: Citation, source: SourceText) -> bool:
    """Whether the citation's spans, read again from the source, give its quote and nothing else."""
    between = "".join(source.between(span) for span in citation.spans)
    return bool(citation.quote) and squash(between) == squash(citation.quote)


def figure_stands(figure: CitedFigure, quote: str) -> bool:
    """Whether the quote holds the figure's number in its unit and scale."""
    return any(value == figure.value and unit == figure.unit for value, unit in scan(quote))


def unsupported(figures: Iterable[CitedFigure], citations: Iterable[Citation]) -> list[CitedFigure]:
    """The figures that don't stand in the quote they cite."""
    quotes = {citation.id: citation.quote for citation in citations}
    return [figure for figure in figures if not figure_stands(figure, quotes.get(figure.citation, ""))]


def scan(text: str) -> list[tuple[Decimal, str]]:
    """Every number of a text as (value in the unit's base, unit): read character by character.

    A number without a word of scale takes every scale and unit that a table head before it, or a number just after
    it, may lend it; so one number can give several readings.
    """
    found: list[tuple[Decimal, str]] = []
    lent = _head_unit(text)
    at = 0
    while at < len(text):
        if not text[at].isdigit():
            at += 1
            continue
        end = at
        while end < len(text) and (text[end].isdigit() or _goes_on(text, end)):
            end += 1
        negative = at > 0 and text[at - 1] in "-–−" and (at == 1 or not text[at - 2].isalnum())
        groups = text[at:end].split()
        # "500 490 480" is one number, or three of a table's row.
        for digits in ("".join(groups), *(groups if lent and len(groups) > 1 else ())):
            value = _value(digits)
            if value is not None:
                found.extend(_readings(-value if negative else value, text[end:], lent))
        at = end
    return found + _spelled(text)


def _goes_on(text: str, at: int) -> bool:
    """Whether a number goes on over the sign at ``at``: a point, a comma, or a blank between groups of thousands."""
    if text[at] in ".,":
        return text[at + 1 : at + 2].isdigit()
    group = text[at + 1 : at + 4]
    after = text[at + 4 : at + 6]
    is_group = (
        len(group) == 3 and group.isdigit() and not (after[:1].isdigit() or (after[:1] == "." and after[1:].isdigit()))
    )
    return text[at] in " \u00a0" and is_group and _short(text, at)


def _short(text: str, at: int) -> bool:
    """Whether at most three digits stand just before ``at``: "1 250" is one number, "2024 250" and "1.837 154" two."""
    before = re.search(r"[\d.,]+$", text[max(0, at - 5) : at])
    return before is not None and len(before[0]) <= 3 and before[0].isdigit()


def _value(digits: str) -> Decimal | None:
    whole, comma, fraction = digits.partition(",")
    groups = whole.split(".")
    if "," in fraction or "." in fraction or any(len(g) != 3 for g in groups[1:]):
        return None
    return Decimal("".join(groups) + ("." + fraction if comma else ""))


def _readings(value: Decimal, after: str, lent: tuple[int, str] | None) -> list[tuple[Decimal, str]]:
    scale, unit = _unit_after(after)
    if unit is not None:
        return [(value.scaleb(scale), unit)]
    readings = [(value, "count")]
    if lent:
        readings.append((value.scaleb(lent[0]), lent[1]))
    # "mellem 2 og 3 mia. kr.", "2-3 mia. kr.": a bare number borrows the unit of the next.
    borrowed = re.match(r"\s*(?:[-–,]|og|til|eller|hhv\.)\s*[\d.,]+", after)
    if borrowed:
        scale, unit = _unit_after(after[borrowed.end() :])
        if unit is not None:
            readings.append((value.scaleb(scale), unit))
    return readings


def _unit_after(after: str) -> tuple[int, str | None]:
    rest = after.lstrip().lower()
    for word in _PERCENT:
        if rest.startswith(word):
            return 0, "pct"
    for word, power in _SCALES:
        if rest.startswith(word):
            return power, "kr" if _is_money(rest) else "count"
    if (rest.startswith("kr") and not rest[2:3].isalpha()) or rest.startswith("kroner"):
        return 0, "kr"
    return 0, None


def _is_money(rest: str) -> bool:
    """Whether a scale counts kroner: "2 mia. kr.", "2 mia. i 2024"; not "1,2 million danskere" or "5 mio. euro"."""
    after = re.match(r"[a-zæøå]+\.?\s*([a-zæøå]+)?", rest)
    word = after[1] if after else None
    short = rest.startswith(("mia", "mio", "tkr"))
    return word in ("kr", "kroner") or (short and word not in _FOREIGN) or word in _LINKING


def _head_unit(text: str) -> tuple[int, str] | None:
    """The unit that a table's head lends its rows: "Mia. kr., 2024-pl", "Mio. kr. (31-pl)", "Mio. kr. 2031 2032"."""
    head = r"\b(mia|mio|tusind|t)\.?\s*kr\.?,?\s*(?:\(?\d\d(?:\d\d)?-(?:pl|priser)|\d{4}\s+\d{4}\b)"
    match = re.search(head, text, re.IGNORECASE)
    if match:
        return dict(_SCALES).get(match[1].lower(), 3), "kr"
    return (0, "pct") if re.search(r"\bpct\.\s+(?:Aftale|\d{4})", text) else None


def _spelled(text: str) -> list[tuple[Decimal, str]]:
    found = []
    lowered = text.lower()
    for match in re.finditer(r"[a-zæøå]+", lowered):
        if match[0] in _WORDS:
            scale, unit = _unit_after(lowered[match.end() :])
            found.append((Decimal(_WORDS[match[0]]).scaleb(scale), unit or "count"))
    tokens = re.findall(r"[a-zæøå]+", lowered)
    for before, token in zip(["", *tokens], tokens, strict=False):
        if before == "hver" and token in _SHARES:
            found.append((Decimal(1) / _SHARES[token], "count"))
    return found
