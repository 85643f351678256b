"""Whether a place gives what is asked, and agrees with what the question takes for granted.

"Hvorfor lukkes fonden?" takes for granted that it is closed; a sentence that says it is prolonged is no answer.
"""

from __future__ import annotations

import re

from aftalesvar.asking.aspects import REASON
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import words
from aftalesvar.danish.thesaurus import opposites
from aftalesvar.danish.vocabulary import ACTORS

_ASKS_NAMES = re.compile(
    r"\bhv(?:ad|ilke[nt]?) (?:hedder|hed|kaldes)\b|\bhvem (?:er|var|bliver|sidder|skal lede|leder)\b"
    r"|\bnavn(?:et|ene|e)?\b"
    r"|\bhvilke (?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|femten) (?:\w+ )?"
    r"(?:kommuner|byer|ministerier|organisationer|projekter|partier|virksomheder|regioner|skoler|personer"
    r"|selskaber|myndigheder|foreninger)\b",
    re.IGNORECASE,
)
_MEMBERS = re.compile(r"\b(?:består af|repræsentanter)\b", re.IGNORECASE)  # names the members by what they are
_NAME = re.compile(r"(?<=[a-zæøå,:;)] )[A-ZÆØÅ][\wæøåé-]+")
_COMMON_NAMES = frozenset(
    ["regeringen", "kl", "parterne", "danske", "regioner", "kommunerne", "folketinget", "danmark", "aftale", "aftalen"]
)


def gives_what_is_asked(understood: Understood, sentence: str) -> bool:
    """False when a reason or names are asked for and the sentence gives none."""
    question = understood.question
    if question.kind == "why":
        return REASON.told(sentence) > 0
    if asks_names(question.text):
        return has_new_name(question.text, sentence) or bool(_MEMBERS.search(sentence))
    return True


def asks_names(question: str) -> bool:
    """Whether a question asks what someone or something is called."""
    return bool(_ASKS_NAMES.search(question))


def has_new_name(question: str, sentence: str) -> bool:
    """Whether a sentence has a name that the question doesn't use itself."""
    own = set(words(question)) | _COMMON_NAMES
    return any(name.lower() not in own for name in _NAME.findall(sentence))


def names_in(question: str) -> frozenset[str]:
    """The plain words that a question writes with a capital though no sentence begins there, in lower case."""
    return frozenset(word.lower() for word in _NAME.findall(question) if word.isalpha())


def not_opposed(understood: Understood, sentence: str) -> bool:
    """False when the sentence uses the opposite of a word of the question."""
    return not opposed(understood.corrected, sentence)


def opposed(asked: str, told: str) -> bool:
    """Whether what is told uses the opposite of a word of what is asked, and not that word too."""
    question, sentence = set(words(asked)), set(words(told))
    for one, other in opposites():
        for mine, theirs in ((one, other), (other, one)):
            if question & mine and sentence & theirs and not sentence & mine and not question & theirs:
                return True
    return False


def same_actor(understood: Understood, place: str) -> bool:
    """False when the question is about one party (the regions, a named municipality) that the place doesn't name."""
    return _actors(understood.corrected) <= _actors(place)


def _actors(text: str) -> frozenset[str]:
    lowered = text.lower()
    return frozenset(name for name, pattern in ACTORS.items() if re.search(pattern, lowered))
