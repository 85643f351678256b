"""Years as people type them in questions: "i 2024", "ØA24", "aftalen for 23", "22-23", "siden 2020".

An agreement that is asked by name is kept apart from a year that is asked about: the agreement for one year
speaks of others.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_FULL = r"(?:19|20)\d\d"
_SHORT = r"['’]?[1-4]\d"
_ANY = rf"(?:{_FULL}|{_SHORT})"
_AGREEMENT_WORD = (
    r"(?:kommune)?økonomi-?\s?aftale[rn]*e?|oekonomiaftale[rn]*|okonomiaftale[rn]*|kl[- ]?aftale[rn]*|kommuneaftale[rn]*|aftale[rn]*e?|aftaleteksten"
    r"|[øo]e?a|budget(?:tet|år(?:et)?|aftale[rn]*)?|b"
)
_NAMED = re.compile(
    rf"\b(?:{_AGREEMENT_WORD})[\s'’-]*(?:mellem\s+regeringen\s+og\s+kl\s+)?(?:om\s+kommunernes\s+økonomi\s+)?"
    rf"(?:for\s+|fra\s+|i\s+|om\s+)?(?:år\s+|året\s+)?(?P<year>{_ANY})(?![\d.,]*\d|\s*(?:kr|mi[ao]|pct|%))",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(rf"\b(?P<year>{_ANY})['’]?(?:er)?-?\s?(?:økonomi|kl-?)?aftale[nr]*\b", re.IGNORECASE)
# "aftalerne for 2022, 2023 og 2024"
_MORE = re.compile(rf"(?:\s*(?:,|og|samt)\s+(?:for\s+)?{_ANY}(?![\d.,]*\d|\s*(?:kr|mi[ao]|pct|%)))+", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:seneste|nyeste|sidst indgåede|nye)\s+(?:kl-?|økonomi)?aftale[nr]*\b", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:sidste\s+års|forrige|foregående|tidligere\s+års)\s+(?:kl-?|økonomi)?aftale[nr]*\b", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?<![\d.,])(?P<first>{_FULL}|(?<!\w)['’]?[1-4]\d)\s*(?P<link>-|–|/|\btil\b(?: og med)?|\bog frem til\b)\s*(?P<last>{_FULL}|['’]?[1-4]\d)"
    r"(?!\d|[.,]\d|\s*(?:kr|mi[ao]|pct|%|år|timer|dage|uger|personer|kommuner))",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:siden|fra og med)\s+(?P<year>{_ANY})\b", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<![\w.,-])(?P<year>{_FULL})(?!\d|[.,]\d|-?pl\b)", re.IGNORECASE)
_TWO_DIGIT = re.compile(
    r"(?:\b(?:i|for|fra|til|år|året|og|mod|vs\.?|kontra)\s+['’]?|['’])(?P<year>[1-4]\d)(?![\d%-]|[.,]\d|\.\s*\w|\s*(?:kr|mi[ao]|pct|procent|år|timer|dage"
    r"|uger|måneder|personer|kommuner|pladser|[a-zæøå]{4,}er\b))",
    re.IGNORECASE,
)
# "særtilskud 27": two digits that end (or begin) a few words are a year.
_TERSE = re.compile(
    r"^(?:\S+\s+){1,4}['’]?(?P<year>[1-4]\d)\s*\??$|^['’]?(?P<first>[1-4]\d)(?:\s+[a-zæøå-]+){1,3}\s*\??$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<![\d.,])(?P<year>[1-4]\d)(?=\s+(?:og|vs\.?|kontra)\s+['’]?[1-4]\d\b(?!\s*(?:kr|mi[ao]|pct|%)))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AskedYears:
    """``agreements`` are asked by name, ``years`` are all years asked about (the agreements' own included)."""

    agreements: tuple[int, ...]
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # where they stand in the question
    is_range: bool = False


def read_years(text: str, held: Collection[int] = ()) -> AskedYears:
    """The years and agreements that a question names.

    :param held: the years that there are agreements for; "den seneste aftale" and "siden …" are read by them.
    """
    agreements: set[int] = set()
    years: set[int] = set()
    spans: list[tuple[int, int]] = []
    is_range = False
    for match in _RANGE.finditer(text):
        first, last = full_year(match["first"]), full_year(match["last"])
        if 0 < last - first <= 40:
            years.update(range(first, last + 1))
            spans.append(match.span())
            is_range = True
    for pattern in (_NAMED, _SUFFIXED):
        for match in pattern.finditer(text):
            if not _inside(match.span("year"), spans):
                agreements.add(full_year(match["year"]))
                tail = _MORE.match(text, match.end())
                agreements.update(full_year(year) for year in re.findall(_ANY, tail[0])) if tail else None
                spans.append((match.start(), tail.end() if tail else match.end()))
    for match in _SINCE.finditer(text):
        first = full_year(match["year"])
        years.update(y for y in range(first, max([first, *held]) + 1))
        spans.append(match.span())
        is_range = True
    for pattern in (_SINGLE, _TWO_DIGIT, _PAIR):
        for match in pattern.finditer(text):
            if not _inside(match.span("year"), spans):
                years.add(full_year(match["year"]))
                spans.append(match.span("year"))
    if not years and not agreements and (terse := _TERSE.match(text.strip())):
        group = "year" if terse["year"] else "first"
        years.add(full_year(terse[group]))
        shift = len(text) - len(text.lstrip())
        spans.append((terse.start(group) + shift, terse.end(group) + shift))
    ordered = sorted(held)
    if ordered and _LATEST.search(text):
        agreements.add(ordered[-1])
    if len(ordered) > 1 and _PREVIOUS.search(text) and not agreements:
        agreements.add(ordered[-2])
    return AskedYears(tuple(sorted(agreements)), tuple(sorted(years | agreements)), tuple(spans), is_range)


def full_year(text: str) -> int:
    """The year that "2024", "24" or "'24" names."""
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
