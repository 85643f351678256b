"""Danish figures in running text: amounts, percentages and counts, as exact decimals.

A comma parts the decimals and a point the thousands ("1.234,5"), scales are words ("mia.", "mio."), and a
figure may carry a qualifier that belongs to its meaning ("op til ca. 35 mio. kr."). A number without a
unit of its own may borrow it from the next one ("mellem 2 og 3 mia. kr.").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Unit = Literal["kr", "pct", "count"]  # as in records: this room knows nothing of the package

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
# Words that are figures only before a scale or per cent: "en milliard", "halvanden mia. kr.", "en halv million".
_MEASURED_WORDS: dict[str, Decimal] = {
    **{word: Decimal(value) for word, value in WORD_VALUES.items()},
    "en": Decimal(1), "én": Decimal(1), "et": Decimal(1), "ét": Decimal(1), "halvanden": Decimal("1.5"),
    "en halv": Decimal("0.5"),
}  # fmt: skip
ORDINAL_SHARES = {"anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "tiende": 10}

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?"  # "1 250 mio. kr.": blanks part the thousands too
_SCALE = r"(?:(?P<scale>mia|mio|milliard(?:er)?|million(?:er)?|tusinde?|tkr|t(?=\.?\s*kr\b))\b\.?)"
_CURRENCY = r"(?:kr\b\.?|kroner\b|DKK\b)"
_PERCENT = r"(?P<pct>pct\b\.?(?:\s?-?\s?point\b)?|procent(?:\s?-?\s?point)?\b|%)"
_QUALIFIER = (
    r"(?P<qualifier>(?<!\w)(?:(?:op\s+til|op\s+mod|ned\s+til|mindst|minimum|maksimalt|højst|(?:mere|mindre|flere|færre)\s+end"
    r"|lidt\s+(?:over|under)|over|under|knapt?|godt|omkring|cirka|ca\b\.?|omtrent|næsten|yderligere)\s+){1,2})?"
)
_MEASURED_WORD = "|".join(sorted(_MEASURED_WORDS, key=len, reverse=True))
_MONEY = re.compile(
    rf"{_QUALIFIER}(?<![\w.,])(?P<number>[-–−]?(?:{_SPACED}|{NUMBER}))(?:\s*[-–]\s*(?P<upper>{NUMBER}))?\s*(?:"
    rf"{_PERCENT}|{_SCALE}(?:\s*{_CURRENCY})?|(?P<kr>{_CURRENCY}))"
    rf"|(?<![\w.,-])(?P<word>{_MEASURED_WORD})\s+(?:(?P<pctword>pct\b\.?|procent(?:point)?\b)"
    rf"|(?P<scaleword>mia|mio|milliard(?:er)?|million(?:er)?)\b\.?(?:\s*{_CURRENCY})?)",
    re.IGNORECASE,
)
# "1,2 million danskere", "5 mio. euro": what a scaled number counts when it isn't kroner.
_SCALED_NOUN = re.compile(r"\s+(euro|dollars?|tons?|[a-zæøå]{2,}(?:er|ere))\b(?!\s*kr)")
_NOT_SCALED_NOUN = frozenset(
    ["yderligere", "tidligere", "senere", "mere", "flere", "videre", "efter", "under", "over", "eller", "hver", "går"]
)
# "mellem 2 og 3 mia. kr.", "100, 200 og 300 mio. kr.": a bare number just before one with a unit borrows it.
_BORROWING = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})(?P<link>\s*(?:,|og|til|eller|hhv\.|henholdsvis)\s*)$")
# "tabel 3", "§§ 109 og 110", "kapitel 2 og 3": a number that names its place counts nothing.
_NOT_COUNTED_BEFORE = re.compile(
    r"(?:§+|\b(?:boks(?:ene)?|tabel(?:lerne)?|bilag|kapitel|kapitlerne|kap\.|artikel|nr\.|spor|figur|side|s\.|punkt|stk\."
    r"|lov|trin|fase|uge|kl\.|verdensmål"
    r"|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december))"
    r"(?:\s*\d+(?:\.\d+)*\s*(?:,|-|–|og|eller|samt|til))*\s*$",
    re.IGNORECASE,
)
_NOT_A_NOUN = frozenset([
    "i", "på", "af", "til", "fra", "for", "om", "med", "ved", "efter", "under", "over", "mellem", "hos", "mod",
    "inden", "og", "eller", "samt", "men", "at", "der", "som", "er", "var", "bliver", "skal", "kan", "vil", "har",
    "den", "det", "de", "en", "et", "pct", "kr", "mia", "mio", "jf", "mv", "bl", "ca", "hvor", "når", "ikke",
    "også", "således", "dermed", "pr", "fsva", "hhv", "januar", "februar", "marts", "april", "maj", "juni", "juli",
    "august", "september", "oktober", "november", "december", "indtil", "siden", "hvoraf", "heraf", "eksklusive",
    "inklusive", "inkl", "ekskl", "ekstra", "mere", "årligt", "viser", "fremgår", "beskriver", "oven",
])  # fmt: skip
_WORD_NUMBER = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
_COUNT = re.compile(
    rf"{_QUALIFIER}(?<![\w.,/-])(?P<number>{NUMBER}|(?:{_WORD_NUMBER})|hver\s+(?:{'|'.join(ORDINAL_SHARES)}))"
    rf"(?:\s?[-–]\s?(?P<upper>{NUMBER}))?(?![\w%–]|[.,-]\d|\.\s+[a-zæøå])"
    # Only looked at, so that "fem kommuner og tre regioner" gives both.
    r"(?=(?P<rest>(?:\s+[^\W\d_][\w-]*){0,5}))",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\bantal(?:let)? (?:af )?(?P<noun>[a-zæøå-]{4,})\b[^.;:,()\d]{0,60}\b(?:er|var|udgør|udgjorde|på|til|blev)\s+$",
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
    cleaned = re.sub(r"\s", "", text).replace("–", "-").replace("−", "-")
    if not re.fullmatch(rf"-?{NUMBER}", cleaned):
        raise ValueError(f"not a Danish number: {text!r}")
    return _plain(Decimal(cleaned.replace(".", "").replace(",", ".")))


def _plain(value: Decimal) -> Decimal:
    """The same decimal without an exponent and without zeros at the end: 19300000000, 2.6."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def find_figures(text: str) -> list[FoundFigure]:
    """All amounts, percentages and counts in a text, in order, never overlapping."""
    return list(_found(text))


@lru_cache(maxsize=20_000)  # the same sentences come again and again
def _found(text: str) -> tuple[FoundFigure, ...]:
    measured = _measured(text)
    taken = [(f.start, f.end) for f in measured]
    counts = [c for c in _counts(text) if all(c.end <= s or c.start >= e for s, e in taken)]
    return tuple(sorted(measured + counts, key=lambda f: f.start))


def _measured(text: str) -> list[FoundFigure]:
    found: list[FoundFigure] = []
    for match in _MONEY.finditer(text):
        if match["word"]:
            found.append(_spelled(match))
            continue
        first, number = _number_in(text, match)
        scale = SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
        unit: Unit = "pct" if match["pct"] else "kr"
        end, noun = match.end(), None
        if match["scale"] and not re.search(rf"(?:{_CURRENCY}|tkr\.?)$", match[0], re.IGNORECASE):
            noun = _scaled_noun(text, end)
            unit, end = ("count", end + len(noun)) if noun else (unit, end)
        value = _plain(parse_number(number) * scale)
        upper = _plain(parse_number(match["upper"]) * scale) if match["upper"] else None
        if upper is not None and upper <= value:  # no range: "i 2020-2,3 pct."
            first, value, upper = match.start("upper"), upper, None
        start = match.start() if match["qualifier"] and first == match.start("number") else first
        found.extend(_borrowed(text, first, scale, unit))
        shown, core = text[start:end], text[first:end]
        found.append(FoundFigure(shown, value, unit, start, end, core, upper, noun.strip() if noun else None))
    return found


def _number_in(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Where the number begins, and the number; in "tabel 1 250 mio. kr." the first digits are not part of it."""
    start, number = match.start("number"), match["number"]
    if re.search(r"\s", number) and _NOT_COUNTED_BEFORE.search(text[:start]):
        last = re.split(r"\s", number)[-1]
        return start + len(number) - len(last), last
    return start, number


def _scaled_noun(text: str, end: int) -> str | None:
    match = _SCALED_NOUN.match(text, end)
    return match[0] if match and match[1].lower() not in _NOT_SCALED_NOUN else None


def _spelled(match: re.Match[str]) -> FoundFigure:
    """A figure in words: "to milliarder kroner", "fem pct.", "halvanden mia. kr."."""
    value = _MEASURED_WORDS[match["word"].lower()]
    unit: Unit = "pct" if match["pctword"] else "kr"
    noun = None
    if match["scaleword"]:
        value *= SCALES[match["scaleword"].lower()]
        if not re.search(rf"{_CURRENCY}$", match[0], re.IGNORECASE):
            noun = _scaled_noun(match.string, match.end())
    end = match.end() + len(noun or "")
    text = match.string[match.start() : end]
    return FoundFigure(
        text, _plain(value), "count" if noun else unit, match.start(), end, text, noun=noun.strip() if noun else None
    )


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
        found.append(FoundFigure(number, _plain(parse_number(number) * scale), unit, start, end, number))
        before = start
    return found[::-1]


def _counts(text: str) -> list[FoundFigure]:
    found: list[FoundFigure] = []
    for match in _COUNT.finditer(text):
        number = match["number"]
        if YEAR.fullmatch(number) or _NOT_COUNTED_BEFORE.search(text[: match.start("number")]):
            continue
        noun = _noun_phrase(match["rest"])
        counted = noun or _number_of(text[: match.start()])
        if counted is None:
            continue
        start = match.start() if match["qualifier"] else match.start("number")
        end = match.start("rest") + len(noun or "")
        value = _count_value(number)
        core = text[match.start("number") : end]
        upper = parse_number(match["upper"]) if match["upper"] else None
        found.append(FoundFigure(text[start:end], value, "count", start, end, core, upper, counted.strip()))
    return found


def _number_of(before: str) -> str | None:
    """What the text before a bare number says that it counts: "Antallet af besøg steg til"."""
    match = _NUMBER_OF.search(before)
    return match["noun"] if match else None


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
        bare = word.strip()
        if bare.lower() in _NOT_A_NOUN:
            break
        named = bool(taken) and taken[-1].strip()[0].isupper()  # "fire International Citizen Service Centre"
        if named and not bare[0].isupper():
            break
        taken.append(word)
        if not bare[0].isupper() and (not bare.lower().endswith(("e", "lles", "ig", "sk")) or len(taken) == 3):
            break
    return "".join(taken) or None
