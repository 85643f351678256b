"""The answer that one sentence tells for several years, as a series."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.across import TOLD_BY_TEXT, Across
from aftalesvar.asking.asked import telling, units_asked
from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.chains import Chain, chain_of
from aftalesvar.asking.citing import checked
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.figures import asked_direction
from aftalesvar.asking.series import cited, dated_figure, told_point
from aftalesvar.asking.sides import record_of
from aftalesvar.asking.understanding import Understood
from aftalesvar.records import Unit

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_SURE_CHAIN = 0.75  # how sure a series is that one sentence tells
_HELD_LEAST, _HELD_RAREST, _HELD_SHARE = 0.3, 0.4, 0.6  # how much of what is asked the sentence must hold
_NEAR = 0.15  # its meaning and its passage's, where other words are used
_BESIDE = 20  # places that it is held against
_RAISE = re.compile(r"løft(?:et)?\b|\b(?:op|ned)\b", re.IGNORECASE)  # also in a compound: "anlægsløft"


def draft_chained(
    asker: Asker, understood: Understood, across: Across, vector: np.ndarray, without: frozenset[int]
) -> Draft | None:
    """The answer when one sentence of an agreement tells the years asked; None when none does."""
    held = asker.held
    if not across.every or across.inner in TOLD_BY_TEXT or not (across.years or across.agreements):
        return None
    named = [a for a in across.agreements if a in held]
    lacking = [a for a in across.agreements if a not in held]
    asked = across.years
    if len(asked) < 2 and len(named) < 2:
        return None
    if not named or lacking:
        documents: list[tuple[str, ...] | None] = [None]
    else:
        documents = [(h.id,) for h in asker.index.documents.values() if set(named) & set(h.years)] or [None]
    chains = [
        _chain(asker, understood, asked, across.agreements, vector, without, only, units_asked(across))
        for only in documents
    ]
    told = {y for chain in chains for y, _ in chain}
    if len(asked) > 1 and not set(asked) <= told:
        return None
    if any(len(chain) < 2 for chain in chains):
        return None
    level = asked_direction(understood.corrected) == "level" and not _RAISE.search(understood.corrected)
    if level and len(asker.understand(across.bare).concepts) == 1 and any(_changes(asker, chain) for chain in chains):
        return None  # "anlægsramme 2025 og 2026" asks for the frame, not for what it is raised by
    return _compose_chains(asker, [chain for chain in chains if chain], asked)


def _chain(
    asker: Asker, understood: Understood, asked: Sequence[int], named: Sequence[int], vector: np.ndarray,
    without: frozenset[int], documents: Sequence[str] | None, units: Collection[Unit],
) -> Chain:  # fmt: skip
    question = replace(understood.question, years=tuple(asked), kind="series")
    mine = replace(understood, question=question)
    found = asker.places(mine, vector, without, documents)
    reader = asker.reader(telling(mine))
    candidates = [c for c in reader.candidates(found.sentences) if c.figure is None or c.figure.figure.unit in units]
    raised = _RAISE.search(understood.corrected) or _RAISE.search(understood.question.text)
    chain = chain_of(candidates, asked, asker.records, named, "change" if raised else asked_direction(mine.corrected))
    return chain if _says_it(chain, candidates, reader) else []


def _says_it(chain: Chain, candidates: Sequence[Candidate], reader: Reader) -> bool:
    """Whether the sentence means what is asked, or holds its rarest word, or nearly as much as any place does."""
    if not chain:
        return False
    found = chain[0][1].found
    most = max(c.signals.get("coverage", 0.0) for c in candidates[:_BESIDE])
    if min(found.signals.sentence_cosine, found.signals.passage_cosine) >= _NEAR:
        return True
    held = reader.coverage.of_sentence(found)
    return held >= _HELD_LEAST and (reader.coverage.of_rarest(found) >= _HELD_RAREST or held >= _HELD_SHARE * most)


def _changes(asker: Asker, chain: Chain) -> bool:
    return any(
        record is not None and record.direction == "change" for _, c in chain for record in [record_of(asker, c)]
    )


def _compose_chains(asker: Asker, chains: Sequence[Chain], asked: Sequence[int]) -> Draft:
    points = [(year, candidate, n) for n, chain in enumerate(chains, 1) for year, candidate in chain]
    citations = tuple(cited(asker, n, chain[0][1]) for n, chain in enumerate(chains, 1))
    figures = tuple(dated_figure(c, year, n) for year, c, n in points)
    parts = [f"{f.year}: {f.text}" for f in figures]
    text = "; ".join(f"{part} [{f.citation}]" for part, f in zip(parts, figures, strict=True)) + "."
    series = tuple(told_point(figure) for figure in figures)
    passage = chains[0][0][1].found.passage.id
    draft = Draft("; ".join(parts), _SURE_CHAIN, "answered", text, None, figures, citations, passage, series)
    return checked(asker.index, draft)
