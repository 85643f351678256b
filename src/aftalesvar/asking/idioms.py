"""Turns of phrase that say one plain thing in several words, none of which means it alone."""

from __future__ import annotations

import re

_TOTAL = (
    r",?\s*\b(?:når|hvis)\s+(?:man\s+)?(?:(?:tæller|lægger|regner|tager)\s+)?(?:alt|alting|det\s+hele|det\s+alt\s+sammen)"
    r"\s+(?:(?:er|bliver)\s+)?(?:(?:talt|regnet|lagt|lægges|tælles|regnes|taget|tages)\s+)?(?:med|sammen)\b"
)
_VOLUNTARY_NO_MORE = (
    r"\b(?:uden\s+at\s+det\s+(?:længere\s+)?er|ikke\s+(?:længere|mere)(?:\s+er)?|ikke\s+er)\s+frivillig\w*"
)
_AS_TAX = r"\b(?:betaler?|få|får)\b([^?]{0,60}?)\b(?:ind\s+)?(?:i|fra)\s+(?:kommune)?skat(?:ten)?\b"
_IDIOMS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (_TOTAL, " i alt"),
        (r"\balt\s+(?:iberegnet|inklusive|medregnet|i\s+alt)\b", "i alt"),
        (_AS_TAX, r"\1skatteindtægter"),
        (r"\b(?:får|fik|få)\b([^?.,]{0,40}?)\bind\b(?!\s+(?:i|fra|på|under)\b)", r"har\1indtægter"),
        (r"\b(samlede|hele|årlige)\s+regning(?:en)?\b", r"\1 udgifter"),
        (r"\b(?:løber|løbe|løb|beløber\s+sig)\b([^?.,]{0,80}?)\s*\bop\s+i\b", r"udgør\1"),
        (r"\b(?:beløber|beløb)\b([^?.,]{0,60}?)\s+\bsig\s+til\b", r"udgør\1"),
        (r"\b(?:handler|handle|handlede|køber|købe|købte)\b([^?.,]{0,40}?)\s+\bind\b", r"køber\1 indkøb"),
        (_VOLUNTARY_NO_MORE, "obligatorisk"),
        (r"\bfind(?:e|er|es)\s+ud\s+af\b", "undersøge"),
        (r"\blav(?:e|er|es|et)\s+om\b(?:\s+på\b)?", "ændret"),
        (r"\bdelt\s+ud\b", "fordelt"),
        (r"\bdel(?:e|er|es)\s+ud\b", "fordele"),
        (r"\bfør(?:e|er|es|t)\b([^?.,]{0,70}?)\s+ud\s+i\s+livet\b", r"gennemføre\1"),
        (r"\bslå(?:r|s|et)?\s+sammen\b", "sammenlægge"),
        (r"\bhold(?:e|er|es|t)\s+øje\s+med\b", "følge"),
    )
)


def plain(question: str) -> str:
    """A question with its turns of phrase in plain words; all else as it was."""
    for pattern, replacement in _IDIOMS:
        question = pattern.sub(replacement, question)
    return question
