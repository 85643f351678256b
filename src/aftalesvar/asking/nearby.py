"""Which sentence of the place that was found answers: often not the one that says most of the question's words.

Agreements state a thing in one sentence and its reason, use or limit in the next ("Det skyldes …", "Midlerne …",
"Parterne er derfor enige om …"). So a place is found first; then the sentence of it is chosen that tells the side asked
for, and the sentence that it points back to goes with it where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aftalesvar.asking.aspects import STRONG, Aspect, aspect_of, lists
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.companion import with_companion
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.itemised import asks_names, has_new_name
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.yesno import surely
from aftalesvar.danish.anaphora import cannot_stand_alone, follows_from, refers_back
from aftalesvar.danish.terms import words
from aftalesvar.records import Passage, Sentence

_REACH = 3  # sentences before and after the best one that belong to its place
_TELLS, _DECIDES = 0.6, 1.0  # telling the side asked for, or deciding a yes or no, counts this much
_LEAD = 0.18  # how much better another sentence must answer a question of yes or no than the one found
_FIRMLY = 0.5  # how surely the sentence before must decide a yes or no, to be taken for one that needs it
_AS_NEAR = 0.6  # how much lower a sentence elsewhere may score, to be looked at too for what decides a yes or no
_UNFOUND = 1.0  # how far behind the best one a sentence is that wasn't found by itself
_FOLLOWS = 0.12  # a sentence that points back is worth what the one before it is, less this
_ECHO = 0.5  # the question's words in other forms ("udfases": "udfasningen") count this much
_FOCUS, _HOLDS = 0.75, 0.5  # the words that part a reason from the others of its place; how well one is held then
_LENT = 0.7  # of the one before, for a sentence that points back to it
_SHORTEST_ECHO = 5  # letters that two forms of a word have in common
_KINDS = frozenset({"what", "why", "how", "who", "list", "yesno", "count"})

Around = Callable[[Sentence, int], Sequence[tuple[Sentence, Passage]]]


def answering(
    best: Candidate, candidates: Sequence[Candidate], understood: Understood, coverage: Coverage, nearby: Around
) -> Candidate:
    """The candidate of the best one's place that answers, with the sentence that it needs to be understood.

    :param nearby: the sentences, with their passages, whose ids are within a distance of one's.
    """
    question = understood.question
    if best.figure is not None or best.date is not None or question.kind not in _KINDS:
        return best
    tells = _teller(understood, coverage)
    place = _place(best, candidates, nearby)
    if question.kind == "yesno":
        place |= _as_near(best, candidates)
    weight = _DECIDES if question.kind == "yesno" else _TELLS
    told = {number: weight * tells(c.found.sentence, _pointed_to(place, number)) for number, c in place.items()}
    worth = _worth(place, coverage)
    if question.kind == "why":
        told = _with_reasons_before(place, told)
    total = {n: value + told[n] for n, value in worth.items()}
    if question.kind == "why":
        focus = _focus(place, coverage)
        worth = {n: value + _FOCUS * focus[n] for n, value in worth.items()}
    chosen = _surest(best, place, total, tells) if question.kind == "yesno" else _chosen(best, place, worth, told)
    told_with = with_companion(chosen, place, total)
    needed = question.kind == "yesno" or cannot_stand_alone(chosen.found.sentence.text)
    return _of_its_year(told_with, place) if needed else told_with


def _of_its_year(chosen: Candidate, place: Mapping[int, Candidate]) -> Candidate:
    """The same, of the year of the sentence that it points back to, where that is of the year asked."""
    before = place.get(chosen.before.id) if chosen.before is not None else None
    own = chosen.found.signals
    if before is None or before.found.signals.year_fit <= own.year_fit:
        return chosen
    signals = replace(own, year_fit=before.found.signals.year_fit)
    return replace(chosen, found=replace(chosen.found, signals=signals))


def _place(best: Candidate, candidates: Sequence[Candidate], nearby: Around) -> dict[int, Candidate]:
    """The sentences around the best one, under the same heading, by id."""
    read = {c.found.sentence.id: c for c in reversed(candidates)}
    place = {best.found.sentence.id: best}
    for sentence, passage in nearby(best.found.sentence, _REACH):
        if sentence.row is None and passage.section == best.found.passage.section and sentence.id not in place:
            place[sentence.id] = read.get(sentence.id) or _unfound(best, sentence, passage)
    return place


def _as_near(best: Candidate, candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """Sentences of the agreement that score nearly as high, by id: what decides may stand in another of its places."""
    return {
        c.found.sentence.id: c
        for c in reversed(candidates)
        if c.score > best.score - _AS_NEAR and c.found.sentence.document == best.found.sentence.document
        if c.found.signals.year_fit >= 0 and c.found.sentence.row is None
    }


def _unfound(best: Candidate, sentence: Sentence, passage: Passage) -> Candidate:
    found = replace(best.found, sentence=sentence, passage=passage)
    return Candidate(found, best.score - _UNFOUND, 0, len(sentence.text))


def _teller(understood: Understood, coverage: Coverage) -> Callable[[Sentence, str], float]:
    """How surely a sentence, after the one it points back to, tells what is asked (0 to 1); of an open question 0."""
    question = understood.question
    if question.kind == "yesno":
        return lambda sentence, before: surely(understood.corrected, sentence.text, before, coverage)
    aspect: Aspect | None = aspect_of(question.kind, understood.corrected)
    if asks_names(question.text) and (aspect is None or aspect.name != "members"):
        return lambda sentence, _: STRONG if has_new_name(question.text, sentence.text) else 0.0
    if aspect is not None and aspect.name == "list":
        return lambda sentence, _: lists(understood.corrected, sentence.text)
    return lambda sentence, _: 0.0 if aspect is None else aspect.told(sentence.text)


def _chosen(
    best: Candidate, place: Mapping[int, Candidate], worth: Mapping[int, float], told: Mapping[int, float]
) -> Candidate:
    """The one that tells what is asked more surely than the best one does, if there is one; else the best one."""
    least = told[best.found.sentence.id]
    better = [n for n in place if told[n] > least]
    chosen = max(better, key=lambda n: (worth[n] + told[n], -n), default=best.found.sentence.id)
    return place[chosen] if worth[chosen] + told[chosen] - least > worth[best.found.sentence.id] else best


def _surest(
    best: Candidate, place: Mapping[int, Candidate], total: Mapping[int, float], tells: Callable[[Sentence, str], float]
) -> Candidate:
    """The one that speaks best of the matter and decides it; the best one where another does hardly better.

    Where that only decides it by the sentence that it points back to, it is that one.
    """
    own = best.found.sentence.id
    chosen = max(place, key=lambda n: (total[n] + (_LEAD if n == own else 0.0), -n))
    before = place.get(chosen - 1) if _speaks_of_the_last(place, chosen) else None
    if (
        before is not None
        and not tells(place[chosen].found.sentence, "")
        and tells(before.found.sentence, "") > _FIRMLY
    ):
        return before
    return place[chosen]


def _worth(place: Mapping[int, Candidate], coverage: Coverage) -> dict[int, float]:
    """How well each sentence speaks of the matter, by itself or through the one before that it points back to."""
    worth: dict[int, float] = {}
    for number, candidate in sorted(place.items()):
        text = candidate.found.sentence.text
        worth[number] = candidate.score + _ECHO * _echo(coverage, text)
        if _speaks_of_the_last(place, number):
            worth[number] = max(worth[number], worth[number - 1] - _FOLLOWS)
    return worth


def _with_reasons_before(place: Mapping[int, Candidate], told: Mapping[int, float]) -> dict[int, float]:
    """The same, with what a sentence ("Derfor …") follows from told as surely as a reason is."""
    follow = [n for n, c in place.items() if told[n] < _TELLS * STRONG and follows_from(c.found.sentence.text)]
    reasons = {n - 1 for n in follow}
    return {n: max(value, _TELLS * STRONG) if n in reasons else value for n, value in told.items()}


def _focus(place: Mapping[int, Candidate], coverage: Coverage) -> dict[int, float]:
    """The share of the question that each sentence holds, by the words that part it from the others of its place.

    What all of a place speak of is its matter; the reason that is asked for is that of one thing said of it.
    """
    held = {n: _held(coverage, c.found.sentence.text) for n, c in place.items()}
    weights = []
    for at, weight in enumerate(coverage.weights):
        holding = sum(values[at] >= _HOLDS for values in held.values())
        weights.append(weight * math.log((len(place) + 1) / (holding + 0.5)) if holding else 0.0)
    total = sum(weights)
    own = {n: sum(w * v for w, v in zip(weights, values, strict=True)) / (total or 1.0) for n, values in held.items()}
    return {n: max(value, _LENT * own[n - 1]) if _speaks_of_the_last(place, n) else value for n, value in own.items()}


def _speaks_of_the_last(place: Mapping[int, Candidate], number: int) -> bool:
    """Whether a sentence points back to the one before it."""
    return bool(_pointed_to(place, number))


def _pointed_to(place: Mapping[int, Candidate], number: int) -> str:
    """The text of the sentence that one points back to; "" when it points to none."""
    before = place.get(number - 1)
    if before is None or not refers_back(place[number].found.sentence.text, before.found.sentence.text):
        return ""
    return before.found.sentence.text


def _echo(coverage: Coverage, told: str) -> float:
    """The share of the question's words that a sentence holds itself, in any form ("udfases": "udfasningen")."""
    held, total = _held(coverage, told), sum(coverage.weights)
    return sum(w * v for w, v in zip(coverage.weights, held, strict=True)) / total if total else 0.0


def _held(coverage: Coverage, told: str) -> list[float]:
    """How well a sentence holds each of the question's words, in any form."""
    terms, theirs = coverage.terms(told), [w for w in dict.fromkeys(words(told)) if len(w) >= _SHORTEST_ECHO]
    return [
        max(concept.match(terms), 1.0 if any(_same_root(concept.word, other) for other in theirs) else 0.0)
        for concept in coverage.concepts
    ]


def _same_root(one: str, other: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_SHORTEST_ECHO, min(len(one), len(other)) - 3)
