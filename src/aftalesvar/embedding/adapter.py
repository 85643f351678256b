"""A small learned map from a question's vector to where its answers lie.

The bundled model was made for questions in general; people ask of agreements in everyday words that the agreements
don't use. A low-rank affine map on the question's side alone, ``normalise(x + x·A·B + b)`` with ``x`` the question's
centred vector, brings the two together without touching the passages' vectors: an index never has to be built again
for it. (Centring is the first step of "all-but-the-top", Mu & Viswanath 2018; a linear adapter on queries is what e.g.
LlamaIndex calls an embedding adapter.) ``eval/adapter.py`` trains it and reports it with whole agreements left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aftalesvar.embedding.identity import Matrix, Vector

_SHIPPED = "question_adapter.npz"


@dataclass(frozen=True, slots=True)
class QuestionAdapter:
    """``mean`` ``(d,)``, ``down`` ``(d, r)``, ``up`` ``(r, d)`` and ``bias`` ``(d,)``, for one model's weights."""

    weights_sha256: str
    mean: Vector
    down: Matrix
    up: Matrix
    bias: Vector

    def __call__(self, vector: Vector) -> Vector:
        """The adapted vector ``(d,)``, L2-normalised, of a question's vector ``(d,)``."""
        import numpy as np

        centred = vector - self.mean
        centred = centred / max(float(np.linalg.norm(centred)), 1e-9)
        moved = centred + centred @ self.down @ self.up + self.bias
        adapted: Vector = (moved / max(float(np.linalg.norm(moved)), 1e-9)).astype(np.float32)
        return adapted


def adapter_for(weights_sha256: str) -> QuestionAdapter | None:
    """The adapter trained for a model's weights, or None where there is none."""
    shipped = _shipped()
    return shipped if shipped is not None and shipped.weights_sha256 == weights_sha256 else None


def save_adapter(adapter: QuestionAdapter, path: Path) -> None:
    """Write an adapter in half precision (no pickle)."""
    import numpy as np

    parts = {name: getattr(adapter, name).astype(np.float16) for name in ("mean", "down", "up", "bias")}
    np.savez_compressed(path, allow_pickle=False, weights_sha256=np.array(adapter.weights_sha256), **parts)


def load_adapter(path: Path) -> QuestionAdapter:
    """Read an adapter that ``save_adapter`` wrote."""
    import numpy as np

    with np.load(path, allow_pickle=False) as held:
        parts = {name: held[name].astype(np.float32) for name in ("mean", "down", "up", "bias")}
        return QuestionAdapter(str(held["weights_sha256"]), **parts)


@cache
def _shipped() -> QuestionAdapter | None:
    source = files("aftalesvar.embedding").joinpath(_SHIPPED)
    if not source.is_file():
        return None
    with as_file(source) as path:
        return load_adapter(path)
