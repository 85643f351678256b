"""Two parties' shares in one question: "Hvor meget betaler henholdsvis regionerne og kommunerne?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.citing import checked, cite, cited_figure
from aftalesvar.asking.drafts import Draft
from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.store.index import Index

_WORD = r"[a-zæøåA-ZÆØÅ-]{2,}"
_NAMED = (
    re.compile(rf"\b(?:henholdsvis|hhv\.?|både)\s+({_WORD})\s+og\s+({_WORD})", re.IGNORECASE),
    re.compile(rf"\b({_WORD})\s*,?\s+(?:og\s+)?(?:henholdsvis|hhv\.?)\s+({_WORD})", re.IGNORECASE),
    re.compile(
        r"\b((?:kommune|region|stat)\w*s)\s+og\s+((?:kommune|region|stat)\w*s) (?:andel|del|bidrag|regning)",
        re.IGNORECASE,
    ),
    re.compile(r"\b((?:kommune|region|stat)\w*)\s+eller\s+((?:kommune|region|stat)\w*)", re.IGNORECASE),
)
_SHARE_OF = re.compile(
    r"\b(kommune|region|stat)\w*s (?:andel|del|bidrag|regning|part)\b"
    r"|\b(?:betaler?|betalte|bidrage[rt]?|bidrog|finansierer|dækker|afholder|koster|kostede)\b"
    r"(?: \w+)?? (kommune|region|stat)\w*\b"
    r"|\bkost(?:er|ede)\b[^?.]{0,50}? (kommune|region|stat)(?:rne|erne|en)\b"
    r"|\b(?:kommer|kom|skal komme|er|betales) (?:fra|af|hos) (kommune|region|stat)\w*\b"
    r"|\b(?:del|andel|part|regning\w*)\b[^?]*\b(?:har|havde|skal|skulle|må|måtte|kommer) (kommune|region|stat)\w*"
    r" (?:\w+ )?(?:haft|have|betal\w+|afhold\w+|bidrag\w+|af med)"
    r"|\b(kommune|region|stat)\w*\s+(?:har |skal |måtte )?(?:betale[rt]?|betalte|bidrage[rt]?)\b",
    re.IGNORECASE,
)
_PLAINLY = {"kommu": "kommunernes andel", "regio": "regionernes andel", "stat": "statens andel"}
_PARTY_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:i \d{4}\s+)?(?:til|fra|for|hos|af)\s+((?:kommune|region|stat)\w*)", re.IGNORECASE
)
_LISTED = re.compile(r"\b(?:henholdsvis|hhv\.?)\s+$", re.IGNORECASE)
_STEM = 5  # letters by which "kommunerne" and "kommunale" are one
_DEPTH = 12  # candidates among which the sentence is looked for
_SURE = 0.8
_COVERED = 0.25  # how much of the question its place must hold


def shares_asked(question: str) -> tuple[str, str] | None:
    """The two parties whose figures are asked side by side; None when none are."""
    match = next((found for pattern in _NAMED if (found := pattern.search(question))), None)
    if match is None:
        return None
    first, second = match[1], match[2]
    return None if first[:_STEM].lower() == second[:_STEM].lower() else (first, second)


def draft_shares(index: Index, parties: tuple[str, str], candidates: Sequence[Candidate]) -> Draft | None:
    """The figure of each party from the first sentence that tells both; None when none does."""
    for candidate in islice(candidates, _DEPTH):
        if candidate.signals.get("coverage", 0.0) < _COVERED:
            continue
        text = candidate.found.sentence.text
        figures = [f for f in find_figures(text) if f.unit != "count"]
        found = [_of_party(text, figures, party) for party in parties]
        if None in found or found[0] == found[1]:
            found = list(_in_order(text, figures, parties))
        told = [f for f in found if f is not None]
        if len(told) == len(parties) and told[0].unit == told[1].unit:
            return _composed(index, parties, told, candidate)
    return None


def party_asked(question: str) -> str | None:
    """The party whose share is asked ("kommunernes andel", "hvad betaler regionerne"), by its first letters."""
    match = _SHARE_OF.search(question)
    return next((word[:_STEM].lower() for word in match.groups() if word), None) if match else None


def share_of_party(question: str) -> str:
    """The share that a question asks for, put plainly: "kommunernes andel"; "" when it asks for none."""
    return _PLAINLY.get(party_asked(question) or "", "")


def party_after(text: str, end: int) -> str | None:
    """The party that follows a figure, by its first letters: "37,0 mio. kr. fra regionerne"."""
    named = _PARTY_AFTER.match(text, end)
    return named[1][:_STEM].lower() if named else None


def _of_party(text: str, figures: Sequence[FoundFigure], party: str) -> FoundFigure | None:
    """The figure that is followed by its party."""
    return next((figure for figure in figures if party_after(text, figure.end) == party[:_STEM].lower()), None)


def _in_order(text: str, figures: Sequence[FoundFigure], parties: Sequence[str]) -> Sequence[FoundFigure | None]:
    """The figures of "den kommunale og regionale andel er henholdsvis 47,6 og 23,8", in the order of the parties."""
    for at, figure in enumerate(figures[:-1]):
        if not _LISTED.search(text[: figure.start]):
            continue
        places = [text.lower().rfind(party[:_STEM].lower(), 0, figure.start) for party in parties]
        if -1 in places:
            continue
        pair = (figure, figures[at + 1])
        return pair if places[0] < places[1] else pair[::-1]
    return ()


def _composed(index: Index, parties: Sequence[str], told: Sequence[FoundFigure], candidate: Candidate) -> Draft:
    citation = cite(index, 1, [candidate.found.sentence], candidate.found.passage.section)
    years = candidate.figure.years if candidate.figure else frozenset[int]()
    figures = tuple(cited_figure(figure, years, 1) for figure in told)
    answer = "; ".join(f"{party}: {figure.text}" for party, figure in zip(parties, told, strict=True))
    text = f"{answer}. {candidate.found.sentence.text} [1]"
    shown = Draft(answer, _SURE, "answered", text, None, figures, (citation,), candidate.found.passage.id)
    return checked(index, shown)
