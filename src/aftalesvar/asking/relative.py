"""Years that a question names by another one: "… i aftalen for 2022, og hvad blev det hævet til året efter?"."""

from __future__ import annotations

import re
from collections.abc import Collection

from aftalesvar.danish.years import read_years

_AFTER = re.compile(
    r"\b(?:i )?(?:(?:\w*aftalen )?året|den næste (?:\w*aftale|øa)|(?:kl-?|økonomi)?aftalen) "
    r"(?:efter|derefter|herefter|derpå)\b(?! (?:for|fra|i|den|det|\w*aftalen?|øa)\b| \d)"
    r"|\b(?:i )?(?:den )?(?:næste|efterfølgende|følgende) (?:år|(?:kl-?|økonomi)?aftale)\b",
    re.IGNORECASE,
)


def with_next_year(text: str, held: Collection[int]) -> str:
    """The question with "året efter" and "den næste aftale" put as the year, or agreement, that they are.

    The year after the only one that is named: after the agreement, where years beside it are what a figure is for.
    """
    match = _AFTER.search(text)
    if match is None:
        return text
    asked = read_years(text[: match.start()] + text[match.end() :], sorted(held))
    base = asked.agreements or asked.years
    if len(base) != 1 or asked.is_range:
        return text
    of_agreement = bool(asked.agreements) or "aftale" in match[0].lower()
    named = next((year for year in sorted(held) if year > base[0]), None) if "aftale" in match[0].lower() else None
    year = named or base[0] + 1
    told = f"i aftalen for {year}" if of_agreement and year in held else f"i {year}"
    return f"{text[: match.start()]}{told}{text[match.end() :]}"
