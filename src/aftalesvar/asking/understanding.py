"""A question in words becomes a Question and weighted search terms.

Typing errors, missing æøå, split compounds, abbreviations and everyday words are mapped to words that the
corpus uses; the corpus itself says which words those are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from aftalesvar.asking.concepts import Concept, concept_of, standing_for, terms_of, with_kin
from aftalesvar.asking.framing import framed
from aftalesvar.asking.idioms import plain
from aftalesvar.asking.kin import Kin
from aftalesvar.asking.kinds import kind_of
from aftalesvar.asking.spelling import Mender
from aftalesvar.danish.common import common_words, plain_words
from aftalesvar.danish.terms import PART_WEIGHT, STOPWORDS, TOKEN, Analyser, stem, words
from aftalesvar.danish.thesaurus import SYNONYM_WEIGHT, Thesaurus
from aftalesvar.danish.verbs import root
from aftalesvar.danish.vocabulary import ABBREVIATIONS
from aftalesvar.danish.years import AskedYears, read_years
from aftalesvar.errors import UsageError
from aftalesvar.records import AnswerKind, Question
from aftalesvar.store.index import Index

_AGREEMENT = re.compile(r"(?:kommune|økonomi|kl)?aftale(?:n|r|rne)?s?")
LONGEST_QUESTION = 2_000  # characters
_LITTLE = 0.25  # what a word counts that says little of the matter: a word of talk, or of who asks
_BEARERS = frozenset(["regeringen", "kl", "kommunen", "kommunerne", "staten", "parterne"])  # who acts in any agreement
_ENOUGH = 2  # words of a question that tell its matter without what frames it
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
    typed: str  # the question as it was typed, cleaned; ``question.text`` has its common words mended
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
        self._held = sorted({year for head in index.documents.values() for year in head.years})

    @cached_property
    def analyser(self) -> Analyser:
        """What parts compounds by the corpus's own words."""
        return Analyser(self._index.words)

    @cached_property
    def _mender(self) -> Mender:
        known = (*self._thesaurus.words(), *STOPWORDS, *_ASKING, *plain_words(), *ABBREVIATIONS)
        return Mender(self._index.words, known, _ASKING, self.analyser)

    @cached_property
    def _frame(self) -> frozenset[str]:
        """The words that say how a question is meant, in whatever matter."""
        agreements = {word for word in self._index.words if _AGREEMENT.fullmatch(word)}
        return common_words() | plain_words() | STOPWORDS | _ASKING | _BEARERS | agreements

    @cached_property
    def _kin(self) -> Kin:
        return Kin(self._index.words)

    def understand(self, text: str, years: Sequence[int] = (), agreements: Sequence[int] = ()) -> Understood:
        """Understand a question; ``years`` and ``agreements`` correct what its words say.

        :raises UsageError: when the text is empty, too long or no text at all.
        """
        typed = clean_question(text)
        text = self._mender.mend_common(typed, self._frame)
        asked = read_years(text, self._held)
        if agreements:
            asked = AskedYears(
                tuple(sorted(agreements)), tuple(sorted({*asked.years, *agreements})), asked.spans, asked.is_range
            )
        if years:
            asked = AskedYears(asked.agreements, tuple(sorted(set(years))), asked.spans, len(set(years)) > 1)
        core = framed(text)[1]
        if len(set(_content(core)) - plain_words() - _BEARERS) < _ENOUGH:
            core = text  # the matter is told before it: "… Hvad ville regeringen gøre ved det?"
        mended, corrections = self._mender.mend(plain(_without(text, asked.spans)))
        corrected = self._mender.mend(plain(core))[0]
        told = _content(corrected)
        telling = {word: 1.0 if word in told and word not in plain_words() else _LITTLE for word in _content(mended)}
        wanted = [y for y in asked.years if y not in asked.agreements] or list(asked.years)
        shown = tuple(self._shown(w) for w, weight in telling.items() if weight == 1.0) or tuple(telling)
        question = Question(text, tuple(wanted), asked.agreements, _kind(core, corrected), shown)
        return self._with_terms(question, typed, corrected, mended, telling, asked.is_range, corrections)

    def _with_terms(
        self, question: Question, typed: str, corrected: str, mended: str, telling: dict[str, float], is_range: bool,
        corrections: dict[str, str],
    ) -> Understood:  # fmt: skip
        own: dict[str, float] = {}
        concepts: list[Concept] = []
        unknown: list[str] = []
        expansion: dict[str, float] = {}
        # As it was typed too: a turn of phrase that is put plainly may be part of a longer one.
        said = dict.fromkeys(one for told in (mended, question.text) for one in self._thesaurus.said((*words(told),)))
        for word, weight in telling.items():
            own[stem(word)] = max(own.get(stem(word), 0.0), weight)
            for part in self.analyser.parts(word):
                own[part] = max(own.get(part, 0.0), PART_WEIGHT * weight)
            concept = concept_of(
                word, self.analyser, self._index.abbreviations, self._thesaurus, weight, self._index.holds
            )
            concept = standing_for(concept, *(m for one in said if root(word) in one.roots for m in one.members))
            if weight == 1.0 and not any(
                all(self._index.occurrences(t) for t in needed) for needed, _ in concept.alternatives
            ):
                unknown.append(word)
            if weight == 1.0 and not self._index.holds(stem(word)):
                concept = with_kin(concept, self._kin)
            concepts.append(concept)
            for needed, _ in concept.alternatives[1:]:
                for term in sorted(needed):  # a set's order isn't the same in every process
                    expansion[term] = max(expansion.get(term, 0.0), weight * SYNONYM_WEIGHT / len(needed) ** 0.5)
        stems = {stem(w) for w in words(mended)}
        for phrase in dict.fromkeys(member for one in said for member in one.members):
            needed = terms_of(phrase)
            for term in needed - stems:
                expansion[term] = max(expansion.get(term, 0.0), SYNONYM_WEIGHT / len(needed) ** 0.5)
        terms = {**expansion, **own}
        unseen = frozenset(word for word in telling if not self._index.holds(stem(word)))
        return Understood(
            question, typed, corrected, terms, tuple(concepts), unseen, tuple(unknown), is_range, corrections
        )

    def _shown(self, word: str) -> str:
        """The shortest word of the corpus with the same stem: "anlægsrammen" is shown as "anlægsramme"."""
        alike = [w for w in self._mender.of_stem(word) if w[: len(word) - 3] == word[: len(word) - 3] and len(w) > 3]
        return min((*alike, word), key=len) if len(word) > 5 else word


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


def _content(text: str) -> dict[str, None]:
    """The words of a text that may tell what it is about, each once and in their order."""
    found = (match[0] for match in TOKEN.finditer(text.lower()))
    return dict.fromkeys(w for w in found if w not in STOPWORDS and w not in _ASKING and not _is_year(w))


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:-\d{2,4})?", word))
