"""A kind of answer that the user chose in the place of what the question's words say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aftalesvar.asking.drafts import Draft
from aftalesvar.asking.kind_names import KIND_NAMES
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wanted import UNIT_OF
from aftalesvar.records import AnswerKind, Reason

# Answered by judging what the words state or set a bound to: other words give nothing to judge, and the best place
# would be told as a yes, or as the year, that nobody asked for.
BY_WORDS_ALONE: tuple[AnswerKind, ...] = ("yesno", "which-year")


def with_kind(understood: Understood, kind: AnswerKind | None) -> Understood:
    """The question with the kind chosen; unchanged where nothing was chosen, or what its words say already."""
    if kind is None or kind == understood.question.kind:
        return understood
    return replace(understood, question=replace(understood.question, kind=kind), kind_chosen=True)


def unfit(understood: Understood) -> Draft | None:
    """The refusal of a kind that only the question's own words can ask for; None for any other."""
    kind = understood.question.kind
    if not understood.kind_chosen or kind not in BY_WORDS_ALONE:
        return None
    said = (
        f"Spørgsmålet kan ikke besvares med «{KIND_NAMES[kind]}», som det er stillet. "
        "Vælg en anden slags svar, eller stil det med andre ord."
    )
    return Draft(None, 0.0, reason=Reason("bad_question", said))


def of_kind(understood: Understood, draft: Draft, refused: Callable[[], Reason]) -> Draft:
    """The draft, or a refusal where a figure of one unit was chosen and another stands in it."""
    unit = UNIT_OF.get(understood.question.kind) if understood.kind_chosen else None
    if unit is None or all(figure.unit == unit for figure in draft.figures):
        return draft
    return Draft(None, 0.0, reason=refused())
