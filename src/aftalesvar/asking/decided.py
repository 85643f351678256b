"""Whether a sentence says what was decided, and not only what is the case: "Parterne er enige om …", "indføres …"."""

from __future__ import annotations

import re

_AGREED = re.compile(
    r"\b(?:(?:er|var|blev) (?:\w+ ){0,5}?(?:enige|enighed)|tilkendegive\w*|har (?:\w+ )?aftalt|aftales|besluttet"
    r"|vil (?:\w+ ){0,3}?(?:igangsætte|iværksætte|fremsætte|nedsætte|indføre|afskaffe|gennemføre|etablere|foreslå))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:indfør|fastfrys|nedlæg|afskaf|opret|etabler|igangsæt|iværksæt|nedsæt|videreføre?|forlæng|udvid"
    r"|gennemfør|ophæv|forhøj|nedbring|afsæt|styrk|forenkl|erstat|omlæg|fritag|udskyd|sænk|hæv|løft)\w*?es"
    r"|bortfalder|skal|ophører)\b",
    re.IGNORECASE,
)
# "som led i", "har medført", "i de seneste år": what was before.
_LOOKS_BACK = re.compile(
    r"\b(?:blev der|er der igangsat|i dag|de seneste (?:\w+ )?år|hidtil|siden \d{4})\b", re.IGNORECASE
)
AGREED, DONE = 1.0, 0.5


def decides(sentence: str) -> float:
    """How surely a sentence says what was decided (0 to 1)."""
    if _LOOKS_BACK.search(sentence):
        return 0.0
    return AGREED if _AGREED.search(sentence) else DONE if _DONE.search(sentence) else 0.0
