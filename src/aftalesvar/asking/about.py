"""Questions that no figure or clause answers: when an agreement was made, what an abbreviation stands for.

An agreement's date stands on its cover, outside the chapters; an abbreviation's meaning where it is introduced.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.joining import Part, joined
from aftalesvar.asking.refusing import join_titles, refusal
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import MONTHS
from aftalesvar.records import Citation, Reason, Span
from aftalesvar.store.index import Index
from aftalesvar.store.texts import DocumentHead, SourceText

_WHEN_MADE = re.compile(
    r"\b(?:hvornår|dato\w*|hvilken dag|hvilken dato)\b"
    r".*\b(?:indgå\w*|underskr\w*|dater\w*|på plads|i hus|landede|indgik)\b"
    r"|\bdato(?:en)? (?:for|på) (?:\w+ )?(?:økonomi|kl-?|øa)?\s?(?:aftale\w*|øa)\b",
    re.IGNORECASE,
)
_WHICH_DATES = re.compile(
    r"\bhvilke[nt]? dato\w*\b|\bdatoer(?:ne)? (?:for|på)\b|\bhvornår er\b.*\bfra\b", re.IGNORECASE
)
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b", re.IGNORECASE)
_WHICH_MADE = re.compile(
    r"\bhvilke[nt]?\b.*aftale\w*\b.*\b(?:indgå\w*|underskr\w*|dater\w*|på plads|i hus|landede|indgik|(?:er|var) fra)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bikke (?:fra |i )?$", re.IGNORECASE)
_AGREEMENT = re.compile(r"\b(?:(?:økonomi|kl-?|kommune)?aftale(?:ns?|rs?|rnes?|s)?|øa\s?'?\d{2,4})\b", re.IGNORECASE)
_MEANS = re.compile(
    r"^\W*hvad (?:betyder|er|står|dækker|menes der med|vil sige)\s+(?:forkortelsen\s+)?"
    r"(?P<short>[\wæøåÆØÅ]{2,8})(?:\s+(?:for|over))?\W*$",
    re.IGNORECASE,
)
_SURE = 0.9
_MOST_CONCEPTS = 3  # more content words name something else: "hvornår blev aftalen om MitID indgået"


def meaning_of(index: Index, understood: Understood) -> Draft | None:
    """What an abbreviation stands for, cited where an agreement introduces it; None when that isn't asked or said."""
    match = _MEANS.match(understood.question.text)
    long = index.abbreviations.get(match["short"].lower()) if match else None
    if match is None or long is None:
        return None
    introduced = re.compile(rf"({re.escape(long)})\s*\({re.escape(match['short'])}\)", re.IGNORECASE)
    for sentence in index.sentences(sorted(index.occurrences(match["short"].lower()))):
        if told := introduced.search(sentence.text):
            head = index.documents[sentence.document]
            passage = index.passages([sentence.passage])[0]
            citation = Citation(1, head.id, head.title, head.year, passage.section, sentence.spans, sentence.quote)
            text = f"{match['short'].upper()} er {told[1]} [1]"
            return Draft(told[1], _SURE, "answered", text, None, (), (citation,), sentence.passage)
    return None


def about_agreement(index: Index, understood: Understood) -> Draft | None:
    """The date of the agreement asked about with its citation, or a refusal when there is no such agreement.

    None when that isn't asked or can't be told.
    """
    question = understood.question
    named = question.agreements or question.years
    if len(named) != 1 or not _WHEN_MADE.search(question.text) or not _AGREEMENT.search(question.text):
        return None
    if len(understood.concepts) > _MOST_CONCEPTS:
        return None
    head = next((h for h in index.documents.values() if named[0] in h.years), None)
    if head is None:
        return Draft(None, 0.0, reason=refusal(index, understood, None)) if question.agreements else None
    said = f"Aftalen for {named[0]} siger ikke selv, hvornår den er indgået."
    return _dated(index, head) or Draft(None, 0.0, reason=Reason("no_figure", said))


def dates_of(index: Index, understood: Understood) -> Draft | None:
    """The dates of two or more agreements, each with its citation; None when that isn't asked."""
    question = understood.question
    named = question.agreements or question.years
    if len(named) < 2 or not _AGREEMENT.search(question.text) or len(understood.concepts) > _MOST_CONCEPTS:
        return None
    if not (_WHEN_MADE.search(question.text) or _WHICH_DATES.search(question.text)):
        return None
    parts = []
    for year in named:
        head = next((h for h in index.documents.values() if year in h.years), None)
        told = head and _dated(index, head)
        parts.append(Part(str(year), told or Draft(None, 0.0)))
    return joined(parts)


def made_in(index: Index, understood: Understood) -> Draft | None:
    """The agreements that were made in the months named, each with its date cited; None when that isn't asked."""
    text = understood.question.text
    if understood.question.years or not _WHICH_MADE.search(text):
        return None
    asked = {MONTHS.index(m[1].lower()) + 1 for m in _MONTH.finditer(text) if not _NOT.search(text[: m.start()])}
    if not asked:
        return None
    told = {head: _dated(index, head) for head in index.documents.values() if head.years}
    parts = [Part(str(h.years[-1]), draft) for h, draft in told.items() if draft is not None and _month(h) in asked]
    undated = [head.years[-1] for head, draft in told.items() if draft is None]
    said = f"{join_titles(undated)} siger ikke selv datoen." if undated else ""
    found = joined(parts) if parts else None
    if found is None:
        return Draft(
            None, 0.0, reason=Reason("not_in_corpus", f"Ingen aftale her er dateret i den måned. {said}".strip())
        )
    return replace(found, text=f"{found.text}\n{said}".strip())


def _month(head: DocumentHead) -> int:
    return datetime.date.fromisoformat(head.date).month if head.date else 0


def _dated(index: Index, head: DocumentHead) -> Draft | None:
    """An agreement's date, cited where it stands; None when its text tells none."""
    found = _date_in(index.source(head.id), datetime.date.fromisoformat(head.date)) if head.date else None
    if found is None:
        return None
    quote, span = found
    citation = Citation(1, head.id, head.title, head.year, (), (span,), quote)
    text = f"{head.title} er dateret {quote} [1]"
    passage = next((i for i, d in enumerate(index.passage_documents) if d == head.id), None)
    return Draft(quote, _SURE, "answered", text, None, (), (citation,), passage)


def _date_in(source: SourceText, date: datetime.date) -> tuple[str, Span] | None:
    """The date as the source writes it, and where."""
    pattern = re.compile(rf"\b{date.day}\.\s+{MONTHS[date.month - 1]}\s+{date.year}\b", re.IGNORECASE)
    match = pattern.search(source.text)
    if match is None:
        return None
    start, page = match.start(), None
    if source.paged != "none":
        page = sum(1 for s in source.page_starts if s <= start)
    base = source.page_starts[page - 1] if source.paged == "pdf" and page else 0
    return " ".join(match[0].split()), Span(page, start - base, match.end() - base)
