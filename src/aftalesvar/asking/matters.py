"""What a sentence says of the matters that a question is on a side of, word by word of the question.

``danish.polarity`` finds the sides; here they are held against each other: the clause that speaks of the same, what is
only told of a part, a plan or a reason, and how much of what the question is about the sentence holds at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.scope import of_other_party
from aftalesvar.danish.anaphora import cannot_stand_alone
from aftalesvar.danish.polarity import Side, clauses, sides
from aftalesvar.danish.terms import words

_NO_SIDE = 2
# How much a matter decides that both speak of. What is said of much else ("nok", "mulighed") decides less.
_WEIGHTS = {
    "must": 0.7, "may": 0.7, "limit": 0.7, "good": 0.7, "easy": 0.7, "enough": 0.7, "improve": 0.7, "begin": 0.6,
    "aid": 0.7, "degree": 0.8, "usual": 0.8,
    "settled": 0.5, "time": 0.7, "known": 0.8, "same": 0.8, "bound": 0.6, "include": 0.8,
    "stay": 0.7, "gain": 0.6, "same_as": 0.8,
}  # fmt: skip
_WEAK_YES = {"limit": 0.0, "settled": 0.2, "begin": 0.3, "known": 0.4, "good": 0.4}
_TOLD_BY_NOUN = frozenset({"level", "last", "change", "early", "improve"})  # "stigningen i udgifterne": they rise
_OF_DUTY = frozenset({"must", "may", "choose", "bound"})  # told by what shall be, too
MODAL_MATTERS = frozenset({"must", "may"})
_YES, _SAME_WORD = 0.6, 0.3  # of a matter's weight, where both are on one side, and that in one word
_LIFTED = 0.9
_BARE = 0.4  # and where it is no more than "skal" or "kan"
_ASIDE = 0.3  # of a matter's weight, where the question has it in a clause beside its own
# The share of the question that a sentence holds: nearly all, enough, hardly any, none.
_ALL_WORDS, _OWN_WORDS, _FEW_WORDS, _NO_WORDS = 0.8, 0.5, 0.2, 0.1
_OF_PART = 0.6  # and by a clause that only tells which ("de kommuner, som nedsætter skatten")
_LOOSE = 0.4  # what is left of a vote by a plan, a reason or a sentence of something else
_MODAL = re.compile(r"^\W*(?:(?:og|men|så)\s+)?(?P<verb>\w+)", re.IGNORECASE)
_NO_MORE = re.compile(r"\b(?:slut|stop\w*|holde\w* op|ophør\w*) med at\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?:der|som|når|hvis|så|selvom|hvor|da|fordi|for at|eller)\b", re.IGNORECASE)
_ROOT = 5  # letters that two forms of a word have in common
_BAR = re.compile(r"(?:krav|pligt|lovkrav|påbud|loft|grænse|forbud|begrænsning)", re.IGNORECASE)
_REASON = re.compile(r"\bskyldes\b|^Årsagen\b", re.IGNORECASE)
_GIVEN_THAT = re.compile(r"(?:når|hvis|såfremt|selvom|idet|fordi)\b", re.IGNORECASE)
_COMPARATIVES = frozenset("flere færre større mindre højere lavere mere yderligere".split())  # noqa: SIM905
_AFTER_LINK = re.compile(r"\b(?:til|på|med|af|for|om|i|ved|eller|og) $", re.IGNORECASE)
_MODAL_FIRST = re.compile(r"^\W*(?:må|kan|skal|vil|bør)\s+\w+(?:\s+\w+)?\s+(?!få\b|gå\b)\w+e\s", re.IGNORECASE)
_WHAT_FOR = re.compile(r"\b(?:til|for|ved|med) at (?:\w+ )?$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:som|der|hvor)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:ingen|elsen|ionen|ingerne|elserne|ionerne)$", re.IGNORECASE)
_NOMINAL = re.compile(r"(?:ing(?:en|er|erne)|else(?:n|r|rne)|ion(?:en|er|erne))$", re.IGNORECASE)  # tells no deed
_SAME_WAY = re.compile(r"(?:på )?samme\b", re.IGNORECASE)  # how it is done, and not how much it is
_OTHERS = re.compile(r"\bandre\b", re.IGNORECASE)
_IS_SO = re.compile(r"^\W*(?:er|har|blev|var|havde|fik)\b", re.IGNORECASE)  # a question of what is so already
_PLANNED = re.compile(r"\b(?:skal|vil|bør|ambition\w*|mål(?:et|sætning\w*)?|ønsker|hensigt\w*)\b", re.IGNORECASE)
_OF_AIM = re.compile(r"\b(?:formål|hensigt|mål|målsætning|ambition|plan|mening)(?:en|et)?\b", re.IGNORECASE)
_REQUIRED = re.compile(
    r"\b(?:forudsætning(?:en)? for|forudsætter|forudsættes|betinget af|betinges af)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_THERE_IS = re.compile(r"\s+der\b", re.IGNORECASE)  # "Skal der laves …?"
_REACH, _NAMES, _FAR = 8, 0.6, 0.3  # words between a side and what it is said of; how well that is held; what is left
# Matters whose words are said of much: that a sentence is silent of them says little.
OFTEN_SILENT = frozenset({"gain", "stay", "happened", "settled", "begin", "include", "good", "same_as"})
STILL = frozenset({"stadig", "stadigvæk", "fortsat"})  # what goes on is told in other words
BARE_MODALS = frozenset("skal kan må mulighed skulle kunne".split())  # noqa: SIM905


def votes(asked: str, told: str, coverage: Coverage | None, whole: bool) -> list[float]:
    """For each word of the question that is on a side, how much the sentence says yes (above 0) or no (below 0)."""
    wanted, given = _matters(asked, told)
    best = best_clauses(told, coverage) if coverage is not None else frozenset()
    of_another = not whole and cannot_stand_alone(told)  # then what it speaks of stands before it
    held = object_held(asked, told, coverage) if coverage is not None and not of_another else 1.0
    cast: dict[int, list[float]] = {}  # by the word of the question
    modal: list[float] = []
    for matter, mine in wanted.items():
        theirs = _telling(mine, asked, given.get(matter, []), told, best)
        sign, said = _said(mine), _said(theirs)
        if said is None or said == _NO_SIDE or sign is None:
            continue
        weight = _weight(asked, mine, told, theirs) * (_LOOSE if held < _NO_WORDS else 1.0)
        if _is_aside(asked, mine):
            weight *= 0.0 if said == sign else _ASIDE  # that both speak of it says nothing
        if said != sign and matter in MODAL_MATTERS and _words(told, theirs) <= BARE_MODALS:
            weight *= _LOOSE  # "skal" is said of much that is no duty
        if said != sign and _of_other_noun(asked, mine, told, theirs):
            weight *= _LOOSE
        if said != sign and coverage is not None and not of_another and _far(asked, told, theirs, coverage):
            weight *= _FAR  # it is said of something else in the sentence
        vote = -weight if said != sign else weight * _agreement(asked, mine, told, theirs, held)
        if vote > 0 and matter in MODAL_MATTERS and _words(told, theirs) <= BARE_MODALS:
            modal.append(vote)  # "skal", "kan" agree with much: they count where nothing else does
        else:
            cast.setdefault(mine[0].start, []).append(vote)
    plain = {
        matter
        for matter, mine in wanted.items()
        if matter not in OFTEN_SILENT and not _words(asked, mine) <= STILL and not _is_aside(asked, mine)
    }
    if plain - MODAL_MATTERS and not (plain - MODAL_MATTERS) & given.keys():
        modal = []  # "Skal X nedlægges?" isn't agreed with by all that shall be
    return [min(said_of) if min(said_of) < 0 else max(said_of) for said_of in cast.values()] or modal


def _far(asked: str, told: str, theirs: Sequence[Side], coverage: Coverage) -> bool:
    """Whether the words on a side stand far from all that the question is about."""
    predicate = {word for side in sides_asked(asked) for word in words(asked[side.start : side.end])}
    objects = [c for c in coverage.concepts if c.word not in predicate]
    placed = coverage.analyser.placed(told)
    near = [at for at, (_, terms) in enumerate(placed) if any(c.match(terms) >= _NAMES for c in objects)]
    sides_at = [at for at, (start, _) in enumerate(placed) if any(s.start <= start < s.end for s in theirs)]
    return bool(near) and bool(sides_at) and all(abs(one - other) > _REACH for one in sides_at for other in near)


def _matters(asked: str, told: str) -> tuple[dict[str, list[Side]], dict[str, list[Side]]]:
    """The sides by matter: of what the question is on a side of, and what the sentence tells."""
    wanted, given = _by_matter(sides_asked(asked)), _by_matter(_lifted(told))
    if not _IS_SO.match(asked):
        wanted.pop("happened", None)
    if len(wanted) > 1:
        wanted.pop("settled", None)  # "Er de enige om, at skatten stiger?" asks of the tax
    if "change" in wanted and "change" not in given and "improve" in given:
        given["change"] = [replace(side, matter="change", sign=1, negated=False) for side in given["improve"]]
    same_way = any(_SAME_WAY.match(asked[side.start : side.end]) for side in wanted.get("change", ()))
    if "change" in wanted and "level" in given and "change" not in given and not same_way:
        given["change"] = [replace(side, matter="change", sign=1 if side.sign else -1) for side in given["level"]]
    return wanted, given


def _weight(asked: str, mine: list[Side], told: str, theirs: list[Side]) -> float:
    """How much a matter decides, less where the sentence only plans it, gives it as a reason, or says it of others."""
    parts, matter, said = clauses(told), mine[0].matter, _words(told, theirs)
    planned = (
        matter not in _OF_DUTY
        and _IS_SO.match(asked)
        and not _OF_AIM.search(asked)
        and (_PLANNED.search(parts[theirs[0].clause]) or _REQUIRED.search(told))
    )
    by_the_way = matter not in _TOLD_BY_NOUN and all(map(_NOMINAL.search, said))
    loose = [
        bool(_REASON.search(told) or planned or (_OTHERS.search(told) and not _OTHERS.search(asked))),
        all(of_other_party(asked, parts[side.clause]) for side in theirs),
    ]
    of_part = [
        said <= _COMPARATIVES and not _words(asked, mine) <= _COMPARATIVES,  # "flere …" is said of much
        by_the_way,
        all(side.clause and _RELATIVE.match(parts[side.clause]) for side in theirs),
    ]
    return _WEIGHTS.get(matter, 1.0) * _LOOSE ** sum(loose) * _OF_PART ** sum(map(bool, of_part))


def _telling(mine: list[Side], asked: str, told_of: list[Side], told: str, best: frozenset[int]) -> list[Side]:
    """The sides of a matter that a sentence tells: in its own clauses before "når …", in those that fit best.

    A word that compares ("flere") is agreed with or denied by another such word first, others by plain words.
    """
    parts, compares = clauses(told), _words(asked, mine) <= _COMPARATIVES
    plain = [s for s in told_of if (told[s.start : s.end].lower() in _COMPARATIVES) == compares] or told_of
    own = [s for s in plain if not _GIVEN_THAT.match(parts[s.clause])] or plain
    return [side for side in own if side.clause in best] or own


def _agreement(asked: str, mine: Iterable[Side], told: str, theirs: Iterable[Side], held: float) -> float:
    """How much (0 to 1) it says that both are on one side, of a question of whose object a share is held."""
    matter, said = next((side.matter, side.said) for side in mine)
    again = {w[:_ROOT] for w in _words(told, [side for side in theirs if side.said == said])} & {
        asked[s.start : s.end].lower()[:_ROOT] for s in mine if s.said == said
    }
    value = min(_WEAK_YES.get(matter, 1.0), _SAME_WORD if again and held < _OWN_WORDS else _YES)
    if matter in MODAL_MATTERS and _words(told, theirs) <= BARE_MODALS:
        value = _YES if held >= _ALL_WORDS else _BARE if held >= _OWN_WORDS else _SAME_WORD * _LOOSE
    if len({side.said for side in theirs}) > 1 and matter not in MODAL_MATTERS:
        value = _LIFTED  # "eftergive betalingen": what lifts is said outright
    return value * (_LOOSE if held < _FEW_WORDS else 1.0)


def _of_other_noun(asked: str, mine: Iterable[Side], told: str, theirs: Iterable[Side]) -> bool:
    """Whether both only compare, and other things: "mindre brug" and "flere boliger"."""
    if not (_words(asked, mine) <= _COMPARATIVES and _words(told, theirs) <= _COMPARATIVES):
        return False
    one, other = ({_next(text, side.end)[:_ROOT] for side in found} for text, found in ((asked, mine), (told, theirs)))
    return not one & other


def _next(text: str, end: int) -> str:
    found = _WORD.search(text, end)
    return found[0].lower() if found else ""


def _words(text: str, found: Iterable[Side]) -> set[str]:
    return {text[side.start : side.end].lower() for side in found}


def object_held(asked: str, told: str, coverage: Coverage) -> float:
    """The share of what a question is about, apart from what it asks of it, that a text holds (0 to 1)."""
    predicate = {word for side in sides_asked(asked) for word in words(asked[side.start : side.end])}
    terms = coverage.terms(told)
    held = [(c.match(terms) * w, w) for c, w in zip(coverage.concepts, coverage.weights, strict=True)
            if c.word not in predicate]  # fmt: skip
    total = sum(weight for _, weight in held)
    return sum(match for match, _ in held) / total if total else coverage.of_text(told)


def best_clauses(told: str, coverage: Coverage) -> frozenset[int]:
    """The numbers of the clauses of a text that hold most of the question's words."""
    held = [coverage.of_text(part) for part in clauses(told)]
    return frozenset(at for at, value in enumerate(held) if value == max(held))


def _is_aside(asked: str, mine: Iterable[Side]) -> bool:
    """Whether a question says something only of what it is about ("…, når de sparer", "efter omlægningen")."""
    parts = clauses(asked)
    return all(
        (side.clause > 0 and _SUBORDINATE.match(parts[side.clause]))
        or _DEFINITE.search(asked[side.start : side.end])
        or _tells_which(asked, side)
        for side in mine
    )


def _tells_which(asked: str, side: Side) -> bool:
    """Whether a word of a question only tells which thing or what for ("til mindre klasser", "til at betale gæld")."""
    before, word = asked[: side.start], asked[side.start : side.end].lower()
    if word in _COMPARATIVES:
        return bool(_AFTER_LINK.search(before))
    return bool(_MODAL_FIRST.match(asked) and _WHAT_FOR.search(before))


def sides_asked(asked: str) -> list[Side]:
    """The sides that a question is on; of a bare modal only where it is the question's verb."""
    first = _MODAL.match(asked)
    start = first.start("verb") if first and not _THERE_IS.match(asked, first.end()) else -1  # nobody's duty
    told = [s for s in sides(asked) if asked[s.start : s.end].lower() not in BARE_MODALS or s.start == start]
    if ended := _NO_MORE.search(asked):  # "er det slut med at skære ned?"
        told = [replace(s, negated=not s.negated) for s in told if s.start > ended.end()]
    return told


def _lifted(told: str) -> list[Side]:
    """The sides that a sentence tells; a duty or limit that ends in its clause gives leave ("kravet ophæves")."""
    held = sides(told)
    ended = {side.clause for side in held if side.matter == "last" and side.said == -1}
    found = []
    for side in held:
        leads = bool(ended) and side.start == 0  # "Kravet om, at de skal …, ophæves"
        lifted = (side.clause in ended or leads) and bool(_BAR.match(told[side.start : side.end]))
        found.append(replace(side, negated=not side.negated) if lifted else side)
        if lifted and side.matter == "must" and side.said == 1:
            found.append(Side("may", 1, side.clause, side.start, side.end, negated=False))
    return found


def _by_matter(told: Iterable[Side]) -> dict[str, list[Side]]:
    held: dict[str, list[Side]] = {}
    for side in told:
        held.setdefault(side.matter, []).append(side)
    return held


def _said(told: list[Side]) -> int | None:
    """The side of one matter that is told: what lifts wins over what is lifted ("fritages for at betale")."""
    said = {side.said for side in told}
    if len(said) < 2:
        return said.pop() if said else None
    return -1 if -1 in said and told[0].matter != "level" else None  # "en stigning mindskes"
