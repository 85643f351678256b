"""One sentence that tells several years: "0,5 mia. kr. i 2021, 0,7 mia. kr. i 2022 og …"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from aftalesvar.asking.candidates import Candidate
from aftalesvar.danish.years import read_years
from aftalesvar.figures import Direction
from aftalesvar.records import FigureRecord

_DEPTH = 60  # candidates among which a sentence that tells several years is looked for
_NEAR = 0.8  # a sentence this much below the best one isn't about the same thing

_REFERRED = re.compile(
    r"\b\w*aftale\w*\s+(?:om|for)\s+kommune\w*(?:\s+økonomi)?\s+(?:i|for)\s+(\d{4})(?:\s+og\s+(\d{4}))?", re.IGNORECASE
)

Chain = list[tuple[int, Candidate]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence tells: the years with their figures, and how well it fits."""

    years: dict[int, Candidate]
    fit: tuple[int, int, int, float]


def chain_of(
    candidates: Iterable[Candidate], asked: Collection[int], records: Mapping[tuple[int, int], FigureRecord],
    named: Collection[int] = (), direction: Direction = "unsaid",
) -> Chain:  # fmt: skip
    """(year, figure) for each year asked that one sentence tells, in order of years; [] when none tells two.

    :param candidates: best first; the first figure of a year counts.
    :param asked: the years wanted; none for all years that the sentence tells.
    :param records: the figures' records by sentence and end.
    :param named: agreements asked by name that the corpus lacks: a sentence that names them is the likelier one.
    :param direction: whether a change or a level is asked for, as far as the question says.
    """
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in islice((c for c in candidates if c.figure is not None), _DEPTH):
        by_sentence.setdefault(candidate.found.sentence.id, []).append(candidate)
    told = [_told(found, asked, records, named, direction) for found in by_sentence.values()]
    best = max((t.fit[3] for t in told), default=0.0)
    near = [t for t in told if len(t.years) > 1 and t.fit[3] >= best - _NEAR]
    chosen = max(near, key=lambda t: t.fit, default=None)
    return sorted(chosen.years.items()) if chosen else []


def _told(
    found: list[Candidate], asked: Collection[int], records: Mapping[tuple[int, int], FigureRecord],
    named: Collection[int], direction: Direction,
) -> _Told:  # fmt: skip
    sentence = found[0].found.sentence
    dated = [(c, records.get((sentence.id, c.end))) for c in found]
    said = [(c, r) for c, r in dated if r is not None and r.years_said and r.unit == _unit(dated) and is_each_years(r)]
    years: dict[int, Candidate] = {}
    # A figure of one year says more of it than one of several; the figures stand in the sentence's own order.
    for candidate, record in sorted(said, key=lambda pair: (len(pair[1].years), pair[0].start)):
        for year in record.years:
            if not asked or year in asked:
                years.setdefault(year, candidate)
    first = said[0][1] if said else None
    fits = int(first is not None and direction == first.direction)
    return _Told(
        years,
        (len(years), -len(_agreements_in(sentence.text) ^ set(named)), fits, max(c.score for c in found)),
    )


def _agreements_in(text: str) -> set[int]:
    """The agreements that a sentence refers to: "Med Aftaler om kommunernes økonomi for 2021 og 2022 …"."""
    more = {int(year) for match in _REFERRED.finditer(text) for year in match.groups() if year}
    return more | set(read_years(text).agreements)


def is_each_years(record: FigureRecord) -> bool:
    """Whether a figure is for each of its years, and not one sum for all of them."""
    if len(record.years) < 2 or record.unit != "kr":
        return True
    return "årligt" in (record.period or "")


def _unit(dated: list[tuple[Candidate, FigureRecord | None]]) -> str | None:
    return next((r.unit for _, r in dated if r is not None and r.years_said), None)
