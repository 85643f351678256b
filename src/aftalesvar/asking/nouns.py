"""What a figure counts and what a table row is called, held against the question's words."""

from __future__ import annotations

import re

from aftalesvar.asking.coverage import Coverage
from aftalesvar.danish.terms import stem, words

_LABEL_STOPWORDS = frozenset(["heraf", "mv", "netto", "ekskl", "inkl", "ældreboliger", "i", "af", "og", "for"])
_COUNTED = re.compile(r"\b(?:hvor (?:mange|få)|antal(?:let)?(?: af)?)\s+((?:[\wæøå-]+\s*){1,2})", re.IGNORECASE)
_ANYONE = frozenset(
    stem(w) for w in ("borgere", "personer", "mennesker", "indbyggere", "danskere", "folk", "deltagere", "brugere")
)
_PEOPLE = _ANYONE | {
    stem(w)
    for w in ("børn", "unge", "voksne", "ældre", "patienter", "helårspersoner", "elever", "medarbejdere", "ansatte")
}
_ALIKE = 0.6  # for a compound of what is counted, and for people by another word
_SHORTEST = 3  # letters; a shorter ending says nothing
_HELD = 0.8  # how well a word must stand for a label's word


def counted_noun(question: str) -> frozenset[str]:
    """The stems of what "hvor mange …" counts: the two words after it."""
    match = _COUNTED.search(question)
    return frozenset(stem(w) for w in words(match[1])) if match else frozenset()


def noun_fit(noun: str | None, counted: frozenset[str], coverage: Coverage) -> float:
    """Whether a count's noun is what is counted (1), stands for it (0.8), holds it (0.6), or is another (-0.5)."""
    nouns = {stem(w) for w in words(noun or "")}
    if nouns & counted:
        return 1.0
    if any(stem(c.word) in counted and c.match(nouns) >= _HELD for c in coverage.concepts):
        return _HELD
    if (nouns & _ANYONE and counted & _PEOPLE) or (nouns & _PEOPLE and counted & _ANYONE):
        return _ALIKE
    parts = {p for w in words(noun or "") for p in coverage.analyser.parts(w)}
    return _ALIKE if parts & counted else -0.5


def counts_another(noun: str | None, counted: frozenset[str], coverage: Coverage) -> bool:
    """Whether a count's noun is surely something else than what is counted; people may be told by any word."""
    nouns = {stem(w) for w in words(noun or "")}
    if not nouns or not counted or nouns & _PEOPLE or noun_fit(noun, counted, coverage) > 0:
        return False
    # A compound's last part says what it is: "signaturprojekter" are "projekter".
    return not any(n.endswith(c) or c.endswith(n) for n in nouns for c in counted if min(len(n), len(c)) > _SHORTEST)


def label_precision(label: str, question: frozenset[str], coverage: Coverage) -> float:
    """The share of a row's label that the question says (0 to 1); ``question`` holds its words' stems."""
    said = [stem(w) for w in words(label) if w not in _LABEL_STOPWORDS]
    if not said:
        return 0.0
    held = [t for t in said if t in question or any(c.match({t}) >= _HELD for c in coverage.concepts)]
    return len(held) / len(said)
