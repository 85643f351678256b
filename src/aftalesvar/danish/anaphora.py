"""Whether a Danish sentence speaks of what the one before it said: "Det skyldes …", "Midlerne …", "Derfor …"."""

from __future__ import annotations

import re

_VERBS = (
    r"er|var|skal|skulle|vil|ville|har|kan|kunne|må|bør|bliver|blev|sker|gør|gælder|udgør|giver|kræver|medfører|betyder"
    r"|indebærer|forudsætter|nødvendiggør|omfatter|fremgår|svarer|understøtter|sikrer|følger|\w{3,}es"
)
# "Det skal …" is a pronoun; "Det kommunale udgiftsloft …" is an article.
_PRONOUN = re.compile(
    rf"^(?:Samtidig |Derudover |Desuden |Dertil )?(?:Det|Den|De|Disse|Dette|Denne|Her) (?:{_VERBS})\b"
)
_POINTING = re.compile(
    r"\b(?:dette|disse|denne|herfor|herom|hertil|hermed|herved|heraf|heri|derfor|dermed|derved|deraf|dertil|således"
    r"|herigennem|hvilket|en sådan|et sådant|sådanne|på (?:den|denne) baggrund|på baggrund heraf|i lyset heraf"
    r"|som følge heraf|i forlængelse heraf|i den (?:forbindelse|anledning|sammenhæng))\b",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(
    r"\b(?:derfor|dermed|derved|således|på (?:den|denne) baggrund|på baggrund heraf|i lyset heraf|som følge heraf"
    r"|af samme grund)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"^(?P<noun>[A-ZÆØÅ][a-zæøå-]{3,}(?:en|et|erne|ene))\b")
_GENERIC = frozenset(
    """
    midlerne beløbet arbejdet ordningen målet formålet hensigten ambitionen sigtet initiativet initiativerne indsatsen
    tilskuddet udgiften udgifterne ændringen ændringerne stigningen løftet rammen stillingtagen forudsætningen gevinsten
    gevinsterne resultatet resultaterne opgaven opgaverne evalueringen analysen udviklingen fordelingen finansieringen
    udmøntningen forslaget lovforslaget kompensationen omlægningen udfordringen udfordringerne baggrunden årsagen
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
# Who agreements speak of all the time: to name them again points to nothing.
_ACTORS = frozenset("regeringen parterne kommunerne regionerne staten".split())  # noqa: SIM905
# A word that nothing after it tells more of: "indsatsen for vandmiljøet" points to nothing.
_BARE = re.compile(r"(\w+)\b(?! (?:af|for|fra|med|mellem|mod|om|på|til|under|ved)\b)")
_INDEFINITE = re.compile(r"\b(?:en|et) (?:\w+ ){0,2}?(\w{5,})", re.IGNORECASE)
_ROOT = 5  # letters that a definite noun and a word before it have in common when they name one thing
_HEAD = 90  # characters in which a word that points back stands


def refers_back(sentence: str, before: str) -> bool:
    """Whether a sentence points to the one before it, by a pronoun, a pointing word or a definite noun at its head."""
    noun = _DEFINITE.match(sentence)
    named = noun["noun"].lower() if noun else ""
    if named in _GENERIC or (named and named not in _ACTORS and named[:_ROOT] in before.lower()):
        return True
    head = _BARE.findall(sentence[:_HEAD].lower())
    if not _GENERIC.isdisjoint(head) or _takes_up_noun(head, before):
        return True
    return bool(_PRONOUN.match(sentence) or _POINTING.search(sentence[:_HEAD]))


def _takes_up_noun(head: list[str], before: str) -> bool:
    """Whether a word is the definite form of a noun just brought up: "kortlægningen" after "en kortlægning"."""
    new = {noun.lower() for noun in _INDEFINITE.findall(before)}
    return any(word[:-2] in new for word in head if word.endswith(("en", "et")))


def follows_from(sentence: str) -> bool:
    """Whether a sentence tells what follows from the one before it ("Derfor …"), which is then its reason."""
    return bool(_CONSEQUENCE.search(sentence[:_HEAD]))


def cannot_stand_alone(sentence: str) -> bool:
    """Whether a reader doesn't know what a sentence speaks of without the one before it."""
    return bool(_PRONOUN.match(sentence) or re.search(r"\b(?:dette|disse|denne|sådan\w*)\b", sentence[:_HEAD].lower()))
