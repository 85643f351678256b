"""Questions that join two things, each with its own year: "Hvad var anlægsrammen i 2023 og servicerammen i 2024?"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from aftalesvar.asking.across import bare_of
from aftalesvar.asking.frame import content_words
from aftalesvar.asking.kinds import kind_of
from aftalesvar.danish.years import AskedYears, read_years
from aftalesvar.records import AnswerKind

_JOINTS = re.compile(
    r"\s*,?\s+(?:og|samt|mens|men|end|kontra|mod|sammenlignet med|i forhold til)\s+(?=\D)|\s*;\s*", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?P<opening>(?:til og med )?hv(?:ad|or|ornår|ilke[tn]?)(?: (?:meget|mange|stor[et]?|store|længe|højt?|høj))?"
    r"(?: (?:er|var|bliver|blev|udgør|udgjorde))?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^\W*hv(?:ad|em|or|ornår|ordan|orfor|ilke[tn]?)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:den|det|de|der|dem|heraf|disse|dette)\b", re.IGNORECASE)
_SAME_THING = re.compile(r"\b(?:den|det|de)\b", re.IGNORECASE)
# What is asked of a thing, and names none itself: "og hvad var ambitionen i 2023?".
_OF_THING = re.compile(
    r"(?:ambition|målsætning|formål|hensigt|sigte|status|resultat|konklusion|beløb|udgift|pris|tal|niveau|plan|aftale"
    r"|løfte|beslutning|krav|ønske|frist|andel|sats|svar|holdning|regning|begrundelse|årsag|forslag|besked|sum|vurdering"
    r"|forventning|udfald|udgang|mål)(?:en|et|n|er|erne|rne|ne|t|s)?"
    r"|hævet|sænket|øget|nedsat|ændret|forhøjet|skete|sket|ske|sagt|sagde|gjort|blevet|lyder|lyde|lød|totalt?|total(?:en|er)"
    r"|samlet|samlede|forventet|planlagt|lagt|afsat|afsatte|endte|ender|landede|lander|endelig[et]?|kom|kommet|aftalt|besluttet",
    re.IGNORECASE,
)
# "og hvad blev det hævet til?": a figure, and so is what was raised.
_MOVED_TO = re.compile(
    r"\b(?:hævet|sænket|øget|forhøjet|nedsat|sat (?:op|ned)|løftet|skruet (?:op|ned)) til\b", re.IGNORECASE
)
_COUNTS = re.compile(
    r"\bhvor mange ((?:[\wæøå-]+ ){0,1}?[\wæøå-]+)\s+(?:var|er|blev|bliver|har|skal|findes|der)\b", re.IGNORECASE
)
_COUNTS_BARE = re.compile(r"^(\W*hvor mange)(?= (?:var|er|blev|bliver|har|skal|findes|der)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the things asked, as a question of its own, with the year or agreement that it is asked of."""

    question: str
    label: str
    agreements: tuple[int, ...]
    years: tuple[int, ...]


def part_question(text: str, held: Collection[int]) -> list[Asked]:
    """The two questions that a question joins, each with a year of its own; [] when it asks one thing.

    :param text: the question with mended spelling.
    :param held: the years that there are agreements for.
    """
    for joint in _JOINTS.finditer(text):
        left, right = text[: joint.start()].strip(), text[joint.end() :].strip()
        mine, other = read_years(left, sorted(held)), read_years(right, sorted(held))
        if not (_is_one(mine) and _is_one(other)) or mine.years == other.years:
            continue
        if right.lower().startswith("året") or not _own_thing(left, mine, right, other):
            continue
        # What a thing is raised to is all of it.
        whole = " i alt" if _MOVED_TO.search(right) else ""
        return [
            _asked(f"{left}{whole}", mine),
            _asked(f"{_whole(left, mine, right)}{whole}", _of_same_year(mine, right, other)),
        ]
    return []


def _of_same_year(mine: AskedYears, right: str, other: AskedYears) -> AskedYears:
    """The years of a right side that points back to a thing of one year, in another agreement: of that year too."""
    of_mine = set(mine.years) - set(mine.agreements)
    if len(of_mine) != 1 or not mine.agreements or other.years != other.agreements or not _SAME_THING.search(right):
        return other
    return replace(other, years=tuple(sorted({*of_mine, *other.agreements})))


def _is_one(asked: AskedYears) -> bool:
    """Whether one agreement or year is named; a year beside an agreement is what the figure is for."""
    return not asked.is_range and (len(asked.years) == 1 or (len(asked.agreements) == 1 and len(asked.years) == 2))


def _own_thing(left: str, mine: AskedYears, right: str, other: AskedYears) -> bool:
    """Whether the right side names a thing of its own, or pairs another year with another agreement."""
    if len(mine.years) == 2 and len(other.years) == 2:
        return True
    said = set(content_words(bare_of(left, mine)))
    new = [w for w in content_words(bare_of(right, other)) if w not in said and len(w) > 3]
    return bool(said) and bool(new)


def _whole(left: str, mine: AskedYears, right: str) -> str:
    """The right side as a whole question: with the left one's asking words, and its thing where it only points back."""
    opening = _OPENING.match(left)
    counted = _COUNTS.search(left)
    if counted and _COUNTS_BARE.match(right):
        right = _COUNTS_BARE.sub(lambda m: f"{m[1]} {counted[1]}", right)
    if not _ASKS.match(right):
        thing = bare_of(left, mine) if not _has_noun(left, right) else ""
        return f"{opening['opening'] if opening else ''} {right} {thing}".strip()
    if _POINTS_BACK.search(right) or _names_no_thing(right):
        said = set(content_words(right))
        kept = [w for w in content_words(bare_of(left, mine)) if w not in said]
        return f"{right.rstrip(' ?')} {' '.join(kept)}"
    return right


def _names_no_thing(right: str) -> bool:
    """Whether all that the right side says is what it wants to know of the thing before it."""
    return all(_OF_THING.fullmatch(word) for word in content_words(bare_of(right, read_years(right))))


def _has_noun(left: str, right: str) -> bool:
    """Whether the right side says what it is about itself, by words and not by pointing back."""
    return bool(content_words(right)) and not _POINTS_BACK.search(right)


def _asked(text: str, asked: AskedYears) -> Asked:
    years = tuple(y for y in asked.years if y not in asked.agreements) or asked.years
    label = str(years[0] if len(years) == 1 else asked.agreements[0])
    if asked.agreements and years != asked.agreements:
        label += f" (ifølge aftalen for {asked.agreements[0]})"
    return Asked(text, label, asked.agreements, years)


def as_figures(kind: AnswerKind, asked: Sequence[Asked]) -> AnswerKind | None:
    """The kind that each part of a question has; None for the part's own.

    A comparison asks for figures, and so does an open part beside one that asks how great the same thing is.
    """
    if any(_MOVED_TO.search(part.question) for part in asked):
        return "amount"
    kinds = {kind_of(part.question) for part in asked}
    return "amount" if kind in ("compare", "yesno") or kinds == {"what", "amount"} else None
