"""Whether a figure tells a level ("udgør 350 mio. kr.") or a change ("løftes med 350 mio. kr.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from aftalesvar.danish.numbers import FoundFigure

Direction = Literal["level", "change", "unsaid"]

_CHANGE = re.compile(
    r"(?:\bmed|\bløft(?:es|et)? på|\bstig(?:er|ning) på|\bforhøjelse(?:n)? på|\breduktion på|\breduceret|\bfald på|\bbesparelse på|\btilført(?: \w+)*|\bmer\w* på|\byderligere|\bekstra|\bnedbring\w+(?: \w+)*)\s*(?:samlet |i alt |ca\. |op til |yderligere |ekstraordinært )*$",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    r"\b(?:løft|forhøjelse|stigning|reduktion|besparelse|nedbringelse|nedsættelse|fald|merudgift|mindreudgift)\w{0,3}\b[^,.;]{0,90}\bpå\s*(?:samlet |i alt |ca\. |op til )*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:udgør|udgøre|er|var|bliver|på|til|samlet(?: set)?|i alt|svarende til|lyder på|fastsættes til|ramme på|pulje på)\s*(?:samlet |set |i alt |ca\. |derved |dermed )*$",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"(?<!forlængelse )(?<!baggrund )(?<!følge )(?<!tillæg )\b(?:heraf|hvoraf|herunder)\b[^.;]*$", re.IGNORECASE
)


def stated_direction(before: str) -> Direction:
    """What the words just before a figure say of it.

    :param before: the sentence up to the figure.
    """
    if _CHANGE.search(before) or _CHANGE_BY.search(before):
        return "change"
    return "level" if _LEVEL.search(before) else "unsaid"


def is_of_which(segment: str) -> bool:
    """Whether the stretch between a figure and the one before it says "heraf"."""
    return bool(_OF_WHICH.search(segment))


_STEM = (
    r"(?:løft|forhøj|øge|øget|nedbring|nedbragt|reducer|sænk|stig|steg|fald|hæv|vokse|opjuster|nedjuster|nedsæt|nedsat|spar"
    r"|korriger|udvid|styrk|begræns|beskær|tilfør|afdæmp|skær)\w*"
)
_NOUN = r"(?:løft|forhøjelse|stigning|reduktion|besparelse|nedbringelse|nedsættelse|fald|vækst|opjustering|nedjustering)\w{0,3}"
_LEAD = r"(?:(?:samlet|set|i alt|yderligere|ekstra|ekstraordinært|isoleret|varigt|hhv\.?|henholdsvis|i gennemsnit|årligt|(?:i|for) (?:19|20)\d\d|ca\.?|op til|mindst|omkring|godt|knap)\s+)*$"
_BY = re.compile(rf"\bmed\s+{_LEAD}", re.IGNORECASE)
_CHANGES = re.compile(rf"\b{_STEM}\b[^.;]*$", re.IGNORECASE)
_NOT_BY = re.compile(
    r"\b(?:kompenser|finansier|medfinansier)\w*\b[^,.;]*\bmed\s+[^,.;]*$|\b(?:tilskud|pulje|ramme|budget)\w*\s+med\s+[^,.;]*$",
    re.IGNORECASE,
)
_NOUN_ON = re.compile(rf"\b{_NOUN}\b[^.;]{{0,110}}\bpå\s+{_LEAD}", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:yderligere|ekstra|mer(?:udgift|indtægt|bevilling)\w*(?:\s+på)?|mindre(?:udgift|indtægt)\w*(?:\s+på)?)\s*$",
    re.IGNORECASE,
)
_CHANGED_OBJECT = re.compile(
    rf"\b(?:tilført|tilføres|tilfører|nedbringe[sr]?|reducere[sr]?|spare[sr]?)(?:\s+[\wæøå-]+){{0,3}}\s+{_LEAD}",
    re.IGNORECASE,
)
_TO = re.compile(rf"\b(?:til|udgøre?|udgjorde|er|var|bliver)\s+{_LEAD}", re.IGNORECASE)
# What may stand between two figures of one enumeration: years, time, "og", "heraf", "hhv.".
_SAME_LIST = re.compile(
    r"^(?:[\s,()]|og|samt|eller|hhv\.?|henholdsvis|heraf|hvoraf|i|fra|for|om|året|år|årligt|frem|perioden|(?:19|20)\d\d|[-–]|varigt"
    r"|yderligere|til|kommunerne|regionerne|staten)*$",
    re.IGNORECASE,
)


def in_list(between: str) -> bool:
    """Whether two figures with this between them stand in one enumeration."""
    return bool(_SAME_LIST.match(between))


def parts_of(text: str, figures: Sequence[FoundFigure]) -> list[bool]:
    """For every figure of a sentence, whether it is a part ("heraf") of one before; a list of parts goes on."""
    told: list[bool] = []
    for at, figure in enumerate(figures):
        between = text[figures[at - 1].end if at else 0 : figure.start]
        told.append(is_of_which(between) or bool(at and told[-1] and in_list(between)))
    return told


def directions(text: str, figures: Sequence[FoundFigure]) -> list[Direction]:
    """Level or change for every figure of a sentence; one of a list says what the first of the list says."""
    told: list[Direction] = []
    for at, figure in enumerate(figures):
        between = text[figures[at - 1].end : figure.start] if at else ""
        if at and in_list(between):
            told.append(told[-1])
        else:
            told.append(_direction(text[: figure.start], figure))
    return told


def _direction(before: str, figure: FoundFigure) -> Direction:
    before = before + figure.text[: len(figure.text) - len(figure.core)]
    if _NOUN_ON.search(before) or _MORE.search(before) or _CHANGED_OBJECT.search(before):
        return "change"
    if _BY.search(before) and not _NOT_BY.search(before) and _CHANGES.search(before):
        return "change"
    if figure.unit == "count" and not _TO.search(before):
        return "unsaid"
    return "level"
