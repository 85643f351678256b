"""Questions to try, made from what the index holds: its years, its headings, and the field's words that it uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from aftalesvar.danish.thesaurus import thesaurus
from aftalesvar.records import RankedPassage

_NUMBERED = re.compile(r"^(?:\d+\.|(?:Boks|Tabel|Bilag) \d+:)\s*")
_SAYS_NOTHING = re.compile(r"^(?:$|indledning|øvrige?\b|andet\b|tabel\b|(?:boks|bilag) \d+$)", re.IGNORECASE)
_LONGEST_TITLE = 60  # characters
_YEARS_TRIED = 3  # of the latest, for each word


def examples(
    words: Mapping[str, int], years: Sequence[int], answered: Callable[[str], bool] = lambda _: True
) -> tuple[str, ...]:
    """Up to five questions that the corpus answers.

    :param words: the corpus's lower-case words and how often each stands there.
    :param answered: whether a question is answered; the latest agreement needn't be one that speaks of the word.
    """
    if not years:
        return ()
    framed = _definite(words, "ramme")
    topics = [
        head
        for head in (group.members[0] for group in thesaurus().field)
        if " " not in head and words.get(head, 0) >= 3 and not head.endswith("ramme")
    ]
    latest = sorted(years, reverse=True)[:_YEARS_TRIED]
    before = [*latest[1:], latest[0]]
    told = [
        [f"Hvad er {word} i {year}?" for year in tried] for word, tried in zip(framed, (latest, before), strict=False)
    ]
    if framed and len(years) > 2:
        told.append([f"Hvordan har {framed[0]} udviklet sig?"])
    spread = topics[:: max(len(topics) // 2, 1)]
    told += [
        [f"Hvad står der om {topic} i {year}?" for year in tried]
        for topic, tried in zip(spread[1:], (latest, before), strict=False)
    ]
    found = (next((question for question in tries if answered(question)), None) for tries in told)
    return tuple(question for question in found if question is not None)[:5]


def nearby(passages: Sequence[RankedPassage], examples: Sequence[str], question: str) -> tuple[str, ...]:
    """Up to three questions to ask in the place of one that is refused: of what stands nearest, and a sure one.

    :param passages: the refusal's nearest passages.
    """
    found = []
    for near in passages:
        title = near.passage.section[-1] if near.passage.section else ""
        told = _NUMBERED.sub("", title)
        if near.year is None or len(told) > _LONGEST_TITLE or _SAYS_NOTHING.match(title) or _SAYS_NOTHING.match(told):
            continue
        found.append(f"Hvad står der om «{told}»" + ("?" if str(near.year) in told else f" i {near.year}?"))
    fitting = [one for one in dict.fromkeys(found) if one != question][:2]
    return (*fitting, *(one for one in examples if one != question))[:3]


def _definite(words: Mapping[str, int], ending: str) -> list[str]:
    """The field's words with an ending in -e that the corpus uses, most used first, in the definite form."""
    found = {
        word: words[word]
        for group in thesaurus().field
        for word in group.members
        if word.endswith(ending) and words.get(word, 0) > 1
    }
    return [f"{word}n" for word in sorted(found, key=lambda word: -found[word])]
