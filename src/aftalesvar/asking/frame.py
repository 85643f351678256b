"""The words of a question that set sides beside each other, and so say nothing of what is asked of each side.

"Er servicerammen gået op eller ned fra aftale til aftale?" asks each agreement for "servicerammen".
"""

from __future__ import annotations

import re

from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import STOPWORDS, words

MORE = r"(?:større|højere|lavere|mindre|mere|flere|færre|dyrere|billigere|bedre)"
MOST = r"(?:aller)?(?:højest|lavest|størst|mindst|flest|færrest|mest|først|højst|dyrest|billigst)"
MOVES = (
    r"(?:stig(?:er|e|ende|et)|steg(?:et|en)?|stigning(?:en|er)?|fald(?:er|e|et|ende|t)?|voks(?:er|e|et|ede)|vækst(?:en)?"
    r"|(?:flytt|rykk|snig|forandr|forsky)\w*(?= sig)|sneg(?:et)?(?= sig)|sket"
    r"|ændre[srtd]?e?s?|ændring(?:en|er|erne)?|udvikl(?:e|er|et|ede|es)"
    r"|udvikling(?:en)?|bevæge[srt]?|bevægede|sving(?:er|e|et|ede)|svang|gå(?:r|et)?|gik"
    r"|toppe[srt]?|toppede|op(?: ?(?:og|eller|/) ?ned)|ned (?:og|eller) op|frem (?:eller|og) tilbage)"
)
DIFFERENCE = r"(?:forskel\w*|differens\w*|differenc\w*|afvig\w*|adskil\w*|sammenlign\w*|sammenhold\w*)"
_AGREEMENTS = r"(?:(?:kommune|kl-?|års)?(?:økonomi)?[- ]?aftale(?:n|ns|r|rne|rnes)?|øa|aftaleår(?:ene)?)"
_MANY_AGREEMENTS = r"(?:(?:kommune|kl-?|års)?(?:økonomi)?[- ]?aftaler(?:ne)?|aftaleår(?:ene)?)"
_COUNT = r"(?:to|tre|fire|fem|seks|\d{1,2})"
SET_OF_YEARS = re.compile(
    rf"\b(?:i|fra|på tværs af|gennem|over|hen over|mellem|af) (?:de )?(?:\w+ )?{_MANY_AGREEMENTS}\b"
    r"|\b(?:gennem|over|i|af) årene\b|\bår (?:for|til|efter) år\b|\bfra aftale til aftale\b|\baftale for aftale\b"
    rf"|\b(?:alle|samtlige|hver(?:t|t? (?:eneste|enkelt))?|de (?:enkelte|forskellige|{_COUNT})) (?:af )?(?:de )?"
    rf"(?:{_COUNT} )?(?:år|årene|gange|{_MANY_AGREEMENTS}|aftale(?:n|r)?|økonomiaftale)\b(?<!hvert år)"
    r"|\bhver gang\b|\bgang (?:for|til) gang\b|\bpr\.? aftale\b|\b(?:gennem|over) tid(?:en)?\b"
    r"|\btidsserie\w*|\bhistorisk\w*|\bundervejs\b",
    re.IGNORECASE,
)
# Words that go before the thing asked about: who asks and what for, and that a figure is wanted.
_META = (
    r"(?:oversigt(?:en)?|overblik(?:ket)?|liste(?:n)?|tidsserie(?:n)?|historik(?:ken)?|graf(?:en)?|kurve(?:n)?"
    r"|tal(?:let|lene)?|beløb(?:et|ene)?|niveau(?:et|er)?|værdi(?:en|er)?|rekord(?:en|højt?)?|forløb(?:et)?|linje(?:n)?"
    r"|posten?|budgetår(?:et|ene)?"
    r"|(?:ifølge |i )?(?:tabel \d+|(?:balance)?tabel(?:len|ler|lerne))|henholdsvis"
    r"|hhv\.?|respektive|hver især|for sig|begge|kontra|versus|vs\.?|mod"
    r"|end|eller|over for|i forhold til|ift\.?|sammenlignet med|sæt|sat (?:op|ned)|lød|lyder|lyd(?:t|e)|lå|ligger"
    r"|set ud|ser ud|så ud|kan man se|man kan se|hver gang|gang(?:e)?|første gang|negativ\w*|positiv\w*|minus|plus"
    r"|holdning(?:en)?|tilgang(?:en)?|tilsammen|sammenlagt"
    r"|parterne|forhandle\w*|indgå\w*|stille[rs]?|noget andet|anderledes|pr\.? aftale|undervejs|år (?:for|til|efter) år"
    r"|(?:gennem|over) (?:tid(?:en)?|årene)|på sit|i procent|procentvis\w*|de (?:sidste|seneste) (?:år|gange)|nu"
    r"|ligget|dengang|tidligere|senere|ganske|cirka|ca\.?|præcis\w*|egentlig|lige|også)"
)
_ABOUT = r"(?: (?:om|med hensyn til|med|på|vedrørende|angående|for|ved)){0,2}"
_TELL = (
    r"(?:(?:kan|vil|må) (?:du|i|jeg|man) (?:gerne |godt )?(?:vise|give|fortælle|få|se|vide|høre|følge|finde|kende|have)"
    r"|(?:giv|vis|fortæl|beskriv|find|nævn|opgiv|list|lav)(?: (?:mig|os))?|jeg (?:vil|skal|ville) (?:gerne )?"
    r"(?:bruge|vide|se|kende|have|følge|finde|høre)|hvordan (?:har|er|var|ser|så)|hvad (?:er|var) der(?= sket)"
    r"|hvad (?:siger|står|skriver|mener|sker"
    rf"|gælder|stod|sagde|skrev|aftal(?:er|te|es))(?: (?:de|man|parterne))?(?: der)?{_ABOUT}"
    rf"|hvad (?:er|blev) (?:der )?(?:aftalt|sagt|skrevet){_ABOUT}"
    rf"|hvad (?:er|var|blev|bliver) (?:man|parterne|de|regeringen(?: og kl)?|kl) (?:\w+ )?(?:enige?|klar){_ABOUT}"
    rf"|hvad (?:planlagde|besluttede|ønskede|lovede|foreslog) (?:man|parterne|regeringen|kl|de){_ABOUT}"
    r"|hvad kom der ud af (?:det|dem|den)|skal der (?=ske|gøres)|det,? (?:som )?(?:aftale\w*|parterne|de)"
    r"|(?:siger|skriver|sagde|skrev) om)"
)
_SET = (
    r"(?:hver(?:t|t? (?:eneste|enkelt))?|alle|samtlige|de (?:enkelte|forskellige)"
    r"|(?:de|sidste|seneste|nyeste)(?: \w+)?)"
)
_FRAME = re.compile(
    r"(?<![\w-])(?:"
    + "|".join((
        _TELL,
        rf"(?:i |for |gennem |over )?{_SET} (?:af )?(?:de )?(?:{_COUNT} )?(?:seneste |sidste |nyeste )?"
        rf"(?:år(?:ene)?|{_AGREEMENTS})",
        rf"(?:fra )?{_AGREEMENTS}(?: (?:til|for) {_AGREEMENTS})?|årene?|år",
        rf"hvor (?:meget|mange gange) (?:\w+ )?{MORE}|hvornår|(?:den|det|de) samme|{MORE} eller {MORE}|ens",
        r"lige så (?:stor[te]?|høj[te]?|lav[te]?|mange|meget)(?: som)?",
        r"(?:i )?hvilke[tn]? (?:af )?(?:år\w*|(?:kommune|kl-?|økonomi)?aftale\w*|øa|budgetår)",
        rf"hvilke[tn]?(?= ?[,:])|(?:den )?procentvise? (?:stigning\w*|fald\w*)|{DIFFERENCE}",
        rf"{MORE}|{MOST}e?s?|{MOVES}|{_META}|sig",
        r"(?:fik|får|må|måtte|kan|kunne|skal|skulle|har|havde|bruger|brugte|gav|regner|forventer)"
        r" (?:kommunerne|parterne)",
        r"tog (?:\w+ )?tilbage(?: fra \w+)?|(?:for)?ventede (?:man|de|parterne)|(?:mått|kunn|skull|vill)et",
        rf"hvor mange procent(?= (?:\w+ )?{MOVES})|hvor meget i procent|og hvad(?: er (?:den|det))?",
    ))
    + r")(?![\w-])",
    re.IGNORECASE,
)  # fmt: skip
_SMALL = (
    r"(?:i|fra|til|for|og|mellem|om|på|af|den|det|de|med|efter|er|var|blev|bliver|har|havde|der|fik|få|så|ved|som|at"
    r"|ifølge|siden|hos|under|over|kan|man|vi|du|jeg|mig|da|men|mens|samt|ud|op|ned|frem|tilbage|hvad|noget|nogle"
    r"|gennem|sådan|hvordan|her|sin|sit|skal|skulle|ville|vil|blevet|været)"
)
_LOOSE_END = re.compile(
    rf"(?<![\w-])(?:{_SMALL}|hvor (?:stor[te]?|meget|mange)|hvilke[tn]?)(?=\s*(?:[,?.;:–(]|$))", re.IGNORECASE
)
_LOOSE_START = re.compile(rf"^\W*(?:(?:{_SMALL}|en|et)(?![\w-])\W*)+", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:over|under|passere\w*|rund\w*|nå\w*)\s*$", re.IGNORECASE)


def without_frame(text: str) -> str:
    """The text without the words that compare, and without the figures that it states."""
    for figure in reversed(find_figures(text)):
        if figure.unit != "count":
            text = _BEYOND.sub("", text[: figure.start]) + text[figure.end :]
    return without_comparing(text)


def without_comparing(text: str) -> str:
    """The text without the words that compare."""
    bare = _FRAME.sub(" ", text)
    before = None
    while before != bare:
        before, bare = bare, " ".join(_LOOSE_END.sub(" ", re.sub(r"\s*(?:,\s*)+", ", ", bare)).split())
    return _LOOSE_START.sub("", bare).strip(" ,?.;:–-")


def content_words(text: str) -> list[str]:
    """The words of a text that aren't stop words or numbers, as typed in lower case."""
    return [w for w in words(text) if w not in STOPWORDS and not w[0].isdigit()]
