"""The evaluation's own reader of Danish numbers, kept apart from the product's on purpose.

A slip that the product's reader makes (a million for a billion, a dot for a comma) must not be made
again by the judge; so this module shares no line with ``aftalesvar.danish``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["kr", "pct", "bare"]

_NUMERAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SCALES = (
    (re.compile(r"(?:mia|mrd|milliard(?:er)?)\b\.?", re.I), 9),
    (re.compile(r"(?:mio|mill|million(?:er)?)\b\.?", re.I), 6),
    (re.compile(r"(?:t\.(?=\s?kr)|tusinde?\b)", re.I), 3),
)
_KRONER = re.compile(r"(?:danske\s+)?(?:kr\b\.?|kroner\b)", re.I)
_PER_CENT = re.compile(r"(?:pct\b\.?|%|procent(?:point)?\b|pct\.?point\b)", re.I)
_QUANTITY = re.compile(rf"(?<![\d.,])(?P<sign>[-−–](?=\d))?(?P<numeral>{_NUMERAL})(?!\d)(?!,\d)(?!\.\d)")
# "2-3 mia. kr.", "2 til 3 pct.", "2 og 3 mia. kr.": the first number borrows what stands after the second.
_RANGE = re.compile(rf"\s*(?:-|–|til|og|eller|hhv\.|henholdsvis)\s*(?:{_NUMERAL})(?![\d])", re.I)
# "en" and "et" are articles far oftener than numbers, so they are not among these.
_WORDS = {
    "nul": 0, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19, "tyve": 20,
}  # fmt: skip
_WORD = re.compile(r"\b(" + "|".join(_WORDS) + r")\b", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read: ``value`` without sign, in kroner, per cent, or plain; offsets into the text.

    The sign is left out since a table's income is negative where its prose is not. ``bare`` is a number
    with neither kroner nor per cent after it; ``scaled`` tells whether a mio./mia. stood there.
    """

    value: Decimal
    unit: Unit
    numeral: str
    scaled: bool
    start: int
    end: int

    @property
    def looks_like_year(self) -> bool:
        """Whether this is more likely a year than a figure."""
        return self.unit == "bare" and not self.scaled and re.fullmatch(r"(?:19|20)\d\d", self.numeral) is not None


def read_quantities(text: str, *, words: bool = False) -> tuple[Quantity, ...]:
    """Read all numbers of ``text`` in order; number words too ("tre pladser") when ``words`` is set.

    >>> [(str(q.value), q.unit) for q in read_quantities("3.400 mio. kr. er 3,4 mia. kr.")]
    [('3400000000', 'kr'), ('3400000000', 'kr')]
    """
    found = [_quantity(text, match) for match in _QUANTITY.finditer(text)]
    if words:
        found += [
            Quantity(Decimal(_WORDS[match.group().lower()]), "bare", match.group().lower(), False, *match.span())
            for match in _WORD.finditer(text)
        ]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    numeral = match["numeral"]
    unit, exponent, end = _unit_after(text, match.end())
    if unit == "bare" and not exponent and (second := _RANGE.match(text, match.end())):
        unit, exponent, _ = _unit_after(text, second.end())
    value = Decimal(numeral.replace(".", "").replace(",", ".")).scaleb(exponent)
    return Quantity(_plain(value), unit, numeral, exponent > 0, match.start(), end)


def _unit_after(text: str, at: int) -> tuple[Unit, int, int]:
    """Return the unit, the power of ten and the end of what stands right after a numeral."""
    exponent, end = 0, at
    start = _skip_blanks(text, at)
    for pattern, power in _SCALES:
        if match := pattern.match(text, start):
            exponent, end = power, match.end()
            start = _skip_blanks(text, end)
            break
    if match := _KRONER.match(text, start):
        return "kr", exponent, match.end()
    if match := _PER_CENT.match(text, start):
        return "pct", exponent, match.end()
    # "350 mio." with no word after it means kroner; "2 mio. timer" doesn't.
    kroner = exponent >= 6 and not text[start : start + 1].isalpha()
    return ("kr" if kroner else "bare"), exponent, end


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _plain(value: Decimal) -> Decimal:
    """Write 3.4E+9 out, so that values print and compare as people read them."""
    return Decimal(f"{value:f}")


def same(given: Quantity, gold: Quantity) -> bool:
    """Whether ``given`` states ``gold``: same unit and value, or the same figure with more digits.

    261.828 mio. kr. states 261,8 mia. kr.; 262 mia. kr. doesn't, nor does 261,8 mio. kr. A gold figure
    without a unit (a table's bare cell) is met by the same numeral, whatever unit is put to it.
    """
    if gold.unit == "bare" and not gold.scaled:
        return given.numeral == gold.numeral or (given.unit == "bare" and given.value == gold.value)
    kroner_left_out = {given.unit, gold.unit} == {"kr", "bare"} and given.scaled and gold.scaled
    if given.unit != gold.unit and not kroner_left_out:
        return False
    return given.value == gold.value or _rounds_to(given.value, gold)


def _rounds_to(value: Decimal, gold: Quantity) -> bool:
    """Whether ``value`` is ``gold`` before it was rounded to the decimals that it is written with."""
    decimals = len(gold.numeral.partition(",")[2])
    digits = Decimal(gold.numeral.replace(".", "").replace(",", "."))
    if not digits or not decimals:
        return False  # a whole number is meant exactly: 135 places aren't 134,6
    half_step = gold.value / digits * Decimal(5).scaleb(-decimals - 1)
    return gold.value - half_step <= value < gold.value + half_step
