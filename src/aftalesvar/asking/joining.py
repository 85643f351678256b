"""Several answers told as one: each part after its year, the citations counted through."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.refusing import join_years
from aftalesvar.asking.wording import LONGEST_ANSWER, share_of, shortened
from aftalesvar.records import Citation, CitedFigure, Reason

_SHORTEST = 40  # characters; fewer say nothing on their own
_MARK = re.compile(r"\[(\d+)\]")
_CLAUSE_END = re.compile(r"[,;:.](?=\s)|\s(?=(?:og|men|samt|herunder|hvilket|som|der)\s)")


@dataclass(frozen=True, slots=True)
class Part:
    """One side's answer, or its refusal, and the year or agreement that it is told under."""

    label: str
    draft: Draft
    keeps: Callable[[str], float] | None = None  # what a stretch of a long answer is worth; None: its first clauses


def joined(parts: Sequence[Part]) -> Draft | None:
    """The parts as one answer; "partial", with what was not found named, when a side has none; None when no side has.

    Every part keeps its own citations; a long part is cut at a clause's end, so that all have room.
    """
    found = [part for part in parts if part.draft.answer is not None]
    if not found:
        return None
    lengths = [len(part.label) + 2 + len(part.draft.answer or "") for part in found]
    share = share_of(lengths, LONGEST_ANSWER - 2 * (len(found) - 1)) or LONGEST_ANSWER
    answers, texts = [], []
    citations: list[Citation] = []
    figures: list[CitedFigure] = []
    for part in found:
        shift = len(citations)
        citations += [replace(c, id=c.id + shift) for c in part.draft.citations]
        answer = _cut(part, share - len(part.label) - 2)
        answers.append(f"{part.label}: {answer}")
        texts.append(f"{part.label}: {renumbered(part.draft.text, shift)}")
        figures += [replace(f, citation=f.citation + shift) for f in part.draft.figures]
    lacking = [part.label for part in parts if part.draft.answer is None]
    reason = Reason("no_figure", f"Ikke fundet for {_and(lacking)}.") if lacking else None
    first = max(found, key=lambda part: part.draft.confidence).draft
    return Draft(
        "; ".join(answers), min(part.draft.confidence for part in found), "partial" if lacking else "answered",
        "\n".join(texts) + (f"\n{reason.message}" if reason else ""), reason, tuple(figures), tuple(citations),
        first.passage,
    )  # fmt: skip


def renumbered(text: str, shift: int) -> str:
    """A text with its citations' marks, "[1]", counted on by ``shift``."""
    return _MARK.sub(lambda mark: f"[{int(mark[1]) + shift}]", text)


def _cut(part: Part, limit: int) -> str:
    text = part.draft.answer or ""
    if len(text) <= limit:
        return text
    if part.keeps is not None and len(shown := shortened(text, part.keeps, limit)) >= _SHORTEST:
        return shown
    ends = [m.start() for m in _CLAUSE_END.finditer(text) if 20 <= m.start() <= limit]
    return text[: ends[-1] if ends else text.rfind(" ", 0, limit)].rstrip(" ,;:")


def _and(labels: Sequence[str]) -> str:
    return join_years([int(label) for label in labels]) if all(x.isdigit() for x in labels) else ", ".join(labels)
