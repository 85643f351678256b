"""What each side says, in its own words, one after the other: each read in its own agreement alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.across import TOLD_BY_TEXT, Across
from aftalesvar.asking.asked import telling
from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.composing import Composer
from aftalesvar.asking.decided import AGREED, decides
from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.joining import Part, joined, renumbered
from aftalesvar.asking.kinds import may_ask_figure
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.saying import BEHIND, DECIDED, HELD, RAREST, as_sections, is_sure, says_it
from aftalesvar.asking.wording import LONGEST_ANSWER
from aftalesvar.danish.anaphora import follows_from
from aftalesvar.records import Reason

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

_REACH = 3  # sentences after one that tells how things are, in which it says what was decided
_TRIED = 5  # places of a side tried, best first
_SHORT_LEAD = 100  # characters
_FEWEST = 2  # sides that must say it, where none is asked by name
_SURE = 0.75


def side_by_side(
    asker: Asker, across: Across, without: frozenset[int], pairs: Mapping[int, tuple[int, ...]]
) -> Draft | None:
    """What each side says, in its own words, one after the other; a refusal when agreements asked by name say nothing.

    None when there are no sides, or when years without names of agreements have nothing to say.
    """
    sides = across.agreements or (() if across.is_range else across.years)
    if not (across.agreements or across.years) and across.kind == "series" and across.inner in TOLD_BY_TEXT:
        sides = tuple(sorted(asker.held))
    if len(sides) < 2:
        return None
    in_words = across.inner in TOLD_BY_TEXT
    # "Udbetaling Danmark i 2020 og 2024" asks what is said of it.
    open_ = across.inner == "what" and not may_ask_figure(across.bare)
    parts = []
    for side in sides:
        keeps = None
        years = pairs.get(side) or (across.years if across.agreements and across.years else (side,))
        if side in asker.held and in_words and years == (side,):
            draft, keeps = _in_words(asker, across, side, without, LONGEST_ANSWER // len(sides))
        else:
            held = (side,) if side in asker.held else ()
            draft = _of_its_own(asker, asker.draft_of(across.bare, years, held, without, kind=across.inner), side)
            if held and open_ and years == (side,) and draft.answer is not None and not draft.figures:
                in_words_told, keeps = _in_words(asker, across, side, without, LONGEST_ANSWER // len(sides))
                draft = in_words_told if in_words_told.answer is not None else draft
        if across.kind == "compare" and across.inner in ("amount", "percent", "count") and not draft.figures:
            draft = Draft(None, 0.0)  # words say nothing of which is the greater
        parts.append(Part(_side_label(side, draft), draft, keeps))
    told_sides = sum(part.draft.answer is not None for part in parts)
    if sides not in (across.agreements, across.years) and told_sides < _FEWEST:
        return None
    in_figures = any(part.draft.figures for part in parts) and across.inner not in TOLD_BY_TEXT
    if across.kind == "compare" and told_sides < _FEWEST and in_figures:
        parts = []  # one side's figure alone compares nothing, and is likely another thing's
    # Where the agreements lack a word of what is asked, one side that speaks of something near it is no answer.
    strange = told_sides < _FEWEST and asker.understand(across.bare).unknown
    told = None if strange else joined(parts)
    if told is None and across.agreements and set(across.agreements) <= asker.held:
        said = f"Det står ikke i aftalerne for {join_years(across.agreements)}. Prøv med andre ord, eller uden årene."
        return Draft(None, 0.0, reason=Reason("not_in_corpus", said))
    return told


def _of_its_own(asker: Asker, draft: Draft, side: int) -> Draft:
    """A side's answer; none when another agreement tells it, of another year than the side's."""
    own = any(side in asker.index.documents[c.document].years for c in draft.citations)
    said = {figure.year for figure in draft.figures} == {side}
    return draft if side not in asker.held or own or said else Draft(None, 0.0)


def _in_words(
    asker: Asker, across: Across, side: int, without: frozenset[int], room: int
) -> tuple[Draft, Callable[[str], float] | None]:
    """What one agreement says of what is asked, whatever years it speaks of; and how much of that a text holds."""
    understood = telling(asker.understand(across.bare, agreements=(side,)))
    understood = replace(understood, question=replace(understood.question, years=(), kind=across.inner))
    only = [head.id for head in asker.index.documents.values() if side in head.years]
    reader = asker.reader(understood)
    found = asker.places(understood, asker.vector_of(understood.corrected), without, only)
    candidates = as_sections(reader, reader.candidates(found.sentences))
    likely = [c for c in candidates[:_TRIED] if c.score > candidates[0].score - DECIDED]
    saying = next((c for c in likely if says_it(c, candidates, understood, reader)), None)
    if saying is None and likely and is_sure(asker, candidates, understood, reader):
        saying = likely[0]
    if saying is None:
        return Draft(None, 0.0), None
    saying = _what_followed(asker, saying, without)
    candidates = [saying, *(c for c in candidates if c is not saying)]
    composer = Composer(asker.index, understood, reader.coverage)
    draft = replace(composer.compose(candidates[0], candidates), confidence=_SURE)
    lead = _lead(candidates, reader)
    if lead is not None:
        return _after(composer.compose(lead, [lead]), draft), None
    more = _more(candidates, reader)
    if more is not None and len(draft.answer or "") + len(more.found.sentence.text) < room:
        first, second = sorted((candidates[0], more), key=lambda c: c.found.sentence.id)
        told = _after(composer.compose(first, [first]), composer.compose(second, [second]))
        return replace(told, confidence=_SURE), reader.coverage.of_text
    return draft, reader.coverage.of_text


def _more(candidates: Sequence[Candidate], reader: Reader) -> Candidate | None:
    """Another sentence under the best one's heading that names what is asked itself; None when there is none."""
    best = candidates[0]
    return next(
        (
            c
            for c in candidates[1:]
            if c.found.passage.section == best.found.passage.section
            and c.found.sentence.id != best.found.sentence.id
            and c.found.sentence.row is None
            and c.score > best.score - BEHIND
            and reader.coverage.of_text(c.found.sentence.text) >= HELD
        ),
        None,
    )


def _what_followed(asker: Asker, saying: Candidate, without: frozenset[int]) -> Candidate:
    """The sentence soon after one that only tells how things are, when it says what was therefore decided.

    Agreements tell a trouble first: "… oplever, at hjælpen er usammenhængende. Parterne er derfor enige om …".
    """
    own = saying.found.sentence
    if decides(own.text) or own.row is not None:
        return saying
    before = own
    for sentence, passage in asker.around(without, own, _REACH):
        if sentence.id <= own.id or sentence.row is not None or passage.section != saying.found.passage.section:
            continue
        if sentence.id != before.id + 1:
            break
        if decides(sentence.text) == AGREED and follows_from(sentence.text):
            found = replace(saying.found, sentence=sentence, passage=passage)
            return Candidate(found, saying.score, 0, len(sentence.text), signals=saying.signals)
        before = sentence
    return saying


def _lead(candidates: Sequence[Candidate], reader: Reader) -> Candidate | None:
    """The first sentence of the best one's section, when it says of what is asked in few words what the matter is."""
    best = candidates[0].found
    if reader.coverage.of_text(" ".join(best.passage.section[-1:])) < RAREST:
        return None
    first = min(
        (c for c in candidates if c.found.passage.section == best.passage.section), key=lambda c: c.found.sentence.id
    )
    short = len(first.found.sentence.text) <= _SHORT_LEAD and first.found.sentence.row is None
    idle = decides(best.sentence.text) > 0 and not decides(first.found.sentence.text)
    told = short and first.found.sentence.id != best.sentence.id and not idle
    return first if told and reader.coverage.of_text(first.found.sentence.text) >= RAREST else None


def _after(lead: Draft, draft: Draft) -> Draft:
    """A side's answer after the sentence that leads its section, each with its own citation."""
    if lead.answer is None or draft.answer is None:
        return draft
    shift = len(lead.citations)
    return replace(
        draft,
        answer=f"{lead.answer.rstrip('.')}. {draft.answer}",
        text=f"{lead.text} {renumbered(draft.text, shift)}",
        citations=(*lead.citations, *(replace(c, id=c.id + shift) for c in draft.citations)),
        figures=(*lead.figures, *(replace(f, citation=f.citation + shift) for f in draft.figures)),
    )


def _side_label(side: int, draft: Draft) -> str:
    """The side's year, and the year that its one figure is for when that is another."""
    year = draft.figures[0].year if len(draft.figures) == 1 else None
    return str(side) if year in (None, side) else f"{year} (ifølge aftalen for {side})"
