"""Whether a sentence says yes or no to a question that is answered with yes or no.

A question asks whether something must, may or will be. A sentence decides it by its own modality ("det er frivilligt"),
by a limit ("det maksimale antal"), by saying that all stays ("uændret"), by an opposite, or by a negation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.premise import opposed
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.numbers import find_figures

_CLAUSE = re.compile(r",\s+|;\s+|\s(?=således,? at\b)|\s(?=uden at\b)|\s–\s|\s-\s")
_NOT = re.compile(
    r"\b(?:ikke(?! mindst| kun| alene| blot| bare|-)|ingen|intet|ej|aldrig|uden(?! for\b)|hverken)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:bortfald\w*|ophør\w*|nedlæg\w*|nedlagt\w*|afskaf\w*|ophæv\w*|udgår|udfas\w*|afvikl\w*|luk(?:kes|ket|ning\w*)"
    r"|suspender\w*|fravælg\w*|stop(?:pes|pet|per)|slut(?:ter)?|forsvind\w*|droppes|droppet)\b",
    re.IGNORECASE,
)
_POSTPONES = re.compile(r"\b(?:udsky\w*|udskudt\w*|afvent\w*|udestår)\b", re.IGNORECASE)
_STAYS = (
    r"\b(?:uændret|uændrede|fastfrys\w*|fastfrosset|fastfrosne|fastholdes|uforandret|samme niveau|videreføres"
    r"|opretholdes"
    r"|som hidtil)\b"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a question asks, what a sentence says, and whether that is a yes."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    yes: bool


def _rule(asked: str, told: str, *, yes: bool) -> _Rule:
    return _Rule(re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE), yes)


_VOLUNTARY = (
    r"\bfrivillig\w*|\bvalgfri\w*|\bop til (?:den enkelte|de enkelte|kommune\w*|region\w*)|\bhvor det giver mening"
    r"|\bkan (?:selv )?vælge\b|\befter lokale forhold|\bbeslutter selv\b|\blokale behov\b"
    r"|\b(?:som|der) ønsker\b|\bkan (?:ansøges|søges|søge)\b"
)
_CHOICE = (
    r"\b(?:selv|frit)\b.*\b(?:vælge|bestemme|afgøre|beslutte|tilrettelægge|prioritere)\b"
    r"|\bfrit valg\b|\bfrivillig|\bvalgfri|\bop til (?:den|de) enkelte\b"
)
_RULES = (
    _rule(_CHOICE, _VOLUNTARY, yes=True),
    _rule(
        r"^\W*(?:må|kan|har|får)\b",
        r"\b(?:mulighed for|muligt at|dispensation|adgang til|tillad\w*|giver mulighed)\b",
        yes=True,
    ),
    _rule(
        r"^\W*(?:skal|behøver)\b(?!.*\b(?:stige|falde|hæves|sænkes)\b)|\b(?:tvunge?t|tvungne|tvinges|pligt\w*"
        r"|krav|lovpligtig\w*"
        r"|obligatorisk\w*|bindende|forpligte\w*|nødt til)\b",
        _VOLUNTARY,
        yes=False,
    ),
    _rule(
        r"\b(?:ekstra|nye|flere|yderligere) (?:penge|midler|udgifter|bevilling\w*|kroner)\b|\bkoste[rt]?\b"
        r"|\bmerudgift\w*"
        r"|\bdyrere\b",
        r"\binden for (?:de|den|det|folkeskolens|kommunernes|rammerne af)?\s*(?:\w+s )?(?:eksisterende"
        r"|nuværende|afsatte|gældende|givne)\b"
        r"|\budgiftsneutral\w*|\beksisterende (?:økonomiske )?ramme\w*|\buden merudgift\w*",
        yes=False,
    ),
    _rule(r"\b(?:uændret|uændrede|samme|det samme|fastholde\w*|fastfrys\w*|som (?:før|hidtil))\b", _STAYS, yes=True),
    _rule(
        r"\b(?:stige[rt]?|steget|falde[rt]?|øge[st]?|hæve[srt]*|sænke[srt]*|ændre[srt]*"
        r"|sæt\w* (?:\w+ ){0,3}(?:op|ned)|vokse[rt]?"
        r"|reducere\w*|højere|lavere|forhøje\w*|nedsætte\w*|afskaffe\w*|fjerne\w*|droppe\w*)\b",
        _STAYS,
        yes=False,
    ),
    _rule(
        r"\b(?:flere|mere|højere|større|over|ubegrænset)\b",
        r"\b(?:maksimal\w*|højst|maksimum|ikke overstige\w*|ikke stige\w*|kan ikke overskride\w*)\b",
        yes=False,
    ),
    _rule(
        r"\b(?:slippe\w*|fri for|undgå\w*|fritage\w*|eftergive\w*|droppe\w*)\b",
        r"\b(?:eftergiv\w*|fritag\w*|friholde\w*)\b",
        yes=True,
    ),
    _rule(
        r"\b(?:betale\w*|af med|aflevere\w*|afregne\w*|opkræve\w*|skylde\w*|tilbagebetale\w*|punge ud|hænge på)\b",
        r"\b(?:eftergiv\w*|fritag\w*|friholde\w*)\b",
        yes=False,
    ),
    _rule(
        r"\b(?:fælles|staten|regeringen|kompenser\w*|pulje\w*)\b",
        r"\b(?:afholdes|finansieres|betales|dækkes) (?:\S+ ){0,9}(?:selv|af myndighederne|inden for egne)\b",
        yes=False,
    ),
    _rule(
        r"\bselv\b.*\b(?:betale\w*|finansiere\w*|dække\w*)\b|\b(?:betale\w*|finansiere\w*|dække\w*) selv\b",
        r"\bfinansieres af staten\b|\bstaten (?:finansierer|dækker|betaler|afholder)\b|\bkompenseres\b"
        r"|\bfuldt finansieret\b",
        yes=False,
    ),
    _rule(
        r"\b(?:sikre (?:tal|skøn|indtægter)|sikkert|kendt\w*|kendte|vidste|klar|klarhed|afklaret|overblik\w*"
        r"|på plads|endelig\w*)\b",
        r"\b(?:usikker\w*|prognose\w*|foreløbig\w*|udestår|endnu ikke|skal (?:\S+ ){0,4}(?:opgøres|afklares|fastlægges)"
        r"|ikke (?:et )?(?:fyldestgørende |samlet )?(?:overblik|kendes|afklaret))\b",
        yes=False,
    ),
    _rule(
        r"\bnok\b|\btilstrækkelig\w*", r"\bfor (?:lav|lavt|lave|få|lidt)\b|\butilstrækkelig\w*|\bmangel\w*", yes=False
    ),
    _rule(
        r"\b(?:færdig\w*|afsluttet|i mål|gennemført|afleveret)\b",
        r"\b(?:afrapporteret|afsluttet|færdig\w*|gennemført|afleveret|offentliggjort)\b",
        yes=True,
    ),
    _rule(
        r"\b(?:færdig\w*|afsluttet|i mål|gennemført|afleveret|klar|offentliggjort)\b",
        r"\b(?:afleverer|afrapporterer|forventes|senest|ved udgangen af|vil foreligge|afsluttes|er ved at)\b",
        yes=False,
    ),
)


def verdict(asked: str, told: str) -> bool | None:
    """Whether a sentence decides by its own wording what is asked: True for yes, None when it doesn't decide."""
    for rule in _RULES:
        if rule.asked.search(asked) and rule.told.search(told):
            return rule.yes != bool(_NOT.search(asked))
    if opposed(asked, told):
        return bool(_NOT.search(asked))
    return None


def denied(text: str, understood: Understood, coverage: Coverage) -> bool:
    """Whether a sentence says no to the question: by its figures, its years, its wording or a negation."""
    asked = understood.question.text
    stated = [f for f in find_figures(asked) if f.unit != "count"]
    told = find_figures(text)
    if stated and any(f.unit == stated[0].unit for f in told):
        return not any(f.value == s.value for s in stated for f in told)
    if _tells_another_year(text, understood):
        return True
    decided = verdict(understood.corrected, text)
    if decided is not None:
        return not decided
    return _negated(text, asked, coverage) != bool(_NOT.search(asked))


def _tells_another_year(text: str, understood: Understood) -> bool:
    """Whether an agreement that is asked for tells other years than the one year in question."""
    agreements = understood.question.agreements
    asked = [y for y in years_in(understood.question.text) if y not in agreements]
    told = years_in(text)
    return bool(agreements) and len(asked) == 1 and bool(told) and asked[0] not in told


def _negated(text: str, asked: str, coverage: Coverage) -> bool:
    """Whether the clause that speaks of what is asked has a negation, or ends what the question doesn't end."""
    clause = max(_CLAUSE.split(text), key=coverage.of_text)
    ends = _ENDS.search(clause) and not _ENDS.search(asked)
    postponed = _POSTPONES.search(clause) and not _POSTPONES.search(asked)
    return bool(_NOT.search(clause) or ends or postponed)
