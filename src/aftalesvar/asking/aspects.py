"""Which side of a matter a question asks for, and the words by which a sentence tells that side.

"Hvad skal pengene bruges til?" and "Hvordan fordeles pengene?" find the same place; the sentence that answers is told
by its own words: "anvendes til", "fordeles efter". The patterns are Danish that holds for any agreement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aftalesvar.danish.terms import STOPWORDS, words
from aftalesvar.records import AnswerKind

STRONG, WEAK = 1.0, 0.5
# Sides that no figure tells.
NOT_IN_FIGURES = frozenset({"distribution", "problem", "use", "place", "finding", "consequence", "fate"})
_IN_WORDS = re.compile(
    r"\bhvad (?:sker|skete|skal der ske|gør(?:es|e)?|bliver der gjort|betyder|menes|indebærer|er (?:ideen|idéen"
    r"|visionen|meningen|pointen"
    r"|tanken|planen|holdningen|ambitionen))\b|\bhvad (?:vil|skal|kan|ville|håber|ønsker) .*\b(?:opnå\w*|udrette"
    r"|sikre|forbedre"
    r"|selv komme med)\b|\bhvad går .*\bud på\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of a matter: how it is asked for, and how a sentence tells it, surely or perhaps."""

    name: str
    asked: re.Pattern[str]
    surely: re.Pattern[str]
    perhaps: re.Pattern[str] | None = None

    def told(self, sentence: str) -> float:
        """How surely a sentence tells this side: ``STRONG``, ``WEAK`` or 0."""
        if self.surely.search(sentence):
            return STRONG
        return WEAK if self.perhaps is not None and self.perhaps.search(sentence) else 0.0


def _aspect(name: str, asked: str, surely: str, perhaps: str = "") -> Aspect:
    flags = re.IGNORECASE
    return Aspect(
        name, re.compile(asked, flags), re.compile(surely, flags), re.compile(perhaps, flags) if perhaps else None
    )


# Why: a cause, a purpose, or what it is good for.
REASON = _aspect(
    "reason",
    r"\bhvorfor\b|\bhvordan kan det (?:\w+ )?være\b|\bhvad ligger (?:der )?bag\b|\bhvad gør,? at\b"
    r"|\bårsag|\bbegrundelse|\bgrund(?:en)? til\b|\bhvad skyldes\b|\bbaggrund(?:en)? for\b",
    r"\b(?:fordi|skyldes|som følge af|på grund af|pga|i lyset af|årsag\w*|afvente\w*|af hensyn til|hensynet"
    r"|med det mål"
    r"|ses i (?:sammenhæng|lyset)|idet|eftersom|resultat af|med henblik på|mhp|for at|formål\w*|hensigt\w*|bidrage\w*"
    r"|skal (?:\w+ ){0,2}(?:sikre|understøtte|skabe|styrke|give|forebygge|gøre|muliggøre|fremme|lette|reducere)"
    r"|gør(?:e)? det (?:\w+ )?(?:muligt|lettere|nemmere|enklere|bedre|billigere)|så (?:\w+ ){1,6}(?:kan|får"
    r"|bliver|undgås)"
    r"|baseret på|har medført|medfører|i takt med)\b",
    r"\b(?:da|så|derfor|dermed|sikre\w*|understøtte\w*|baggrund|på den måde|henset|drives? af)\b",
)
_ASPECTS = (
    _aspect(
        "frequency",
        r"\bhvor (?:tit|ofte)\b|\bhvor mange gange\b",
        r"\b(?:\w*årligt?|kvartalsvist?|månedligt?|ugentligt?|dagligt?"
        r"|hver[t]? (?:\w+ )?(?:år|halvår|kvartal|måned|uge)|\w+ gange? (?:om|årligt))\b",
        r"\bløbende\b",
    ),
    _aspect(
        "distribution",
        r"\b(?:fordel\w*|udmønt\w*|udbetales|tildel\w*|uddeles)\b(?!\S)|\b(?:efter|ud fra) hv(?:ad|ilke)\b"
        r"|\bhvad afgør\b|\bhvordan (?:afgøres|bestemmes|vælges|udvælges|besluttes|findes)\b|\bkriteri\w*"
        r"|\bhv(?:ad|em) (?:bestemmer|afgør)\b",
        r"\b(?:fordel(?:es|t|ingen|e)|udmøntes|udmøntning\w*|udbetales|tildeles|tildeling\w*|kriteri\w*"
        r"|indbyggertal\w*|(?:over|til) bloktilskud\w*)\b",
        r"\b(?:på baggrund af|efter|ud fra|i forhold til|afhænger)\b",
    ),
    _aspect(
        "fate",
        r"\bhvad (?:sker|skete|skal der ske|vil der ske|bliver der) (?:der )?(?:\w+ )?(?:med|af"
        r"|for)\b(?!.*\b(?:hvis|når|ikke|for (?:meget|mange|højt|lidt))\b)",
        r"\b(?:viderefør\w*|fortsætte\w*|fasthold\w*|ophør\w*|udfas\w*|afskaf\w*|nedlæg\w*|bortfald\w*|overgå\w*"
        r"|overfør\w*"
        r"|omlæg\w*|udsky\w*|forlæng\w*|forhøj\w*|nedsættes|reducere\w*|eftergiv\w*|flytte\w*|lukke\w*"
        r"|permanentgør\w*"
        r"|erstatte\w*|udvide\w*|afvikle\w*|stoppe\w*|afslutte\w*|tilbagebetal\w*|opkræve\w*|forenkl\w*|ændre\w*)\b",
        r"\b(?:skal (?!ansøge)|vil|kan|bliver|blev|enige)\b",
    ),
    _aspect(
        "consequence",
        r"\bhvad (?:sker|skete|vil ske|bliver|er) (?:der|konsekvens\w*|følge\w*|straf\w*|sanktion\w*)\b"
        r".*\b(?:hvis|når|ikke|for (?:meget|mange|højt|lidt))\b"
        r"|\bhvad (?:risikerer|mister|koster det)\b.*\b(?:hvis|når|ikke)\b|\bkonsekvens\w* af at\b",
        r"\b(?:betinget|modregn\w*|sanktion\w*|nedsættes|reduceres|bortfalder|tilbageholdes|inddrages|fratages|mister"
        r"|straf\w*|i tilfælde af|hvis|såfremt)\b",
        r"\b(?:overskrid\w*|overhold\w*|holder sig)\b",
    ),
    _aspect(
        "finding",
        r"\bhvad (?:viste|viser|har \w+ vist|peger|pegede|fandt|konkluder\w*|er (?:resultatet|konklusionen))\b",
        r"\b(?:viser|viste|vist|peger på|pegede på|konkluder\w*|konstater\w*|dokumenter\w*|fremgår)\b",
    ),
    _aspect(
        "use",
        r"\b(?:bruges?|brugt|anvendes?|anvendt|øremærk\w*|målret\w*)\b.*\btil\b|\bhvad .*\bdække\b"
        r"|\bhvad går\b.*\bud på\b"
        r"|\b(?:pengene|penge|midler\w*|\w*pulje\w*|\w*løft\w*|\w*tilskud\w*|bevilling\w*|beløb\w*"
        r"|kr)\b.*\b(?:går?|gik) .*\btil\b",
        r"\b(?:anvendes|bruges?|går?|prioriteres|målrettes|øremærkes|afsættes|afsat|benyttes"
        r"|udnytte\w*) (?:\S+ ){0,6}til\b"
        r"|\b(?:kan|skal) (?:udgøre|anvendes|bruges|danne grundlag|indgå)\b|\b(?:dække|finansiere|ansættelse"
        r"|etablering)\b",
        r"\b(?:skal|anvend\w*|til at|med henblik på|understøtte)\b",
    ),
    _aspect(
        "problem",
        r"\bproblem\w*|\bgalt\b|\budfordring\w*|\bulempe\w*|\bbekymr\w*|\bkritik\w*|\bsvært ved\b",
        r"\b(?:udfordr\w*|problem\w*|svær\w*|utilsigtet|vanskelig\w*|press\w*|hæmme\w*|mangel\w*|usikker\w*"
        r"|utilstrækkelig\w*"
        r"|belast\w*|byrde\w*|barriere\w*|hindr\w*|imidlertid|gå ud over|stigende (?:priser|udgifter)|for (?:lav"
        r"|høj|få|lang)\w*|risiker\w*|risiko)\b",
        r"\bikke (?!mindst)",
    ),
    _aspect(
        "purpose",
        r"\b(?:formål\w*|målet|mål(?:sætning)?en|hensigt\w*|ambition\w*|sigte\w*|gevinst\w*|fordel(?:en)?\b)\b"
        r"|\bhvad (?:skal|kan|vil) .*\b(?:føre til|bidrage|komme med|sikre|opnå\w*|understøtte|hjælpe"
        r"|undersøge\w*|kunne|gavne|handle om)\b"
        r"|\bhvad (?:får|opnår) .*\bud af\b|\bhvad (?:opnår|ønsker)\b",
        r"\b(?:formål\w*|mål(?:et|sætning\w*)?|ambition\w*|hensigt\w*|bidrage\w*|med henblik på|mhp"
        r"|skal (?:\w+ ){0,3}(?:sikre|understøtte|skabe|føre|bidrage|undersøge|belyse|se på|kunne|danne|munde)"
        r"|giver mulighed|for at"
        r"|kan udgøre|komme med|så \w+)\b",
        r"\b(?:skal|kan|vil)\b",
    ),
    _aspect(
        "action",
        r"\bhvad (?:vil|skal|kan|gør|ville|har|bliver|blev|er|gøres|aftal\w*|ændr\w*)\b.*"
        r"\b(?:gøre|gjort|ske|sker|ændre\w*|ændret|aftal\w*|enige|gang|forpligter|finde ud af|tiltag|initiativ\w*)\b"
        r"|\bhvad (?:gør|gøres|sker|aftal\w*|ændr\w*)\b|\bhvad blev aftalt\b",
        r"\b(?:derfor enige|enige(?: om| med)?|vil (?!blive\b|der\b|de[tn]?\b)\w*|igangs[aæ]t\w*|iværks[aæ]t\w*"
        r"|etabler\w*|opret\w*"
        r"|neds[aæ]t(?:te|tes|ter)?|udarbejd\w*"
        r"|indfør\w*|afsæt\w*|behov for at|samarbejde om)\b",
        r"\b(?:skal|vil|kan|sker|blev|bliver)\b",
    ),
    _aspect(
        "place",
        r"^\W*(?:og )?hvor (?:skal|sker|kan|foregår|vil|bliver|er|ligger|findes|drøftes|forankres)\b",
        r"\b(?:i regi af|forankre\w*|placere\w*|hos|på tværs af|ved (?=[A-ZÆØÅ]))\b",
        r"\b(?:i|på) [A-ZÆØÅ]\w+",
    ),
    _aspect(
        "way",
        r"\bhvordan\b|\bhvorledes\b|\bpå hvilken måde\b",
        r"\b(?:ved at|gennem|igennem|via|sker (?:ved|efter|på|gennem|i)|skal (?:\w+ )?ske|på baggrund af"
        r"|fordeles|udmøntes"
        r"|finansieres|for eksempel|efter (?:\w+ )?indbyggertal|med udgangspunkt i|ved hjælp af|ud fra"
        r"|bl\.a\. ved)\b",
        r"\b(?:ved|efter|med|herunder|skal|kan|vil)\b",
    ),
)
_MEMBERS = _aspect(
    "members",
    r"\bhv(?:em|ilke)\b.*\b(?:sidder|deltager|er med|indgår|består|medlem\w*|inddrages|repræsenter\w*"
    r"|sammen med|samarbejde\w* med)\b",
    r"\b(?:består af|repræsentant\w*|deltag\w*|medlem\w*|inddrag\w*|sammen med|i samarbejde med|i partnerskab med)\b",
)
# Who decides, pays, or has the task: told of a body by its verb, and not by naming the body alone.
_WHO = (
    _aspect(
        "decides",
        r"\bhvem (?:\w+ ){0,2}?(?:bestem\w*|afgør\w*|beslutte\w*|vælge\w*|træffer|tager beslutning\w*"
        r"|har det sidste ord)\b",
        r"\b(?:op til|beslutte\w*|beslutning\w*|afgør\w*|afgøre\w*|fastsætte\w*|fastlægge\w*|træffe[rs]?|vælge\w*"
        r"|frit|frihed til|udpege\w*|godkende\w*)\b",
        r"\b(?:lokalt|selv|den enkelte)\b",
    ),
    _aspect(
        "pays",
        r"\bhvem (?:\w+ ){0,2}?(?:betal\w*|dække\w*|finansier\w*|afhold\w*|hæng\w* på|stå\w* med regning\w*"
        r"|tag\w* regning\w*|kommer til lommerne|lægge\w* pengene|får regning\w*)\b",
        r"\b(?:afhold\w*|finansier\w*|betal\w*|dække\w*|kompenser\w*|egne midler|egenfinansier\w*"
        r"|inden for (?:den|egne?)"
        r"|bidrag\w*|af (?:myndighederne|staten|kommunerne|regionerne) selv)\b",
    ),
    _aspect(
        "responsible",
        r"\bhvem (?:\w+ ){0,2}?(?:har ansvar\w*|er ansvarlig\w*|får ansvar\w*|står? (?:for|på mål)|stod for|sørge\w*"
        r"|tage\w* sig af|løse\w*|løfte\w*|håndter\w*|varetage\w*|lede\w*|driver?|drev|overtage\w*|følge\w* op"
        r"|skriver?"
        r"|udarbejde\w*|lave\w*|betjene\w*|koordiner\w*|får opgaven|gennemføre\w*|undersøge\w*"
        r"|få(?:r)? .* til at fungere"
        r"|holde\w* øje|overvåge\w*|kontroller\w*)\b",
        r"\b(?:ansvar\w*|varetage\w*|forankre\w*|stå(?:r)? for|løses|håndteres|koordiner\w*|udarbejde\w*|betjen\w*"
        r"|overtage\w*|gennemføre\w*|drives|ledes|foretages af|følge\w* op|tilsyn\w*|i regi af)\b",
    ),
)
_LIST = _aspect(
    "list",
    r"\bhvilke\b|\bhvad for\b|\bnævn\b|\bhvad (?:består|omfatter|indeholder)\b",
    r"\b(?:herunder|hhv\.|henholdsvis|følgende)(?:\s|$)|:\s*$"
    r"|, (?!(?:der|som|at|hvor|så|hvilket|når|hvis|idet|men|hvorfor|mens)\b)[^,.;]{3,80}\b(?:og|samt)\b",
)
_ASKED_NOUNS = re.compile(r"\bhvilke (?:af )?((?:\S+ ){1,3})", re.IGNORECASE)
_ACTORS = re.compile(r"\bRegeringen,? (?:KL|Danske Regioner)(?: og (?:KL|Danske Regioner))?|\bKL og Danske Regioner")
_ROOT = 5  # letters that two forms of a noun have in common


def lists(question: str, sentence: str) -> float:
    """How surely a sentence lists what a question with "hvilke" asks for: items, with that noun or without."""
    if not _LIST.told(_ACTORS.sub("", sentence)):
        return 0.0
    asked = _ASKED_NOUNS.search(f"{question} ")
    nouns = [w for w in words(asked[1]) if len(w) > _ROOT - 1 and w not in STOPWORDS] if asked else []
    told = sentence.lower()
    return STRONG if any(noun[:_ROOT] in told for noun in nouns) else WEAK


@lru_cache(maxsize=256)
def told_in_words(kind: AnswerKind, question: str) -> bool:
    """Whether an open question asks for what no figure tells, whatever it is about."""
    aspect = aspect_of(kind, question)
    return (aspect is not None and aspect.name in NOT_IN_FIGURES) or bool(_IN_WORDS.search(question))


@lru_cache(maxsize=256)
def aspect_of(kind: AnswerKind, question: str) -> Aspect | None:
    """The side that a question asks for; None when it is open or asks for another kind of thing."""
    if kind == "why":
        return REASON
    if kind in ("who", "list"):
        return next((aspect for aspect in (*_WHO, _MEMBERS, _LIST) if aspect.asked.search(question)), None)
    if kind not in ("what", "how", "count"):
        return None
    return next((aspect for aspect in _ASPECTS if aspect.asked.search(question)), None)
