"""Which agreements speak of a thing, which was the first to, and which does it most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftalesvar.asking.citing import checked, cite
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wording import LONGEST_ANSWER, shortened, without_opening
from aftalesvar.danish.terms import Analyser, stem
from aftalesvar.records import Citation, Reason, Sentence
from aftalesvar.store.index import Index

_SPEAKS = r"(?:nævn\w*|omtal\w*|optræde?r?|optrådte|dukke[dr]?e? op|skriver om|står|taler om|beskæftige\w* sig)"
_ASKS = re.compile(
    rf"\b(?:hvilke[nt]?|hvornår|i hvilke[nt]?|hvem af aftalerne)\b.*\b{_SPEAKS}\b"
    rf"|\b{_SPEAKS}\b.*\b(?:første gang|flest gange)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bførst\w*\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:sidst\w*|seneste gang)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:flest|oftest|mest|hyppigst)\b", re.IGNORECASE)
_OF_AGREEMENT = re.compile(
    r"\b(?:aftale\w*|økonomiaftale\w*|år|årene|første gang|flest gange|sidste gang)\b", re.IGNORECASE
)
_FRAME = frozenset(
    [
        "nævne",
        "nævnes",
        "nævnt",
        "nævner",
        "omtale",
        "omtales",
        "omtalt",
        "omtaler",
        "optræde",
        "optræder",
        "optrådte",
        "dukke",
        "dukker",
        "dukkede",
        "skriver",
        "gang",
        "gange",
        "første",
        "først",
        "sidste",
        "sidst",
        "flest",
        "oftest",
        "mest",
        "hyppigst",
        "taler",
        "står",
    ]
)
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class _Mentions:
    """One agreement's sentences that speak of the thing, in reading order."""

    document: str
    year: int
    sentences: list[int]


def draft_mentions(index: Index, understood: Understood, analyser: Analyser) -> Draft | None:
    """The agreements that speak of what is asked, as the question wants them; None when it asks something else."""
    asked = understood.corrected
    if not _ASKS.search(asked) or not _OF_AGREEMENT.search(asked) or understood.question.years:
        return None
    terms = [t for t in _terms(understood, analyser) if t]
    if not terms:
        return None
    found = _mentions(index, terms)
    if not found:
        return None
    if _MOST.search(asked):
        most = max(len(m.sentences) for m in found)
        chosen = [m for m in found if len(m.sentences) == most]
    elif _FIRST.search(asked):
        chosen = found[:1]
    elif _LAST.search(asked):
        chosen = found[-1:]
    else:
        chosen = found
    return _composed(index, understood, found, chosen)


def _terms(understood: Understood, analyser: Analyser) -> list[frozenset[str]]:
    """What each content word is found by: its stem, or the stems of its parts where the corpus has no such word."""
    return [
        next((needed for needed, quality in concept.alternatives if quality >= 0.8), frozenset({stem(concept.word)}))
        for concept in understood.concepts
        if concept.word not in _FRAME and stem(concept.word) not in {stem(w) for w in _FRAME}
    ]


def _mentions(index: Index, terms: Sequence[frozenset[str]]) -> list[_Mentions]:
    """By agreement, in order of years, the sentences that hold all terms."""
    holding = [frozenset.intersection(*(index.occurrences(t) for t in needed)) for needed in terms]
    ids = sorted(frozenset.intersection(*holding))
    by_document: dict[str, list[int]] = {}
    for id_ in ids:
        by_document.setdefault(index.sentence_places[id_][1], []).append(id_)
    found = [
        _Mentions(head.id, head.years[-1], by_document[head.id])
        for head in index.documents.values()
        if head.id in by_document and head.years
    ]
    return sorted(found, key=lambda m: m.year)


def _composed(index: Index, understood: Understood, found: Sequence[_Mentions], chosen: Sequence[_Mentions]) -> Draft:
    citations: list[Citation] = []
    answers, texts = [], []
    share = (LONGEST_ANSWER - 2 * len(chosen)) // len(chosen) - 6
    for number, mention in enumerate(chosen, 1):
        sentence, section = _telling(index, mention, understood)
        citations.append(cite(index, number, [sentence], section))
        shown = shortened(without_opening(sentence.text), lambda part: _held(part, understood), share)
        answers.append(f"{mention.year}: {shown}")
        texts.append(f"{mention.year}: {_whole(sentence)} [{number}]")
    silent = sorted({y for h in index.documents.values() for y in h.years} - {m.year for m in found})
    not_there = (
        f" Ikke nævnt i {'aftalen' if len(silent) == 1 else 'aftalerne'} for {join_years(silent)}." if silent else ""
    )
    computed = (f"Sætninger, der nævner det: {'; '.join(f'{m.year}: {len(m.sentences)}' for m in found)}",)
    reason: Reason | None = None
    draft = Draft(
        "; ".join(answers), _SURE, "answered", "\n".join(texts) + not_there, reason, (), tuple(citations),
        index.sentences(chosen[0].sentences[:1])[0].passage, (), computed,
    )  # fmt: skip
    return checked(index, draft)


def _telling(index: Index, mention: _Mentions, understood: Understood) -> tuple[Sentence, tuple[str, ...]]:
    """The sentence to show: the first under a heading that names the thing, else the first."""
    sentences = index.sentences(mention.sentences)
    passages = {p.id: p for p in index.passages(sorted({s.passage for s in sentences}))}
    for sentence in sentences:
        if _held(" ".join(passages[sentence.passage].section[-1:]), understood):
            return sentence, passages[sentence.passage].section
    return sentences[0], passages[sentences[0].passage].section


def _held(text: str, understood: Understood) -> float:
    lowered = text.lower()
    return float(sum(c.word in lowered for c in understood.concepts))


def _whole(sentence: Sentence) -> str:
    return sentence.text
