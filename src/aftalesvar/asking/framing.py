"""What frames a question: who asks and why, before what is asked.

"Jeg er lærer og vil gerne vide, hvor meget …" asks what follows, whatever a teacher is.
"""

from __future__ import annotations

import re

from aftalesvar.danish import sentences

_SPEAKS = r"^\W*(?:(?:hej|goddag|øh|ok|okay)\W+)?(?:jeg|vi|som|min|mit|mine|vores|kan (?:du|i)|ved (?:du|i)|må jeg)\b"
_ASKING = r"\bhv(?:ad|or|em|ilke[tn]?|ornår|ordan|orfor|orvidt)\b"
# From the speaker to the word that asks, within one sentence.
_LEAD = re.compile(
    _SPEAKS + r"[^?.!]*?(?:\b(?:vide|forstå|spørge|høre|finde ud af|undersøge|på|over|om|fortælle|sige|forklare)"
    rf"(?: mig)?|[:,–-])\s*[,:–-]?\s+(?=(?:(?:i|på|til|fra|af|for|med|hos) )?{_ASKING})",
    re.IGNORECASE,
)
_OF_SPEAKER = re.compile(_SPEAKS, re.IGNORECASE)


def framed(text: str) -> tuple[str, str]:
    """A question parted in what its speaker says of himself ("" when nothing) and what is asked."""
    parts = [text[start:end] for start, end in sentences.split(text)]
    said = 0
    while said < len(parts) - 1 and _OF_SPEAKER.search(parts[said]) and not parts[said].endswith("?"):
        said += 1
    frame, question = " ".join(parts[:said]), " ".join(parts[said:])
    lead = _LEAD.match(question)
    if lead is None:
        return frame, question
    return f"{frame} {lead[0]}".strip(), question[lead.end() :]
