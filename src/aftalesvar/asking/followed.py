"""What came of a thing that one agreement set going: told by the agreements after it.

"Hvad viste analysen, som blev sat i gang med aftalen for 2023?" names that agreement, and asks none of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.understanding import Understood

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_CAME_OF_IT = re.compile(
    r"\b(?:viste|har vist|kom\b(?! ind)|udkom\w*|konkluder\w*|anbefale(?:de|t)|resultat\w*|offentliggj\w*"
    r"|munde(?:de|t) ud"
    r"|førte til|endte|pegede|fandt|gik det|er det gået|blev afleveret|sagde|skete der|har \w+ ført til)\b",
    re.IGNORECASE,
)
_SET_GOING = re.compile(
    r"\b(?:som|der)\b[^,?.]*\b(?:sat|satte|igangsat\w*|iværksat\w*|nedsat\w*|bestilt\w*|aftalt\w*|besluttet|besluttede"
    r"|etablere(?:t|de)|startet|startede|varsle(?:t|de)|lovet|lovede|lagt op til|lagde op til)\b[^,?.]*",
    re.IGNORECASE,
)


def draft_followed(asker: Asker, understood: Understood, without: frozenset[int]) -> Draft | None:
    """What the later agreements say came of it; None when that isn't asked, or they don't say."""
    question, text = understood.question, understood.question.text
    going = _SET_GOING.search(text)
    if going is None or len(question.agreements) != 1 or not _CAME_OF_IT.search(text[: going.start()]):
        return None
    later = tuple(h.id for h in asker.index.documents.values() if h.years and min(h.years) > question.agreements[0])
    if not later:
        return None
    asked = f"{text[: going.start()].rstrip(' ,')} {text[going.end() :].strip(' ,?.')}".strip() + "?"
    draft = asker.draft_of(asked, (), (), without, question.kind, later)
    return draft if draft.answer is not None else None
