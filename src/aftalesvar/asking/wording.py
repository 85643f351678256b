"""Answers in words: the shortest form a reader would accept, and a sentence that a person would write."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

LONGEST_ANSWER = 400  # characters
_WHOLER = 0.005  # what a stretch that fills the room counts more than a short one that holds as much
_SHORTEST_ITEM = 40  # characters that are left of a list item

# "Regeringen og KL er derfor enige om, at …": what is agreed follows; the opening says nothing of it.
_OPENING = re.compile(
    r"^(?:Regeringen(?:, KL og Danske Regioner|, Danske Regioner og KL)?(?: og KL)?|Parterne|Der) er (?:\w+ ){0,4}"
    r"(?:enige|enighed(?: mellem (?:parterne|regeringen og KL))?) om,? (?:at )",
)
# "der i 2027 redegøres", "kommunerne også vil": what only a subordinate clause may say in this order.
_SUBORDINATE = re.compile(
    r"der(?! (?:\w+s|er|skal|kan|vil|bør|må|har|bliver|blev|var|ligger|kommer|sker|mangler|foreligger|gælder)\b)"
    r"|(?:\w+ ){1,3}?(?:også|ikke|fortsat|særligt|løbende|indledningsvist|endvidere|samtidig|desuden|fremover|hurtigst"
    r"|senest|herudover|herunder|årligt|fremadrettet) (?!og\b)"
    r"|(?:hvis|når|såfremt|frem|inden|med|som|på|i|for at|for|ved|efter)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"(?<=[,;:])\s|\s(?=(?:og|men|samt|herunder|hvilket|med henblik på|idet)\s)")


def without_opening(sentence: str) -> str:
    """The sentence without its formula of agreement, beginning with a capital."""
    rest = _OPENING.sub("", sentence, count=1)
    if rest == sentence or (
        re.match(r"(?:\w+ ){0,2}(?:udarbejde|drøfte|følge|afsætte|igangsætte|\w+e)\b", rest)
        and not re.match(r"(?:den|det|de|der|rammen|kommunerne|en|et)\b|\w+(?:en|et|erne|ene)\b", rest)
    ):
        return sentence
    return sentence if _SUBORDINATE.match(rest) else rest[0].upper() + rest[1:]


# "at rammen derved udgør" -> "rammen udgør derved": a main clause has its verb second.
_ADVERB_FIRST = re.compile(
    r"^(?P<subject>[^,.;]{3,60}?) (?P<adverb>derved|dermed|således|derfor|herefter|fortsat|også|endvidere|ikke) "
    r"(?P<verb>udgør|er|vil|skal|kan|har|bliver|omfatter|indebærer|\w{3,}es)\b"
)


def main_clause(sentence: str) -> str:
    """The sentence without its formula of agreement, in the word order of a main clause."""
    rest = without_opening(sentence)
    if rest == sentence:
        return sentence
    return _ADVERB_FIRST.sub(lambda m: f"{m['subject']} {m['verb']} {m['adverb']}", rest, count=1)


def shortened(text: str, keeps: Callable[[str], float], limit: int = LONGEST_ANSWER) -> str:
    """At most ``limit`` characters of a text, cut at clause ends, around what ``keeps`` values most.

    The result is a stretch of the text itself, so that it stays a quote.
    """
    if len(text) <= limit:
        return text
    cuts = [0, *(m.start() for m in _CLAUSE_END.finditer(text)), len(text)]
    best = (-1.0, 0, limit)
    for start in cuts[:-1]:
        ends = [cut for cut in cuts if start < cut <= start + limit] or [text.rfind(" ", start, start + limit)]
        stretch = text[start : ends[-1]]
        value = keeps(stretch) + (0.01 if start == 0 else 0.0) + _WHOLER * len(stretch) / limit
        if value > best[0]:
            best = (value, start, ends[-1])
    return text[best[1] : best[2]].strip(" ,;:")


def joined(sentences: Sequence[str]) -> str:
    """Sentences one after the other, each but the last ended by a full stop where a cut left none."""
    *first, last = sentences
    return " ".join([*(s if s.endswith((".", ":", "?", "!")) else f"{s}." for s in first), last])


def join_items(items: Sequence[str], limit: int = LONGEST_ANSWER) -> str:
    """List items parted by "; "; where they are too long together, the longest are cut at their first clause ends.

    Where even that would leave only scraps, the first of them stand alone.
    """
    bare = [item.rstrip(" .;,") for item in items]
    share = share_of([len(item) for item in bare], limit - 2 * len(bare))
    cut = bare if share is None else [_first_clauses(item, max(share, _SHORTEST_ITEM)) for item in bare]
    joined = ""
    for piece in cut:
        if joined and len(joined) + len(piece) + 2 > limit:
            break
        joined += ("; " if joined else "") + piece
    return joined[:limit]


def share_of(lengths: Sequence[int], room: int) -> int | None:
    """The length beyond which items are cut so that all have room together; None when none needs to be."""
    if sum(lengths) + 2 <= room + 2 * len(lengths):
        return None
    left, room_left = sorted(lengths), room
    while left and left[0] * len(left) <= room_left:
        room_left -= left.pop(0)
    return room_left // max(len(left), 1)


def _first_clauses(item: str, limit: int) -> str:
    item = item.rstrip(" .;,")
    if len(item) <= limit:
        return item
    ends = [
        m.start()
        for m in re.finditer(r"[:;,.](?=\s)|\s(?=(?:og|samt|herunder|der|som|så)\s)", item)
        if 12 <= m.start() <= limit
    ]
    end = ends[-1] if ends else item.rfind(" ", 0, limit)
    return item[: end if end > 0 else limit].rstrip(" ,:;.")
