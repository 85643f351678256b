"""Title, year, date and parties, proposed from the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from aftalesvar.danish.dates import MONTHS
from aftalesvar.records import Block, Section

_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.\s*(" + "|".join(_MONTH_NUMBERS) + r")\s+((?:19|20)\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_TITLE = re.compile(r"(?:\w+)?aftale\w*\b.{3,140}", re.IGNORECASE)
_AGREED = re.compile(r"\b(Regeringen(?:, [A-ZÆØÅ][\w ]{1,25})* og [A-ZÆØÅ]\w+(?: [A-Z]\w+)?) er enige")
_PARTIES = (
    "Regeringen", "KL", "Danske Regioner", "Socialdemokratiet", "Venstre", "Moderaterne", "SF",
    "Socialistisk Folkeparti", "Danmarksdemokraterne", "Liberal Alliance", "Det Konservative Folkeparti",
    "Konservative", "Enhedslisten", "Dansk Folkeparti", "Radikale Venstre", "Alternativet", "Nye Borgerlige",
)  # fmt: skip
_ANY_PARTY = re.compile(r"\b(?:" + "|".join(sorted(_PARTIES, key=len, reverse=True)) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the text says of itself; None where it doesn't say."""

    title: str | None
    year: int | None
    date: str | None
    parties: tuple[str, ...]
    years: tuple[int, ...]


def propose(text: str, blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> Proposal:
    """Propose from the opening lines first, then from what tables and body say."""
    opening = [text[b.start : b.end] for b in blocks if b.kind == "title" and b.section == 0][:20]
    title = _title(opening)
    year = _year(title, text, blocks, sections)
    if title is None and year is not None:
        title = _title_like_its_forerunners(text, year)
    years = tuple(sorted({int(y) for y in _YEAR.findall(title)})) if title else ()
    if title and (span := re.search(r"(20\d\d)\s?[-–]\s?(20\d\d)", title)):
        years = tuple(range(int(span[1]), int(span[2]) + 1))
    return Proposal(title, year, _date(opening), _parties(opening, text), years if len(years) > 1 else ())


def _title(opening: list[str]) -> str | None:
    found = [line for line in opening if _TITLE.match(line) and len(line) < 200]
    if not found:
        return None
    shortest = min(found, key=len)
    return re.split(r"\s+[ꞏ·|•]\s+", shortest)[0].strip(" .")


def _year(title: str | None, text: str, blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> int | None:
    if title and (years := _YEAR.findall(title)):
        return int(years[0])
    rows = Counter(block.row.year for block in blocks if block.row and block.row.year)
    if rows:
        return rows.most_common(1)[0][0]
    titles = Counter(int(y) for s in sections for y in _YEAR.findall(s.title))
    if titles and titles.most_common(1)[0][1] > 1:
        return titles.most_common(1)[0][0]
    said = Counter(int(y) for y in re.findall(r"\b(?:i|for) (20\d\d)\b", text))
    return said.most_common(1)[0][0] if said else None


def _title_like_its_forerunners(text: str, year: int) -> str | None:
    named = Counter(m[1] for m in re.finditer(r"\b(Aftale om [a-zæøå ]{5,60} for) 20\d\d\b", text))
    return f"{named.most_common(1)[0][0]} {year}" if named else None


def _date(opening: list[str]) -> str | None:
    for line in opening:
        if found := _DATE.search(line):
            return f"{found[3]}-{_MONTH_NUMBERS[found[2].lower()]:02d}-{int(found[1]):02d}"
    return None


def _parties(opening: list[str], text: str) -> tuple[str, ...]:
    """Give the parties that the opening names (alone, or after "mellem"), else those that "er enige" in the text."""
    lines = [line for line in opening if len(line) < 300 and ("mellem" in line.lower() or _only_parties(line))]
    found = {name.lower() for line in lines for name in _ANY_PARTY.findall(line)}
    if found:
        return tuple(party for party in _PARTIES if party.lower() in found)
    agreed = Counter(_AGREED.findall(text))
    return tuple(re.split(r", | og ", agreed.most_common(1)[0][0])) if agreed else ()


def _only_parties(line: str) -> bool:
    names = [name.strip(" .").lower() for name in re.split(r",| og |\(|\)", line)]
    known = {party.lower() for party in _PARTIES}
    return bool(names) and all(name in known for name in names if name)
