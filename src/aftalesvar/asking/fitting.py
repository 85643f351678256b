"""Whether a place can be the answer at all, whatever its scores; and what is wrong with it when not."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Literal

from aftalesvar.asking import premise
from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.concepts import ITSELF
from aftalesvar.asking.dates import asks_how_long, tells_how_long
from aftalesvar.asking.detail import detail_missing
from aftalesvar.asking.figure_fit import asks_part
from aftalesvar.asking.figures import PlacedFigure, asked_direction, asks_change, asks_total
from aftalesvar.asking.granted import clause_unsaid, event_unsaid
from aftalesvar.asking.holders import parties_in
from aftalesvar.asking.itemised import items_missing, names_missing
from aftalesvar.asking.kinds import asks_size, may_ask_figure
from aftalesvar.asking.nouns import counted_noun, counts_another
from aftalesvar.asking.silent import sums_untold
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.places import places_named
from aftalesvar.danish.terms import words

_NEXT, _NEAR = 20, 0.5  # candidates that may stand in for the best, and how much lower they may score
_CHANGED = 0.6  # how much of a question a sentence must say itself, for the next one to give its reason
ONLY_WORD = 0.5  # how well a word must be held that nothing else can make up for
_WELL_HELD = 0.7  # by the word or a synonym, and not by a part of it
# What is asked about isn't there; the names or items; a reason; what came of it; the figure; the detail asked for; it
# is of another party or place; it takes something else for granted than the place says.
Misfit = Literal["subject", "names", "reason", "outcome", "figure", "detail", "party", "premise"]
_RATE = re.compile(
    r"\b(?:pr\.?|per) "
    r"(?:døgn|time|dag|uge|måned|barn|borger|indbygger|elev|plads|ton|person|ansat|medarbejder)\w*"
    r"|\bfor (?:en?|et) (?:døgn|time|dag|uge|måned|plads)\b",
    re.IGNORECASE,
)
# "samlede budget efter forhøjelsen": the level is asked for, whatever came before it
_AFTER = re.compile(r"\b(?:efter|oven på|inklusive|inkl\.) (?:\w+ )?\w+(?:en|et|ne)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?P<first>20\d\d)(?:\s?[-–/]\s?| til )(?P<last>(?:20)?\d\d)\b(?![.,]\d)", re.IGNORECASE)
_SAYS_RATE = re.compile(r"\b(?:pr|per)\b|\bhver\b", re.IGNORECASE)


def fitting(candidates: Sequence[Candidate], understood: Understood, reader: Reader) -> Candidate:
    """The best candidate; or where that lacks the figure asked for, one near it that has it."""
    best = candidates[0]
    if misfit(best, understood, reader) not in ("figure", "detail"):
        return best
    near = (c for c in candidates[1:_NEXT] if c.score > best.score - _NEAR and "wrong_kind" not in c.signals)
    return next((c for c in near if misfit(c, understood, reader) is None), best)


def lacking(
    first: Candidate, best: Candidate, chosen: Candidate, understood: Understood, reader: Reader
) -> tuple[Candidate, Misfit | None]:
    """What is wrong with the sentence chosen to answer, and the place to tell it of.

    :param first: the place that scored highest: when it says otherwise than the question takes for granted, no other
        sentence tells why.
    :param best: the place that was taken for it.
    :param chosen: the sentence of that place that tells what is asked.
    """
    if misfit(first, understood, reader) == "premise":
        return first, "premise"
    wrong = misfit(chosen, understood, reader)
    if first is best or wrong is None:
        return chosen, wrong
    nearest = misfit(first, understood, reader)
    return (first, nearest) if nearest is not None else (chosen, wrong)


def misfit(top: Candidate, understood: Understood, reader: Reader) -> Misfit | None:
    """Why a place can't be the answer; None when it may be."""
    sentence = top.told
    around = " ".join((sentence, *top.found.passage.section))
    place = f"{around} {top.found.passage.text}"
    question = understood.question
    if _names_only_a_party(top, understood) or _lacks_subject(understood, reader, place, around):
        return "subject"
    of = place if top.figure is None else around  # a figure is of the party that it is told of
    if premise.places_missing(question.text, around) or not premise.same_actor(understood, f"{of} {top.found.title}"):
        return "party"
    is_item = top.found.sentence.kind == "item"
    if names_missing(question.text, sentence) or items_missing(question.text, sentence, place, is_item):
        return "names"
    if premise.figures_missing(understood, place) or premise.denies(understood, sentence, around, reader.coverage):
        return "premise"
    whole = f"{top.shown} {place}"
    if clause_unsaid(understood, whole, reader.coverage) or event_unsaid(understood, whole):
        return "premise"
    if question.kind == "why" and not premise.gives_reason(sentence):
        return None if _fault_beside(top, reader) else "reason"
    if premise.only_planned(question.text, top.shown):
        return "outcome"
    if _lacks_figure(top, understood) or _counts_another(top, understood, reader):
        return "figure"
    unsaid = question.kind == "yesno" and sums_untold(understood.corrected, place)
    return "detail" if unsaid or detail_missing(top, understood, reader) else None


def _fault_beside(top: Candidate, reader: Reader) -> bool:
    """Whether the sentence shown with one that says what is changed tells what is wrong with it."""
    if top.beside is None or not premise.tells_fault(top.beside.text):
        return False
    said = reader.coverage.terms(top.found.sentence.text)
    matter = [c for c in reader.coverage.concepts if not premise.takes_for_granted(c.word)]
    named = any(concept.match(said) == ITSELF for concept in matter)
    return named and reader.coverage.of_text(top.found.sentence.text) >= _CHANGED


def _names_only_a_party(top: Candidate, understood: Understood) -> bool:
    """Whether a figure would answer a question that says nothing of what: "hvor meget skal kommunerne af med?"."""
    if top.figure is None or top.found.sentence.row is not None:
        return False
    return all(parties_in(concept.word) for concept in understood.concepts)


def _lacks_subject(understood: Understood, reader: Reader, place: str, sentence: str) -> bool:
    """Whether a place lacks the one thing asked about, a body that is named, or what no agreement names.

    :param sentence: of it, with what it refers back to and its headings.
    """
    if premise.names_in(understood.question.text) & understood.unseen:
        return True
    concepts = understood.concepts
    needed = concepts if len(concepts) == 1 else [c for c in concepts if premise.is_body(c.word)]
    terms = reader.coverage.terms(place)
    lacks = any(concept.match(terms) < ONLY_WORD for concept in needed)
    return lacks or _only_named(understood, reader.coverage.terms(sentence))


def _only_named(understood: Understood, terms: Set[str]) -> bool:
    """Whether a place holds a town's name alone of a question: "hvad er kommuneskatten i Aarhus"."""
    named = {word for name in places_named(understood.question.text) for word in words(name)}
    asked = [c for c in understood.concepts if c.telling == 1.0 and not {c.word, c.word.removesuffix("s")} & named]
    return bool(named) and bool(asked) and all(concept.match(terms) < _WELL_HELD for concept in asked)


def _counts_another(top: Candidate, understood: Understood, reader: Reader) -> bool:
    """Whether "hvor mange …" is answered by a count of something else."""
    figure = top.figure
    if understood.question.kind != "count" or figure is None or figure.figure.unit != "count":
        return False
    return counts_another(figure.figure.noun, counted_noun(understood.corrected), reader.coverage)


def _lacks_figure(top: Candidate, understood: Understood) -> bool:
    """Whether a level, a total or a rate is asked for and the place tells a change, or no figure at all."""
    question, sentence = understood.question, top.found.sentence.text
    if question.kind == "date" and asks_how_long(question.text):
        return not tells_how_long(sentence)
    if question.kind not in ("what", "amount"):
        return False
    if _RATE.search(question.text) and not _gives_rate(" ".join((top.found.sentence.intro or "", sentence))):
        return True
    figure = top.figure
    if figure is None or figure.total:
        return False
    if _is_part(figure, question.text):
        return True
    if figure.direction != "change" or asks_change(_AFTER.sub("", question.text)):
        return False
    return asks_total(question.text) or (asks_size(question.text) and may_ask_figure(question.text))


def _is_part(figure: PlacedFigure, question: str) -> bool:
    """Whether a figure is a part of something only, where no part is asked for.

    "3 mia. kr. af bloktilskuddet er betinget af anlægsrammen" gives neither the grant nor the ceiling.
    """
    if asks_part(question):
        return False
    of_another = figure.figure.unit == "kr" and (figure.share or figure.part_of_other)
    return of_another or (figure.of_which and asks_total(question))


def _gives_rate(sentence: str) -> bool:
    """Whether a sentence tells an amount for each of something."""
    return bool(_SAYS_RATE.search(sentence)) and any(f.unit != "count" for f in find_figures(sentence))


def other_year(understood: Understood, best: Candidate, held: Set[int]) -> bool:
    """Whether the best candidate speaks of another year than asked: then a refusal is the better answer.

    :param held: the years that there are agreements for; such a year's own agreement answers for it.
    """
    asked = set(understood.question.years)
    if not asked:
        return False
    if best.found.signals.year_fit < 0:
        of_lacking = bool(set(understood.question.agreements) - held)
        return bool(asked & held) or of_lacking or not _told_around(asked, best)
    if best.figure is not None and _of_other_span(understood, best):
        return True
    if best.figure is not None and best.figure.years:
        return not asked & best.figure.years and not set(understood.question.agreements) & set(best.found.years)
    return False


def _told_around(asked: Set[int], best: Candidate) -> bool:
    """Whether a place in words names the year asked about; or where it names none, the sentences around it do."""
    if best.figure is not None or best.date is not None or best.found.sentence.row is not None:
        return False
    return bool(asked & (years_in(best.told) or years_in(best.found.passage.text)))


def _of_other_span(understood: Understood, best: Candidate) -> bool:
    """Whether a figure from one year to the next is asked for ("2024-2025") and the sentence tells of others."""
    asked, told = _spans(understood.question.text), _spans(best.found.sentence.text)
    return bool(asked) and bool(told) and not asked & told


def _spans(text: str) -> frozenset[tuple[int, int]]:
    """The pairs of years that a text ties: "2024-2025", "fra 2024 til 2025", "2024/25"."""
    pairs = ((m["first"], m["last"]) for m in _SPAN.finditer(text))
    return frozenset((int(one), int(other if len(other) == 4 else one[:2] + other)) for one, other in pairs)


def change_for_level(understood: Understood, best: Candidate, held: Set[int]) -> bool:
    """Whether a year without an agreement would get a change, or a part, in the place of the level asked for."""
    asked, figure = understood.question, best.figure
    if figure is None or asked.kind != "what" or not (figure.direction == "change" or figure.of_which):
        return False
    if asked_direction(understood.corrected) == "change":
        return False
    return bool(asked.years) and not held & set(asked.years)
