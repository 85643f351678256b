"""Whom, how much and when a question and a sentence are about: all or some, only or also, by whom, until when."""

from __future__ import annotations

import re
from functools import lru_cache

from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.danish.polarity import negated_clauses, sides

_AGREEMENT = re.compile(
    r"\b(?:\w*aftale\w*|øa)[\s-]*(?:om kommunernes økonomi )?(?:for|fra|i)?\s*(?:20)?\d\d\b|\b20\d\d-aftalen\b",
    re.IGNORECASE,
)
_NUMBERS = r"(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|\d+)"
_ALL = re.compile(
    r"\b(?:alle|samtlige|enhver|ethvert|hver eneste|hele(?! landet| året| tiden| vejen| danmark)|helt|fuldt?|fulde"
    r"|(?<!i )alt|uanset|i fuld længde)\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:visse|nogle|en (?:\w+ )?(?:del|andel|tredjedel|femtedel) af|dele af|delvis\w*|forkortet\w*|højst|højest"
    r"|maksimal\w*|målrettet|udvalgte|flertallet|de fleste|størstedelen|hovedparten|primært|hovedsageligt?"
    rf"|særligt (?:vanskeligt|udsatte)|{_NUMBERS} (?:\w+ )?(?:kommuner|regioner|skoler)|undtaget|undtagen|bortset fra"
    r"|giver mening|(?:de )?kommuner,? (?:der|som)|med (?:størst|særligt) behov|trinvis\w*|gradvist?|i begrænset omfang"
    r"|alene kan|kan alene|beløbsgrænse\w*|loft|kan ansøges|medfinansier\w*|for en del)\b",
    re.IGNORECASE,
)
_FEW = re.compile(r"\b(?:nogle|visse|enkelte (?=\w+e?r\b))", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:kun|udelukkende|alene|forbeholdt)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:både|såvel|også|foruden|samt|ligeledes)\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|mere end|flere end|større end|højere end)\s+$", re.IGNORECASE)
_IDENTIFYING = re.compile(
    r"\b(?:de|den|det|disse|dette)(?: \w+)? (?:på )?$|\b(?:den|det|de) (?:\w+ ){1,3}på $|\w+(?:en|et|erne|ene) på $",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"\b(?:hvoraf|heraf|deraf)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|mindre end|færre end|lavere end)\s+$", re.IGNORECASE)


def part_of_all(asked: str, told: str) -> bool | None:
    """Whether a sentence tells of some where all are asked about, or of more where only some are.

    None where the question is about neither, or the sentence doesn't tell.
    """
    if asks_only(asked):
        if _ALSO.search(told) or len(_parties(asked)) < len(_joined(told)) >= 2:
            return True
        return False if _ONLY.search(told) else None
    if _FEW.search(asked) and _FEW.search(told) and not negated_clauses(told):
        return False
    if _ALL.search(_AGREEMENT.sub("", asked)):
        if _ALL.search(told):
            return None
        return True if _SOME.search(told) else None
    return None


def asks_only(asked: str) -> bool:
    """Whether a question asks if something is so of one thing alone."""
    return bool(_ONLY.search(asked))


# --- figures -------------------------------------------------------------------------------------


def figures_differ(asked: str, told: str) -> bool:
    """Whether a sentence tells other figures of the same unit than the question asks about.

    A figure that only tells which thing is meant ("tilskuddet på 3,5 mia. kr.", "de 2 mia. kr.") isn't asked about.
    """
    stated, given = _figures(asked, told)
    bounds = {(_bound(asked, f), f.value) for f in find_figures(asked)}
    if any((-_bound(told, f), f.value) in bounds for f in find_figures(told) if _bound(told, f)):
        return True  # "over 25 år" and "under 25 år"
    return bool(given) and not any(_agree(asked, mine, theirs) for mine in stated for theirs in given)


def figures_agree(asked: str, told: str) -> bool:
    """Whether a sentence tells the figure that the question asks about."""
    stated, given = _figures(asked, told)
    return any(_agree(asked, mine, theirs) for mine in stated for theirs in given)


def _figures(asked: str, told: str) -> tuple[list[FoundFigure], list[FoundFigure]]:
    """The figures that a question asks about, and those of their unit that a sentence tells of the whole."""
    stated = [f for f in find_figures(asked) if f.unit != "count" and not _identifies(asked, f)]
    given = [f for f in find_figures(told) if stated and f.unit == stated[0].unit]
    part = _OF_WHICH.search(told)
    whole = [f for f in given if part is None or f.start < part.start()]
    return stated, whole or given


def _identifies(asked: str, figure: FoundFigure) -> bool:
    """Whether a figure tells which thing is meant: one with an article, or after a definite noun and "på"."""
    before = asked[: asked.find(figure.core, figure.start)]
    return not _bound(asked, figure) and bool(_IDENTIFYING.search(before))


def _agree(asked: str, mine: FoundFigure, theirs: FoundFigure) -> bool:
    bound = _bound(asked, mine)
    return bound * (theirs.value - mine.value) > 0 if bound else mine.value == theirs.value


def _bound(text: str, figure: FoundFigure) -> int:
    """1 where more than a figure is told, -1 where less, else 0."""
    before = text[: text.find(figure.core, figure.start)]
    return bool(_OVER.search(before)) - bool(_UNDER.search(before))


# --- times ---------------------------------------------------------------------------------------

_SEASONS = {
    "forår": (0.2, 0.45), "sommer": (0.4, 0.65), "efterår": (0.65, 0.95), "vinter": (0.9, 1.0), "primo": (0.0, 0.1),
    "medio": (0.4, 0.6), "ultimo": (0.9, 1.0), "begyndelsen": (0.0, 0.15), "udgangen": (0.9, 1.0),
    "slutningen": (0.85, 1.0), "årsskiftet": (0.0, 0.1),
}  # fmt: skip
_TIME = re.compile(
    r"(?P<link>\b(?:frem til|til og med|indtil|senest|inden|før|frem mod|efter|fra og med|fra|siden|pr\.)\s+)?"
    r"(?:(?:i|ved|med|den|d\.)\s+)?(?:(?P<season>forår|sommer|efterår|vinter|primo|medio|ultimo|begyndelsen|udgangen"
    r"|slutningen|årsskiftet)(?:en|et)?\s+(?:af\s+)?)?(?:\d{1,2}\.\s+\w+\s+)?"
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<last>(?:20)?\d\d)\b)?(?![\d.,]*\d|-pl|\s*(?:kr|mi[ao])\b)",
    re.IGNORECASE,
)
_EVER = 9999.0
_BY_THEN = re.compile(r"\b(?:før|inden|allerede|senest)\b", re.IGNORECASE)


def times_differ(asked: str, told: str) -> bool:
    """Whether a sentence tells that something comes about after the time asked about, or was over before it."""
    wanted, given = _times(_AGREEMENT.sub("", asked)), _times(_AGREEMENT.sub("", told))
    both = set(wanted) & set(given)  # "skatteårene 2021-2023" tells which, and not when
    if both and set(wanted) != both != set(given):
        wanted, given = (tuple(time for time in times if time not in both) for times in (wanted, given))
    if not wanted or not given:
        return False
    if all(b == _EVER for _, b in wanted) and _is_done(asked) and _is_done(told):
        return min(c for c, _ in given) >= min(a for a, _ in wanted) + 1  # "færdig fra 2024": "afsluttet i 2026"
    if any(a < d and c < b for a, b in wanted for c, d in given):
        return False
    first, last = min(a for a, _ in wanted), max(b for _, b in wanted)
    later = all(c >= last for c, _ in given)
    earlier = all(d <= first for _, d in given) and any(s.matter == "last" and s.said == 1 for s in sides(asked))
    due = _is_done(asked) or _is_done(told) or bool(_BY_THEN.search(asked))
    return (later and due) or earlier or (first > min(d for _, d in given) and last == _EVER)


def times_shared(asked: str, told: str) -> bool:
    """Whether a sentence names a stretch of several years that the question names ("skatteårene 2021-2023")."""
    return any(until - since > 1 for since, until in set(_times(asked)) & set(_times(told)) if until != _EVER)


def _is_done(text: str) -> bool:
    return any(side.matter == "done" and side.said == 1 for side in sides(text))


@lru_cache(maxsize=2000)
def _times(text: str) -> tuple[tuple[float, float], ...]:
    """The stretches of time that a text names, in years."""
    return tuple(_stretch(match) for match in _TIME.finditer(text))


def _stretch(match: re.Match[str]) -> tuple[float, float]:
    year = int(match["year"])
    last = match["last"]
    end = int(last if len(last) == 4 else f"{year // 100}{last}") if last else year
    opens, closes = _SEASONS.get((match["season"] or "").lower(), (0.0, 1.0))
    start, stop = year + opens, end + closes
    link = (match["link"] or "").strip().lower()
    if link in ("frem til", "til og med", "indtil", "senest", "frem mod"):
        return 0.0, stop
    if link in ("inden", "før"):
        return 0.0, stop if match["season"] else start
    if link == "efter":
        return stop, _EVER
    return (start, _EVER) if link in ("fra", "fra og med", "siden", "pr.") else (start, stop)


# --- parties -------------------------------------------------------------------------------------

_PARTIES = {
    "state": r"staten|statslige?|regeringen|ministeri\w+",
    "municipality": r"kommune\w*|kommunal\w*|byråd\w*",
    "region": r"region\w*",
    "private": r"private?|virksomhed\w*|erhvervsliv\w*",
    "citizen": r"borger\w*|forældre\w*|beboer\w*",
}
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _PARTIES.items())
# What one party does and another therefore doesn't: to pay, to decide, to answer for, to keep.
_DOES = (
    r"(?:finansier\w*|betal\w*|dækk\w*|afhold\w*|beslutte\w*|bestemme\w*|fastsætte\w*|fordele\w*|behold\w*|fasthold\w*"
    r"|udpege\w*|stå\w* for|ansvar\w*)"
)
_ASKS = re.compile(
    rf"^\W*(?:{_DOES}|(?:er|bliver|var) det)\W+(?:(?:de|den|det|kun|også)\W+)*(?:(?:andre|øvrige)\W+)?(?:{_ANY})\b",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b{_DOES}\s+(?:\S+\s+){{0,3}}?(?:af|hos|i|i den|i de|er)\s+(?:den |de |hver )?(?:\w+ )?(?:{_ANY})\b",
    re.IGNORECASE,
)
_BOTH = re.compile(rf"\b{_DOES}\s+(?:\S+\s+){{0,3}}?af\s+(?:de to|begge) parter\b", re.IGNORECASE)


def agents_differ(asked: str, told: str) -> bool:
    """Whether a sentence tells that another party does what the question asks of one ("Betaler staten …?")."""
    match = _ASKS.search(asked)
    wanted = _named(match) if match else set()
    if not wanted or not re.search(_DOES, asked, re.IGNORECASE):
        return False
    does = {name for found in _BY.finditer(told) for name in _named(found)}
    if not does and (both := _BOTH.search(told)):
        does = {
            name
            for found in re.finditer(rf"\b(?:{_ANY})\b", told[: both.start()], re.IGNORECASE)
            for name in _named(found)
        }
    return bool(does) and not wanted & does


_WORDS = "|".join(f"(?:{words})" for words in _PARTIES.values())
_SIDE_BY_SIDE = re.compile(
    rf"\b(?:{_WORDS}|private?)(?:\s*,\s*(?:{_WORDS}|private?))*\s+og\s+(?:{_WORDS}|private?)\b", re.IGNORECASE
)

_SUBJECT = re.compile(
    r"^\W*(?:(?:og|men|at|mens) )?(?:de |den |det )?(?P<party>stat|kommun|region|borger|forældre)\w*", re.IGNORECASE
)
_OURS = re.compile(r"\bvi\b", re.IGNORECASE)  # those who ask are a municipality's, where no other is named


def of_other_party(asked: str, clause: str) -> bool:
    """Whether a clause says what it says of another party than those that the question names ("Staten er bundet")."""
    subject = _SUBJECT.match(clause)
    wanted = _parties(asked) or ({"municipality"} if _OURS.search(asked) else set())
    return subject is not None and bool(wanted) and not wanted & _parties(clause)


def _parties(text: str) -> set[str]:
    return {name for match in re.finditer(rf"\b(?:{_ANY})\b", text, re.IGNORECASE) for name in _named(match)}


def _joined(told: str) -> set[str]:
    """The parties that a sentence names side by side ("kommuner og regioner", "kommunale og private")."""
    return {name for match in _SIDE_BY_SIDE.finditer(told) for name in _parties(match[0])}


def _named(match: re.Match[str]) -> set[str]:
    return {name for name in _PARTIES if match[name]}
