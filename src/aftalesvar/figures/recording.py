"""A sentence or a table row becomes figure records, by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.figures.direction import Direction, directions, in_list, parts_of
from aftalesvar.figures.subject import subject_of
from aftalesvar.figures.years import years_for
from aftalesvar.records import FigureRecord, Row, Sentence

_PRICE_LEVEL = re.compile(r"\(?\b((?:20)?\d\d\s?[-–]?\s?(?:pl\b|p/l\b|priser\b|prisniveau\b))\)?", re.IGNORECASE)
_BASIS = re.compile(r"\b(netto|brutto)\w*", re.IGNORECASE)
# "kan højst udgøre 75 pct.": the bound stands before the verb.
_BOUND_BEFORE = re.compile(r"\b(højst|højest|mindst|minimum|maksimalt)\s+(?:udgøre|være|blive)\s+$", re.IGNORECASE)
_BOUND = re.compile(r"(?:op til|op mod|højst|højest|mindst|minimum|maksimalt|over|under)\b", re.IGNORECASE)
_PER = re.compile(
    r"^[\s,]*(pr\.\s+(?!\d|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)[\wæøå]+)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"^[\s,]*(?:i\s+[a-zæøå]+\s+)?((?:årligt|om året|varigt|pr\. år|hvert år)?\s*"
    r"(?:(?:i|fra|for|til|i perioden|over|de næste)\s+)?(?:og med\s+)?"
    r"(?:(?:19|20)\d\d(?:\s*(?:[-–]|til|og)\s*(?:19|20)\d\d)?)?(?:\s*og frem(?:efter)?)?)",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b((?:stig|fald|voks|aftag)(?:ende|er|es)(?:\s+gradvist)?\s+til)\s*(?:ca\.?\s*|op til\s*)?$", re.IGNORECASE
)


def figures_of(
    sentence: Sentence, agreement_years: Sequence[int], first: int = 0, last: Direction | None = None
) -> list[FigureRecord]:
    """The figure records of a sentence or row, in text order.

    :param agreement_years: the budget years of its agreement.
    :param last: the direction of the sentence before, for one that goes on with "Heraf udgør …".
    :param first: the id of the first record; the others follow.
    :returns: records whose ``start``/``end`` count in ``sentence.text``; their ``spans`` are the sentence's.
    """
    if sentence.row is not None:
        return _of_row(sentence, sentence.row, agreement_years, first)
    text = sentence.text
    found = find_figures(text)
    told, parts = directions(text, found, last), parts_of(text, found)
    years = years_for(text, found, sentence.intro, agreement_years)
    qualifiers = _qualifiers(text, found)
    records = []
    for at, figure in enumerate(found):
        before = text[found[at - 1].end if at else 0 : figure.start]
        after = text[figure.end : found[at + 1].start if at + 1 < len(found) else len(text)]
        records.append(
            FigureRecord(
                id=first + at,
                document=sentence.document,
                sentence=sentence.id,
                text=figure.text,
                value=figure.value,
                upper=figure.upper,
                unit=figure.unit,
                noun=figure.noun,
                per=_first(_PER, after),
                sign=_sign(figure),
                qualifier=qualifiers[at],
                years=tuple(sorted(years[at].years)),
                years_said=years[at].said,
                period=_period(after),
                step=_first(_STEP, before + figure.text[: len(figure.text) - len(figure.core)]),
                direction=told[at],
                of_which=parts[at],
                basis=_basis(before, after),
                price_level=_price_level(text, figure),
                subject=subject_of(text, found, at),
                table=False,
                start=figure.start,
                end=figure.end,
                spans=sentence.spans,
            )
        )
    return records


def qualifier_of(figure: FoundFigure) -> str | None:
    """What stands before the figure and bends it: "op til ca.", "mindst"; None when it stands bare."""
    said = " ".join(figure.text[: len(figure.text) - len(figure.core)].split())
    return said.lower() or None


def _qualifiers(text: str, found: Sequence[FoundFigure]) -> list[str | None]:
    """Each figure's qualifier; a bound ("mindst", "op til") holds for the whole list that it opens."""
    told: list[str | None] = []
    for at, figure in enumerate(found):
        own = qualifier_of(figure) or _first(_BOUND_BEFORE, text[: figure.start])
        before = told[-1] if at and in_list(text[found[at - 1].end : figure.start]) else None
        told.append(own.lower() if own else before if before and _BOUND.match(before) else None)
    return told


def _of_row(sentence: Sentence, row: Row, agreement_years: Sequence[int], first: int) -> list[FigureRecord]:
    """The one figure of a table row; none when the value isn't a number or the table tells no unit."""
    value = f"{row.value} {row.unit}" if row.unit else row.value
    start = sentence.text.rfind(value)
    measured = [f for f in find_figures(value) if f.unit != "count"]
    if start < 0 or not measured:
        return []
    figure = measured[-1]
    direction: Direction = "level"
    return [
        FigureRecord(
            id=first,
            document=sentence.document,
            sentence=sentence.id,
            text=value,
            value=figure.value,
            upper=None,
            unit=figure.unit,
            noun=None,
            per=None,
            sign=_sign(figure),
            qualifier=None,
            years=(row.year,) if row.year is not None else tuple(agreement_years),
            years_said=row.year is not None,
            period=None,
            step=None,
            direction=direction,
            of_which=row.of_which,
            basis=_basis(row.label, ""),
            price_level=row.price_level,
            subject=row.label,
            table=True,
            start=start,
            end=start + len(value),
            spans=sentence.spans,
        )
    ]


def _sign(figure: FoundFigure) -> int:
    return -1 if figure.value < 0 else int(figure.value > 0)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return " ".join(match[1].split()) if match else None


def _period(after: str) -> str | None:
    """The time that stands just after a figure, as written: "årligt fra 2029", "i 2027 og frem"."""
    match = _PERIOD.match(after)
    said = " ".join(match[1].split()) if match else ""
    return said if re.search(r"\d|årligt|året|varigt|hvert år|pr\. år", said) else None


def _basis(before: str, after: str) -> Literal["net", "gross"] | None:
    """Net or gross, when a word near the figure says so."""
    said = _BASIS.findall(before) or _BASIS.findall(" ".join(after.split()[:4]))
    return None if not said else "net" if said[-1].lower() == "netto" else "gross"


def _price_level(text: str, figure: FoundFigure) -> str | None:
    """The first price level that follows the figure in its sentence, else the last one before it."""
    if figure.unit != "kr":
        return None
    mentions = list(_PRICE_LEVEL.finditer(text))
    after = [m for m in mentions if m.start() >= figure.end]
    chosen = after[0] if after else mentions[-1] if mentions else None
    return " ".join(chosen[1].split()) if chosen else None
