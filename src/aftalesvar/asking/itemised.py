"""Whether a place gives the items or the names that a question asks for.

"Nævn de fem principper" isn't answered by a sentence that says that there are five.
"""

from __future__ import annotations

import re

from aftalesvar.danish.numbers import FoundFigure, find_figures
from aftalesvar.danish.places import places_named
from aftalesvar.danish.terms import STOPWORDS, stem, words

_ASKS_ITEMS = re.compile(
    r"\b(?:hv(?:ad|ilke) hedder|nævne?|naevn|(?:op)?liste?|opremse?|remse?|hv(?:ad|ilke) er|hvilke|hvad for nogle)\b"
    r"(?: (?:af )?(?:de|navnene på(?: de)?))?\s*$",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|femten)"
_BODIES = (
    r"(?:kommuner|byer|ministerier|organisationer|projekter|partier|virksomheder|regioner|skoler|personer|selskaber"
    r"|myndigheder|foreninger)"
)
_WHICH_BODY = (
    r"\bhvilke[nt]? (?:\w+ )?(?:ministeri(?:um|er)|organisation(?:er)?|partier|parti|virksomhed(?:er)?|\w*firma(?:er)?"
    r"|selskab(?:er)?|leverandør(?:er)?|forening(?:er)?|fagforbund|universitet(?:er)?|by(?:er)?)\b"
)
_MAY_BE_PARTY = re.compile(r"\bhvilken? (?:\w+ )?organisation(?:er)?\b", re.IGNORECASE)  # KL is one
_ASKS_NAMES = re.compile(
    r"\bhv(?:ad|ilke[nt]?) (?:hedder|hed|kaldes)\b|\bhvem (?:er|var|bliver|sidder|skal lede|leder)\b"
    r"(?!.*\b(?:til|for|med|om)\s*\?)"
    r"(?! (?:\w+ )?(?:(?:for|til|rettet)\b|\w*ansvarlige?|\w+pligtede?t?|omfattet|berettige(?:t|de)|u?enige|imod"
    r"|berørt|ramt|målgruppen))"
    r"|\bnavn(?:et|ene|e)?\b"
    rf"|\bhvilke {_NUMBER} (?:\w+ )?{_BODIES}\b|{_WHICH_BODY}",
    re.IGNORECASE,
)
# Who did or got something is asked for by name; who may or must is told by what they are like.
_ASKS_PLACES = re.compile(
    rf"\bhvilken? (?:(?:{_NUMBER}|danske) )*(?:kommuner?|byer?|regioner?)\b(?: der)? "
    r"(?:fik|har (?:fået|søgt|vundet)|fået|vandt|deltog|deltager|blev|er (?:med|udvalgt|valgt|kommet|indgået)|var"
    r"|kom|hedder|samarbejder|bruger|benytter|overskred|brød|hævede|sænkede|holdt)\b"
    rf"|\b(?:hvilke|nævn)(?: de)? {_NUMBER} (?:\w+ )?(?:kommuner|byer|regioner)\b",
    re.IGNORECASE,
)
# Who holds an office is told by name, or at least beside the office.
_ROLE = r"\w*(?:formand|forkvinde|forperson|leder|chef|direktør|minister|borgmester|ordfører|forsker|rådmand|talsmand)"
_ASKS_ROLE = re.compile(
    rf"\bhvem (?:er|var|bliver|blev|skal være|hedder|som)(?: \w+){{0,2}}? (?P<role>{_ROLE})(?:en|n|ne)?\b"
    rf"|\bhv(?:ad|em) hedder (?:\w+ ){{0,2}}(?P<named>{_ROLE})(?:en|n|ne)?\b",
    re.IGNORECASE,
)
_MEMBERS = re.compile(r"\b(?:består af|repræsentanter)\b", re.IGNORECASE)  # names the members by what they are
_NAME = re.compile(r"(?<=[a-zæøå,:;)] )[A-ZÆØÅ][\wæøåé-]+")
_COMMON_NAMES = frozenset(
    ["regeringen", "kl", "parterne", "danske", "regioner", "kommunerne", "folketinget", "danmark", "aftale", "aftalen"]
)
# What follows tells an aim, and lists no items.
_AIM = re.compile(r",?\s*\b(?:(?:som|der) (?:skal|kan|vil)|hvor|at|med henblik|for at|så)\b", re.IGNORECASE)
_JOINT = re.compile(r",|\b(?:og|samt|eller)\b")
_LAST_JOINT = re.compile(r"[\w)]\s+(?:og|samt|eller)\s+\w")
_PAIRED = re.compile(r"\bbåde\b|\bhhv\.|\bdels\b|\bhenholdsvis\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(?:først\w*|and(?:en|et)|tredje|dels|dernæst|endelig)\b", re.IGNORECASE)


def names_missing(question: str, sentence: str) -> bool:
    """Whether names are asked for and the sentence has none that the question hasn't."""
    if _ASKS_PLACES.search(question):
        return not places_named(sentence) - places_named(question)
    if (role := _ASKS_ROLE.search(question)) and not _tells_role(role["role"] or role["named"], sentence):
        return True
    return asks_names(question) and not has_new_name(question, sentence) and not _MEMBERS.search(sentence)


def asks_names(question: str) -> bool:
    """Whether a question asks what someone or something is called."""
    return bool(_ASKS_NAMES.search(question))


def has_new_name(question: str, sentence: str) -> bool:
    """Whether a sentence has a name that the question doesn't use itself."""
    common = STOPWORDS if _MAY_BE_PARTY.search(question) else STOPWORDS | _COMMON_NAMES
    own = set(words(question)) | common
    stems = {stem(word) for word in own}
    return any(name.lower() not in own and stem(name.lower()) not in stems for name in _NAME.findall(sentence))


def _tells_role(role: str, sentence: str) -> bool:
    """Whether a sentence speaks of who holds an office ("formand") at all."""
    return bool(re.search(rf"{role}(?:e?ns?|s|ne|nes)?\b", sentence, re.IGNORECASE))  # and not "ministeriet"


def items_missing(question: str, sentence: str, passage: str, is_item: bool) -> bool:
    """Whether a number of items is asked for by name and the place says that there are so many, but not which.

    :param is_item: the sentence is itself an item of a list.
    """
    for asked in find_figures(question):
        if asked.unit == "count" and asked.value > 1 and _ASKS_ITEMS.search(question[: asked.start]):
            told = _counted_alike(asked, sentence)
            if told is None:  # then the place must have as many
                return not is_item and ":" not in sentence and _listed(sentence) < int(asked.value) - 1
            return not _given(sentence, told, passage, int(asked.value))
    return False


def _counted_alike(asked: FoundFigure, sentence: str) -> FoundFigure | None:
    return next((f for f in find_figures(sentence) if f.unit == "count" and f.value == asked.value), None)


def _given(sentence: str, told: FoundFigure, passage: str, number: int) -> bool:
    """Whether the items follow their number, in its sentence or counted off after it, or stand before it."""
    before, after = sentence[: told.start], sentence[told.end :]
    clause = _AIM.split(after, maxsplit=1)[0]
    if ":" in after or _listed(clause) >= number - 1 or _listed(before) >= number - 1 or _PAIRED.search(after):
        return True
    return len(_ORDINAL.findall(passage.partition(sentence)[2])) > 1


def _listed(text: str) -> int:
    """How many joints a list in a text has at most: "a, b og c" has two."""
    return len(_JOINT.findall(text)) if _LAST_JOINT.search(text) else 0
