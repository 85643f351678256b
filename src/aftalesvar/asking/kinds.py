"""Which kind of answer a question asks for: an amount, a percentage, a date, a reason, a list …

By Danish question words and head nouns. "Hvad er …" is open: whether a figure or an explanation is meant is
decided later, by what the best sentence can give (see ``reading_out``).
"""

from __future__ import annotations

import re

from aftalesvar.records import AnswerKind

_VERBS = (
    r"er|bliver|blev|skal|skulle|kan|kunne|må|vil|ville|har|havde|får|fik|findes|indgår|afsættes|afsatte|gælder|omfatter"
    r"|indeholder|stiger|falder|øges|hæves|sænkes|nedsættes|videreføres|forlænges|dækker|forpligter|aftaler|aftalte|betaler"
    r"|modtager|forhøjes|fastholdes|nedlægges|afskaffes|kompenseres|nævner|står|siger|kræver|stilles|sættes|gives|giver"
    r"|bør|udgør|ændres|opkræves|fortsætter|lægges|bruges|sker|støtter|var|blir"
)
_RULES: tuple[tuple[AnswerKind, str], ...] = (
    (
        "which-year",
        r"\b(?:hvilket|hvilke|hvad for et|i hvilket) (?:af (?:årene|aftalerne)\b.*|år(?:ene)?|budgetår|aftaleår)\b.*\b(?:højest|lavest|størst|mindst|flest|færrest|mest|først|lavere|højere|størst[e]?|laveste|højeste|største|mindste|første|sidste|negativ|positiv)\w*"
        r"|\b(?:hvilken|hvilke|i hvilken) (?:af )?(?:øk|kl|aftale|økonomiaftale|årsaftale|de \w+ aftaler)\w*\b.*\b(?:højest|lavest|størst|mindst|flest|færrest|mest|først|højere|lavere|negativ|positiv)\w*"
        r"|\bhvornår (?:var|er|bliver)\b.*\b(?:højest|lavest|størst|mindst)\w*",
    ),
    (
        "compare",
        r"\b(?:forskel\w*|sammenlign\w*|differens\w*|ændring\w* fra|versus|vs\.?|kontra)\b|\b(?:større|mindre|højere|lavere|mere|flere|færre) (?:i|for) .*\bend\b"
        r"|\b(?:steg\w*|stiger|stig\w*|fald\w*|vokse\w*|øget|reduceret|ændret|ændrede) .*\bfra (?:20|')?\d\d\b.*\btil (?:20|')?\d\d\b",
    ),
    (
        "series",
        r"\b(?:udvikl\w* sig|år for år|år til år|gennem årene|over årene|over tid|(?:i )?alle (?:år|årene|aftaler|aftalerne)|hvert år|for hvert år|i hver aftale"
        r"|tidsserie|historisk|de (?:fem|seneste) (?:år|aftaler)|i samtlige (?:år|aftaler)|fra aftale til aftale|alle fem)\b|\budvikling(?:en)? (?:i|af|på) .*(?:\bfra\b.*\btil\b|\bsiden\b|\d{4}\s*-\s*\d{2,4})",
    ),
    (
        "percent",
        r"\bhvor (?:mange|stor en) (?:procent|pct|andel|procentdel)\b|\bhvilken procent\w*|\bhvor stor en (?:andel|del)\b|\bprocent(?:sats|vis|del)?\b|\bpct\b|%"
        r"|\bpl\b|\bpl-|\bpris-? og løn|\bvækstrate|\bandel(?:en)? af\b.*\bprocent|\bløn- og pris",
    ),
    (
        "date",
        r"\bhvornår\b|\bhvilken (?:dato|dag|måned)\b|\bhvilket (?:år|tidspunkt|kvartal|årstal)\b|\b(?:dato|deadline|frist|tidsfrist|tidspunkt|ikrafttræd\w*)(?:en)?\b|\bhvor længe\b|\bfra hvilket år\b"
        r"|\bi hvilke år\b|\bhvilken periode\b|\btil hvornår\b|\bårstal\b",
    ),
    (
        "amount",
        r"\bhvor (?:mange|få) (?:penge|midler|kroner|kr|millioner|mio|milliarder|mia)\b|\bhvor (?:meget|stor[et]?|store|højt?|lavt?|dyrt?)\b|\bhvilket beløb\b|\bbeløb(?:et)?\b|\bkoster?\b|\bstørrelse[n]?\b"
        r"|\bmi[ao]\b\.?|\bkr\b\.?|\bkroner\b|\bbeløbsramme|\bhvad koster\b",
    ),
    ("count", r"\bhvor (?:mange|få|ofte|gammel|gamle)\b|\bantal(?:let)?\b"),
    ("why", r"\bhvorfor\b|\bårsag(?:en)?\b|\bbegrundelse\w*|\bgrunden til\b|\bhvad skyldes\b|\bhvad er (?:formålet|baggrunden|hensigten)\b|\bformål(?:et)?\b|\bbaggrund(?:en)?\b"),
    (
        "who",
        r"\b(?:hvem|hvis)\b|\bhvilke(?:n|t)? (?:\w+ )?(?:parter?|ministeri\w+|organisation\w*|myndighed\w*|aktør\w*|kommission|udvalg|person\w*|institution\w*|styrelse\w*|minister|selskab\w*)\b|\baf hvem\b",
    ),
    (
        "list",
        r"\bhvilke\b|\bhvad for nogle\b|\bnævn\b|\blist(?:e)?\b|\bopremse?\b|\bhvad (?:består|indeholder|omfatter)\b|\bhvad er de \w+ (?:\w+ )?\w+\b",
    ),
    ("how", r"\bhvordan\b|\bhvorledes\b|\bpå hvilken måde\b"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_YESNO = re.compile(rf"^\W*(?:(?:og|men|så)\s+)?(?:{_VERBS})\b", re.IGNORECASE)
_OPEN_FIGURE = re.compile(
    r"\b\w*(?:ramme[nr]*|pulje[nr]*|tilskud(?:det|s)?|bidrag(?:et)?|skøn(?:net|nene)?|loft(?:et)?|niveau(?:et)?|udgift(?:en|er|erne)?|indtægt(?:er|erne)?|regulering(?:en)?"
    r"|provenu(?:et)?|anlæg|medfinansiering(?:en)?|overførsler(?:ne)?|kompensation(?:en)?|løft(?:et)?|budget(?:tet)?|investeringer(?:ne)?|medfinansiering|kmf|balance)\b",
    re.IGNORECASE,
)


def kind_of(question: str) -> AnswerKind:
    """The kind of answer that a question asks for; "what" where the words don't tell."""
    lowered = question.lower()
    if _YESNO.match(lowered) and not re.match(r"^\W*(?:er|var|blev) (?:forskel|udvikling)", lowered):
        # "Er anlægsrammen steget fra 2022 til 2024?" compares; any other verb first asks yes or no.
        return "compare" if _COMPILED[1][1].search(lowered) and re.search(r"\bfra\b.*\btil\b|\bend\b", lowered) else "yesno"
    for kind, pattern in _COMPILED:
        if pattern.search(lowered):
            return kind
    return "what"


def may_ask_figure(question: str) -> bool:
    """Whether an open question ("hvad er …", or terse words) is about something that is told as a figure."""
    return bool(_OPEN_FIGURE.search(question))
