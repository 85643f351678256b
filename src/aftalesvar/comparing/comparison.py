"""Comparing two agreements of an index, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.comparing.aligning import aligned
from aftalesvar.comparing.found import Comparison, Pair, Side
from aftalesvar.comparing.marking import figure_changes, marked
from aftalesvar.errors import UsageError
from aftalesvar.lookup import holding
from aftalesvar.records import Sentence
from aftalesvar.store.index import Index


def compare(index: Index, left_id: str, right_id: str, about: str | None = None) -> Comparison:
    """What two agreements both say, what only one says, and what differs where they say the same.

    :param about: keep only what holds these words (on either side, or in its heading).
    :raises UsageError: when an agreement isn't in the index, both are the same, or ``about`` has no content word.
    """
    for id_ in (left_id, right_id):
        if id_ not in index.documents:
            raise UsageError(f"Der er ingen aftale med id {id_[:80]}. «aftalesvar list» viser dem, der er.")
    if left_id == right_id:
        raise UsageError("Vælg to forskellige aftaler at sammenligne.")
    left, right = _sentences(index, left_id), _sentences(index, right_id)
    pairs = aligned(left, right, index.cosines([s.id for s in left], [s.id for s in right]))
    wanted = None
    if about and about.strip():
        wanted = holding(index, about, {s.id for s in (*left, *right)})
    sides = {s.id: side for s, side in zip((*left, *right), _sides(index, (*left, *right)), strict=True)}
    paired = {left[i].id for i, _, _ in pairs} | {right[j].id for _, j, _ in pairs}

    def kept(*ids: int) -> bool:
        return wanted is None or any(i in wanted for i in ids)

    return Comparison(
        left_id,
        right_id,
        tuple(
            _pair(sides[left[i].id], sides[right[j].id], likeness)
            for i, j, likeness in pairs
            if kept(left[i].id, right[j].id)
        ),
        tuple(sides[s.id] for s in left if s.id not in paired and kept(s.id)),
        tuple(sides[s.id] for s in right if s.id not in paired and kept(s.id)),
    )


def _sentences(index: Index, document: str) -> list[Sentence]:
    return index.sentences([i for i, (_, id_) in enumerate(index.sentence_places) if id_ == document])


def _sides(index: Index, sentences: Sequence[Sentence]) -> list[Side]:
    passages = {p.id: p for p in index.passages(sorted({s.passage for s in sentences}))}
    sources = {id_: index.source(id_) for id_ in {s.document for s in sentences}}
    sides = []
    for s in sentences:
        source, span = sources[s.document], s.spans[-1]
        line = source.line_of(span) if source.paged != "pdf" else None
        sides.append(
            Side(s.id, s.document, s.text, s.quote, passages[s.passage].section, s.spans, span.page, line, s.row)
        )
    return sides


def _pair(left: Side, right: Side, likeness: float) -> Pair:
    return Pair(left, right, likeness, marked(left.text, right.text), figure_changes(left.text, right.text))
