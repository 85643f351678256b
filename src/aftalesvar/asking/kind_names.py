"""The kinds of answer by their Danish names: as the page shows them, and as ``--kind`` and ``?slags=`` take them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aftalesvar.errors import UsageError
from aftalesvar.records import AnswerKind

# In the order that they are offered in.
KIND_NAMES: Mapping[AnswerKind, str] = MappingProxyType({
    "what": "hvad",
    "amount": "beløb",
    "percent": "procent",
    "count": "antal",
    "date": "tidspunkt",
    "who": "hvem",
    "how": "hvordan",
    "why": "hvorfor",
    "list": "liste",
    "yesno": "ja eller nej",
    "series": "udvikling",
    "compare": "sammenligning",
    "which-year": "hvilket år",
})  # fmt: skip
_LONGEST_TOLD = 40  # characters of an unknown name that the message repeats


def kind_named(told: str) -> AnswerKind:
    """The kind of a Danish name ("beløb", "ja-eller-nej", "Hvilket aar") or of the contract's own ("amount").

    :raises UsageError: when there is no such kind.
    """
    wanted = _folded(told)
    for kind, name in KIND_NAMES.items():
        if wanted in (_folded(name), _folded(kind)):
            return kind
    known = ", ".join(KIND_NAMES.values())
    raise UsageError(f"«{told.strip()[:_LONGEST_TOLD]}» er ikke en slags svar. Vælg en af: {known}.")


def _folded(name: str) -> str:
    """A name without case, and however its words are joined and its æ, ø and å are written."""
    plain = " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    return plain.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
