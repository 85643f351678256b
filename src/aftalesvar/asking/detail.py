"""Whether a place tells the detail that is asked for, and not only of the same matter.

"Hvor meget må en enkelt kommune højst låne?" isn't answered by the size of the pool, nor "Hvad er renten?" by the sum
that is lent. What is asked for (a limit, a price for each, a penalty, a time) has words of its own; a place that tells
it uses them too. The patterns are Danish that holds for any agreement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.concepts import HALF
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import words

_HEAVY = 3.0  # the rarity of a verb that says what is asked; a lighter one ("laver", "kommer") is said in any words
_NUMBER = r"(?:\d[\d.,]*|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)"


@dataclass(frozen=True, slots=True)
class Detail:
    """How a detail is asked for and how it is told; ``kinds`` are the kinds of questions that ask for it."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    kinds: frozenset[str]

    def missing(self, kind: str, question: str, told: str) -> bool:
        """Whether a question asks for it and a place doesn't tell it."""
        return kind in self.kinds and bool(self.asked.search(question)) and not self.told.search(told)


def _detail(asked: str, told: str, kinds: str) -> Detail:
    return Detail(re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE), frozenset(kinds.split()))


_ANY = "what amount percent count date who how list"
_DETAILS = (
    _detail(  # a limit
        r"\b(?:må|kan|skal|skulle|kunne|bør)\b[^,]*\b(?:højst|højest|maks\w*|mindst|minimum)\b"
        r"|\bhvor \w+ (?:må|skal|bør)\b.*\bfør\b|\bhvor \w+\b.*\b(?:tillader|tilladt|lovligt?|ulovligt?)\b"
        r"|\b(?:\w*grænsen?) (?:for|på)\b",
        r"\b(?:højst|højest|maks\w*|mindst|minimum\w*|op til|ned til|\w*loft\w*|\w*grænse\w*|inden for|\w*ramme\w*"
        r"|senest|over|under|lovbund\w*|\w*krav\w*|tillad\w*|ikke (?:over|under)stige\w*|flere end|færre end"
        r"|ambition\w*)\b",
        "what amount percent count",
    ),
    _detail(  # a penalty
        r"\b(?:straf\w*|bøde\w*|dagbøder|sanktion\w*)\b",
        r"\b(?:\w*straf\w*|bøde\w*|dagbøder|sanktion\w*|\w*betinge\w*|modregn\w*|modgående|tilbagehold\w*|inddrag\w*"
        r"|fratag\w*|mister|nedsæt\w*|bortfald\w*|skærpet|regulering\w*|trækkes|konsekvens\w*|karantæne)\b",
        _ANY,
    ),
    _detail(  # what it costs those who use it
        r"\b(?:borger\w*|bruger(?:ne)?|patient\w*|famili\w*|beboer\w*|studerende|pårørende|passager\w*|man|jeg)"
        r" (?:\w+ )?(?:betale[rs]?|af med)\b",
        r"\b(?:\w*betal\w*|gebyr\w*|takst\w*|pris(?:en)?|afgift\w*|\w*skat\w*|husleje\w*|gratis|forældre\w*|mor|far)\b",
        "what amount",
    ),
    _detail(  # who made a thing that is there
        r"\b(?:hvem|hvilke[nt]? \w+) (?:har|havde|fik)\b(?!.*\bsammen med\b).*"
        r"\b(?:lavet|skrevet|udviklet|udarbejdet|bygget|udformet|leveret|opfundet|fundet på)\b",
        r"\b(?:har|havde|er|blev|blevet|af|udarbejdede|leverede)\b[^.]*\b(?:udarbejdet|lavet|udviklet|skrevet|leveret"
        r"|offentliggjort|fremlagt|lanceret|præsenteret|bygget|udformet|opstillet|udarbejdede|leverede)\b",
        "who what list",
    ),
    _detail(  # what happens to those who don't
        r"\bhvad sker der (?:med|for|ved)\b[^?]*\b(?:ikke|uden)\b|\bhvad (?:risikerer|mister)\b",
        r"\b(?:betinget|modregn\w*|sanktion\w*|nedsæt\w*|reducer\w*|bortfald\w*|tilbagehold\w*|inddrag\w*|fratag\w*"
        r"|mister|straf\w*|hvis|såfremt|i tilfælde|overskrid\w*|overhold\w*|regulering\w*|fritag\w*|undtag\w*|ikke)\b",
        "what",
    ),
    _detail(  # a sum each month, a unit of measure
        r"\b(?:om|i|pr\.?) (?:måneden|måned|timen|ugen|døgnet|dagen)\b",
        r"\b(?:måned\w*|time\w*|uge\w*|døgn\w*|dag\w*)\b",
        "what amount",
    ),
    _detail(
        r"\bi (?:ton|kilo\w*|kg|km|meter|kvadratmeter|liter|grader|antal timer|kwh|mwh)\b",
        r"\d[\d.,]* (?:ton|kilo\w*|kg|km|meter|kvadratmeter|m2|liter|grader|timer|kwh|mwh)\b",
        "what amount count",
    ),
    _detail(  # what has a number
        r"\bhvad (?:er|var|bliver|lyder) (?:\w+ ){0,2}?\w*(?:promillen?|satsen?|gennemsnittet|gennemsnit|prisen"
        r"|antallet|beløbet|størrelsen|procenten|taksten|aftrykket|kvotienten)\b(?! (?:for|bag) \w+et\b)",
        r"(?<![A-Za-z])\d",
        "what amount percent count",
    ),
    _detail(  # how long a thing takes or lasts
        r"\bhvor lang(?:t? tid)?\b(?! (?:ud|væk|fra))|\bhvor hurtigt\b"
        r"|\bhv(?:ad er|or \w+ er)\b[^,]*\b(?:vente|svar|behandlings|opholds)tid(?:en|er)?\b",
        rf"\b{_NUMBER}[ -](?:års?|halvår|kvartal\w*|måned\w*|uger?|dage?|døgn|timer?|minut\w*)\b|\b\w+årige?\b"
        r"|\b(?:til og med|frem til|indtil|senest|permanent\w*|varig\w*|midlertidig\w*|straks|hurtigst)\b",
        "what amount count how",
    ),
)  # fmt: skip
# What one of them gets or pays is another sum than what all do.
_ASKS_EACH = re.compile(
    r"\b(?:hver|hvert|den enkelte|det enkelte|en enkelt|et enkelt)\b (?!år|halvår|måned|uge|dag|gang|af)[\wæøå]+"
    r"|\b(?:får|fik|mister|betaler|må|kan|koster|skal|slipper) (?:en|et) (?:\w+ )?"
    r"(?:kommune|region|skole|institution|virksomhed|borger|elev|plads|person|familie|forælder|medarbejder|barn|lærer)\b",
    re.IGNORECASE,
)
_TELLS_EACH = re.compile(
    r"\b(?:pr|per|hvert? (?!år)|en kommune|enkelte?|et barn|en borger|en elev|pladsen|taksten)\b", re.IGNORECASE
)
# Worth a number of its own: a place that doesn't name it gives another one's.
_VALUE = (
    r"\b(?:rente|løn|husleje|gebyr|honorar|vederlag|takst|billetpris|billet|afdrag|karakter|moms|sprog)"
    r"(?:en|et|erne|er|n|sats|satsen)?"
)
_ASKS_VALUE = re.compile(
    rf"\b(?:hvilke[nt]?|hvor (?:stor[te]?|høj[te]?|lavt?)(?: (?:en|et|er|bliver|må|var))?|hvad (?:er|bliver|må|koster))"
    rf" (?:den |det |de )?(?P<value>{_VALUE})\b(?! og\b)",
    re.IGNORECASE,
)
_ASKS_NOW = re.compile(r"\b(?:i dag|lige nu|i øjeblikket|aktuelt|for tiden|allerede)\b", re.IGNORECASE)
_TELLS_AIM = re.compile(r"\b(?:\w*mål(?:et|sætning\w*)?|ambition\w*)\b", re.IGNORECASE)
_ASKS_PART_OF = re.compile(r"\b(?:del|andel|meget|mange|lidt) af (?:de |den |det )?(?=\d)", re.IGNORECASE)
# "Hvad mener Ældre Sagen om …?": who doesn't speak for the parties is quoted, or it isn't told.
_ASKS_OPINION = re.compile(
    r"\bhvad (?:mener|mente|synes|syntes|svarer|svarede|tænker|sagde) (?P<who>[\wæøåÆØÅ .-]{2,40}?) (?:om|til)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:regering\w*|kl|parterne|de|man|aftale\w*|øa\d*|vi|kommunerne|danske regioner|stat\w*)\b", re.IGNORECASE
)
_TELLS_OPINION = re.compile(
    r"\b(?:mener|vurder\w*|peger|påpeg\w*|anbefal\w*|konstater\w*|ønsker|kriti\w*|finder|foreslå\w*|anerkend\w*"
    r"|tilkendegiv\w*|udtal\w*|støtter|bakker|enige?)\b",
    re.IGNORECASE,
)
_SIZE_OF = re.compile(
    r"\bhvor (?:stor[te]?|høj[te]?|lavt?) (?:(?:en|et|er|var|bliver|blev) )?(?:den |det |de )?(?P<noun>[a-zæøå-]{5,})"
    r"(?: (?P<next>[a-zæøå-]{5,}))?",
    re.IGNORECASE,
)
_SOME = re.compile(  # how much, in whatever words
    r"\w*(?:andel|sum|post|pot|pulje|ramme|beløb|regning|udgift|besparelse|stigning|forøgelse|forhøjelse|fald|vækst|tilskud"
    r"|bidrag|støtte|løft|gevinst|bevilling|kompensation|budget|indtægt|udvidelse|nedskæring|ændring)(?:en|et|men|mmen|ten|er)?",
    re.IGNORECASE,
)
# Who has done or got what: what follows is the deed, or what was got.
_DEED = re.compile(r"\bhvem (?:har|fik|havde|vandt) (?:\w+ ){0,2}?(?P<deed>[a-zæøå-]{5,})", re.IGNORECASE)
# The word after what asks, when it is the verb itself: "hvem overtager", "hvordan klager man".
_VERB = re.compile(
    r"\bhvem (?P<verb>[a-zæøå]{2,}(?:er|es))\b"
    r"|\b(?:hvordan|hvem) (?:bliver|kan|skal|får|må) (?:man|jeg|du|vi|en \w+|et \w+) (?P<told>[a-zæøå]{5,})"
    r"|\bhvordan (?P<deed>[a-zæøå]{4,}er) (?:man|jeg|du|vi|en|et|(?:borger|bruger|kommune|forældre)\w*)\b",
    re.IGNORECASE,
)
# What is done with already isn't told by a plan: "hvor mange … er afsluttet".
_DONE = re.compile(
    r"\b(?:er|har|blev|var)\b (?:\w+ ){0,3}?(?P<done>[a-zæøå]{4,}(?:et|te|ede|t))(?= ?[?,]|$)", re.IGNORECASE
)
_BESIDE = re.compile(r",? (?:da|når|efter at|før|inden|siden|hvis)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:skal|vil|kan|forventes|planlæg\w*|enige om at)\b", re.IGNORECASE)
_WAS = re.compile(r"\bhvornår (?:blev|vedtog|åbnede|trådte|begyndte|startede|sluttede|indgik|fik|kom)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:frem mod|inden|senest|skal|vil|forventes)\b[^.;]*$", re.IGNORECASE)
_FOR_YEAR = re.compile(r"\b(?:for|vedr\.?|vedrørende) (?:året )?$", re.IGNORECASE)


def detail_missing(top: Candidate, understood: Understood, reader: Reader) -> bool:
    """Whether a place speaks of the matter, but doesn't tell the detail that is asked for."""
    kind, question = understood.question.kind, understood.question.text
    told = top.shown
    if any(detail.missing(kind, question, told) for detail in _DETAILS):
        return True
    if top.figure is not None and top.figure.figure.unit == "kr" and _ASKS_EACH.search(question):
        return not _TELLS_EACH.search(told)
    if top.figure is not None and (_is_aim(top, question) or _more_than_all(top, question)):
        return True
    if kind == "date":
        return _no_time_of_it(top, question)
    return _unnamed(kind, understood, told, top.found.passage.section, reader)


def _unnamed(kind: str, understood: Understood, told: str, section: Sequence[str], reader: Reader) -> bool:
    """Whether a place lacks the very word that says what is asked: the value, the verb, or who says it."""
    question = understood.question.text
    if (value := _ASKS_VALUE.search(question)) and not _held(value["value"], told, reader):
        return True
    if (opinion := _ASKS_OPINION.search(question)) and not _PARTY.search(opinion["who"]):
        return not _TELLS_OPINION.search(told)
    if (size := _SIZE_OF.search(understood.corrected)) and _tells_size(size, understood):
        around = f"{told} {' '.join(section)}"
        if not any(_held(word, around, reader, _HEAVY) for word in (size["noun"], size["next"]) if word):
            return True
    if kind == "who" and (deed := _DEED.search(understood.corrected)) and not _held(deed["deed"], told, reader, _HEAVY):
        return True
    if kind in ("who", "how") and (verb := _VERB.search(understood.corrected)):
        return not _held(verb["verb"] or verb["told"] or verb["deed"], told, reader, _HEAVY)
    if kind == "count" and (done := _DONE.search(_BESIDE.split(understood.corrected)[0])) and _PLANNED.search(told):
        return not _held(done["done"], told, reader, _HEAVY)
    return False


def _is_aim(top: Candidate, question: str) -> bool:
    """Whether what should be is told, where it is asked how it is."""
    return bool(_ASKS_NOW.search(question) and _TELLS_AIM.search(top.found.sentence.text))


def _more_than_all(top: Candidate, question: str) -> bool:
    """Whether a sum is no less than the one that it is asked for a part of ("hvor meget af de 100 mio. kr.")."""
    assert top.figure is not None
    part = _ASKS_PART_OF.search(question)
    if part is None:
        return False
    told = top.figure.figure
    return any(whole.unit == told.unit != "count" and told.value >= whole.value
               for whole in find_figures(question) if whole.start <= part.end() < whole.end)  # fmt: skip


def _tells_size(size: re.Match[str], understood: Understood) -> bool:
    """Whether what is asked the size of is a thing that the agreements name so, and no word for a sum."""
    return not _SOME.fullmatch(size["noun"]) and size["noun"].lower() not in understood.unseen


def _no_time_of_it(top: Candidate, question: str) -> bool:
    """Whether a date is of what is ahead, though it is asked when a thing was done, or only the year a sum is for."""
    if top.date is None:
        return False
    before = top.found.sentence.text[: top.start]
    return bool(_FOR_YEAR.search(before)) or bool(_WAS.search(question) and _AHEAD.search(before))


def _held(word: str, told: str, reader: Reader, least: float = 0.0) -> bool:
    """Whether a text holds a word of the question, or what stands for it; a word lighter than ``least`` needn't be."""
    coverage = reader.coverage
    for concept, weight in zip(coverage.concepts, coverage.weights, strict=True):
        if concept.word == word.lower():
            return weight < least or concept.match(coverage.terms(told)) >= HALF
    return least > 0 or word.lower() in words(told)
