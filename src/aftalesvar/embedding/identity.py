"""What a model is, and what every encoder can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]  # (d,)
    Matrix = NDArray[np.float32]  # (n, d)


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What the index manifest records: vectors of two models that differ in any field never mix."""

    name: str
    revision: str  # a hub commit, a package version, or "" for a folder
    dimension: int
    query_prefix: str
    passage_prefix: str
    weights_sha256: str


class Encoder(Protocol):
    """Turns texts into L2-normalised vectors, so that their inner product is the cosine."""

    @property
    def identity(self) -> ModelIdentity:
        """The model's identity; raises ``ModelError`` when the model can't be read."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Embed passages: float32 ``(n, d)`` in the order given; the passage prefix is added inside.

        ``progress`` is called after each batch with the number of texts done so far.
        """

    def encode_question(self, text: str) -> Vector:
        """Embed one question: float32 ``(d,)``; the query prefix is added inside."""
