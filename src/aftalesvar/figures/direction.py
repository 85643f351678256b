"""Whether a figure tells a level ("udgør 350 mio. kr.") or a change ("løftes med 350 mio. kr.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from aftalesvar.danish.numbers import FoundFigure

Direction = Literal["level", "change", "unsaid"]

_CHANGE = re.compile(
    r"(?:\bmed|\bløft(?:es|et)? på|\bstig(?:er|ning) på|\bforhøjelse(?:n)? på|\breduktion på|\breduceret|\bfald på"
    r"|\bbesparelse på|\btilført(?: \w+)*|\bmer\w* på|\byderligere|\bekstra|\bnedbring\w+(?: \w+)*)"
    r"\s*(?:samlet |i alt |ca\. |op til |yderligere |ekstraordinært )*$",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    r"\b(?:løft|forhøjelse|stigning|reduktion|besparelse|nedbringelse|nedsættelse|fald|merudgift|mindreudgift)\w{0,3}\b"
    r"[^,.;]{0,90}\bpå\s*(?:samlet |i alt |ca\. |op til )*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:udgør|udgøre|er|var|bliver|på|til|samlet(?: set)?|i alt|svarende til|lyder på|fastsættes til|ramme på"
    r"|pulje på)\s*(?:samlet |set |i alt |ca\. |derved |dermed )*$",
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
    r"|korriger|udvid|begræns|beskær|tilfør|afdæmp|skær)\w*"
)
_NOUN = (
    r"\w*(?:løft|forhøjelse|stigning|reduktion|besparelse|nedbringelse|nedsættelse|fald|vækst|justering|regulering"
    r"|mer(?:udgift|indtægt)|mindre(?:udgift|indtægt))(?:e[nrt]?|erne|ne|ens|et|t|er)?"
)
# What holds money: an amount after one of these is how much it holds, whatever it is for.
_HOLDER = r"\w*(?:ramme|pulje|tilskud|budget|bevilling|kompensation|bidrag)(?:n|t|en|et|r|rne|ne)?"
_MIND = r"(?:[^.;]|\.(?=\w))"  # a character of the same sentence: the point of "sundhed.dk" ends none
_LEAD = (
    r"(?:(?:samlet|set|i alt|ekstra|ekstraordinært|isoleret|varigt|hhv\.?|henholdsvis|i gennemsnit|årligt"
    r"|(?:i|for) (?:19|20)\d\d)\s+)*$"
)
_MORE = re.compile(r"\b(?:yderligere|ekstra)\s*$", re.IGNORECASE)
_BY = re.compile(rf"\b{_STEM}\b(?P<between>{_MIND}*)\b(?:med|svarende til)\s+{_LEAD}", re.IGNORECASE)
_NOT_BY = re.compile(
    r"\b(?:kompenser|finansier|medfinansier)\w*\b[^,.;]*\bmed\s+[^,.;]*$|\b(?:tilskud|pulje|ramme|budget)\w*\s+med\s+[^,.;]*$",
    re.IGNORECASE,
)
_NOUN_BY = re.compile(rf"\b{_NOUN}\b(?P<between>{_MIND}{{0,110}}?)\b(?:på|med|for)\s+{_LEAD}", re.IGNORECASE)
_GROWN = re.compile(
    rf"\b(?:øgede|stigende|højere|lavere|færre|faldende)\s+[\wæøå-]+\s+(?:for|på|til)\s+{_LEAD}", re.IGNORECASE
)
_CHANGED = re.compile(
    rf"\b(?:tilført|tilføres|tilfører|nedbringe[sr]?|reducere[sr]?|spare[sr]?)(?:\s+[\wæøå-]+){{0,3}}\s+{_LEAD}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:{_HOLDER}|udgør\w*|er|være|vil|,\s*at|afsættes|etableres|finansieres|kompenseres)\b", re.IGNORECASE
)
_OBJECT = re.compile(r"^\s*af\s+(?:[\wæøå-]+\s+){0,4}?(?=(?:til|på|med|i|for|fra)\s)", re.IGNORECASE)
# "en ramme til nedsættelser", "kompenseres for merudgifter": the amount is of what meets the change.
_FOR_CHANGES = re.compile(
    rf"\b(?:{_HOLDER}\s+til\s+(?:[\wæøå-]+\s+){{0,2}}|(?:kompens|dæk)\w*(?:\s+for)?\s+(?:[\wæøå-]+\s+){{0,3}})$",
    re.IGNORECASE,
)
# Money set free or lent to a strengthening is neither a level nor a change of anything that is named.
_NEITHER = re.compile(rf"\b(?:frigør\w*\b{_MIND}{{0,60}}|styrke[sr]?\b{_MIND}*\bmed\s+){_LEAD}", re.IGNORECASE)
# "de syv kommuner", "FN's 17 verdensmål", "under 25 år": counts that name what is known, or stretch of time and age.
_KNOWN = re.compile(r"(?:\b(?:de|disse|alle|begge|vores|deres|landets|hvert? af de)|['’]s)\s*$", re.IGNORECASE)
_TIME = re.compile(r"\b(?:år|måneder?|uger?|dage?|timer?s?|årsværk|gange?)$", re.IGNORECASE)
# What may stand between two figures of one enumeration: years, time and whose share it is.
_SAME_LIST = re.compile(
    r"^(?:[\s,()]|og|samt|eller|hhv\.?|henholdsvis|heraf|hvoraf|i|fra|for|om|året|år|årligt|frem|perioden|(?:19|20)\d\d|[-–]|varigt"
    r"|yderligere|til|kommunerne|regionerne|staten)*$",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:heraf|hvoraf|herunder|inklusive|fordelt)\b(?:\s+(?:er|udgør|med|på|en delramme på))?\s+{_LEAD}",
    re.IGNORECASE,
)
_NEXT_PART = re.compile(rf"^{_MIND}*\b(?:og|samt)\s+{_LEAD}", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:er|var|udgør|udgøre|bliver|skal|kan|vil|har|afsættes|etableres|gives|ramme|pulje|tilskud|mens|at|på)\b",
    re.IGNORECASE,
)


def in_list(between: str) -> bool:
    """Whether two figures with this between them stand in one enumeration."""
    return bool(_SAME_LIST.match(between)) and not re.search(r"\btil\s*$", between, re.IGNORECASE)


def parts_of(text: str, figures: Sequence[FoundFigure]) -> list[bool]:
    """For every figure of a sentence, whether it is a part ("heraf") of one before; a list of parts goes on."""
    told: list[bool] = []
    for at, figure in enumerate(figures):
        between = text[figures[at - 1].end if at else 0 : figure.start]
        goes_on = bool(at and told[-1] and (in_list(between) or _goes_on(between)))
        told.append(is_of_which(between) or bool(at and _PART.search(between)) or goes_on)
    return told


def directions(text: str, figures: Sequence[FoundFigure], before: Direction | None = None) -> list[Direction]:
    """Level or change for every figure of a sentence; one of a list, or a part, says what the first of the list says.

    :param before: what the sentence before says, for one that goes on with "Heraf".
    """
    told: list[Direction] = []
    for at, figure in enumerate(figures):
        between = text[figures[at - 1].end if at else 0 : figure.start]
        if at and (in_list(between) or _goes_on(between) or _PART.search(between)):
            told.append(told[-1])
        elif not at and before and re.match(r"(?:heraf|hvoraf)\s+udgør\b", between, re.IGNORECASE):
            told.append(before)
        else:
            told.append(_direction(text, figure))
    return told


def _goes_on(between: str) -> bool:
    """Whether the next part of a list follows ("… til skolestart samt"), with no verb and no holder of its own."""
    return bool(_NEXT_PART.match(between)) and not _FINITE.search(between)


def _direction(text: str, figure: FoundFigure) -> Direction:
    before = text[: figure.start]
    if figure.unit == "count" and (_KNOWN.search(before) or _TIME.search(figure.noun or "")):
        return "unsaid"
    if _NEITHER.search(before):
        return "unsaid"
    if figure.text.lower().startswith("yderligere") or _MORE.search(before):
        return "change"
    if _GROWN.search(before) or _CHANGED.search(before):
        return "change"
    return "change" if _changes(before) else "level"


def _changes(before: str) -> bool:
    """Whether a verb or a noun of change leads to the figure, with no holder of money between them."""
    for match in (_BY.search(before), *_NOUN_BY.finditer(before)):
        if match is None or (_BETWEEN.search(_OBJECT.sub("", match["between"])) and match.re is _NOUN_BY):
            continue
        if match.re is _BY and _NOT_BY.search(before):
            continue
        if not _FOR_CHANGES.search(before[: match.start()]):
            return True
    return False
