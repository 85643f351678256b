"""Whether a place says what a question tells beside what it asks.

"Hvem overtager sagerne, når nævnet nedlægges?" tells that a board is closed: a place that says nothing of that doesn't
answer, though it says who has the cases.
"""

from __future__ import annotations

import re

from aftalesvar.asking import premise
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import words

# What is told beside the question, as a thing that is so: "når den flyttes", "efter at fonden er lukket".
_GIVEN = re.compile(
    r"(?:^|[ ,])(?:når|efter at|nu hvor|siden|da|hvis|før|inden|fordi|mens|selv ?om|eftersom|som|der)"
    r" (?P<clause>[^,?]+)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:den|det|de) (?:(?:i|fra) (?:\d+ )?|nu |igen )?(?:er|bliver|blev|har|[a-zæøå]{4,}es)\b", re.IGNORECASE
)
_THING = re.compile(r"\w{2,}(?:en|et|ne)")  # what a pronoun can stand for: a noun that is known
_COMPARATIVE = "ere"  # "det lavere provenu" says how great a thing is, not what is done to it
# What befalls a thing, in all its words: a question that takes one of these for granted, of a place that tells none of
# them, isn't answered there.
_EVENTS = tuple(
    re.compile(rf"\b(?:{told})\b", re.IGNORECASE)
    for told in (
        r"drop(?:pe[rst]?|pede)|opgive[rs]?|opgav|skrot\w*|aflys\w*|luk(?:ke[rst]?|kede|kes|ning\w*)"
        r"|nedlæg\w*|nedlagt\w*|afskaf\w*|ophør\w*|ophæv\w*|bortfald\w*|stop|stoppe[rst]?|stoppede|udfas\w*"
        r"|afvikl\w*|forsvind\w*|fjerne[rst]?|fjernede"
        r"|slutte[rst]?|sluttede|slut med|erstatte[rst]?|erstattede|udløb\w*|slukke\w*|aftrap\w*|afslutte[rst]?"
        r"|afsluttet|afsluttes",
        r"sag(?:de|t) nej|afvis\w*|nægt\w*|modsæt\w*|tr[aæ]k\w* sig|trukket sig|nej til|protest\w*",
        r"udskyd\w*|udskudt\w*|udskød|forsink\w*|udsætte\w*|rykke[st]|rykket|trækker ud|trak ud",
        r"sælg\w*|solgt\w*|salg\w*|privatiser\w*|udlicit\w*|frasalg\w*",
        r"fyr(?:e|es|er|et|ede|ing\w*)|afskedig\w*",
        r"forb[yø]d\w*|forbud\w*|ulovlig\w*|må ikke|ikke må|ikke længere",
        r"lagt sammen|lægge\w* sammen|sammenlæg\w*|sammenlagt|fusion\w*|slået sammen|slås sammen",
    )
)


def event_unsaid(understood: Understood, place: str) -> bool:
    """Whether a question takes for granted that a thing was closed, refused or put off, and a place doesn't."""
    if understood.question.kind == "yesno" or premise.NEGATED.search(understood.question.text):
        return False
    asked = understood.corrected
    return any(event.search(asked) and not event.search(place) for event in _EVENTS)


def clause_unsaid(understood: Understood, place: str, coverage: Coverage) -> bool:
    """Whether a clause of the question takes for granted what a place says nothing of.

    A clause says what is done to a thing: the place must say that too, and speak of the thing when the clause says
    "den" of it.
    """
    if understood.question.kind in ("why", "yesno"):
        return False
    asked, terms, said = understood.corrected, coverage.terms(place), set(words(place))
    for given in _GIVEN.finditer(asked):
        clause = list(words(given["clause"]))
        done = [w for w in clause if premise.takes_for_granted(w) and not w.endswith(_COMPARATIVE)]
        of_it = _PRONOUN.match(given["clause"].strip())
        if not done and not of_it:
            continue
        held = {c.word: c.match(terms) for c in coverage.concepts}
        if any(held.get(w, 0.0) < premise.HELD and not said & premise.granted()[w] for w in done):
            return True
        if of_it:  # what "den" stands for is the last thing that was named before
            things = [held[w] for w in words(asked[: given.start()]) if w in held and _THING.fullmatch(w)]
            if things and things[-1] < premise.HELD:
                return True
    return False
