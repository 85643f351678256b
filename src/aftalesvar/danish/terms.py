"""Danish words as search terms: tokens, stems, compound parts, spelling without æøå.

Terms are analysed here and nowhere else, so that every store ranks alike. Stems are Snowball's Danish
ones; a compound also yields the stems of its parts ("anlægsramme" -> "anlægsramm", "anlæg", "ramm"), so that
split and joined spellings meet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from aftalesvar.danish.compounds import SHORT_PARTS, SHORTEST_PART, Compounds

TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*", re.UNICODE)
PART_WEIGHT = 0.5  # a compound's part counts half of the whole word
_SHORTEST_STEM = 4  # letters of one that may lose an s
_MOST_CACHED = 20_000  # texts

STOPWORDS = frozenset(
    """
    ad af alle alt altså anden andet andre at bare begge blev blive bliver bl.a da de dem den denne der deres
    det dets dette dig din disse dog du efter eller en end endnu er et få får for fordi forhold fra gennem gør
    ham han har havde have hen her hermed hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan
    hvorfor hvornår i igen ikke ind ingen ja jeg jer kan kom komme kommer kun kunne lidt lige man mange med
    meget mellem men mens mere mest mig mod må måtte nej noget nogen nogle nu når og også om op os over på s
    samme samt se selv set siden sig sige sin sine sit skal skulle som stor store sådan så tage til ud under var
    ved vi vil ville være været å jf mv ift ifm pba herunder hertil heraf hvoraf hvorledes hvormed hvorvidt
    derfor dermed derved aftale aftalen aftaler aftalt aftales økonomiaftale økonomiaftalen økonomiaftaler står
    siger fortæl vis gerne tak hej monstro egentlig mon
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)


# Words whose Snowball stem is that of a word of another meaning ("ledelse", "ledig", "leder" and "led" are all "led"):
# they keep what stands here, and lose only the ending after it.
_APART = """
    billig dannels endelig færdighed gældend hændels håndter kommend leder ledels ledig ledighed lettels lever lidels
    læge løbend nyttig nærværend personlig rettighed rolig samtlig sommer styrels tidlig virksomhed yderlig
""".split()  # noqa: SIM905 - a list of one word a line is no easier to read
_ENDINGS = "e|s|t|en|et|er|es|ens|ne|nes|n|ns|r|rs|rne|rnes|erne|ernes|ers|ere|st|ste|ede|ing|ingen|inger|ingerne"
_KEPT = re.compile(rf"(?P<kept>{'|'.join(sorted(_APART, key=len, reverse=True))})(?:{_ENDINGS})?")
_OWN = frozenset({"lever", "kommen"})  # forms of other words, "leve" and "komme"


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("danish")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Snowball's Danish stem of one lower-case word.

    Without a last s: Snowball takes that of "indsats" for a genitive's and leaves that of "indsatser".
    """
    if (kept := _KEPT.fullmatch(word)) and word not in _OWN:
        return kept["kept"]
    stemmed: str = _stemmer().stemWord(word)
    return stemmed[:-1] if stemmed.endswith("s") and len(stemmed) > _SHORTEST_STEM else stemmed


def words(text: str) -> Iterator[str]:
    """The lower-case words of a text; a hyphenated word also gives its halves ("pris-" gives "pris")."""
    for match in TOKEN.finditer(text.lower()):
        word = match[0]
        yield word
        if "-" in word or "/" in word:
            yield from (part for part in re.split(r"[-/]", word) if len(part) > 1 and not part.isdigit())


def folds(word: str) -> tuple[str, str]:
    """The two ways people type a word without æøå: ("aeldre", "aldre") for "ældre"."""
    long = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    short = word.replace("æ", "a").replace("ø", "o").replace("å", "a")
    return long, short


class Analyser:
    """Turns text into weighted terms with the help of the words that the corpus is known to use.

    :param known: lower-case words that may be parts of compounds (the corpus's own words).
    """

    def __init__(self, known: Collection[str]) -> None:
        self._compounds = Compounds(
            frozenset(
                w for w in known
                if w.isalpha() and w not in STOPWORDS and (len(w) > SHORTEST_PART or w in SHORT_PARTS)
            ),
            stem,
        )  # fmt: skip
        self._texts: dict[str, dict[str, float]] = {}
        self._placed: dict[str, list[tuple[int, frozenset[str]]]] = {}

    def terms_cached(self, text: str) -> dict[str, float]:
        """``terms`` for a text that comes again and again (not to be changed by the caller)."""
        if text not in self._texts:
            if len(self._texts) > _MOST_CACHED:
                self._texts.clear()
            self._texts[text] = self.terms(text)
        return self._texts[text]

    def terms(self, text: str) -> dict[str, float]:
        """Term -> weighted frequency, stop words left out."""
        found: dict[str, float] = {}
        for word in words(text):
            if word in STOPWORDS or (len(word) < 2 and not word.isdigit()):
                continue
            found[stem(word)] = found.get(stem(word), 0.0) + 1.0
            for part in self.parts(word):
                found[part] = found.get(part, 0.0) + PART_WEIGHT
        return found

    def placed(self, text: str) -> list[tuple[int, frozenset[str]]]:
        """(offset, terms) of each word of a text: its stem, its compound parts, its halves if it has a hyphen."""
        if text not in self._placed:
            if len(self._placed) > _MOST_CACHED:
                self._placed.clear()
            self._placed[text] = [(m.start(), self._of_word(m[0].lower())) for m in TOKEN.finditer(text)]
        return self._placed[text]

    def _of_word(self, word: str) -> frozenset[str]:
        halves = re.split(r"[-/]", word) if "-" in word or "/" in word else ()
        return frozenset({stem(word), *self.parts(word), *(stem(half) for half in halves)})

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of a compound's parts, or () for a word that isn't one."""
        return self._compounds.parts(word)


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """How often each lower-case word stands in the texts."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in words(text):
            counts[word] = counts.get(word, 0) + 1
    return counts
