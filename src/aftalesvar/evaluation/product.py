"""The product as a system to evaluate: nothing more than its own answer object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aftalesvar.asking.asker import Asker, Tuning
from aftalesvar.asking.contract import answer_to_dict, error_to_dict
from aftalesvar.errors import UsageError
from aftalesvar.evaluation.run import Hidden

PASSAGES = 10  # as deep as the retrieval measures look
# The weights that are set to nothing in turn.
_RETRIEVAL = (
    "passage_dense", "sentence_dense", "passage_lexical", "own_dense", "own_lexical", "year", "agreement",
)  # fmt: skip
_READING = (
    "near", "coverage", "year", "other_year", "direction", "of_which", "label", "noun", "wrong_kind", "other_unit",
)  # fmt: skip


class Product:
    """``aftalesvar`` behind the evaluation's System protocol."""

    def __init__(self, asker: Asker, name: str = "aftalesvar") -> None:
        self.name = name
        self._asker = asker

    def ask(self, question: str, without: Hidden = ()) -> Mapping[str, Any]:
        """Answer one question; ``without`` hides the sentences that overlap these source stretches."""
        index = self._asker.index
        hidden = frozenset(i for document, start, end in without for i in index.overlapping(document, start, end))
        try:
            return answer_to_dict(self._asker.ask(question, k=PASSAGES, without=hidden))
        except UsageError as error:
            return error_to_dict(question, str(error))


def variants(asker: Asker) -> Sequence[Product]:
    """Return the product, and the product less one signal or step at a time."""
    full = asker.tuning
    without: dict[str, Tuning] = {
        "tilpasning": replace(full, adapter=None),
        "synonymer": replace(full, synonyms=False),
    }
    for name in _RETRIEVAL:
        without[name] = replace(full, retrieval=replace(full.retrieval, **{name: 0.0}))
    for name in _READING:
        without[f"læs:{name}"] = replace(full, reading=replace(full.reading, **{name: 0.0}))
    return [Product(asker), *(Product(asker.tuned(tuning), f"uden {name}") for name, tuning in without.items())]
