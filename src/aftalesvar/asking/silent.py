"""What a question of yes or no asks that a sentence is silent of, though it speaks of the rest.

"Er det obligatorisk at deltage i undersøgelsen?" isn't answered by what the survey costs, nor "Bliver billetterne
billigere, når …" by what is said of the credit alone.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.matters import BARE_MODALS, OFTEN_SILENT, STILL, sides_asked
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.polarity import sides
from aftalesvar.danish.terms import words

_TERMS = frozenset({"must", "choose", "own", "extra", "pay"})
_WHAT_FOR = re.compile(r"\b(?:til|på|for|med|af) (?:at )?(?:\w+ )?$", re.IGNORECASE)
_THERE = 0.8  # how well a word must be held to be told of
_THERE_AT_ALL = 0.5
_SUBJECT_WORDS = 3  # of a question after its verb, that its subject is looked for among
_TOKEN = re.compile(r"[\wæøåé-]+")
_SUBJECT_ENDS = frozenset(
    """
    i på af til med for fra om ved efter under over mod hos som der at og eller når hvis ikke stadig også fortsat selv
    kun allerede endnu fremover nu så ud op ned
    """.split()  # noqa: SIM905
)
# Those whom agreements are about, which a sentence needn't name.
_PARTY = re.compile(r"kommune(?:n|r|rne)?|regeringen|parterne|staten|kl|man|vi|jeg|regioner(?:ne)?|aftalen?")
_NO_NOUN = re.compile(r"\d+|del|mi[ao]|kr|de|den|det|en|et|alle|nogen|nogle|min|vores|kommun\w*|region\w*")
_SHARE = re.compile(
    r"\b(?:halvdelen|halvt|tredjedel\w*|fjerdedel\w*|femtedel\w*|dobbelt\w*|flertallet|størstedelen|mindst|højst|maksimalt)\b",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"\bpct\b|\bprocent|\b(?:loft|grænse)", re.IGNORECASE)


def untold(asked: str, told: str, coverage: Coverage, *, terms_of: bool = False) -> bool:
    """Whether a question is on a side of a matter ("øges", "gratis") that a sentence is silent of.

    :param terms_of: only of what it asks on which terms a thing is: "gratis", "obligatorisk", "koster".
    """
    wanted = [
        side
        for side in sides_asked(asked)
        if asked[side.start : side.end].lower() not in BARE_MODALS | STILL and side.matter not in OFTEN_SILENT
    ]
    given, terms = {side.matter for side in sides(told)}, coverage.terms(told)
    told_of = {at for side in wanted if side.matter in given for at in range(side.start, side.end)}
    left = [
        side
        for side in wanted
        if not told_of & set(range(side.start, side.end))
        if not terms_of or (side.matter in _TERMS and not _WHAT_FOR.search(asked[: side.start]))
    ]
    held = {c.word for c in coverage.concepts if c.match(terms) >= _THERE}
    return any(not held & set(words(asked[side.start : side.end])) for side in left)


def unmeasured(asked: str, told: str) -> bool:
    """Whether a question asks of a share or a bound ("mindst halvdelen") where a sentence tells none."""
    return bool(_SHARE.search(asked)) and not (_SHARE.search(told) or _BY_NUMBER.search(told))


def sums_untold(asked: str, told: str) -> bool:
    """Whether a question names a sum or a percentage where a text tells none at all: then it isn't of that."""
    sums = {figure.unit for figure in find_figures(asked)} - {"count"}
    return bool(sums) and not sums & {figure.unit for figure in find_figures(told)}


def of_another(asked: str, told: str, coverage: Coverage) -> bool:
    """Whether a text holds nothing of what a question's verb is said of ("Bliver busbilletterne billigere, når …")."""
    subject, terms = set(_subject(asked)), coverage.terms(told)
    held = [concept.match(terms) for concept in coverage.concepts if concept.word in subject]
    return bool(held) and max(held) < _THERE_AT_ALL


def _subject(asked: str) -> list[str]:
    """The words of a question after its verb that its subject likely is; none where that is one of the parties."""
    after = [match[0] for match in islice(_TOKEN.finditer(asked.lower()), 1, 1 + _SUBJECT_WORDS)]
    named = list(takewhile(lambda word: word not in _SUBJECT_ENDS, after))
    if named and _PARTY.fullmatch(named[0]):
        return []
    asks = {word for side in sides(asked) for word in words(asked[side.start : side.end])}
    owners = {word for word in named[:-1] if word.endswith("s")}  # "lærernes løn": it is of the pay
    return [word for word in named if word not in asks | owners and not _NO_NOUN.fullmatch(word)]
