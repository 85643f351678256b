"""An encoder that needs no model: a text's vector follows from its hash alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from aftalesvar.embedding import ModelIdentity

DIMENSION = 16


class FakeEncoder:
    """Counts the texts that it was given; fails when told to."""

    def __init__(self) -> None:
        self.identity = ModelIdentity("fake", "", DIMENSION, "", "", "0" * 64)
        self.seen: list[str] = []
        self.fails: BaseException | None = None

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Any:
        if self.fails is not None:
            raise self.fails
        self.seen += texts
        return np.stack([self.encode_question(text) for text in texts])

    def encode_question(self, text: str) -> Any:
        raw = np.frombuffer(hashlib.sha256(text.encode()).digest()[:DIMENSION], np.uint8).astype(np.float32) - 127.5
        return (raw / np.linalg.norm(raw)).astype(np.float32)
