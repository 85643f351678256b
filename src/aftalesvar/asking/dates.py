"""How well a date in a sentence fits a question that asks when."""

from __future__ import annotations

import math
import re

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import FoundDate, find_dates

_REACH = 70  # characters; a question word this far from a date counts 1/e
_OWN_CLAUSE = 0.75  # how much of nearness counts only what stands between the date before and this one
_STRETCH = 8  # characters at most between the ends of one stretch of time ("fra 2020 til 2025")
_STATE = 0.4  # for the state that was asked for
_FAR = 10_000  # characters
_ECHO = 0.6  # for a year that the question names itself, and for one in another agreement's name
_GRAIN = 0.05  # for each step from year to day
_EDGE = 0.4  # for the end, start or limit that was asked for
# (asked, told): the end, the limit, the start
_EDGES = (
    (
        re.compile(r"til hvornår|hvor længe|uds(?:kudt|kyd)\w*|forlæng\w*|til og med|indtil", re.IGNORECASE),
        re.compile(r"\btil\b|udgang|frem til"),
    ),
    (re.compile(r"senest|inden|frist|deadline", re.IGNORECASE), re.compile(r"senest|inden|udgang")),
    (
        re.compile(r"fra hvornår|fra hvilket|træde\w* i kraft|starte\w*|begynde\w*", re.IGNORECASE),
        re.compile(r"\bfra\b|\bpr\."),
    ),
)
_OBLIGED = re.compile(r"\b(?:obligatorisk\w*|tvung\w+|påkræv\w+|pligt\w*|forpligt\w+|krav)\b", re.IGNORECASE)
_FREE = re.compile(r"\bfrivillig\w*|\bforsøgsordning\w*|\bvalgfri\w*", re.IGNORECASE)
_STATES = ((_OBLIGED, _FREE), (_FREE, _OBLIGED))
_MOVED = re.compile(r"\b(?:uds[kæ]\w+|flytte\w*|ryk\w+|forlæng\w+|fremryk\w+)\s+$", re.IGNORECASE)
_FROM_TO = re.compile(r"fra\s[^,.;]{4,25}?\stil\s+\d", re.IGNORECASE)
_ASKS_OLD = re.compile(r"\b(?:fra hvornår|oprindelig\w*|først|før|tidligere|hidtil)\b", re.IGNORECASE)
_EDGE_WORD = re.compile(r"senest|inden|udgangen|frist(?:en)?|deadline|starte\w*|slutte\w*", re.IGNORECASE)
_COMMA = re.compile(r"[,;:]")
_NEXT_CLAUSE = re.compile(r"[,;]\s+(?:og|men|mens|samt|hvorefter|hvoraf)\b", re.IGNORECASE)
_IN_A_NAME = re.compile(
    r"\b(?:aftale|økonomi|finanslov|finansloven|strategi|budget|version)\w*\s+(?:for\s+|fra\s+)?$", re.IGNORECASE
)

# "Aftale om sundhedsreform 2024": a year straight after a noun is part of what a thing is called.
_NAMED = re.compile(
    r"\b(?!(?:for|og|til|vedr\w*|hhv|henholdsvis|ift|samt|eller|mellem|omkring|efter|før|siden|inden|\w*år(?:et|ene)?"
    r"|\w*perioden?|kroner|procent)\b)[a-zæøå]{3,}\s+$",
    re.IGNORECASE,
)


_HOW_LONG = re.compile(r"\bhvor (?:længe|lang tid)\b", re.IGNORECASE)
_SAYS_HOW_LONG = re.compile(
    r"\b(?:til og med|frem (?:til|mod)|indtil|til (?:ultimo|udgangen|og|slutningen|\d)|periode\w*|permanent\w*|varig\w*"
    r"|midlertidig\w*|fremover|og frem|udløb\w*|ophør\w*|\w+årige?"
    r"|\w+ (?:år|måneder|dage|uger))\b"
    r"|\d{4}\s?[-–]\s?\d{2,4}",
    re.IGNORECASE,
)
# "…, når de endelige vurderinger er udsendt": a time that no calendar tells.
_CONDITION = re.compile(
    r"\b(?:når|så snart|først efter|efter at|forud for|hurtigst muligt"
    r"|snarest|senere på året|i løbet af (?:året|efteråret|foråret|vinteren|sommeren|perioden))\b",
    re.IGNORECASE,
)


def tells_condition(text: str) -> bool:
    """Whether a text tells when by what must come first, or loosely ("når …", "senere på året")."""
    return bool(_CONDITION.search(text))


def asks_how_long(question: str) -> bool:
    """Whether a question asks for a length of time, or its end."""
    return bool(_HOW_LONG.search(question))


def tells_how_long(text: str) -> bool:
    """Whether a text tells a length of time, or its end ("en treårig periode", "frem til 2030")."""
    return bool(_SAYS_HOW_LONG.search(text))


def is_repeated(date: FoundDate, question: str) -> bool:
    """Whether a stretch of years is the question's own ("ordningen for 2021-2023"), and so no answer to it."""
    return date.grain == 0 and not date.text.isdecimal() and date.text in question


def names_a_thing(text: str, date: FoundDate) -> bool:
    """Whether a bare year of a text is part of a name, and so tells no time."""
    return date.grain == 0 and bool(_NAMED.search(text[: date.start]))


def date_signals(
    text: str, date: FoundDate, understood: Understood, coverage: Coverage, near: float
) -> dict[str, float]:
    """What speaks for a date of a sentence's text, to be added to its score; ``near`` is what full nearness counts."""
    asked = understood.question.years
    # A year that the question itself names isn't what it asks for, nor is the year in another agreement's name.
    echo = -_ECHO if date.grain == 0 and any(str(y) in date.text for y in asked) else 0.0
    echo -= _ECHO if date.grain <= 1 and _IN_A_NAME.search(text[: date.start]) else 0.0
    return {
        "near": _nearness(text, date, coverage, near),
        "echo": echo,
        "grain": _GRAIN * date.grain,
        "edge": _edge_fit(text, date, understood.question.text),
        "state": _state_fit(text, date, understood.corrected),
    }


def _edge_fit(text: str, date: FoundDate, question: str) -> float:
    """Whether a date is the end, the start or the limit that was asked for."""
    stretch = _FROM_TO.match(text, date.start)
    if stretch and _MOVED.search(text[: date.start]) and not _ASKS_OLD.search(question):
        return -_EDGE  # "udskydes fra 2020 til 2025": the old date is asked for only by name
    said = f"{text[max(0, date.start - 12) : date.start]}{date.text}".lower()
    for asked, told in _EDGES:
        if asked.search(question):
            return _EDGE if told.search(said) else 0.0
    return 0.0


def _nearness(text: str, date: FoundDate, coverage: Coverage, near: float) -> float:
    """The question's words by how much they tell and how near to the date they stand (0 to ``near``)."""
    since = _clause_start(text, date)
    everywhere = _distances(text, date, coverage, 0, len(text))
    clause = _distances(text, date, coverage, since, _clause_end(text, date))
    best = total = 0.0
    for concept, weight in zip(coverage.concepts, coverage.weights, strict=True):
        if _EDGE_WORD.fullmatch(concept.word):
            continue  # it says which edge is asked for, not of what
        total += weight
        for share, distances in ((1 - _OWN_CLAUSE, everywhere), (_OWN_CLAUSE, clause)):
            best += (
                share * weight * max((q * math.exp(-d / _REACH) for q, d in concept.nearest(distances)), default=0.0)
            )
    return near * best / total if total else 0.0


def _clause_start(text: str, date: FoundDate) -> int:
    """Where the words that tell of a date begin.

    After the date before it, unless the two are one stretch of time, and after the clause that tells of that date.
    """
    since = max((other.end for other in find_dates(text[: date.start]) if date.start - other.end > _STRETCH), default=0)
    clauses = _NEXT_CLAUSE.finditer(text, since, date.start) if since else ()
    return max((clause.end() for clause in clauses), default=since)


def _clause_end(text: str, date: FoundDate) -> int:
    """Where the words that tell of a date end: at the next comma, where another date follows."""
    later = find_dates(text[date.end :])
    comma = _COMMA.search(text, date.end)
    return comma.start() if later and comma else len(text)


def _state_fit(text: str, date: FoundDate, question: str) -> float:
    """Whether a date is when the state begins that is asked about: what is voluntary isn't yet an obligation."""
    clause = text[_clause_start(text, date) : date.end]
    for state, other in _STATES:
        if state.search(question) and not other.search(question):
            return _STATE if state.search(clause) else -_STATE if other.search(clause) else 0.0
    return 0.0


def _distances(text: str, date: FoundDate, coverage: Coverage, since: int, until: int) -> dict[str, int]:
    """Each term's distance in characters from a date, of those from ``since`` to ``until``."""
    distances: dict[str, int] = {}
    for at, terms in coverage.analyser.placed(text):
        if not since <= at < until:
            continue
        for term in terms:
            distances[term] = min(abs(at - date.start), distances.get(term, _FAR))
    return distances
