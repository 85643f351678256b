"""Whether a place agrees with what the question takes for granted.

"Hvorfor lukkes fonden?" takes for granted that it is closed; a sentence that says it is prolonged is no answer, nor
is one of another party, of another sum, or one that gives no reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache

from aftalesvar.asking.aspects import REASON
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.figures import asks_change
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.numbers import YEAR, FoundFigure, find_figures
from aftalesvar.danish.places import places_named
from aftalesvar.danish.terms import stem, words
from aftalesvar.danish.thesaurus import opposites
from aftalesvar.danish.vocabulary import ACTORS

_NAME = re.compile(r"(?<=[a-zæøå,:;)] )[A-ZÆØÅ][\wæøåé-]+")
_BODY = re.compile(r"[a-zæøå-]+(?:ministeri(?:et|ets|um|ums)|styrelsen?s?|nævnets?|kommissionens?)", re.IGNORECASE)
_SMALL = 10  # a smaller count may be said in other words, or counted by the reader
_CHANGES_BY = re.compile(
    r"\bhvor mange (?:procent|pct)\w*\.? (?:\w+ )?"
    r"(?:stiger|steg|øges|hæves|forhøjes|falder|faldt|sænkes|nedsættes|reduceres)",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(  # "efteråret 22", "aftalen for 23"
    r"\b(?:efterår|forår|sommer|vinter|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november"
    r"|december|primo|medio|ultimo|aftalen? (?:for|fra|i)|øa)(?:en|et)? ?'?\d\d$",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(?:ikke|ingen|intet|aldrig|uden)\b", re.IGNORECASE)
_NONE_OF = re.compile(r"\b(?:ingen|intet) (?:ekstra |yderligere |nye? )?([a-zæøå-]{4,})", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|hverken|undtag\w*|fritag\w*|bortfald\w*|ophør\w*|afskaf\w*|udløb\w*|stop\w*)\b",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:svær(?:t|e)?|vanskelig(?:t|e)?|uhensigtsmæssig\w*|unødig\w*|unødvendig\w*|utilsigtede?|utilstrækkelig\w*|usikker\w*"
    r"|uklar\w*|utidssvarende|forælded?e?|bureaukrati\w*|belaste\w*|byrde\w*|hæmme\w*|problem\w*|udfordr\w*|mangel(?:en)?"
    r"|for (?:lav|høj|få|lang|mange|dyr)\w*|lægger beslag på|ikke (?:længere|tilstrækkelig\w*|altid))\b",
    re.IGNORECASE,
)
_ASKS_OUTCOME = re.compile(
    r"\bhvad (?:viste|fandt|konkluderede|kom der ud af|har \w+ vist"
    r"|(?:er|var|blev) (?:der kommet ud af|resultatet|konklusionen|udfaldet))\b|\bhvordan gik det\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:vil|skal|sigtes|forventes|planlæg\w*|igangsætte[rs]?|iværksætte[rs]?|nedsætte[rs]?|sætte[rs]? i gang"
    r"|igangsat|iværksat|nedsat|formålet)\b",
    re.IGNORECASE,
)
_TELLS_OUTCOME = re.compile(
    r"\b(?:viser|viste|vist|peger|pegede|fandt|konkluder\w*|konstater(?:er|es|et)?|dokumenter(?:er|es|et)?|fremgår|resultat\w*)\b",
    re.IGNORECASE,
)
_STATING = ("why", "what", "how", "date", "who", "list", "amount", "percent", "count")
HELD, _REST = 0.3, 0.5  # what is taken for granted isn't held, while this share of the other words is
# Words of opposites that are said of much else than what is taken for granted.
_LOOSE = frozenset(
    """
    skal krav pligt ekstra yderligere betale betaler betales støtte tilskud tilskuddet låne låner højst mindst maksimum
    minimum merudgift merudgifter miste mister mistes brutto netto bedre enige enighed flere færre foreløbig foreløbige
    midlertidig
    midlertidigt midlertidige permanent permanente færdig færdige færdigt
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)


# What rises, falls or is kept, in all its words: a question that takes the one for granted is denied by the others.
_UP = frozenset(
    """
    stige stiger steg steget stigende stigning stigningen øge øger øges øget forøges hæve hæver hæves hævet
    forhøje forhøjer forhøjes forhøjet forhøjelse forhøjelsen opjustere opjusteres opjusteret vokse vokser vokset
    løft løfte løfter løftes løftet fordoble fordobler fordobles fordoblet fordobling fordoblingen
    """.split()  # noqa: SIM905
)
_DOWN = frozenset(
    """
    falde falder faldt faldet faldende fald reducere reducerer reduceres reduceret reduktion mindske mindskes
    nedbringe nedbringer nedbringes nedbragt sænke sænker sænkes sænket nedsætte nedsættes nedsat nedsættelse
    nedsættelsen nedjustere nedjusteres nedjusteret beskære beskæres beskåret skære skærer skæres skåret
    halvere halverer halveres halveret halvering halveringen
    """.split()  # noqa: SIM905
)
_KEPT = frozenset(
    """
    fastholde fastholder fastholdes fastholdt fastfryse fastfryser fastfryses fastfrosset uændret uændrede
    """.split()  # noqa: SIM905
)
_MOVES = ((_UP, _DOWN), (_UP | _DOWN, _KEPT))


@cache
def granted() -> dict[str, frozenset[str]]:
    """The words that say what is done to a thing, each with its inflections: a question takes them for granted."""
    sides = sorted((side for pair in opposites() for side in pair), key=len, reverse=True)
    return {word: side for side in sides for word in side if word not in _LOOSE}  # its narrowest side


def takes_for_granted(word: str) -> bool:
    """Whether a word says what is done to a thing ("hæves", "afskaffet")."""
    return word in granted()


def denies(understood: Understood, sentence: str, around: str, coverage: Coverage) -> bool:
    """Whether a place says otherwise than the question takes for granted, or nothing of it though it says the rest."""
    question = understood.question
    if question.kind in ("amount", "percent"):
        changes = asks_change(question.text) or bool(_CHANGES_BY.search(question.text))
        return changes and denied_by(understood.corrected, sentence)
    if question.kind != "why":
        return False
    return (
        denied_by(understood.corrected, sentence)
        or _given_after_all(question.text, sentence)
        or _unsaid(understood, around, coverage)
    )


def _unsaid(understood: Understood, around: str, coverage: Coverage) -> bool:
    """Whether a place in the question's own words has all but what the question takes for granted."""
    if NEGATED.search(understood.question.text):
        return False
    terms, said = coverage.terms(around), set(words(around))
    held = [
        (takes_for_granted(c.word), max(c.match(terms), float(bool(said & granted().get(c.word, set())))), weight)
        for c, weight in zip(coverage.concepts, coverage.weights, strict=True)
    ]
    rest = sum(weight for granted, _, weight in held if not granted)
    if not rest or all(match >= HELD for granted, match, _ in held if granted):
        return False
    return sum(match * weight for granted, match, weight in held if not granted) / rest >= _REST


def _given_after_all(question: str, sentence: str) -> bool:
    """Whether "hvorfor … ingen kompensation" is answered by a place that speaks of it and denies nothing."""
    none_of = _NONE_OF.search(question)
    if none_of is None or _DENIES.search(sentence):
        return False
    return stem(none_of[1].lower()) in {stem(word) for word in words(sentence)}


def gives_reason(sentence: str) -> bool:
    """Whether a sentence gives a reason or an aim."""
    return REASON.told(sentence) > 0


def tells_fault(sentence: str) -> bool:
    """Whether a sentence tells what is wrong with a thing: why it is changed, though nothing says "for at"."""
    return bool(_FAULT.search(sentence))


def only_planned(question: str, sentence: str) -> bool:
    """Whether "hvad viste undersøgelsen?" is answered by a place that only says that it will be made."""
    return bool(_ASKS_OUTCOME.search(question) and _PLANS.search(sentence)) and not _TELLS_OUTCOME.search(sentence)


def is_body(word: str) -> bool:
    """Whether a word names a ministry, an agency or another such body."""
    return bool(_BODY.fullmatch(word))


def names_in(question: str) -> frozenset[str]:
    """The plain words that a question writes with a capital though no sentence begins there, in lower case."""
    return frozenset(word.lower() for word in _NAME.findall(question) if word.isalpha())


def denied_by(asked: str, told: str) -> bool:
    """Whether what is told uses an opposite, or tells that what should rise falls or is kept, and so on."""
    return opposed(asked, told) or opposed(asked, told, _MOVES)


def opposed(asked: str, told: str, pairs: Iterable[tuple[Set[str], Set[str]]] | None = None) -> bool:
    """Whether what is told uses the opposite of a word of what is asked, and not that word too."""
    question, sentence = set(words(asked)), set(words(told))
    for one, other in pairs if pairs is not None else opposites():
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


def places_missing(question: str, place: str) -> frozenset[str]:
    """The municipalities and regions of a question that a place doesn't name."""
    return places_named(question) - places_named(place)


def figures_missing(understood: Understood, place: str) -> list[FoundFigure]:
    """The figures that a question takes as given ("sat op til 30 pct.", "de 15 projekter") and a place doesn't give."""
    question = understood.question
    if question.kind not in _STATING:
        return []
    told = find_figures(place)
    asked = [f for f in find_figures(question.text) if _telling(f) and not _SHORT_YEAR.search(question.text[: f.end])]
    return [f for f in asked if not any(t.value == f.value for t in told)]


def _telling(figure: FoundFigure) -> bool:
    """Whether a figure is one that a text would repeat: no small count, and no year read as an amount."""
    if YEAR.match(figure.core):
        return False
    return figure.value >= _SMALL if figure.unit == "count" else figure.value > 0
