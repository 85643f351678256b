"""A kind of answer that the user chose in the place of what the question's words say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.chosen import BY_WORDS_ALONE
from aftalesvar.asking.kind_names import KIND_NAMES
from aftalesvar.asking.verifying import figure_stands, quote_stands
from aftalesvar.records import AnswerKind

THING = "sundhedsklynger"
FIGURE = "hvad er servicerammen i 2024"


def test_the_same_words_are_answered_by_the_kind_chosen(asker: Asker) -> None:
    open_answer = asker.ask(THING)
    assert open_answer.question.kind == "what"
    assert not open_answer.figures
    amount = asker.ask(THING, kind="amount")
    assert amount.question.kind == "amount"
    assert {figure.unit for figure in amount.figures} == {"kr"}
    date = asker.ask(THING, kind="date")
    assert date.answer is not None
    assert date.answer not in (open_answer.answer, amount.answer)


@pytest.mark.parametrize("question", [THING, FIGURE, "hvordan har servicerammen udviklet sig"])
def test_the_kind_that_the_words_say_changes_nothing(question: str, asker: Asker) -> None:
    told = asker.ask(question)
    same = asker.ask(question, kind=told.question.kind)
    assert replace(same, elapsed_ms=0) == replace(told, elapsed_ms=0)


def test_a_series_is_made_of_one_figure_and_the_other_way(asker: Asker) -> None:
    alone = asker.ask("hvad er servicerammen", kind="series")
    assert len(alone.series) == len(asker.index.documents)
    one = asker.ask("hvordan har servicerammen udviklet sig", years=(2024,), kind="amount")
    assert one.answer == asker.ask(FIGURE).answer
    assert not one.series


def test_an_amount_is_asked_of_each_year(asker: Asker) -> None:
    told = asker.ask("hvad siger aftalerne for 2022 og 2024 om servicerammen", kind="amount")
    assert {figure.unit for figure in told.figures} == {"kr"}
    assert {citation.year for citation in told.citations} == {2022, 2024}


def test_the_greatest_stays_the_greatest_whatever_its_kind(asker: Asker) -> None:
    question = "hvilket år var anlægsrammen størst"
    assert asker.ask(question, kind="amount").answer == asker.ask(question).answer


@pytest.mark.parametrize(("kind", "unit"), [("amount", "kr"), ("percent", "pct"), ("count", "count")])
@pytest.mark.parametrize("question", [FIGURE, "hvad er PL-skønnet i 2022 og 2024", "hvad er PL", THING])
def test_a_figure_of_another_unit_is_never_told(question: str, kind: AnswerKind, unit: str, asker: Asker) -> None:
    assert {figure.unit for figure in asker.ask(question, kind=kind).figures} <= {unit}


@pytest.mark.parametrize("kind", BY_WORDS_ALONE)
def test_what_only_words_can_ask_is_refused_with_its_reason(kind: AnswerKind, asker: Asker) -> None:
    told = asker.ask(FIGURE, kind=kind)
    assert (told.status, told.answer) == ("not_found", None)
    assert told.reason is not None
    assert told.reason.code == "bad_question"
    assert KIND_NAMES[kind] in told.reason.message
    assert told.passages


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("question", [FIGURE, "hvad er PL", "er anlægsrammen større i 2024 end i 2023?", "xyzzy"])
def test_what_always_holds_holds_for_every_kind(question: str, kind: AnswerKind, asker: Asker) -> None:
    told = asker.ask(question, kind=kind)
    assert told.question.kind == kind
    assert (told.answer is None) == (told.status == "not_found")
    quotes = {c.id: c.quote for c in told.citations}
    assert all(quote_stands(c, asker.index.source(c.document)) for c in told.citations)
    assert all(figure_stands(f, quotes[f.citation]) for f in told.figures)
