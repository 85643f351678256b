"""Short forms that a text introduces itself: "kommunal medfinansiering (KMF)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_INTRODUCED = re.compile(r"((?:[\wæøåÆØÅ-]+\s+){1,6})\(([A-ZÆØÅ][A-ZÆØÅa-z]{1,7})\)")


def introduced_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Lower-case short form -> lower-case long form, by the first text that introduces it."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _INTRODUCED.finditer(text):
            short, before = match[2], match[1].split()
            if sum(c.isupper() for c in short) >= 2:
                long = _long_form(short, before)
                if long:
                    found.setdefault(short.lower(), long)
    return found


def _long_form(short: str, before: Sequence[str]) -> str | None:
    """The fewest words just before the bracket that hold the short form's letters in order, the first in front."""
    for count in range(1, len(before) + 1):
        words = [w.lower() for w in before[-count:]]
        if not words[0].startswith(short[0].lower()):
            continue
        letters = iter("".join(words))
        if all(letter in letters for letter in short.lower()):
            return " ".join(words)
    return None
