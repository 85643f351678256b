"""When something was decided, told by the agreement that decides it: "Hvornår blev det besluttet at …"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.decided import decides
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.frame import content_words
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.years import read_years

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_WHEN = r"^\W*(?:og )?(?:hvornår|(?:i )?hvilke[nt] (?:\w*aftale|øa|år)|hvilket (?:aftale)?år)"
_WHO = r"(?:det|der|man|de|vi|parterne|regeringen(?: og kl)?|kl(?: og regeringen)?)"
_ASKS = re.compile(
    rf"{_WHEN} (?:(?:blev|er|var|har|bliver|havde) (?:{_WHO} )?(?:\w+ )?"
    rf"(?:besluttet|bestemt|aftalt|vedtaget|enige?(?: om)?|lovet|fastslået|indgået aftale om)\b"
    rf"|(?:besluttede|bestemte|aftalte|vedtog|lovede|valgte) {_WHO}"
    rf"|(?:lavede|indgik|traf) {_WHO} (?:en |den )?(?:aftale\w*|beslutning\w*))(?: sig)?(?: for)?,?(?: (?:at|om)\b)*",
    re.IGNORECASE,
)
# "Med Aftale om kommunernes økonomi for 2022 blev regeringen og KL enige om …"
_LOOKS_BACK = re.compile(
    r"\b(?:med|i|i forlængelse af|siden)\s+\*?(?:\w*aftale\w*)[^.,;]{0,45}?(?P<year>20\d\d)\b", re.IGNORECASE
)
_AS_SURE = 0.1  # how much less sure an earlier agreement's place may be
_SAID = 0.5  # how well a place holds a word that it is held to hold
_LACKING = 0.4  # the share of what is asked that a word may be of which the place lacks


def draft_decided(asker: Asker, understood: Understood, without: frozenset[int]) -> Draft | None:
    """The agreement that decides what is asked about, the first of those that do; None when none is asked for."""
    question = understood.question
    asks = _ASKS.match(question.text)
    if asks is None or asker.held & set(question.years) or question.agreements:
        return None
    bare = question.text[asks.end() :].strip()
    if not content_words(bare):
        return None
    coverage = asker.reader(asker.understand(bare)).coverage
    draft = asker.draft_of(bare, (), (), without, kind="which-year")
    if draft.answer is None or coverage.heaviest_missing(_place(draft)) > _LACKING:
        return None
    terms = coverage.terms(_quotes(draft))
    held = [c for c in coverage.concepts if c.match(terms) >= _SAID]
    last = _year_of(asker, draft)
    for head in sorted(asker.index.documents.values(), key=lambda h: h.years):
        if not head.years or head.years[-1] >= last:
            continue
        earlier = asker.draft_of(bare, (), head.years, without, kind="which-year", documents=(head.id,))
        named = _told_as_done(draft) == head.years[-1]
        sure = earlier.confidence >= draft.confidence - (1.0 if named else _AS_SURE)
        own = coverage.terms(_quotes(earlier))
        as_much = named or all(c.match(own) >= _SAID for c in held)
        if earlier.answer is not None and sure and as_much and any(decides(c.quote) for c in earlier.citations):
            return earlier
    return _of_year_named(draft, asker)


def _quotes(draft: Draft) -> str:
    return " ".join(c.quote for c in draft.citations)


def _place(draft: Draft) -> str:
    return " ".join((*(title for c in draft.citations for title in c.section), _quotes(draft)))


def _year_of(asker: Asker, draft: Draft) -> int:
    heads = (asker.index.documents[c.document] for c in draft.citations)
    return min((h.years[-1] for h in heads if h.years), default=0)


def _told_as_done(draft: Draft) -> int | None:
    """The year of the earlier agreement that a place says decided it; None when it says none."""
    for citation in draft.citations:
        back = _LOOKS_BACK.search(citation.quote)
        if back is not None and citation.year and int(back["year"]) < citation.year:
            return int(back["year"])
    return None


def _of_year_named(draft: Draft, asker: Asker) -> Draft:
    """The draft, told under the year of the earlier agreement that its place names, where that isn't here."""
    year = _told_as_done(draft)
    if year is None or year in asker.held or draft.answer is None or read_years(draft.answer).is_range:
        return draft
    own = str(_year_of(asker, draft))
    label = f"{year} (ifølge aftalen for {own})"
    return (
        replace(draft, answer=draft.answer.replace(own, label, 1), text=draft.text.replace(own, label, 1))
        if draft.answer.startswith(own)
        else draft
    )
