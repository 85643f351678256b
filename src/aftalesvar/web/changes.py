"""What has changed between two agreements: table rows, sentences that say the same with other figures, new sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.danish.numbers import find_figures, parse_number
from aftalesvar.records import Document, Sentence, Span

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

ALIKE = 84.0  # per cent of characters that two sentences share, figures and years left out
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_SHORTEST = 40  # characters; shorter sentences are alike by chance
_NUMBERING = re.compile(r"^\s*(?:(?:boks|tabel|bilag)\s+\d+\s*:?|\d+\.)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side of a change stands."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A table row of both agreements; the values are in kroner (or per cent), None when one can't be read."""

    label: str
    before: Place
    after: Place
    values: tuple[Decimal, Decimal] | None
    unit: str

    @property
    def difference(self) -> Decimal | None:
        """The second agreement's value less the first's."""
        return self.values[1] - self.values[0] if self.values else None


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """Two sentences that say the same with other figures."""

    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Changes:
    """All that was found between two agreements."""

    rows: tuple[ChangedRow, ...]
    sentences: tuple[ChangedSentence, ...]
    gone: tuple[str, ...]  # sections that only the first has
    new: tuple[str, ...]  # sections that only the second has


def compare(asker: Asker, before: Document, after: Document) -> Changes:
    """Compare two agreements of the index that an asker reads."""
    places = asker.index.sentence_places
    old, new = (_sentences(asker, places, document.id) for document in (before, after))
    old_titles, new_titles = _titles(before), _titles(after)
    return Changes(
        tuple(changed_rows(old, new)),
        tuple(changed_sentences(old, new)),
        tuple(t for key, t in old_titles.items() if key not in new_titles),
        tuple(t for key, t in new_titles.items() if key not in old_titles),
    )


def _sentences(asker: Asker, places: Sequence[tuple[int, str]], document: str) -> list[Sentence]:
    return asker.index.sentences([i for i, (_, id_) in enumerate(places) if id_ == document])


def _titles(document: Document) -> dict[str, str]:
    """Section titles by what they say, numbers and the year left out."""
    return {_title_key(s.title): s.title for s in document.sections if s.parent is not None}


def _title_key(title: str) -> str:
    return " ".join(re.sub(r"\b(?:i|for)?\s*20\d\d\b", "", _NUMBERING.sub("", title)).casefold().split())


def changed_rows(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[ChangedRow]:
    """The rows that both have, by label and column; a label that one has twice is told apart by its order."""
    known = _rows(old)
    return [_changed(known[key], s) for key, s in _rows(new).items() if key in known]


def _rows(sentences: Sequence[Sentence]) -> dict[tuple[str, int], Sentence]:
    found: dict[tuple[str, int], Sentence] = {}
    for sentence in sentences:
        if sentence.row is None:
            continue
        label = " ".join(sentence.row.label.casefold().strip(" .:").split())
        number = next(n for n in range(len(sentences)) if (label, n) not in found)
        found[label, number] = sentence
    return found


def _changed(before: Sentence, after: Sentence) -> ChangedRow:
    assert before.row is not None
    assert after.row is not None
    old, new = amount(before), amount(after)
    values = (old[0], new[0]) if old is not None and new is not None and old[1] == new[1] else None
    return ChangedRow(after.row.label, _row_place(before), _row_place(after), values, new[1] if new else "")


def _row_place(sentence: Sentence) -> Place:
    assert sentence.row is not None
    return Place(f"{sentence.row.value} {sentence.row.unit or ''}".strip(), sentence.spans)


def amount(sentence: Sentence) -> tuple[Decimal, str] | None:
    """A row's value in its base unit, with that unit; None when the table doesn't tell its unit."""
    row = sentence.row
    if row is None or not row.unit:
        return None
    try:
        value = parse_number(row.value.replace("−", "-").replace("–", "-"))
    except ValueError:
        return None
    unit = row.unit.casefold()
    if "pct" in unit:
        return value, "pct"
    scale = 10**9 if "mia" in unit else 10**6 if "mio" in unit else 1
    return value * scale, "kr"


def changed_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[ChangedSentence]:
    """Pairs of sentences with the same words and other figures, in the second agreement's order; each used once."""
    from rapidfuzz import fuzz, process

    olds, news = _told(old), _told(new)
    if not olds or not news:
        return []
    scores = process.cdist(
        [masked(s.text) for s in news], [masked(s.text) for s in olds], scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    pairs = sorted(((float(scores[i, j]), i, j) for i, j in zip(*scores.nonzero(), strict=True)), reverse=True)
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    found: list[tuple[int, ChangedSentence]] = []
    for _, i, j in pairs:
        if i in taken_new or j in taken_old:
            continue
        taken_new.add(i)
        taken_old.add(j)
        if figures(olds[j].text) != figures(news[i].text):
            found.append((i, ChangedSentence(_place(olds[j]), _place(news[i]))))
    return [change for _, change in sorted(found, key=lambda pair: pair[0])]


def _told(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences (no rows) that hold a figure."""
    return [s for s in sentences if s.row is None and len(s.text) >= _SHORTEST and find_figures(s.text)]


def _place(sentence: Sentence) -> Place:
    return Place(sentence.quote, sentence.spans)


def masked(text: str) -> str:
    """A sentence without its figures, to compare by its words."""
    return _FIGURE.sub("#", text.casefold())


def figures(text: str) -> list[tuple[Decimal, str]]:
    """The figures of a sentence, by value."""
    return [(f.value, f.unit) for f in find_figures(text)]


def digits(text: str) -> list[tuple[int, int]]:
    """Where numbers stand in a text."""
    return [m.span() for m in _FIGURE.finditer(text)]
