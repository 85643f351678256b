"""Ids from titles, and names and titles made fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_SMALL = frozenset(
    (
        *("aftale", "aftalen", "om", "for", "mellem", "og", "i", "af", "den", "det", "de", "en", "et", "til", "med"),
        *("paa", "ved", "samt", "fra", "regeringen", "kl"),
    )
)


def derived_id(title: str, years: Sequence[int]) -> str:
    """An id from a title's telling words and its years: "regionernes-oekonomi-2031"."""
    words = re.findall(r"[a-z0-9]+", _ascii(title))
    telling = [w for w in words if w not in _SMALL and not re.fullmatch(r"(?:19|20)\d\d", w)][:4]
    told = [str(years[0]), *([str(years[-1])] if len(years) > 1 else [])] if years else []
    slug = "-".join([*(telling or ["aftale"]), *told])
    return slug[:56].strip("-") or "aftale"


def plain(text: str) -> str:
    """A text on one line that can't steer a terminal: no control, direction or invisible characters."""
    shown = "".join(c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf")
    return " ".join(shown.split())


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
