"""A question in words becomes a Question and weighted search terms.

Typing errors, missing æøå, split compounds, abbreviations and everyday words are mapped to words that the
corpus uses; the corpus itself says which words those are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from aftalesvar.asking.concepts import Concept, concept_of
from aftalesvar.asking.idioms import plain
from aftalesvar.asking.kinds import kind_of
from aftalesvar.danish.slips import may_be_slip
from aftalesvar.danish.terms import PART_WEIGHT, STOPWORDS, TOKEN, Analyser, folds, stem, words
from aftalesvar.danish.thesaurus import SYNONYM_WEIGHT, Thesaurus
from aftalesvar.danish.vocabulary import ABBREVIATIONS
from aftalesvar.danish.years import AskedYears, read_years
from aftalesvar.errors import UsageError
from aftalesvar.records import AnswerKind, Question
from aftalesvar.store.index import Index

LONGEST_QUESTION = 2_000  # characters
_LONG = 8  # letters from which two slips are likelier than another word
_ENDINGS = ("ernes", "erne", "erens", "ens", "ets", "ene", "en", "et", "er", "ne", "s", "e")
_SHORTEST_MEANT = 4  # letters of the word that was meant
_SHORTEST_MENDED = 6  # a shorter word has too many neighbours to guess
# Words that ask, and so say nothing of what is asked about.
_ASKING = frozenset(
    """
    hvad hvor hvem hvornår hvorfor hvordan hvilken hvilket hvilke meget mange stor stort store størrelse beløb
    beløbet udgør procent pct kroner kr mio mia millioner milliarder antal antallet lyder bliver afsat afsættes
    står skrevet ifølge iflg nævnes nævn aftalt fremgår økonomiaftalen årene år året dato kl øa oea sig udviklet
    udvikling forskel forskellen mellem højest højeste lavest størst mindst sammenlign regeringen tal tallet fik
    får giver gives fastsat fastsættes sat sættes procentdel sammenlagt samlet alt samlede lig svarer svare
    hedder kaldes gælder ligger lå præcis cirka budget koster kostede sidder
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with all that retrieval and reading out need to know of it."""

    question: Question
    corrected: str  # the question with mended spelling and long forms: what is embedded
    terms: dict[str, float]  # search term -> weight
    concepts: tuple[Concept, ...]  # per content word, with all that may stand for it
    unseen: frozenset[str]  # content words that the corpus itself doesn't hold, whatever may stand for them
    unknown: tuple[str, ...]  # content words that the corpus doesn't use and nothing stands for
    is_range: bool = False
    corrections: dict[str, str] = field(default_factory=dict)
    kind_chosen: bool = False  # whether the kind is another than the words say (see ``chosen``)


class Understander:
    """Reads questions in the light of one index's words."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        self._index = index
        self._thesaurus = thesaurus
        # A question's words are mended by themselves, with its years, and again in each part that is asked of it.
        self._mended_word = lru_cache(maxsize=10_000)(self._mend_word)
        self._held = sorted({year for head in index.documents.values() for year in head.years})

    @cached_property
    def analyser(self) -> Analyser:
        """What parts compounds by the corpus's own words."""
        return Analyser(self._index.words)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._index.words) | self._thesaurus.words() | STOPWORDS | _ASKING | frozenset(ABBREVIATIONS)

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(stem(w) for w in self._known)

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Spelling without æøå, of a word or else of its stem -> the commonest such word of the corpus."""
        ascending = sorted(self._known, key=lambda w: self._index.words.get(w, 0))
        stems = {fold: w for w in ascending for fold in folds(stem(w)) if fold != stem(w)}
        return stems | {fold: w for w in ascending for fold in folds(w) if fold != w}

    def understand(self, text: str, years: Sequence[int] = (), agreements: Sequence[int] = ()) -> Understood:
        """Understand a question; ``years`` and ``agreements`` correct what its words say.

        :raises UsageError: when the text is empty, too long or no text at all.
        """
        text = clean_question(text)
        asked = read_years(text, self._held)
        if agreements:
            asked = AskedYears(
                tuple(sorted(agreements)), tuple(sorted({*asked.years, *agreements})), asked.spans, asked.is_range
            )
        if years:
            asked = AskedYears(asked.agreements, tuple(sorted(set(years))), asked.spans, len(set(years)) > 1)
        bare = plain(_without(text, asked.spans))
        mended, corrections = self._mend(bare)
        tokens = dict.fromkeys(match[0] for match in TOKEN.finditer(mended.lower()))
        content = [w for w in tokens if w not in STOPWORDS and w not in _ASKING and not _is_year(w)]
        wanted = [y for y in asked.years if y not in asked.agreements] or list(asked.years)
        corrected = self._mend(plain(text))[0]
        question = Question(
            text, tuple(wanted), asked.agreements, _kind(text, corrected), tuple(self._shown(w) for w in content)
        )
        return self._with_terms(question, corrected, mended, content, asked.is_range, corrections)

    def _with_terms(
        self, question: Question, corrected: str, mended: str, content: list[str], is_range: bool,
        corrections: dict[str, str],
    ) -> Understood:  # fmt: skip
        own: dict[str, float] = {}
        concepts: list[Concept] = []
        unknown: list[str] = []
        expansion: dict[str, float] = {}
        for word in content:
            own[stem(word)] = 1.0
            for part in self.analyser.parts(word):
                own[part] = max(own.get(part, 0.0), PART_WEIGHT)
            concept = concept_of(word, self.analyser, self._index.abbreviations, self._thesaurus)
            concepts.append(concept)
            for needed, _ in concept.alternatives[1:]:
                for term in needed:
                    expansion[term] = max(expansion.get(term, 0.0), SYNONYM_WEIGHT / len(needed) ** 0.5)
            if not any(all(self._index.occurrences(t) for t in needed) for needed, _ in concept.alternatives):
                unknown.append(word)
        for phrase_terms in self._phrases(mended):
            for term in phrase_terms:
                expansion[term] = max(expansion.get(term, 0.0), SYNONYM_WEIGHT / len(phrase_terms) ** 0.5)
        terms = {**expansion, **own}
        unseen = frozenset(word for word in content if not self._index.holds(stem(word)))
        return Understood(question, corrected, terms, tuple(concepts), unseen, tuple(unknown), is_range, corrections)

    def _phrases(self, text: str) -> Iterator[tuple[str, ...]]:
        """The terms of every synonym of a phrase (of one or more words) that the question uses."""
        stems = {stem(w) for w in words(text)}
        for member in self._thesaurus.of_phrases(stems):
            needed = tuple(stem(w) for w in words(member) if w not in STOPWORDS)
            if needed and not set(needed) <= stems:
                yield needed

    def _shown(self, word: str) -> str:
        """The shortest word of the corpus with the same stem: "anlægsrammen" is shown as "anlægsramme"."""
        alike = [
            w for w in self._by_stem.get(stem(word), ()) if w[: len(word) - 3] == word[: len(word) - 3] and len(w) > 3
        ]
        return min((*alike, word), key=len) if len(word) > 5 else word

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._index.words:
            found.setdefault(stem(word), []).append(word)
        return found

    # --- spelling --------------------------------------------------------------------------------

    def _mend(self, text: str) -> tuple[str, dict[str, str]]:
        corrections: dict[str, str] = {}

        def mended(match: re.Match[str]) -> str:
            word = match[0].lower()
            better = self._mended_word(word)
            if better is None:
                return match[0]
            corrections[word] = better
            return better

        text = TOKEN.sub(mended, text)
        return self._joined(text, corrections), corrections

    def _mend_word(self, word: str) -> str | None:
        if word in self._known or not word.isalpha():
            return None
        # "loftet" may be "løftet" without its ø, but it's a form of a known word too: it stays as typed.
        if word.endswith(_ENDINGS) and any(word.removesuffix(e) in self._known for e in _ENDINGS if word.endswith(e)):
            return None
        if mended := self._folded.get(word) or (self._folded.get(stem(word)) if len(word) >= _LONG else None):
            return mended
        if stem(word) in self._known_stems or len(word) < _SHORTEST_MENDED:
            return None
        if self.analyser.parts(word):  # likely a compound that the corpus lacks, unless it's one slip from one it has
            return self._nearest(word, 1) if len(word) >= _LONG else None
        allowed = 1 if len(word) < _LONG else 2
        return self._nearest(word, allowed) or self._nearest_inflected(word, allowed)

    def _nearest_inflected(self, word: str, allowed: int) -> str | None:
        """The nearest known word when the question's word is an inflected form of it that the corpus lacks."""
        bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        found = (
            self._nearest(form, min(allowed, 1 if len(form) < _LONG else 2))
            for form in bare
            if len(form) >= _SHORTEST_MENDED
        )
        return next((near for near in found if near), None)

    def _nearest(self, word: str, allowed: int) -> str | None:
        """The known word at the smallest edit distance (transpositions count 1), at most ``allowed``."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        pool = self._pool(len(word), allowed)
        near = extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        if allowed > 1:
            near += extract(folds(word)[0], pool, scorer=OSA.distance, score_cutoff=allowed - 1, limit=2)
        near = [hit for hit in near if may_be_slip(word, hit[0])]
        if not near:
            return None
        # A slip seldom hits the first letter, and a common word is likelier than a rare one.
        return min(near, key=lambda hit: (hit[1], hit[0][0] != word[0], -self._index.words.get(hit[0], 0)))[0]

    def _pool(self, length: int, allowed: int) -> list[str]:
        return [w for at in range(length - allowed, length + allowed + 1) for w in self._by_length.get(at, ())]

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The known words that a slip may have been meant as, by their length."""
        found: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_MEANT and word.isalpha():
                found.setdefault(len(word), []).append(word)
        return found

    def _joined(self, text: str, corrections: dict[str, str]) -> str:
        """Split compounds joined: "anlægs ramme" -> "anlægsramme" where the corpus has the joined word."""
        tokens = list(TOKEN.finditer(text))
        for left, right in pairwise(tokens):
            a, b = left[0].lower(), right[0].lower()
            joined = a + b
            if text[left.end() : right.start()] != " " or (
                joined not in self._index.words and stem(joined) not in self._by_stem
            ):
                continue
            if a not in STOPWORDS and b not in STOPWORDS and a not in _ASKING and _is_half(a) and len(b) > 2:
                corrections[f"{a} {b}"] = joined
                return self._joined(text[: left.start()] + joined + text[right.end() :], corrections)
        return text


def _kind(text: str, corrected: str) -> AnswerKind:
    """The kind by the words as typed, or else by the words as mended."""
    kind = kind_of(text)
    return kind if kind != "what" else kind_of(corrected)


def clean_question(text: str) -> str:
    """The question in one line, composed (NFC), without control characters.

    :raises UsageError: when it is empty, too long, or no text.
    """
    import unicodedata

    if len(text) > LONGEST_QUESTION:
        said = f"Spørgsmålet er på {len(text):,} tegn; højst {LONGEST_QUESTION:,} kan læses. Stil det kortere."
        raise UsageError(said.replace(",", "."))
    if "\x00" in text or "\ufffd" in text or any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise UsageError("Spørgsmålet er ikke læsbar tekst (UTF-8). Skriv det med almindelige bogstaver.")
    composed = unicodedata.normalize("NFC", text)
    blank = composed.translate(dict.fromkeys(map(ord, "\t\n\r"), " "))
    cleaned = " ".join("".join(c for c in blank if unicodedata.category(c) not in ("Cc", "Cf", "Co")).split())
    if not cleaned:
        raise UsageError('Spørgsmålet er tomt. Skriv for eksempel: ask "hvad er anlægsrammen"')
    if not any(c.isalpha() for c in cleaned):
        raise UsageError("Spørgsmålet har ingen ord. Skriv, hvad du vil vide, for eksempel: hvad er servicerammen")
    return cleaned


def with_years(understood: Understood, years: Collection[int], agreements: Collection[int]) -> Understood:
    """The same question asked of other years."""
    question = replace(understood.question, years=tuple(sorted(years)), agreements=tuple(sorted(agreements)))
    return replace(understood, question=question)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def _is_half(word: str) -> bool:
    """Whether a word may be the first half of a split compound: no abbreviation, and long enough to tell."""
    return len(word) > 2 and word not in ABBREVIATIONS


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:-\d{2,4})?", word))
