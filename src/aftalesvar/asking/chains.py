"""One sentence that tells several years: "0,5 mia. kr. i 2021, 0,7 mia. kr. i 2022 og …"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from aftalesvar.asking.candidates import Candidate

Chain = list[tuple[int, Candidate]]
_DEPTH = 30  # candidates among which a sentence that tells several years is looked for


def chain_of(candidates: Iterable[Candidate], asked: Collection[int]) -> Chain:
    """(year, figure) for each year asked that one sentence tells, in order of years; [] when units are mixed.

    :param candidates: best first; the first figure of a year counts.
    """
    if len(asked) < 2:
        return []
    chains: dict[int, dict[int, Candidate]] = {}
    for candidate in islice(candidates, _DEPTH):
        if candidate.figure is None:
            continue
        years = chains.setdefault(candidate.found.sentence.id, {})
        if candidate.figure.years_said:
            for year in candidate.figure.years & set(asked):
                years.setdefault(year, candidate)
    best = max(chains.values(), key=len, default={})
    units = {c.figure.figure.unit for c in best.values() if c.figure}
    return sorted(best.items()) if len(units) == 1 else []
