"""How a sentence's figures stand in it, whatever is asked: each with its stretch, its years and what stands around it.

The same sentences are read for question after question, and for each side of one that compares; what a sentence says by
itself is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.danish.terms import Analyser
from aftalesvar.figures import Direction, is_of_which, stated_direction, stated_years

_MOST_KEPT = 20_000  # sentences; more than a large corpus has that state a figure
_OTHERS = 12  # words that what belongs to another figure is further off
# "1 mia. kr. af bloktilskuddet": the figure is a part of what follows, and of nothing else.
OF = r"\s*(?:årligt\s+|i\s+\d{4}\s+)?af\s+"
_PART_OF = re.compile(rf"^{OF}(?P<whole>(?:[\wæøåÆØÅ-]+\s*){{1,3}})")
# The point of "inkl. overførsler" ends no clause.
_FOR = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:årligt\s+)?i\s+\d{4}\s+)?"
    r"(?:(?:målrettet|øremærket|afsat|prioriteret)\s+)?(?P<link>til|for|fra|af|vedrørende|vedr\.)\s+(?!\d)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:samle[dt]e?|i alt|total\w*|tilsammen)\b(?:[^.;]|\.(?=\s?[a-zæøå])){0,40}$", re.IGNORECASE)
# "niveauet omfatter et løft på …": the figure is inside what is spoken of.
_INCLUDES = re.compile(r"\b(?:omfatter|indeholder|inkluderer|inklusive|inkl\.)\b[^.;]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^.;:]{0,40}")
_CLAUSE_END = re.compile(r"[,;:]\s|\.\s(?=[A-ZÆØÅ])")
_OF_WHICH = re.compile(r"\b(?:heraf|hvoraf|herunder)\b", re.IGNORECASE)

Distances = dict[str, int]  # of each term from a figure, in words
Years = tuple[frozenset[int], bool]  # the years that a figure is for, and whether they stand with the figure itself


@dataclass(frozen=True, slots=True)
class LaidFigure:
    """A figure in its sentence. ``start``/``stop`` are the ends of the figures before and after it, or the text's."""

    figure: FoundFigure
    start: int
    stop: int
    position: int  # words before it
    everywhere: Distances  # of the whole sentence's terms; not to be changed
    clause: Distances  # of those of its own clause; not to be changed
    part_of: str | None  # what it is said to be a part of
    part_is: str  # and what is said of that part, to its clause's end
    is_part: bool  # "heraf" stands before it
    part_said: str  # what stands after that "heraf", or else all before the figure, and what ends its clause
    is_inside: bool  # "omfatter" stands before it
    is_total: bool  # "i alt" does
    direction: Direction
    goes_on: bool  # so little stands before it that what is said of the figure before it holds for it too


class Layouts:
    """The layouts of sentences, each worked out once."""

    def __init__(self, analyser: Analyser) -> None:
        """``analyser`` tells the words' terms."""
        self.analyser = analyser
        self._laid: dict[str, tuple[LaidFigure, ...]] = {}
        self._years: dict[tuple[str, tuple[int, ...]], tuple[Years, ...]] = {}

    def figures(self, text: str) -> tuple[LaidFigure, ...]:
        """The figures of a sentence, in order."""
        if text not in self._laid:
            if len(self._laid) >= _MOST_KEPT:
                self._laid.clear()
            self._laid[text] = tuple(_laid_out(text, self.analyser))
        return self._laid[text]

    def years(self, text: str, context: tuple[int, ...]) -> tuple[Years, ...]:
        """The years of each figure of a sentence that is for ``context`` when it names none."""
        key = text, context
        if key not in self._years:
            if len(self._years) >= _MOST_KEPT:
                self._years.clear()
            laid = self.figures(text)
            self._years[key] = tuple(stated_years(text, one.figure, one.start, one.stop, context) for one in laid)
        return self._years[key]


def _laid_out(text: str, analyser: Analyser) -> list[LaidFigure]:
    figures = find_figures(text)
    if not figures:
        return []
    words = analyser.placed(text)
    owned = _owned_after(text, figures)
    laid = []
    for at, figure in enumerate(figures):
        start = figures[at - 1].end if at else 0
        stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
        before = text[start : figure.start]
        own_clause = _CLAUSE_END.split(text[figure.end : stop])[0]
        part = _PART_OF.match(text[figure.end : stop])
        position = sum(1 for offset, _ in words if offset < figure.start)
        own = owned.get(figure.end)
        others = [span for end, span in owned.items() if end != figure.end]
        laid.append(LaidFigure(
            figure, start, stop, position,
            _distances(words, position, 0, own, others), _distances(words, position, start, own, others),
            part["whole"] if part else None, _said_of(part, text[figure.end : stop]),
            is_of_which(before), f"{_OF_WHICH.split(before)[-1]} {own_clause}",
            bool(_INCLUDES.search(before)), bool(_TOTAL.search(before)), stated_direction(text[: figure.start]),
            bool(_GOES_ON.fullmatch(before)),
        ))  # fmt: skip
    return laid


def _said_of(part: re.Match[str] | None, after: str) -> str:
    """What a figure that is a part of something is said to be: "betinget af …"."""
    return _CLAUSE_END.split(after[part.end("whole") :])[0] if part else ""


def _owned_after(text: str, figures: Sequence[FoundFigure]) -> dict[int, tuple[int, int]]:
    """The stretch after each figure that says what it is for, by where the figure ends.

    Only where neighbours do alike: "3,4 mio. kr. til drift og 7,8 mio. kr. til udvikling".
    """
    stops = [*(f.start for f in figures[1:]), len(text)]
    told = [_FOR.match(text[f.end : stop]) for f, stop in zip(figures, stops, strict=True)]
    alike = [
        (one, next_)
        for one, next_ in pairwise(range(len(figures)))
        if figures[one].unit == figures[next_].unit and (first := told[one]) and (second := told[next_])
        if first["link"].lower() == second["link"].lower()
    ]
    return {figures[at].end: (figures[at].end, stops[at]) for pair in alike for at in pair}


def _distances(
    words: list[tuple[int, frozenset[str]]], position: int, since: int, own: tuple[int, int] | None,
    others: Sequence[tuple[int, int]],
) -> Distances:  # fmt: skip
    """Each term's distance in words from a position; what stands after it counts half as far again.

    :param since: the offset that words are counted from; 0 for the whole sentence.
    :param own: a stretch after the figure that is all its own, and so counts plainly.
    :param others: stretches that are other figures' own: far off, and outside this one's clause.
    """
    distances: Distances = {}
    for at, (offset, terms) in enumerate(words):
        elsewhere = any(start <= offset < end for start, end in others)
        if offset < since or (since and elsewhere):
            continue
        after = round(1.5 * (at - position)) + 3
        if own is not None and own[0] <= offset < own[1]:
            after = at - position
        distance = (position - at if at < position else after) + (_OTHERS if elsewhere else 0)
        for term in terms:
            distances[term] = min(distance, distances.get(term, distance))
    return distances
