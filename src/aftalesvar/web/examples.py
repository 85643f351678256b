"""Example questions made from what the index holds: its years, and the words of the field that its texts use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aftalesvar.danish.thesaurus import thesaurus


def examples(words: Mapping[str, int], years: Sequence[int]) -> tuple[str, ...]:
    """Up to five questions that the corpus is likely to answer.

    :param words: the corpus's lower-case words and how often each stands there.
    """
    if not years:
        return ()
    framed = _definite(words, "ramme")
    topics = [
        group[0]
        for group in thesaurus().field
        if " " not in group[0] and words.get(group[0], 0) >= 3 and not group[0].endswith("ramme")
    ]
    latest, before = max(years), sorted(years)[-2] if len(years) > 1 else max(years)
    found = [f"Hvad er {word} i {year}?" for word, year in zip(framed, (latest, before), strict=False)]
    if framed and len(years) > 2:
        found.append(f"Hvordan har {framed[0]} udviklet sig?")
    spread = topics[:: max(len(topics) // 2, 1)]
    found += [f"Hvad står der om {topic} i {year}?" for topic, year in zip(spread[1:], (latest, before), strict=False)]
    return tuple(found[:5])


def _definite(words: Mapping[str, int], ending: str) -> list[str]:
    """The field's words with an ending in -e that the corpus uses, most used first, in the definite form."""
    found = {
        word: words[word]
        for group in thesaurus().field
        for word in group
        if word.endswith(ending) and words.get(word, 0) > 1
    }
    return [f"{word}n" for word in sorted(found, key=lambda word: -found[word])]
