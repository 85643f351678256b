"""Hyphens at line ends and inside words: joined, kept, or kept with a blank after, as a Danish reader would.

The decision needs no list of cases. It rests on how the words are written elsewhere: a ``Lexicon`` counts the
words, and the hyphenated words, of all texts at hand (those torn by a line end left out).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Join = Literal["drop", "keep", "space"]

# A hyphen before one of these stands for the rest of a word: "pris- og lønudvikling".
COORDINATORS = frozenset(
    {"og", "eller", "samt", "til", "men", "henholdsvis", "hhv", "og/eller", "respektive", "kontra"}
)
# Short first elements that Danish writes with a hyphen: "it-system", "e-handel", "el-nettet", "ø-kommuner".
PREFIXES = frozenset({"it", "el", "tv", "pc", "ikke", "eks", "pl", "app", "cd", "cv", "id", "ai", "quasi"})
# Last elements that Danish writes with a hyphen, and that are no syllable: "sundheds-it".
LAST_ELEMENTS = frozenset({"it"})
# Number words before a hyphen are written so: "tre-årig".
NUMBERS = frozenset(
    ["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "halv", "hel", "en", "et"]
)

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHENS = "-‐‑­"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word counts of a corpus, lower-cased.

    ``words`` counts words without a hyphen, ``hyphenated`` those with one ("10-årsplan" as one word), ``firsts`` how
    many different hyphenated words begin with an element.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    hyphenated: Mapping[str, int] = field(default_factory=dict)
    firsts: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)

    def known(self, word: str, besides: int = 0) -> bool:
        """Whether the word stands alone, or more than ``besides`` times as an element of a hyphenated word."""
        return word.lower() in self.words or self.parts.get(word.lower(), 0) > besides


def build_lexicon(texts: Iterable[str]) -> Lexicon:
    """Count the words of source texts; halves of a word torn at a line end are left out."""
    words: Counter[str] = Counter()
    hyphenated: Counter[str] = Counter()
    for token in (token for text in texts for token in _whole_words(text)):
        (hyphenated if any(hyphen in token for hyphen in _HYPHENS) else words)[token] += 1
    firsts = Counter(word.split("-", 1)[0] for word in hyphenated)
    heads: Counter[str] = Counter()
    for word in words:
        for size in range(4, len(word) - 2):
            heads[word[:size]] += 1
    parts: Counter[str] = Counter()
    for word, count in hyphenated.items():
        for part in word.split("-"):
            parts[part] += count
    return Lexicon(dict(words), dict(hyphenated), dict(firsts), {h: n for h, n in heads.items() if n > 1}, dict(parts))


def _whole_words(text: str) -> Iterator[str]:
    """Yield a text's words, lower-cased, without those that a line end tears."""
    torn = False
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped:
            continue
        tokens = [token.lower() for token in _WORD.findall(stripped)]
        tears = stripped[-1] in _HYPHENS
        yield from tokens[torn : len(tokens) - tears if tokens else None]
        torn = tears


def line_end(left: str, right: str, lexicon: Lexicon) -> Join:
    """Decide a hyphen at a line's end between the word pieces ``left`` and ``right`` (without the hyphen).

    ``left`` is the whole run before the hyphen back to a blank ("sundheds-it", "CO"), ``right`` the run after it up
    to a blank ("infrastruktur,", "og").
    """
    bare = right.strip(".,;:!?)»”\"'").lower()
    if bare in COORDINATORS and not _torn_ending(_last(left), bare, lexicon):
        return "space"
    if not left or not right or not right[0].isalnum():
        return "keep"
    if not left[-1].isalnum() or (left.count("-") > 1 and lexicon.known(_last(left))):
        return "keep"
    last, first = _last(left), _first(right)
    joined, parted = (last + first).lower(), f"{last}-{first}".lower()
    counts = lexicon.words.get(joined, 0), lexicon.hyphenated.get(parted, 0)
    if left[-1].isdigit() or right[0].isdigit():
        return "keep"
    if last.isupper() and len(last) > 1:
        whole = f"{last}{_run(right)}".lower()
        torn_name = lexicon.words.get(whole, 0) + lexicon.hyphenated.get(whole, 0)
        return "drop" if first.isupper() and torn_name > 0 else "keep"
    if counts[0] != counts[1]:
        return "drop" if counts[0] > counts[1] else "keep"
    if first.lower() in LAST_ELEMENTS:
        return "keep"
    if first[:1].isupper() or any(c.isupper() for c in last[1:]):
        return "keep"
    if len(last) == 1 or last.lower() in PREFIXES:
        return "keep" if not _begins_word(last, first, lexicon) else "drop"
    return "drop"


def inside(left: str, right: str, lexicon: Lexicon) -> Join:
    """Decide a hyphen in the middle of a line: ``drop`` when the joined word is far likelier, else ``keep``.

    ``left`` and ``right`` are the letters next to the hyphen ("Trepartsaf", "tale"), up to the next mark.
    """
    if not (left.isalpha() and right.isalpha()):
        return "keep"
    if right.lower() in COORDINATORS or right[0].isupper() or any(c.isupper() for c in left[1:]) or len(left) == 1:
        return "keep"
    joined, parted = (left + right).lower(), f"{left}-{right}".lower()
    whole, cut = lexicon.words.get(joined, 0), lexicon.hyphenated.get(parted, 0)
    if whole:
        return "drop" if whole >= cut else "keep"
    if right.lower() in LAST_ELEMENTS:
        return "keep"
    if left.lower() in PREFIXES or left.lower() in NUMBERS or cut > 1 or lexicon.firsts.get(left.lower(), 0) > 1:
        return "keep"
    if _inflected(joined, lexicon):
        return "drop"
    if not (lexicon.known(right, cut) or lexicon.heads.get(right.lower(), 0) > 0):
        return "drop"
    closed, opened = lexicon.heads.get(left.lower(), 0), lexicon.firsts.get(left.lower(), 0) - (cut > 0)
    return "drop" if closed > 1 and opened <= 0 and len(left) > 4 else "keep"


def _torn_ending(last: str, ending: str, lexicon: Lexicon) -> bool:
    """Whether "men", "til" or "og" is a word's last syllable: "udligningsrefor-men"."""
    if lexicon.words.get((last + ending).lower(), 0):
        return not lexicon.known(last)
    return ending in ("men", "til") and not (
        last.endswith("s") or lexicon.known(last) or lexicon.heads.get(last.lower(), 0)
    )


def _inflected(joined: str, lexicon: Lexicon) -> bool:
    return any(
        joined.removesuffix(ending) != joined and lexicon.known(joined.removesuffix(ending))
        for ending in ("en", "et", "er", "erne", "ne", "n", "t", "s", "ens", "ets", "r", "e")
    ) or any(lexicon.known(joined + ending) for ending in ("en", "et", "er", "erne", "ne", "n", "t", "s", "r", "e"))


def _begins_word(last: str, first: str, lexicon: Lexicon) -> bool:
    return lexicon.heads.get((last + first).lower(), 0) > 0


def _last(left: str) -> str:
    pieces = re.split(r"[^\w]+", left)
    return pieces[-1] if pieces else ""


def _first(right: str) -> str:
    found = re.match(r"\w+", right)
    return found.group() if found else ""


def _run(right: str) -> str:
    found = _WORD.match(right)
    return found.group() if found else ""
