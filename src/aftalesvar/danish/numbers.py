"""Danish figures in running text: amounts, percentages and counts, as exact decimals.

A comma parts the decimals and a point the thousands ("1.234,5"), scales are words ("mia.", "mio."), and a
figure may carry a qualifier that belongs to its meaning ("op til ca. 35 mio. kr."). A number without a
unit of its own may borrow it from the next one ("mellem 2 og 3 mia. kr.").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftalesvar.records import Unit

SCALES: dict[str, Decimal] = {
    "mia": Decimal(10) ** 9, "milliard": Decimal(10) ** 9, "milliarder": Decimal(10) ** 9,
    "mio": Decimal(10) ** 6, "million": Decimal(10) ** 6, "millioner": Decimal(10) ** 6,
    "t": Decimal(1000), "tusind": Decimal(1000), "tusinde": Decimal(1000), "tkr": Decimal(1000),
}  # fmt: skip

WORD_VALUES: dict[str, int] = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11,
    "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18,
    "nitten": 19, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70,
    "firs": 80, "halvfems": 90, "hundrede": 100,
}  # fmt: skip
ORDINAL_SHARES = {"anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "tiende": 10}

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_SCALE = r"(?:(?P<scale>mia|mio|milliard(?:er)?|million(?:er)?|tusinde?|tkr|t)\b\.?)"
_CURRENCY = r"(?:kr\b\.?|kroner\b)"
_PERCENT = r"(?P<pct>pct\b\.?|procent(?:point)?\b|%)"
_QUALIFIER = (
    r"(?P<qualifier>(?:(?:op\s+til|ned\s+til|mindst|minimum|maksimalt|højst|mere\s+end|mindre\s+end|over|under|knap"
    r"|godt|omkring|cirka|ca\.|omtrent|næsten|yderligere)\s+){1,2})?"
)
_MONEY = re.compile(
    rf"{_QUALIFIER}(?<![\w.,])(?P<number>[-–−]?{NUMBER})(?:\s*[-–]\s*(?P<upper>{NUMBER}))?\s*(?:"
    rf"{_PERCENT}|{_SCALE}(?:\s*{_CURRENCY})?|(?P<kr>{_CURRENCY}))",
    re.IGNORECASE,
)
# "mellem 2 og 3 mia. kr.", "100, 200 og 300 mio. kr.": a bare number just before one with a unit borrows it.
_BORROWING = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})(?P<link>\s*(?:,|og|til|eller|hhv\.|henholdsvis)\s*)$")
_NOT_COUNTED_BEFORE = re.compile(
    r"(?:§+|\b(?:boks|tabel|bilag|kapitel|kap\.|nr\.|spor|figur|side|s\.|punkt|stk\.|lov|trin|fase|uge|kl\.|hhv\."
    r"|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december))\s*$",
    re.IGNORECASE,
)
_NOT_A_NOUN = frozenset(
    [
        "i",
        "på",
        "af",
        "til",
        "fra",
        "for",
        "om",
        "med",
        "ved",
        "efter",
        "under",
        "over",
        "mellem",
        "hos",
        "mod",
        "inden",
        "og",
        "eller",
        "samt",
        "men",
        "at",
        "der",
        "som",
        "er",
        "var",
        "bliver",
        "skal",
        "kan",
        "vil",
        "har",
        "den",
        "det",
        "de",
        "en",
        "et",
        "pct",
        "kr",
        "mia",
        "mio",
        "jf",
        "mv",
        "bl",
        "ca",
        "hvor",
        "når",
        "ikke",
        "også",
        "således",
        "dermed",
        "pr",
        "fsva",
        "hhv",
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ]
)
_WORD_NUMBER = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
_COUNT = re.compile(
    rf"{_QUALIFIER}(?<![\w.,/-])(?P<number>{NUMBER}|(?:{_WORD_NUMBER})|hver\s+(?:{'|'.join(ORDINAL_SHARES)}))"
    r"(?![\w%]|[.,-]\d|\.\s+[a-zæøå])(?P<rest>(?:\s+[a-zæøåé][\w-]*){0,3})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in a text. ``start``/``end`` are offsets into that text; the text between is ``text``.

    ``value`` is in kroner, per cent or pieces; ``upper`` is set for a range ("2-3 mia. kr.").
    ``core`` is the figure without its qualifier ("35 mio. kr." of "op til ca. 35 mio. kr.").
    """

    text: str
    value: Decimal
    unit: Unit
    start: int
    end: int
    core: str
    upper: Decimal | None = None
    noun: str | None = None
    scaled: bool = True


def parse_number(text: str) -> Decimal:
    """The decimal that a Danish number spells: "1.234,5" -> Decimal("1234.5").

    :raises ValueError: when the text isn't one Danish number.
    """
    cleaned = re.sub(r"[\s\u00a0\u202f]", "", text).replace("–", "-").replace("−", "-")
    if not re.fullmatch(rf"-?{NUMBER}", cleaned):
        raise ValueError(f"not a Danish number: {text!r}")
    return Decimal(cleaned.replace(".", "").replace(",", "."))


def find_figures(text: str) -> list[FoundFigure]:
    """All amounts, percentages and counts in a text, in order, never overlapping."""
    measured = _measured(text)
    taken = [(f.start, f.end) for f in measured]
    counts = [c for c in _counts(text) if all(c.end <= s or c.start >= e for s, e in taken)]
    return sorted(measured + counts, key=lambda f: f.start)


def _measured(text: str) -> list[FoundFigure]:
    found: list[FoundFigure] = []
    for match in _MONEY.finditer(text):
        scale = SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
        unit: Unit = "pct" if match["pct"] else "kr" if match["kr"] or match["scale"] else "count"
        value = parse_number(match["number"]) * scale
        upper = parse_number(match["upper"]) * scale if match["upper"] else None
        start = match.start() if match["qualifier"] else match.start("number")
        found.extend(_borrowed(text, match.start("number"), scale, unit))
        shown = text[start : match.end()]
        found.append(
            FoundFigure(shown, value, unit, start, match.end(), text[match.start("number") : match.end()], upper)
        )
    return found


def _borrowed(text: str, before: int, scale: Decimal, unit: Unit) -> list[FoundFigure]:
    """Numbers that stand just before a measured one and share its unit, in text order."""
    found: list[FoundFigure] = []
    while match := _BORROWING.search(text, 0, before):
        number = match["number"]
        if YEAR.fullmatch(number) or _NOT_COUNTED_BEFORE.search(text[: match.start()]):
            break
        if match["link"].strip() == "," and not match["link"].endswith(" "):
            break
        start, end = match.span("number")
        found.append(FoundFigure(number, parse_number(number) * scale, unit, start, end, number))
        before = start
    return found[::-1]


def _counts(text: str) -> list[FoundFigure]:
    found: list[FoundFigure] = []
    for match in _COUNT.finditer(text):
        number = match["number"]
        if YEAR.fullmatch(number) or _NOT_COUNTED_BEFORE.search(text[: match.start("number")]):
            continue
        noun = _noun_phrase(match["rest"])
        if noun is None:
            continue
        start = match.start() if match["qualifier"] else match.start("number")
        end = match.start("rest") + len(noun)
        value = _count_value(number)
        core = text[match.start("number") : end]
        found.append(FoundFigure(text[start:end], value, "count", start, end, core, noun=noun.strip()))
    return found


def _count_value(number: str) -> Decimal:
    words = number.lower().split()
    if words[0] == "hver":
        return Decimal(1) / ORDINAL_SHARES[words[1]]
    if words[0] in WORD_VALUES:
        return Decimal(WORD_VALUES[words[0]])
    return parse_number(number)


def _noun_phrase(rest: str) -> str | None:
    """The words after a number up to the noun it counts (with leading blank), or None when there is none."""
    words = re.findall(r"\s+\S+", rest)
    taken: list[str] = []
    for word in words:
        if word.strip().lower() in _NOT_A_NOUN:
            break
        taken.append(word)
        if not word.strip().lower().endswith(("e", "lles", "ig", "sk")) or len(taken) == 3:
            break
    return "".join(taken) or None
