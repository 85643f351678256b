"""Which units a figure asked for may have, the likeliest first: kroner, per cent, or a count of something."""

from __future__ import annotations

import re

from aftalesvar.asking.kinds import asks_series, asks_terse_figure, may_ask_figure, unit_hint
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import stem, words
from aftalesvar.records import AnswerKind, Unit

Wanted = dict[Unit, float]  # unit -> how unlikely beside the likeliest, 0 to 1

UNIT_OF: dict[AnswerKind, Unit] = {"amount": "kr", "percent": "pct", "count": "count"}  # where a user chose the kind
_UNITS: tuple[Unit, ...] = ("kr", "pct", "count")
_FAR, _NEAR, _EVEN = 1.0, 0.4, 0.1
_SHORT = 3  # letters of a word that names nothing
_SHARE = re.compile(
    r"\bhvor (?:stor|høj) (?:en )?(?:\w+ )?(?:del|andel)\b|\bhvilken (?:\w+ )?(?:del|andel)\b"
    r"|\bhvad (?:er|bliver|var) \w+s (?:del|andel)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:kr|kroner|mio|mia|millioner|milliarder|beløb\w*|regning\w*|\w*udgift\w*|\w*omkostning\w*|\w*finansier\w*"
    r"|betal\w*|dække\w*|bidrag\w*|penge\w*|midler\w*|pulje\w*|ramme\w*|budget\w*|bloktilskud\w*)\b",
    re.IGNORECASE,
)
_SAYS_PERCENT = re.compile(r"\b(?:pct|procent\w*)\b|%", re.IGNORECASE)
_WEIGHT = re.compile(
    r"\bhvor (?:tungt|meget) (?:\w+ )?(?:vejer|vægter|tæller|fylder|betyder)\b|\bhvilken vægt\b|\bhvor tungt\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\bhvor (?:ofte|tit|hyppigt)\b", re.IGNORECASE)
# By how much dearer or larger: as often told in per cent as in kroner.
_BY_HOW_MUCH = re.compile(r"\bhvor meget (?:dyrere|billigere|højere|lavere|større|mindre|længere)\b", re.IGNORECASE)
_MUCH_OF = re.compile(r"\bhvor meget af\b", re.IGNORECASE)
# What is measured and not only counted, so that "hvor meget" may ask for it.
_MEASURED = re.compile(
    r"\b(?:hektar|kvadrat\w+|m2|km|kilometer|meter|tons?|liter|kwh|mwh|gwh|timer|dage|uger|måneder|år|årsværk|point)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?:gange?|år|måned\w*|uge\w*|kvartal\w*)\b", re.IGNORECASE)
_FREQUENCY = re.compile(
    r"\b(?:halvårlig\w*|kvartalsvis\w*|månedlig\w*|ugentlig\w*|daglig\w*|løbende|to gange|en gang (?:om|pr)"
    r"|årlige? (?!mia|mio)|hvert? (?:andet|tredje|fjerde|femte|halve)? ?(?:år|måned|uge|kvartal))\b",
    re.IGNORECASE,
)

_FRACTION = re.compile(
    r"\b(?:halvdelen|(?:en|to|tre|fire) (?:tredje|fjerde|femte|tiende)del(?:e|en)?|hovedparten|størstedelen)"
    r" af (?P<whole>(?:\S+ ?){1,4})",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\b(?:del|andel|meget|mange) af (?P<whole>(?:\S+ ?){1,3})", re.IGNORECASE)


def wanted_units(kind: AnswerKind, question: str, row: bool) -> Wanted:
    """The units that a question's figure may have; empty when no figure is asked for.

    :param question: its text, spelling mended.
    :param row: whether a table row is read.
    """
    if kind in ("percent", "amount", "count", "what") and (special := _special(question)):
        return special
    if kind == "what":
        if not any(f.unit != "count" for f in find_figures(question)) and may_ask_figure(question):
            if re.search(r"procent", question, re.IGNORECASE):
                return {"pct": 0.0}
            return {"kr": 0.0, "pct": _NEAR if asks_terse_figure(question) else _FAR}
        return dict.fromkeys(_UNITS, 0.0) if row else {}
    if asks_series(kind, question):
        hint = unit_hint(question)
        if hint == "pct" and not _MONEY.search(question):  # a share over the years is told in no other unit
            return {"pct": 0.0}
        return {hint: 0.0} | {unit: _FAR for unit in _UNITS if unit != hint}
    ordinary: dict[str, Wanted] = {
        "amount": {"kr": 0.0, "pct": _FAR, "count": _FAR}, "percent": {"pct": 0.0}, "count": {"count": 0.0},
    }  # fmt: skip
    return ordinary.get(kind, {})


def _special(question: str) -> Wanted | None:
    """The units of a share, a weight, a frequency or a part, which the question's kind doesn't tell."""
    if _SAYS_PERCENT.search(question):
        return None
    if _WEIGHT.search(question):
        return {"pct": 0.0, "kr": _FAR}
    if _OFTEN.search(question):
        return {"pct": 0.0, "count": _NEAR}
    if _SHARE.search(question):
        return {"kr": 0.0, "pct": _EVEN} if _MONEY.search(question) else {"pct": 0.0, "kr": _FAR, "count": _NEAR}
    if _BY_HOW_MUCH.search(question):
        return {"kr": 0.0, "pct": _EVEN, "count": _FAR}
    if _MUCH_OF.search(question):
        return {"kr": 0.0, "pct": _NEAR, "count": _NEAR}
    return None


def counts_as_asked(kind: AnswerKind, question: str, noun: str | None) -> bool:
    """Whether a count can answer: to "hvor meget" only what is measured, to "hvor ofte" only a number of times."""
    if kind != "amount" and not _MUCH_OF.search(question):
        return not _OFTEN.search(question) or bool(_TIMES.search(noun or ""))
    return bool(_MEASURED.search(noun or ""))


def tells_in_words(question: str, text: str) -> bool:
    """Whether a text says in words what is asked as a figure: how often ("halvårligt"), or what share."""
    if _OFTEN.search(question):
        return bool(_FREQUENCY.search(text))
    return bool(_SHARE.search(question)) and _tells_fraction(question, text)


def _tells_fraction(question: str, text: str) -> bool:
    """Whether a text says in words what share something is of what is asked: "en tredjedel af udledningerne"."""
    asked, told = _PART_OF.search(question), _FRACTION.search(text)
    if asked is None or told is None:
        return False
    return any(len(w) > _SHORT and stem(w) in told["whole"].lower() for w in words(asked["whole"]))
