"""Questions across agreements and years: which way each is answered, and with what as the last resort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.about import dates_of, made_in
from aftalesvar.asking.across import ASKED_OF_ONE, TOLD_BY_TEXT, Across, as_across
from aftalesvar.asking.asked import bare_question, units_asked
from aftalesvar.asking.beside import side_by_side
from aftalesvar.asking.chained import draft_chained
from aftalesvar.asking.decided_when import draft_decided
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.followed import draft_followed
from aftalesvar.asking.frame import content_words
from aftalesvar.asking.joining import Part, joined
from aftalesvar.asking.meant import named, recurs
from aftalesvar.asking.mentions import draft_mentions, spoken_of
from aftalesvar.asking.parted import as_figures, part_question
from aftalesvar.asking.points import Point, align
from aftalesvar.asking.refusing import refusal
from aftalesvar.asking.relative import with_next_year
from aftalesvar.asking.restricted import is_restricted
from aftalesvar.asking.series import draft_series
from aftalesvar.asking.shares import draft_shares, shares_asked
from aftalesvar.asking.sides import Side, read_sides, slots_of
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import stem
from aftalesvar.danish.years import read_years

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

_FEWEST_RECURRING = 3  # agreements that must say the same thing before it is told as a series unasked
_COVERED_ALONE = 0.7  # how much each of a few figures must hold of what is asked


def draft_across(asker: Asker, understood: Understood, vector: np.ndarray, without: frozenset[int]) -> Draft | None:
    """The draft of a question across agreements, years or parties; None when it asks of one place alone."""
    chosen = understood.kind_chosen  # then the words' own ways of asking don't decide
    understood = _of_next_year(asker, understood)
    found = None if chosen else _of_agreements(asker, understood, without)
    if found is not None:
        return found
    parties = None if chosen else shares_asked(understood.corrected)
    if parties is not None:
        shares = _shares(asker, understood, vector, parties, without)
        if shares is not None:
            return shares
    asked = part_question(understood.corrected, asker.held)
    if asked:
        own = understood.question.kind
        kind = own if chosen and own in ASKED_OF_ONE else as_figures(own, asked)
        parts = [Part(a.label, asker.draft_of(a.question, a.years, a.agreements, without, kind)) for a in asked]
        if all(part.draft.answer is not None for part in parts):
            return joined(parts)
        if _of_two_things([a.question for a in asked]):  # no series of the first stands for the second
            return Draft(None, 0.0, reason=refusal(asker.index, understood, None))
    across = as_across(understood, asker.held)
    if across is None:
        return None if chosen else _which(asker, understood, without)
    pairs = {a.agreements[0]: a.years for a in asked if len(a.agreements) == 1 and a.years != a.agreements}
    return _across(asker, understood, across, vector, without, pairs if len(pairs) > 1 else {})


def _of_two_things(questions: Sequence[str]) -> bool:
    """Whether two questions have no word in common that tells what they are about."""
    first, *others = [{stem(word) for word in content_words(question)} for question in questions]
    return bool(first) and all(other and not first & other for other in others)


def _of_next_year(asker: Asker, understood: Understood) -> Understood:
    """The question with the year that "året efter" means."""
    text = with_next_year(understood.question.text, asker.held)
    named = read_years(understood.question.text, sorted(asker.held))
    chosen = set(understood.question.agreements) != set(named.agreements)  # given beside the words, as years may be
    if text == understood.question.text or understood.kind_chosen or chosen:
        return understood
    return replace(asker.understand(text), typed=understood.typed)


def _of_agreements(asker: Asker, understood: Understood, without: frozenset[int]) -> Draft | None:
    """What is told of agreements as such: when they were made, what they speak of, what came of what they began."""
    index = asker.index
    about = dates_of(index, understood) or made_in(index, understood) or draft_mentions(index, understood)
    return about or draft_followed(asker, understood, without) or draft_decided(asker, understood, without)


def _which(asker: Asker, understood: Understood, without: frozenset[int]) -> Draft | None:
    """Which agreement says what a question tells of, asked without the words that ask for that; None when none does."""
    question = understood.question
    if question.kind != "which-year" or question.years:
        return None
    bare = spoken_of(question.text)
    draft = asker.draft_of(bare, (), (), without, kind="which-year") if content_words(bare) else None
    return draft if draft is not None and draft.answer is not None else None


def _across(
    asker: Asker, understood: Understood, across: Across, vector: np.ndarray, without: frozenset[int],
    pairs: Mapping[int, tuple[int, ...]],
) -> Draft | None:  # fmt: skip
    chained = draft_chained(asker, understood, across, vector, without)
    if across.inner == "how" and across.kind == "series" and not (across.agreements or across.years):
        chained = side_by_side(asker, across, without, pairs)  # what all agreements say, in words
    if chained is not None:
        return chained
    if across.inner in TOLD_BY_TEXT and across.kind != "which-year" and len(across.agreements or across.years) > 1:
        return side_by_side(asker, across, without, pairs)
    bare, of_bare = bare_question(asker, across)
    heads = [h for h in asker.index.documents.values() if h.years]
    sides = read_sides(asker, bare, of_bare, slots_of(across, heads, pairs), without, units_asked(across))
    points = _points(asker, sides)
    if across.recurring and (len(points) < _FEWEST_RECURRING or not recurs(asker, points)):
        return None
    if _is_stray(sides, points):
        return None
    if len(points) >= 2 and named(points):
        return draft_series(asker, understood, across, sides, points)
    if across.years and not set(across.years) & asker.held and not across.agreements and across.kind == "series":
        return Draft(None, 0.0, reason=refusal(asker.index, understood, None))
    if across.recurring:
        return None
    told = side_by_side(asker, across, without, pairs)
    if understood.question.kind == "yesno":
        return told
    sized = across.kind in ("which-year", "compare") and across.inner not in ("how", "who", "why", "list")
    return told or (_of_one_place(asker, understood, across, without) if sized else None)


def _points(asker: Asker, sides: Sequence[Side]) -> list[Point]:
    """Each side's figure; none where they are of a whole that the question wants a part of."""
    points = align(asker, sides)
    return [] if is_restricted(sides, points) else points


def _of_one_place(asker: Asker, understood: Understood, across: Across, without: frozenset[int]) -> Draft:
    """What one sentence says of the years that a question compares; a refusal when it names none but one of them."""
    asked = understood.question
    draft = asker.draft_of(asked.text, asked.years, asked.agreements, without)
    quotes = " ".join(citation.quote for citation in draft.citations)
    named = {year for year in (*across.years, *across.agreements) if str(year) in quotes}
    if len(named) > 1:
        return draft
    return Draft(None, 0.0, reason=refusal(asker.index, understood, None))


def _is_stray(sides: Sequence[Side], points: Sequence[Point]) -> bool:
    """Whether a few of many agreements have a figure that holds some of the words, and none says what another says."""
    own = [s for s in sides if not s.slot.elsewhere]
    alike = sum(p.strong for p in points) > 1  # one is held against itself
    few = len(own) > 3 and 2 * len(points) < len(own)
    return few and not alike and min((p.coverage for p in points), default=1.0) < _COVERED_ALONE


def _shares(
    asker: Asker, understood: Understood, vector: np.ndarray, parties: tuple[str, str], without: frozenset[int]
) -> Draft | None:
    mine = replace(understood, question=replace(understood.question, kind="amount"))
    found = asker.places(mine, vector, without)
    candidates = asker.reader(mine).candidates(found.sentences)
    return draft_shares(asker.index, parties, candidates)
