"""Which Danish words mean the same in texts on public affairs: everyday words and terms of the field.

A question that uses one word of a group also searches for the others, at a lower weight. The groups stand in
``thesaurus.txt``, one a line: ``head = synonym; phrase of several words; … | asked; …``. What stands behind the bar
is how people ask ("bygge og anlægge for"): it finds the group, but no text need be searched for it. The part that
begins with the comment ``# General words`` holds words of no special field. These are meanings, never answers: no
figure, no year and no agreement stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aftalesvar.danish.common import plain_words
from aftalesvar.danish.terms import STOPWORDS, stem, words
from aftalesvar.danish.verbs import root

SYNONYM_WEIGHT = 0.7
_GENERAL = "# General words"
_SLACK = 4  # words of others that may stand among a phrase's: "hvor meget skal skatten i kommunen sættes op"
# Besides words of talk: what a phrase says nothing of its own by; one of only such must be used word by word.
_HUBS = """
kommune stat region regering penge midler krone beløb udgift år flere færre mindre mere mange ekstra ny borger sammen
ned høj lav betale koste bruge få give sætte lægge tage gøre holde komme gå stå slå finde købe lave løse støtte hjælpe
drive række dele ansvar opgave område krav plads pris sag hvert længere samme folk noget
"""


# Stop words that turn what the words beside them mean.
_PARTICLES = frozenset("op ud ind af fra over med ikke efter mod mellem selv ingen".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Group:
    """Lower-case words and phrases that mean the same."""

    members: tuple[str, ...]  # the head first
    asked: tuple[str, ...] = ()  # how people say it besides, in whose words no agreement is written


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of the thesaurus that a question uses."""

    roots: frozenset[str]  # of its words that tell, by ``verbs.root``
    members: tuple[str, ...]  # of its group


@dataclass(frozen=True, slots=True)
class _Phrase:
    needed: tuple[str, ...]  # roots
    telling: frozenset[str]  # those by which it is more than talk of municipalities and money
    in_order: bool
    reach: int  # words from the first to the last

    def is_in(self, roots: Sequence[str]) -> bool:
        """Whether a text of these roots uses the phrase."""
        needed = set(self.needed)
        for start, found in enumerate(roots):
            if found not in needed:
                continue
            near = roots[start : start + self.reach]
            if self.in_order:
                ahead = iter(near)
                if all(one in ahead for one in self.needed):
                    return True
            elif needed <= set(near):
                return True
        return False


class Thesaurus:
    """Groups of words that mean the same, found by word, by stem or by phrase."""

    def __init__(self, groups: Iterable[Group], general: Iterable[Group] = ()) -> None:
        """``general`` are the groups that belong to no field."""
        self.field = tuple(groups)
        self.groups = (*self.field, *general)
        self._of_word: dict[str, list[int]] = {}
        self._of_stem: dict[str, list[int]] = {}
        self._of_phrase: dict[str, list[tuple[str, int, bool]]] = {}  # by the root of a phrase's longest word
        for at, group in enumerate(self.groups):
            for member in group.members:
                self._enter(member, at, written=True)
            for member in group.asked:
                self._enter(member, at, written=False)

    def _enter(self, member: str, group: int, *, written: bool) -> None:
        if " " not in member:
            self._of_word.setdefault(member, []).append(group)
            self._of_stem.setdefault(stem(member), []).append(group)
            return
        # Of thousands of phrases a question uses a handful: here is but what finds them.
        told = [w for w in member.split() if w.isalpha() and w not in STOPWORDS] or list(words(member))
        self._of_phrase.setdefault(root(max(told, key=len)), []).append((member, group, written))

    def alike(self, word: str) -> Iterator[str]:
        """Every member of the groups that hold a lower-case word, or else a word of its stem."""
        for group in dict.fromkeys(self._of_word.get(word) or self._of_stem.get(stem(word), [])):
            yield from self.groups[group].members

    def said(self, asked: Sequence[str]) -> Iterator[Said]:
        """The phrases of several words that these lower-case words, in their order, use."""
        roots = [root(word) for word in asked]
        for one in dict.fromkeys(roots):
            for member, group, written in self._of_phrase.get(one, ()):
                phrase = _phrase(member, written)
                if phrase is not None and phrase.is_in(roots):
                    yield Said(phrase.telling, self.groups[group].members)

    def words(self) -> frozenset[str]:
        """All its words, those of phrases too."""
        return frozenset(words(" ; ".join(said for g in self.groups for said in (*g.members, *g.asked))))


@cache
def _phrase(said: str, written: bool) -> _Phrase | None:
    """How a phrase of several words is found; None where it has but one word.

    :param written: whether agreements are written so; then its words stand in that order.
    """
    roots = {word: root(word) for word in words(said)}
    needed = tuple(dict.fromkeys(roots.values()))
    telling = tuple(dict.fromkeys(one for word, one in roots.items() if word not in STOPWORDS or word in _PARTICLES))
    own = frozenset(telling) - _hubs()
    if len(telling) > 1 and own and not written:
        in_order = len(telling) < 3 and not _PARTICLES.isdisjoint(roots)
        return _Phrase(telling, own, in_order, len(needed) + _SLACK)
    in_order, reach = written or len(needed) < 3, len(needed) + _SLACK - 1
    return _Phrase(needed, own or frozenset(telling), in_order, reach) if len(needed) > 1 else None


@cache
def _hubs() -> frozenset[str]:
    return frozenset(root(word) for word in (*plain_words(), *STOPWORDS, *_HUBS.split()))


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus that comes with the package."""
    field, _, general = _read("thesaurus.txt").partition(_GENERAL)
    return Thesaurus(parse_groups(field), parse_groups(general))


def parse_groups(text: str) -> tuple[Group, ...]:
    """The groups of a thesaurus's text; empty lines and comments left out."""
    lines = (line.strip().lower() for line in text.splitlines())
    return tuple(_group(line) for line in lines if "=" in line and not line.startswith("#"))


def _group(line: str) -> Group:
    told, _, asked = line.replace("=", ";", 1).partition("|")
    members = tuple(dict.fromkeys(part.strip() for part in told.split(";") if part.strip()))
    return Group(members, tuple(dict.fromkeys(part.strip() for part in asked.split(";") if part.strip())))


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of opposites: a question that uses one side is denied by a sentence that uses the other."""
    lines = (line.strip().lower() for line in _read("opposites.txt").splitlines())
    pairs = (line.split("<>") for line in lines if "<>" in line and not line.startswith("#"))
    return tuple((_side(one), _side(other)) for one, other in pairs)


def _side(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(";") if word.strip())


def _read(name: str) -> str:
    return files("aftalesvar.danish").joinpath(name).read_text("utf-8")
