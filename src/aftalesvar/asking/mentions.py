"""Which agreements speak of a thing, which was the first to, and which does it most."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aftalesvar.asking.citing import checked, cite
from aftalesvar.asking.concepts import SYNONYM, Concept
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.frame import without_comparing
from aftalesvar.asking.premise import names_in
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wording import LONGEST_ANSWER, shortened, without_opening
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import stem, words
from aftalesvar.records import Citation, Reason, Sentence
from aftalesvar.store.index import Index

_BROUGHT_UP = r"(?:ind(?= i\b|\W*$)|på (?:tale|banen|bordet|dagsordenen|tapetet)|et (?:emne|tema)|(?:taget|bragt) op)"
_SPEAKS = (
    r"(?:nævn\w*|omtal\w*|optræde?r?|optrådte|dukke[dr]?e?(?=.*\bop\b)|skriver om|står|tale[r]? (?:\w+ )?om"
    r"|beskæftige\w* sig|hør(?:er|te) (?:man|jeg|vi)|skrev (?:\w+ )?om|talte (?:\w+ )?om"
    rf"|(?:komme[rt]?|kom|bragt|blev|bliver)(?=.*\b{_BROUGHT_UP}\b)|{_BROUGHT_UP}"
    r"|(?:om)?handle[rd]?e?|indeholder|rummer|kommer ind på"
    r"|tager (?:\w+ )?fat|har (?:noget|et (?:afsnit|kapitel)|en passus)"
    r"|(?:finder|finde|læse|læser) (?:man|jeg|vi|noget))"
)
_WHEN = r"\b(?:hvornår(?! skal)|i hvilke[nt]?|hvilke[nt]?)"
_FIRST_TIME = r"(?:(?:for )?(?:aller)?første gang|først)"
_ASKS = re.compile(
    rf"\b(?:hvilke[nt]?|hvornår|i hvilke[nt]?|hvem af aftalerne)\b.*\b{_SPEAKS}\b"
    rf"|\b{_SPEAKS}\b.*\b(?:første gang|flest gange)"
    rf"|{_WHEN}\b.*\b{_FIRST_TIME}\b.*\b\w*aftale\w*|{_WHEN}\b.*\b\w*aftale\w*\b.*\b{_FIRST_TIME}\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    rf"\b(?:{_SPEAKS}(?: om)?|bl\.? ?a\.|blandt andet|noget|ordet|begrebet|emnet|lover|har aftalt"
    r"|blev (?:det|der) (?:aftalt|besluttet)|(?:blev|bliver|er) parterne enige)(?!\w)(?: at\b)?",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"\b(?:(?:aller)?først\w*|begynd\w*|start\w*|{_BROUGHT_UP})", re.IGNORECASE)
_LAST = re.compile(r"\b(?:sidst\w*|seneste?)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:flest|oftest|mest|hyppigst)\b", re.IGNORECASE)
_OF_AGREEMENT = re.compile(
    r"\b(?:aftale\w*|økonomiaftale\w*|år|årene|første gang|flest gange|sidste gang"
    r"|på (?:tale|dagsordenen)|et (?:emne|tema))\b",
    re.IGNORECASE,
)
_FRAME = frozenset(
    """
    nævne nævnes nævnt nævner omtale omtales omtalt omtaler optræde optræder optrådte dukke dukker dukkede skriver taler
    står gang gange første først sidste sidst seneste senest flest oftest mest hyppigst ordet ord begrebet emnet
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class _Mentions:
    """One agreement's sentences that speak of the thing, in reading order."""

    document: str
    year: int
    sentences: list[int]


def draft_mentions(index: Index, understood: Understood) -> Draft | None:
    """The agreements that speak of what is asked, as the question wants them; None when it asks something else."""
    asked = understood.corrected
    if not _ASKS.search(asked) or not _OF_AGREEMENT.search(asked) or understood.question.years:
        return None
    spoken = _spoken(understood)
    if not spoken or any(f.unit != "count" for f in find_figures(asked)):
        return None
    names = {stem(name) for name in names_in(understood.question.text)}  # nothing stands for a name
    found = _mentions(index, spoken, None) or _mentions(index, spoken, names)
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


def spoken_of(text: str) -> str:
    """What a question asks which agreement speaks of: its words without those that ask for that."""
    return without_comparing(_SPEAKING.sub(" ", text))


def _stems(understood: Understood) -> list[str]:
    """What each content word is found by: its stem, also as a part of longer words."""
    return [stem(c.word) for c in _spoken(understood)]


def _spoken(understood: Understood) -> list[Concept]:
    """The words of what is spoken of: those that tell its matter, where any does."""
    left_out = {stem(word) for word in _FRAME}
    kept = {stem(word) for word in words(spoken_of(understood.corrected))} - left_out
    spoken = [c for c in understood.concepts if stem(c.word) in kept]
    return [c for c in spoken if c.telling == 1.0] or spoken


def _mentions(index: Index, spoken: Sequence[Concept], literal: Collection[str] | None) -> list[_Mentions]:
    """By agreement, in order of years, the sentences that hold all words, themselves or in their heading.

    :param literal: the stems that nothing else may stand for, where what stands for a word will do ("fordrevne" for
        "flygtninge"); None where only the words themselves will.
    """
    headings = {
        p.id: p.section[-1].lower() if p.section else "" for p in index.passages(range(len(index.passage_documents)))
    }
    said = [_begins_with(stem(c.word)) for c in spoken]
    meant = [
        index.occurrences(stem(c.word))
        if literal is None or stem(c.word) in literal
        else c.held_in(index.occurrences, SYNONYM)
        for c in spoken
    ]
    by_document: dict[str, list[int]] = {}
    for sentence in index.sentences(range(len(index.sentence_places))):
        text = f"{sentence.text.lower()} {headings[sentence.passage]}"
        if all(sentence.id in ids or begins.search(text) for begins, ids in zip(said, meant, strict=True)):
            by_document.setdefault(sentence.document, []).append(sentence.id)
    found = [
        _Mentions(head.id, head.years[-1], by_document[head.id])
        for head in index.documents.values()
        if head.id in by_document and head.years
    ]
    return sorted(found, key=lambda m: m.year)


def _begins_with(found: str) -> re.Pattern[str]:
    """A word that begins with a stem: "vikarbureauer" speaks of "vikarer", "forældre" of no "ældre"."""
    return re.compile(rf"\b{re.escape(found)}")


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
    words = "Ordet står" if len(_stems(understood)) == 1 else "Ordene står"
    there = f"{'aftalen' if len(silent) == 1 else 'aftalerne'} for {join_years(silent)}"
    not_there = f" {words} ikke i {there}." if silent else ""
    computed = (f"Sætninger, der nævner det: {'; '.join(f'{m.year}: {len(m.sentences)}' for m in found)}",)
    reason: Reason | None = None
    draft = Draft(
        "; ".join(answers), _SURE, "answered", "\n".join(texts) + not_there, reason, (), tuple(citations),
        index.sentences(chosen[0].sentences[:1])[0].passage, (), computed,
    )  # fmt: skip
    return checked(index, draft)


def _telling(index: Index, mention: _Mentions, understood: Understood) -> tuple[Sentence, tuple[str, ...]]:
    """The sentence to show: the first that says it itself, rather under a heading that names it."""
    sentences = index.sentences(mention.sentences)
    sections = {p.id: p.section for p in index.passages(sorted({s.passage for s in sentences}))}
    said = [_begins_with(found) for found in _stems(understood)]
    saying = [s for s in sentences if all(begins.search(s.text.lower()) for begins in said)]
    saying = saying or [s for s in sentences if any(begins.search(s.text.lower()) for begins in said)] or sentences
    named = [s for s in saying if any(b.search(" ".join(sections[s.passage][-1:]).lower()) for b in said)]
    chosen = (named or saying)[0]
    return chosen, sections[chosen.passage]


def _held(text: str, understood: Understood) -> float:
    lowered = text.lower()
    return float(sum(c.word in lowered for c in understood.concepts))


def _whole(sentence: Sentence) -> str:
    return sentence.text
