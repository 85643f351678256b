"""Which kind of answer a question asks for: an amount, a percentage, a date, a reason or a list.

By Danish question words and head nouns. "Hvad er …" is open: whether a figure or an explanation is meant is
decided later, by what the best sentence can give (see ``candidates``).
"""

from __future__ import annotations

import re

from aftalesvar.asking.opening import TAG, THAN_SO_MANY, VERBS, asks_whether, plainly
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import AnswerKind, Unit

_WHICH_YEAR = (
    r"\b(?:hvilket|hvilke|hvad for et|i hvilket) (?:af (?:årene|aftalerne)\b|års? ?(?:økonomi|kl-?)?aftale\w*"
    r"|år(?:ene)?\b(?=.*\b(?:højest|lavest|størst|mindst|flest|færrest|mest|først|lavere|højere|laveste|højeste|største"
    r"|mindste|negativ|positiv))"
    r"|budgetår|aftaleår)"
    r"|\b(?:hvilken|hvilke|i hvilken) (?:af )?(?:øk|kl|øa\b|aftale|økonomiaftale|årsaftale|de \w+ aftaler)\w*\b"
    r"|\bhvornår\b.*\b(?:højest|lavest|størst|mindst)\w*|\bhvilket år\b.*\b(?:aftalte|aftalt)\b"
)
_COMPARE = (
    r"\b(?:forskel(?!lig)\w*|sammenlign(?!elig)\w*|differens\w*|ændring\w* fra|versus|vs\.?|kontra|adskil\w*)\b"
    r"|\d over for\b"
    r"|\b(?:større|mindre|højere|lavere|mere|flere|færre|lavest|højest)\b"
    r".*\bend (?:i|for|året|aftalen|de|det|den|\d)"
    r"|\b(?:steg\w*|stiger|stig\w*|fald\w*|vokse\w*|øget|reduceret|ændret|ændrede|gik|gået) "
    r".*\bfra (?:aftalen (?:for )?)?(?:20|')?\d\d\b.*\btil (?:aftalen (?:for )?)?(?:20|')?\d\d\b"
    r"|\d{2,4} mod (?:20|')?\d\d\b"
)
_SERIES = (
    r"\b(?:udvikl\w* sig|bevæg\w* sig|ændre\w* sig|år (?:for|til|efter) år|gennem (?:alle )?(?:årene|aftalerne|tiden)"
    r"|over (?:årene|tid)|(?:i )?(?:alle|samtlige) (?:fem |de )*(?:år|årene|aftaler|aftalerne|aftaleår\w*)"
    r"|(?:i )?(?:hver|de enkelte|hver eneste|hvert) (?:af )?"
    r"(?:aftale\w*|aftaleår\w*|år af aftalerne|årsaftale\w*|økonomiaftale\w*)|hvert af (?:aftale)?årene|tidsserie"
    r"|historisk|de (?:fem|seneste) (?:år|aftaler)|fra aftale til aftale|alle fem|pr\.? aftale|pr\.? år fra"
    r"|i aftalerne for|forløb\w*)\b"
    r"|^\W*(?:hvordan (?:er|har|ser|var|så) )?udvikling(?:en)? (?:i|af|på|for)\b"
    r"|\bi hvert af årene\b"
)
_PERCENT = (
    r"\bhvor (?:mange|stor en) (?:procent|pct|andel|procentdel)\b|\bhvilken procent\w*"
    r"|\bhvor stor en (?:andel|del)\b|\bprocent(?:sats|vis|del)?\b|\bpct\b|%"
    r"|\bhvad (?:er|bliver|var|udgør) (?:\w+ )?\w+procent(?:en)?\b"
    r"|\bhvor tungt (?:vejer|vægter|tæller)\b|\bhvilken vægt\b"
    r"|\bpl\b|\bpl-|\bpris-? og løn|\bvækstrate|\bandel(?:en)? af\b.*\bprocent|\bløn- og pris"
    r"|\bpriser(?:ne)? og løn\w*|\bløn\w* og pris\w*"
)
_DATE = (
    r"\bhvornår\b|\bhvilken (?:dato|dag|måned)\b|\bhvilket (?:år|kvartal|årstal)\b"
    r"|\b(?:dato|deadline|frist|tidsfrist|tidspunkt(?! (?:i|af|på|under) (?!\d|løbet|året))"
    r"|ikrafttræd\w*)(?:en)?\b|\bhvor (?:længe|lang tid)\b|\bfra hvilket år\b"
    r"|\bi hvilke år\b|\bhvilken periode\b|\btil hvornår\b|\bårstal\b"
)
_MONEY = r"(?:\w*(?:penge|midler)(?:ne|nes)?|kroner(?:ne)?|kr|million(?:er(?:ne)?)?|mio|milliard(?:er(?:ne)?)?|mia)"
# "hvor mange ekstra penge", "hvor mange af de 3,5 mia. kr."
_SUM_OF = (
    r"\bhvor (?:mange|få|meget|stor en del|lidt) (?:(?:flere|færre|ekstra|nye|mere|af|de|den|det|alle|disse|statslige"
    rf"|særlige|(?:til)?afsatte|[\d.,]+) )*{_MONEY}\b"
)
# "hvad er der sat af til …", "hvad skylder kommunerne", "hvad kan kommunerne låne": told as a sum, by the verb alone.
_SUM_BY_VERB = (
    r"\bhvad (?:er|bliver|blev|var) (?:der )?(?:\w+ ){0,3}?(?:sat|lagt|stillet|givet|budgetteret|reserveret|øremærket) "
    r"(?:af|til side|oveni|til rådighed)\b|\bhvad (?:afsættes|afsætter|afsatte|skylder|sparer|sparede|mister|mistede"
    r"|tjener|tilføres|tilføres|løber|beløber|udløser|lægger|lagde)\b"
    r"|\bhvad (?:er|bliver|blev|var) der\b[^?]*\b(?:afsat|bevilget|udbetalt|givet i alt|prioriteret)\b"
    r"|\bhvad (?:skal|må|kan|vil|kommer|skulle|kunne|ventes|forventes|regne\w*)\b[^?]*"
    r"\b(?:låne|spare|skære|af med|betale tilbage|tjene|miste|bruge (?:på|til))\b"
    r"|\bhvad (?:giver|gav|bruger|brugte|får|fik|modtager|modtog|bidrager|bidrog)\b[^?]*"
    r"\b(?:om året|årligt|hvert år|ekstra|i (?:tilskud|alt|kompensation|støtte|penge|lån|(?:19|20)\d\d)|\w+penge)\b"
)
_AMOUNT = (
    rf"{_SUM_OF}|{_SUM_BY_VERB}"
    r"|\bhvor (?:meget|stor[et]?|store|højt?|lavt?|dyrt?)\b|\bhvilket beløb\b|\bbeløb(?:et)?\b"
    r"|\bkost(?:er|ede|et)\b|\bstørrelse[n]?\b"
    r"|\bmi[ao]\b\.?|\bkr\b\.?|\bkroner\b|\bbeløbsramme|\bpris(?:en)?\b"
    r"|\bhvad (?:betaler|koster|kostede|(?:skal|må|kan|vil|kommer|ventes|forventes|skulle|står|slipper)\b[^?]*"
    r"\b(?:betale[s]?|koste|investeres?|få ind))\b"
)
_WHY = (
    r"\bhvorfor\b|\bårsag(?:en)?\b|\bbegrundelse\w*|\bgrunden til\b|\bhvad skyldes\b"
    r"|\bhvordan kan det (?:\w+ )?være\b|\bhvad (?:er|var) grunden\b|\bhvad ligger (?:der )?bag\b|\bhvad gør,? at\b"
    r"|\bhvad er (?:formålet|baggrunden|hensigten)\b|\bformål(?:et)?\b|\bbaggrund(?:en)?\b"
)
_WHO = (
    r"\bhvem\b|\bhvilke(?:n|t)? (?:\w+ )?"
    r"(?:parter?|ministeri\w+|organisation\w*|myndighed\w*|aktør\w*|kommission|udvalg|person\w*|institution\w*"
    r"|styrelse\w*|minister|selskab\w*)\b|\baf hvem\b"
)
_LIST = (
    r"\bhvilke\b|\bhvad for nogle\b|\bnævn\b|\blist(?:e)?\b|\bopremse?\b|\bhvad (?:består|indeholder|omfatter)\b"
    r"|\bhvad er de (?!(?:enige|samlede|øvrige|forventede|budgetterede)\b)\w+ (?:\w+ )?\w+\b"
)
# In this order: the first rule that a question fits decides.
_RULES: dict[AnswerKind, str] = {
    "which-year": _WHICH_YEAR,
    "compare": _COMPARE,
    "series": _SERIES,
    "percent": _PERCENT,
    "date": _DATE,
    "amount": _AMOUNT,
    "count": r"\bhvor (?:mange|få|ofte|tit|hyppigt|gammel|gamle)\b|\bantal(?:let)?\b",
    "why": _WHY,
    "who": _WHO,
    "list": _LIST,
    "how": r"\bhvordan\b|\bhvorledes\b|\bpå hvilken måde\b",
}
_UNIT_HINTS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    (
        "pct",
        re.compile(r"\b(?:pct|procent\w*|pl|pl-\w+|pris-? og løn\w*|andel\w*|tilskudsprocent\w*)\b|%", re.IGNORECASE),
    ),
    ("count", re.compile(r"\bhvor mange (?!penge|midler|kroner|kr|mi)|\bantal", re.IGNORECASE)),
)
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _RULES.items()}
_EXTREME = re.compile(
    r"\b(?:aller)?(?:højest|lavest|størst|mindst|flest|færrest|mest|negativ|positiv)\w*|\b(?:lavere|højere)\b.*\bend\b",
    re.IGNORECASE,
)
_YESNO = re.compile(rf"^\W*(?:(?:og|men|så)\s+)?(?:{VERBS})\b", re.IGNORECASE)
_OPEN_FIGURE = re.compile(
    r"\b\w*(?:ramme[nr]*|pulje[nr]*|tilskud(?:det|s)?|bidrag(?:et)?|skøn(?:net|nene)?|loft(?:et)?|niveau(?:et)?"
    r"|udgift(?:en|er|erne)?|indtægt(?:er|erne)?|regulering(?:en)?|provenu(?:et)?|anlæg|medfinansiering(?:en)?"
    r"|overførsler(?:ne)?|kompensation(?:en)?|løft(?:et)?|budget(?:tet)?|investeringer(?:ne)?|kmf|balance)\b",
    re.IGNORECASE,
)
# What a few words without a verb ask the figure of: "sundhedsklynger midler 2023".
_TERSE_FIGURE = re.compile(
    r"\b(?:midler(?:ne)?|andel(?:en)?|besparelser?|sats(?:en)?|takst(?:en)?|\w+procent(?:en)?|bevilling(?:en)?|regning(?:en)?"
    r"|merudgift(?:er)?|mindreudgift(?:er)?|\w*finansiering(?:en)?|omkostning(?:er)?)\b",
    re.IGNORECASE,
)
# A place ("hvor skal … koordineres"): told in words.
_WHERE = re.compile(
    r"^\W*(?:og )?hvor (?:skal|sker|kan|foregår|vil|bliver|er|ligger|findes|drøftes|forankres)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\bhv(?:ad er|ad var|ad udgør|ad bliver|or stor[et]?\b|or store\b)", re.IGNORECASE)
_GIVEN = re.compile(
    r"\bhv\w+|\b(?:afsat|afsættes|afsatte|får|fik|gives|giver|gav|tilføres|tilført|bruges|til)\b", re.IGNORECASE
)
_ASKING_WORDS = re.compile(r"\bhv(?:ad|or|em|ilke[tn]?|ornår|ordan|orfor)\w*", re.IGNORECASE)
_ASKED_WITHIN = re.compile(r"(?<!\bog)(?<!\beller)(?<!\bsamt) hv(?:ad|or\w*|em|ilke[tn]?)\b", re.IGNORECASE)
_OF_SAYING = re.compile(
    r"\b(?:sig(?:er|e)|sagde|står|stod|skriver|skrev\w*|fremgår|ved (?:man|vi|de|parterne)|vide|fortæl\w*|oplys\w*"
    r"|nævn\w*|aftal\w*|enige|beslut\w*|regner|regnes|forvente\w*|skøn\w*|mener)\b", re.IGNORECASE,
)  # fmt: skip
# What the first asking word alone decides, whatever else is named.
_FIRST_WORD: dict[AnswerKind, re.Pattern[str]] = {
    "why": re.compile(r"hvorfor\b|hvordan kan det (?:\w+ )?være\b"),
    "who": re.compile(r"hvem\b"),
    "how": re.compile(r"hvordan (?!(?:er|har|ser|var|så|bliver)\b)(?!.*(?:udvik|bevæg|ændre|år|fra|forskel))"),
}
# "Afholdes udgifterne af …?", "Foreligger der …?", "udkommer rapporten i 2021": a verb stands first, its subject after.
_VERB_FIRST = re.compile(
    r"^\W*(?:(?:og|men|så)\s+)?(?:går|slår|slap|slipper|(?!\w+(?:ernes|enes)\b)[a-zæøå]{3,}(?:es|er|ede|te|des|år|ar))\s+"
    r"(?:der|det|den|de|en|et|kommune\w*|regering\w*|parterne|kl|man|vi|alle|nogen|nogle|begge|kun|hele|enhver"
    r"|[\wæøå-]+(?:ne|en|et|s))\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(  # "udgifter regionerne 2024" are nouns: without a mark, no plural is taken for a verb
    r"^\W*\w*(?:gifter|tægter|heder|inger|ioner|eter|midler|nder|ammer|puljer|skoler|byder|arer|dser|sser|elser|ører"
    r"|penge|rater|enter|aler|anger|unkter|lister|kter)\b",
    re.IGNORECASE,
)
_FEWEST = 5  # words of a question without a mark


def kind_of(question: str) -> AnswerKind:
    """The kind of answer that a question asks for; "what" where the words don't tell."""
    lowered = question.lower()
    if re.search(_SUM_OF, lowered):
        lowered = re.sub(_SUM_OF, "hvor mange penge", lowered)
    for figure in reversed(find_figures(lowered)):  # a figure that the question states isn't what it asks for
        if figure.unit != "count":
            lowered = lowered[: figure.start] + lowered[figure.end :]
    plain, tagged = plainly(lowered), TAG.search(lowered)
    if asks_whether(lowered) or _YESNO.match(plain) or _begins_with_verb(plain):
        # "Er anlægsrammen steget fra 2022 til 2024?" compares; any other verb first asks yes or no.
        fewest = 2 if tagged else 1  # "flere end i 2018? (aftalen for 2024)" is asked of what one agreement tells
        compares = _COMPILED["compare"].search(THAN_SO_MANY.sub(" ", plain)) is not None
        return "compare" if compares and len(re.findall(r"\d+", TAG.sub(" ", plain))) >= fewest else "yesno"
    if _WHERE.match(lowered):
        return "what"
    lowered = _without_asked_within(lowered)
    first = _ASKING_WORDS.search(lowered)
    for kind, decides in _FIRST_WORD.items():
        if first is not None and decides.match(lowered, first.start()):
            return kind
    for kind, pattern in _COMPILED.items():
        if pattern.search(lowered):
            return kind
    return "what"


def _without_asked_within(question: str) -> str:
    """A question without what is asked within it: "Hvad afgør, hvilke kommuner der …" asks neither which nor who.

    Of "Hvad siger aftalen om, hvor mange …" the question within is the one that is meant.
    """
    first = _ASKING_WORDS.search(question)
    within = _ASKED_WITHIN.search(question, first.end()) if first else None
    if first is None or within is None or _OF_SAYING.search(question, first.start(), within.start()):
        return question
    return question[: within.start()]


def _begins_with_verb(question: str) -> bool:
    """Whether a whole sentence begins with a verb and no asking word stands in its first clause."""
    if not _VERB_FIRST.match(question) or _ASKING_WORDS.search(question.split(",")[0]):
        return False
    return "?" in question or (len(question.split()) >= _FEWEST and not _PLURAL.match(question))


def asks_extreme(question: str) -> bool:
    """Whether a which-year question asks for the highest or lowest ("hvilket år var … højest")."""
    return bool(_EXTREME.search(question))


def asks_series(kind: AnswerKind, question: str) -> bool:
    """Whether figures of several years are to be set side by side."""
    return kind in ("series", "compare") or (kind == "which-year" and asks_extreme(question))


def unit_hint(question: str) -> Unit:
    """The unit that a figure asked for is likely in: "pct", "count" or "kr"."""
    return next((unit for unit, pattern in _UNIT_HINTS if pattern.search(question)), "kr")


def may_ask_figure(question: str) -> bool:
    """Whether an open question ("hvad er …", or terse words) is about something that is told as a figure."""
    return bool(_OPEN_FIGURE.search(question)) or asks_terse_figure(question)


def asks_terse_figure(question: str) -> bool:
    """Whether a few words without asking word or mark name something that is told as a figure ("andel", "midler")."""
    return not _ASKING_WORDS.search(question) and bool(_TERSE_FIGURE.search(question))


def asks_size(question: str) -> bool:
    """Whether a question asks how great something is, or names nothing but the thing."""
    return bool(_SIZE.search(question)) or not _GIVEN.search(question)
