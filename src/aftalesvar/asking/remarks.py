"""What must be known before the figures of a series are compared: gaps, price levels and rows that are split."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aftalesvar.asking.points import Point
from aftalesvar.asking.refusing import join_years
from aftalesvar.danish.terms import STOPWORDS, stem, words
from aftalesvar.records import FigureRecord
from aftalesvar.store.index import Index
from aftalesvar.tabular import TableSeries, table_series

_PART_OF_ROW = frozenset(["udgifter", "indtægter", "mv", "heraf", "alt", "øvrige"])  # words that any label may have
_FEWEST_LETTERS = 6  # a shorter common end of two words says nothing of their kinship


def gaps(points: Sequence[Point], asked: Collection[int], held: Collection[int]) -> list[int]:
    """The years asked, or else those between the first and the last, that no agreement is for and no point tells."""
    told = {p.year for p in points}
    between = {y for p in points for y in (p.year, p.agreement)}
    years = sorted(asked) if asked else range(min(between), max(between) + 1) if between else ()
    return [year for year in years if year not in held and year not in told]


def gap_remark(missing: Sequence[int], silent: Sequence[int]) -> str:
    """The gaps in words: years without agreement, and agreements where nothing was found; "" when there are none."""
    told = [f"{join_years(missing)}: ingen aftale i korpus."] if missing else []
    if silent:
        told.append(f"Ikke fundet i {'aftalen' if len(silent) == 1 else 'aftalerne'} for {join_years(silent)}.")
    return " ".join(told)


def price_levels(points: Sequence[Point], records: Collection[FigureRecord]) -> list[str]:
    """The price levels of the tables that the figures stand in, also where prose says the same; in order of years."""
    told = []
    for point in points:
        row = row_of(point, records)
        level = row.price_level if row else None
        told.append(level or "")
    return [level for level in dict.fromkeys(told) if level]


def row_of(point: Point, records: Collection[FigureRecord]) -> FigureRecord | None:
    """The table row that states a point's figure: its own, or its agreement's row with that amount, or its rounding."""
    assert point.candidate.figure is not None
    sentence, value = point.candidate.found.sentence, point.candidate.figure.figure.value
    rows = [r for r in records if r.table and r.document == sentence.document and r.years == (point.year,)]
    own = next((r for r in rows if r.sentence == sentence.id), None)
    if own or sentence.row is not None or point.candidate.figure.figure.unit != "kr":
        return own
    near = [r for r in rows if abs(abs(r.value) - abs(value)) * 500 <= abs(value)]
    said = {stem(w) for w in words(sentence.text)}
    return next((r for r in near if _label_stems(r.subject) & said or len(near) == 1), None)


def split_remark(index: Index, points: Sequence[Point], records: Collection[FigureRecord]) -> str:
    """A warning where a table parts what the others join, as far as the asked row is concerned; "" when none does."""
    rows = [row_of(p, records) for p in points]
    own = [r for r in rows if r is not None]
    if len(own) < 2 or len(own) != len(points):
        return ""
    series = table_series(index)
    mine = next((s for s in series if any(f.id == own[-1].id for _, f in s.cells)), None)
    if mine is None:
        return ""
    years = {p.year for p in points}
    told = [_split(one, mine, points, years) for one in series if one is not mine]
    return " ".join(remark for remark in told if remark)


def _split(lone: TableSeries, mine: TableSeries, points: Sequence[Point], years: Collection[int]) -> str:
    had = [y for y, _ in lone.cells if y in years]
    joined = [y for y in lone.lacking if y in years]
    if not had or not joined or lone.of_which:
        return ""
    label = _label_stems(lone.label)
    tells = any(p.year in joined and label <= _stems(p.candidate.found.sentence.text) for p in points)
    akin = _akin(lone.label, mine.label)
    same_sign = lone.cells[0][1].sign == mine.cells[0][1].sign
    if not same_sign or not (tells or akin) or _is_sum(mine.label):
        return ""
    return (
        f"Tabellen for {join_years(had)} har også rækken «{lone.label}», som tabellerne for {join_years(joined)} ikke "
        "har: beløbet kan dér indgå i tallet, så årene kan ikke uden videre sammenlignes."
    )


def _is_sum(label: str) -> bool:
    return "i alt" in label.lower()


def _label_stems(label: str) -> set[str]:
    return {stem(w) for w in words(label) if w not in STOPWORDS and w not in _PART_OF_ROW}


def _stems(text: str) -> set[str]:
    return {stem(w) for w in words(text)}


def _akin(label: str, other: str) -> bool:
    """Whether two labels' words have the same last part ("bloktilskud", "beskæftigelsestilskud")."""
    return any(
        a[-_FEWEST_LETTERS:] == b[-_FEWEST_LETTERS:] and min(len(a), len(b)) > _FEWEST_LETTERS
        for a in words(label)
        for b in words(other)
        if a not in _PART_OF_ROW and b not in _PART_OF_ROW
    )
