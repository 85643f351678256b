"""What a figure is a figure of, in its sentence's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftalesvar.danish.numbers import FoundFigure
from aftalesvar.danish.terms import STOPWORDS

_VERBS = (
    "udgør", "udgøre", "udgjorde", "er", "var", "være", "bliver", "blev", "bliver", "blive", "omfatter", "indebærer",
    "afsætte", "afsætter", "afsættes", "afsat", "give", "giver", "gives", "gav", "yder", "ydes", "skal", "kan", "vil",
    "har", "havde", "stiger", "steg", "steget", "stige", "falder", "faldt", "faldet", "falde", "nedbragt", "tilført",
    "udmøntet", "fastsat", "bruger", "anvender", "købte", "svarer", "modtager", "lyder", "ligger", "kommer", "betyder",
    "omlægges", "følger", "træffes", "foreligger", "påtænkes", "lægges", "bidrager", "deltager", "kunne", "forventes",
)  # fmt: skip
_STEMS = (
    "forhøj", "løft", "øg", "sænk", "hæv", "reducer", "nedbring", "korriger", "prioriter", "udmønt", "kompenser",
    "frigør", "tilfør", "udbetal", "fastsæt", "etabler", "meddel", "foretag", "styrk", "anvend", "bevillig",
    "finansier", "udvid", "nedsæt", "forudsæt", "indfør", "videreudvikl", "målret", "iværksæt", "omlæg",
)  # fmt: skip
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS)}|(?:{'|'.join(_STEMS)})(?:e|er|es|ede|et|t|te)?)\b", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:herunder|inkl\.|ekskl\.|bl\.a\.|jf\.)\s[^,;]*,|\([^)]*\)")
# Where the clause that tells the figure begins.
_CLAUSE = re.compile(
    r"(?:\b(?:enige (?:om|i)|således)?,?\s*\bat|[;:]|,\s+(?:og|samt|mens|hvor|der|som|men)|,)\s+(?!\d)", re.IGNORECASE
)
_CONNECTIVE = re.compile(
    r"^(?:(?:og|samt|men|mens|heraf|hvoraf|herunder|dertil|hertil|herudover|derudover|samtidig|desuden|endvidere|dermed|derved"
    r"|således|samlet|samtidigt|konkret|dog|derfor|i (?:forlængelse|tillæg) heraf|på (?:den baggrund|baggrund heraf)"
    r"|[if]or (?:19|20)\d\d|i (?:19|20)\d\d)\b[\s,]*)+",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"^(?:der|det|dette|den|de|regeringen(?:,? KL)?(?:,? og (?:KL|Danske Regioner))*|parterne|KL)$", re.IGNORECASE
)
_ENDING = re.compile(
    r"\s+(?:(?:i|for|fra) (?:19|20)\d\d|på|med|til|af|isoleret set|samlet(?: set)?|i alt|derved|dermed|yderligere"
    r"|svarende til|således|årligt|under ét|om|ca\.|op|som)$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"^[\s,]*(?:(?:årligt|i alt|og frem|(?:i|fra|for) (?:19|20)\d\d(?:\s*(?:-|–|og|til)\s*(?:19|20)\d\d)?)\s+)*"
    r"(?:til|vedr\.|vedrørende|målrettet|for|af)\s+(?:at\s+)?"
)
_NAMELESS = frozenset(
    ["stigende", "faldende", "fordelt", "ekstra", "samlet", "samlede", "yderligere", "netto", "enige", "heraf",
     "derved", "årligt", "set", "aftalen", "parterne", "regeringen", "bl.a", "således", "hver", "hvert", "tilsammen"]
)  # fmt: skip
_LONGEST = 12  # words


def subject_of(text: str, figures: Sequence[FoundFigure], at: int) -> str:
    """The words that say what a figure is a figure of; a count's own noun.

    A rule of thumb, for reading and searching: what stands before its clause's verb; after it when the clause
    begins with the verb or says only who agrees; what the money is for; what the figure before it is of.
    """
    figure = figures[at]
    if figure.noun:
        return " ".join(figure.noun.split())
    start = figures[at - 1].end if at else 0
    stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
    own = _of_clause(text[start : figure.start])
    purpose = _purpose(text[figure.end : stop])
    if at and not own:
        return purpose or subject_of(text, figures, at - 1)
    return own or purpose or " ".join(text[: figure.start].split()[-6:])


def _of_clause(before: str) -> str:
    bare = _ASIDE.sub(" ", before)
    starts = [0, *(m.end() for m in _CLAUSE.finditer(bare))]
    for start in reversed(starts):
        clause = _CONNECTIVE.sub("", bare[start:].strip())
        verb = _VERB.search(clause)
        if verb is None:
            subject = _tidy(clause) if re.search(r"\b(?:på|med|til|for)\s*(?:i alt\s*|samlet set\s*)?$", clause) else ""
        else:
            subject = _tidy(clause[: verb.start()])
            if not subject or _EXPLETIVE.match(subject):
                subject = _tidy(_after_verbs(clause, verb.end()))
        if subject and not _EXPLETIVE.match(subject):
            return subject
    return ""


def _after_verbs(clause: str, at: int) -> str:
    """What follows the verbs that stand together ("skal nedbringes", "er afsat")."""
    rest = clause[at:].lstrip()
    while match := _VERB.match(rest):
        rest = rest[match.end() :].lstrip()
    return rest


def _purpose(after: str) -> str:
    match = _PURPOSE.match(after)
    return (
        _tidy(re.split(r"[,.;:](?:\s|$)|\s(?:der|som|samt|heraf|således|og)\s", after[match.end() :])[0])
        if match
        else ""
    )


def _tidy(phrase: str) -> str:
    said = _CONNECTIVE.sub("", " ".join(phrase.split())).strip(" ,.;:–-")
    while match := _ENDING.search(f" {said}"):
        said = f" {said}"[: match.start()].strip(" ,")
    words = said.split()
    names = any(len(w) > 2 and w.lower() not in STOPWORDS and w.lower() not in _NAMELESS for w in words)
    return " ".join(words[:_LONGEST]) if names else ""
