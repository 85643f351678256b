"""A follow-up question ("og i 2023?", "hvad med anlæg?") made whole from the question before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from aftalesvar.danish.terms import STOPWORDS
from aftalesvar.danish.years import read_years
from aftalesvar.records import AnswerKind

_LEAD = re.compile(r"^\s*(?:og|men|hvad (?:så )?med|hvordan (?:så )?med|hvad så|så|også|end)\b[\s,:]*", re.IGNORECASE)
_EVERY_YEAR = re.compile(r"(?:i |for )?alle år(?:ene)?|i (?:hvert år|de andre år)|år for år|over tid", re.IGNORECASE)
_IS_IT = r"(?:hvor (?:meget|stort|stor)? ?(?:er|var|bliver|udgør) (?:det|den|de) )?"
# A question word, or a unit, and nothing that it is asked of: of what was asked before.
_KIND_ALONE: dict[AnswerKind, str] = {
    "percent": rf"{_IS_IT}i (?:procent|pct)|(?:hvor mange|hvilken) (?:procent|pct)",
    "amount": rf"{_IS_IT}i (?:kroner|kr|beløb)|hvor (?:meget|mange penge|stort et beløb)|hvilket beløb",
    "count": r"hvor mange",
    "date": r"hvornår|fra hvornår|hvilken dato",
    "who": r"hvem|af hvem",
    "why": r"hvorfor",
    "how": r"hvordan",
}
_WORD = re.compile(r"[0-9A-Za-zÆØÅæøåÉéÜü-]+")
# Words that frame a question and are no subject.
_FRAME = frozenset(
    [
        "hvad",
        "hvor",
        "hvem",
        "hvornår",
        "hvorfor",
        "hvordan",
        "hvilken",
        "hvilket",
        "hvilke",
        "meget",
        "mange",
        "stor",
        "stort",
        "store",
        "er",
        "var",
        "blev",
        "bliver",
        "udgør",
        "lyder",
        "der",
        "står",
        "om",
        "i",
        "for",
        "til",
        "af",
        "på",
        "med",
        "fra",
        "det",
        "den",
        "de",
        "en",
        "et",
        "har",
        "have",
        "fået",
        "sig",
        "udviklet",
        "udvikling",
        "kl",
        "regeringen",
        "aftalen",
        "aftalerne",
        "afsat",
        "afsættes",
        "aftalt",
        "skal",
        "kan",
        "og",
        "men",
        "også",
        "så",
        "end",
        "årene",
        "år",
        "året",
        "penge",
        "kroner",
        "kr",
    ]
)


def whole(previous: str | None, typed: str, held: Collection[int]) -> str:
    """The question to put.

    :param previous: the question before, whole, or None.
    :param held: the budget years of the corpus.
    """
    lead = _LEAD.match(typed)
    if not previous:
        return typed
    rest = typed[lead.end() :] if lead else typed
    if _EVERY_YEAR.fullmatch(rest.strip(" ?!.")):
        return _with_years(previous, ["alle år"], held)
    if kind_asked(previous, typed) is not None:
        return previous
    asked = read_years(rest, held)
    subject = _subject(_without(rest, asked.spans))
    named = [rest[start:end] for start, end in asked.spans]
    if not subject and named:
        return _with_years(previous, named, held)
    if lead and subject and not _asks(rest):
        changed = _with_subject(previous, subject, held)
        return _with_years(changed, named, held) if named else changed
    return typed


def kind_asked(previous: str | None, typed: str) -> AnswerKind | None:
    """The kind of answer that a follow-up of nothing else asks for ("hvorfor?", "i procent?"); None for any other."""
    lead = _LEAD.match(typed)
    rest = typed[lead.end() :] if lead else typed
    if not previous:
        return None
    alone = rest.strip(" ?!.").lower()
    if _EVERY_YEAR.fullmatch(alone):
        return "series"
    return next((kind for kind, pattern in _KIND_ALONE.items() if re.fullmatch(pattern, alone)), None)


def names_years(text: str, held: Collection[int]) -> bool:
    """Whether a question's own words name years."""
    return bool(read_years(text, held).years)


def with_years(question: str, years: Sequence[int], held: Collection[int]) -> str:
    """The question with its years changed to those chosen, so that what it says and what is answered agree."""
    asked = read_years(question, held)
    if not years or not asked.spans or set(asked.years) == set(years):
        return question
    return _with_years(question, [str(year) for year in years], held)


def _asks(text: str) -> bool:
    """Whether a text is a question of its own."""
    first = _WORD.search(text)
    return first is not None and first[0].lower().startswith("hv")


def _without(text: str, spans: Collection[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _content(text: str) -> list[re.Match[str]]:
    return [m for m in _WORD.finditer(text) if m[0].lower() not in _FRAME and m[0].lower() not in STOPWORDS]


def _subject(text: str) -> str:
    """The words from the first to the last that say something."""
    found = _content(text)
    return " ".join(text[found[0].start() : found[-1].end()].split()) if found else ""


def _with_subject(question: str, subject: str, held: Collection[int]) -> str:
    found = _content(_without(question, read_years(question, held).spans))
    if not found:
        return f"{question.rstrip('? ')} {subject}?"
    return question[: found[0].start()] + subject + question[found[-1].end() :]


def _with_years(question: str, named: list[str], held: Collection[int]) -> str:
    """The question with its years replaced, or with one put at its end."""
    spans = read_years(question, held).spans
    told = " og ".join(named)
    if not spans:
        mark = "?" if question.rstrip().endswith("?") else ""
        return f"{question.rstrip().rstrip('?').rstrip()} i {told}{mark}"
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    return question[:first] + told + question[last:]
