"""What is asked of each side of a question across agreements: its content alone, and the units its answer may have."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aftalesvar.asking.across import Across
from aftalesvar.asking.frame import without_frame
from aftalesvar.asking.kinds import unit_hint
from aftalesvar.asking.shares import party_asked
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wanted import UNIT_OF
from aftalesvar.danish.terms import stem
from aftalesvar.records import Unit

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker

# Who gets and pays, and that it is money, goes without saying in an agreement on the municipalities' economy.
_SAID_BY_ALL = frozenset(
    """
    penge midler bruge bruger brugte brugt bruges regner regnede regnes forventer forventede ventede venter afsat
    afsættes afsatte samlet betale betaler betalte tilført imod lagt lægge lægges oven gang aftalte
    aftalt satte sætte sætter række koste koster slags stort stor ekstra sende sender sendte sendt haft kunnet
    ske sker skete gøre gør gjorde håndtere håndteret håndterer siger tackle tackler tacklet kommet kommer kom
    """.split()  # noqa: SIM905 - a list of one word a line is no easier to read
)
_WHO = re.compile(
    r"\b(?:fik|får|må|måtte(?:t)?|kan|kunne|skal|skulle|har|havde|bruger|brugte|giver|gav|regner|forventer)"
    r" (kommunerne|parterne)\b",
    re.IGNORECASE,
)
# "Hvilken aftale hævede rammen mest?" asks by how much, and not to what.
_RAISES = re.compile(
    r"\b(?:hæv|løft|øg|sænk|forhøj|reducer|nedsæt|nedsatt|nedbring|nedbragt|beskær|beskar|skær|skår|skar|spar)"
    r"(?:e?[drst]?e?[st]?|er|ede|et)\b",
    re.IGNORECASE,
)
# "Var løftet af rammen større …?" asks for what it is raised by.
_RAISE_OF = re.compile(
    r"^\W*(?:hvor stor[te]? (?:var|er|blev) )?(?:det |den )?(?:\w+e )?(?:løft(?:et)?|forhøjelsen|stigningen)"
    r" (?:af|på|i|til) (?P<thing>\w.*)$",
    re.IGNORECASE,
)
# "Hvor meget stiger lønningerne?" is told in per cent, where other sums are of money.
_RATED = re.compile(
    r"\b\w*(?:pris|løn|pl|skøn|vækst|stigning|udvikling|regulering|sats|procent|skat)\w*", re.IGNORECASE
)
_SHARE = re.compile(r"\bandel\w*|\bhvor stor en del\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:penge|midler\w*|kroner|kr|mi[ao]|beløb\w*|kost\w+|udgift\w*|indtægt\w*|dyre\w*|billig\w*"
    r"|\w*(?:pulje|ramme|tilskud|bidrag|indtægt|udgift)(?:[nr]|ne|det|et|ene|erne|en|er)?|overførsler(?:ne)?)\b",
    re.IGNORECASE,
)


def bare_question(asker: Asker, across: Across) -> tuple[Understood, np.ndarray]:
    """What is asked of each side as a question of its own, with its vector."""
    bare = asker.understand(across.bare)
    mended = without_frame(bare.corrected)  # a comparing word may have been misspelled
    if mended and mended != bare.corrected.strip(" ,?.;:-"):
        bare = asker.understand(mended)
    if told := _RAISE_OF.match(bare.corrected):
        bare = asker.understand(f"hvor meget løftes {told['thing']}")
    if across.kind == "which-year" and _RAISES.search(bare.corrected):
        bare = asker.understand(f"hvor meget {bare.corrected}")
    if across.share and party_asked(bare.corrected) is None:
        bare = asker.understand(f"{bare.corrected.rstrip(' ?')} {across.share}")  # who pays was taken for the frame
    bare = replace(bare, question=replace(bare.question, kind="series"))
    return telling(bare), asker.vector_of(bare.corrected)


def telling(understood: Understood) -> Understood:
    """The question without the concepts that any agreement holds, where others remain."""
    who = {match[1].lower() for match in _WHO.finditer(understood.corrected)}
    said = {stem(word) for word in _SAID_BY_ALL}
    concepts = tuple(c for c in understood.concepts if stem(c.word) not in said and c.word not in who)
    return replace(understood, concepts=concepts or understood.concepts)


def units_asked(across: Across) -> tuple[Unit, ...]:
    """The units that a side's figure may have; a sum of money is never answered with a share, nor a count with one."""
    if across.kind_chosen and across.inner in UNIT_OF:
        return (UNIT_OF[across.inner],)
    if across.inner == "count":
        return ("count",)
    if _SHARE.search(across.bare):
        return ("kr", "pct")
    if across.inner == "percent" or unit_hint(across.bare) == "pct":
        return ("pct",)
    if _MONEY.search(across.bare):
        return ("kr",)
    if across.inner == "amount":
        return ("kr", "pct") if _RATED.search(across.bare) else ("kr",)
    return ("kr", "pct", "count")
