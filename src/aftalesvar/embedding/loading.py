"""From the user's setting to an encoder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftalesvar.embedding.identity import Encoder

MODEL_VARIABLE = "AFTALESVAR_MODEL"
BUNDLED = "bundled"


def load_encoder(spec: str | None = None) -> Encoder:
    """Return the encoder for a spec; nothing is loaded or read yet.

    ``spec`` is a sentence-transformers folder or hub name (``name@revision`` pins a revision), ``"bundled"``
    for the model that comes along, or None for what ``AFTALESVAR_MODEL`` says (nothing: the bundled one).
    """
    chosen = (os.environ.get(MODEL_VARIABLE, "") if spec is None else spec).strip()
    if chosen in ("", BUNDLED):
        from aftalesvar.embedding.bundled import BundledEncoder

        return BundledEncoder()
    from aftalesvar.embedding.other import OtherEncoder

    return OtherEncoder(chosen)
