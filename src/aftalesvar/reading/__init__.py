"""A source file becomes a Document: its text, where each character stands, its outline, tables and sentences."""

from __future__ import annotations

from aftalesvar.danish.hyphens import Lexicon, build_lexicon
from aftalesvar.reading.document import read_document, read_text
from aftalesvar.reading.spans import fingerprint, row_sentence, sentences_of, spans_of

__all__ = [
    "Lexicon",
    "build_lexicon",
    "fingerprint",
    "read_document",
    "read_text",
    "row_sentence",
    "sentences_of",
    "spans_of",
]
