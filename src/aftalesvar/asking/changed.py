"""What a thing was and what it becomes: "omlægge 114 pladser til 88", "fra 56 kommuner til 77"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from aftalesvar.danish.numbers import FoundFigure

End = Literal["from", "to"]

_LINK = re.compile(r"[^,.;:()\d]{0,60}?\btil\s+(?:nu\s+)?", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:fra|omlæg\w*|omdan\w*|konverter\w*|omstil\w*|erstat\w*|ændre\w*|samle\w*)\b[^,.;:]*$", re.IGNORECASE
)
_BECOME = re.compile(r"\b(?:omlægges|omdannes|konverteres|omstilles|erstattes|ændres|samles)\b", re.IGNORECASE)
_ASKS_TO = re.compile(
    r"\btil hvor|\bhvor \w+(?: \w+){0,3} (?:bliver|blev|ender)\b|\befter\b|\bfremover\b|\bnye\b|\btilbage\b"
    r"|\bbliver\b.*\btil\b|\b(?:omlægges|omlagt|omdannes|konverteres|omstilles|laves om)(?:\s+de[rt]?)?\s+til\b",
    re.IGNORECASE,
)
_ASKS_FROM = re.compile(
    r"\bfra hvor|\bfør\b|\binden omlæg|\bhidtil|\bnuværende\b|\btidligere\b|\boprindelig|\bi dag\b"
    r"|\bhvor (?:mange|meget)\b.*\b(?:omlægges|omlagt|omdannes|omdannet|konverteres|omstilles|erstattes|laves om)\b",
    re.IGNORECASE,
)


def changed_pair(text: str, figures: Sequence[FoundFigure]) -> dict[int, End]:
    """The figures that tell what something was and what it becomes, by where they start."""
    found: dict[int, End] = {}
    for one, next_ in pairwise(figures):
        between = text[one.end : next_.start]
        changes = _CHANGES.search(text[: one.start]) or _BECOME.search(between)
        if one.unit == next_.unit and _LINK.fullmatch(between) and changes:
            found[one.start], found[next_.start] = "from", "to"
    return found


def end_asked(question: str) -> End | None:
    """Which of the two a question asks for; None when it doesn't say."""
    if _ASKS_TO.search(question):
        return "to"
    return "from" if _ASKS_FROM.search(question) else None
