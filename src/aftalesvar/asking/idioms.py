"""Turns of phrase that say one plain thing in several words, none of which means it alone."""

from __future__ import annotations

import re

_TOTAL = (
    r",?\s*\b(?:når|hvis)\s+(?:man\s+)?(?:alt|alting|det\s+hele|det\s+alt\s+sammen)?\s*(?:er|bliver|tæller|lægger|regner|tages)?\s*"
    r"(?:alt|alting|det\s+hele|det)?\s*(?:talt|regnet|lagt|lægges|tælles|regnes|taget)?\s*(?:med|sammen)\b"
)
_IDIOMS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (_TOTAL, " i alt"),
        (r"\b(?:alt\s+iberegnet|alt\s+inklusive|alt\s+medregnet|alt\s+i\s+alt|under\s+ét\s+slag)\b", "i alt"),
        (r"\b(?:løber|løbe|løb|beløber\s+sig)\b([^?.,]{0,80}?)\s*\bop\s+i\b", r"udgør\1"),
        (r"\b(?:beløber|beløb)\b([^?.,]{0,60}?)\s+\bsig\s+til\b", r"udgør\1"),
        (r"\b(?:handler|handle|handlede|køber|købe|købte)\b([^?.,]{0,40}?)\s+\bind\b", r"køber\1 indkøb"),
        (r"\b(?:uden\s+at\s+det\s+(?:længere\s+)?er|ikke\s+(?:længere|mere)(?:\s+er)?|ikke\s+er)\s+frivillig\w*", "obligatorisk"),
        (r"\bslipper?\s+for\s+at\b", "ikke skal"),
    )
)


def plain(question: str) -> str:
    """A question with its turns of phrase in plain words; all else as it was."""
    for pattern, replacement in _IDIOMS:
        question = pattern.sub(replacement, question)
    return question
