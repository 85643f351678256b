"""The judge is judged: systems known to be right or wrong in one way, with figures computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.evaluation.measures import Result, estimates, evaluate
from aftalesvar.evaluation.questions import Item, load_questions, question_files
from aftalesvar.evaluation.run import run_system
from aftalesvar.evaluation.sources import Sources

from .conftest import RAMME_2023, RAMME_2024, ROOT
from .systems import citation, fake, oracle_answer, refusal


def means(result: Result) -> dict[str, float]:
    return {name: round(value.value, 4) for name, value in estimates(result).items()}


def judged(items: Sequence[Item], sources: Sources, answer: Any) -> Result:
    return evaluate(run_system(fake("x", items, answer), items), items, sources)


BAD = {"wrong_year", "needless_refusals"}


def test_oracle_scores_one_on_every_measure(items: tuple[Item, ...], sources: Sources) -> None:
    result = judged(items, sources, lambda item: oracle_answer(item, sources))
    found = means(result)
    assert len(found) == 17  # every measure applies to this set
    assert all(value == (0.0 if name in BAD else 1.0) for name, value in found.items()), found
    assert sum(result.causes.values()) == 0
    assert result.curve(answerable_only=False).aurc == 0.0


def test_oracle_scores_one_on_the_real_questions(corpus: Sources) -> None:
    items = load_questions(question_files(ROOT / "eval" / "questions"))
    result = judged(items, corpus, lambda item: oracle_answer(item, corpus))
    wrong = {
        name: [key for key, v in values.items() if v != (name not in BAD)] for name, values in result.values.items()
    }
    assert {name: ids for name, ids in wrong.items() if ids} == {}


def test_shuffled_oracle(items: tuple[Item, ...], sources: Sources) -> None:
    # a1 gets a2's answer, a2 a3's, a3 a4's, a4 u1's (a refusal), u1 u2's (a refusal), u2 a1's.
    after = dict(zip([i.id for i in items], [*items[1:], items[0]], strict=True))
    result = judged(items, sources, lambda item: oracle_answer(after[item.id], sources))
    found = means(result)
    for name in (
        "right",
        "right_cited",
        "number_right",
        "Success@1",
        "Success@5",
        "RR@10",
        "nDCG@10",
        "R@10",
        "complete",
    ):
        assert found[name] == 0.0, name
    assert found["wrong_year"] == 0.25  # a1 alone: a2's answer is another agreement's, a3's and a4's are not
    assert found["refusal_recall"] == 0.5  # u1 yes, u2 no
    assert found["refusal_precision"] == 0.5  # of a4 and u1
    assert found["needless_refusals"] == 0.25
    assert found["correct"] == round(1 / 6, 4)
    assert found["quotes_exact"] == found["figures_supported"] == 1.0  # what is shown is true, only not asked for
    assert {cause: n for cause, n in result.causes.items() if n} == {
        "wrong-year": 1,
        "not-retrieved": 3,
        "answered-unanswerable": 1,
    }


def test_always_refusing(items: tuple[Item, ...], sources: Sources) -> None:
    result = judged(items, sources, lambda item: refusal())
    found = means(result)
    assert found["right"] == found["right_cited"] == found["number_right"] == found["Success@5"] == 0.0
    assert found["wrong_year"] == 0.0
    assert found["refusal_recall"] == 1.0
    assert found["refusal_precision"] == round(2 / 6, 4)
    assert found["needless_refusals"] == 1.0
    assert found["correct"] == round(2 / 6, 4)
    assert "quotes_exact" not in found  # nothing was cited, so nothing is claimed of quotes
    assert "figures_supported" not in found
    curve = result.curve(answerable_only=True)
    assert curve.aurc == 1.0
    assert curve.accuracy_at(0.9) == 0.0
    assert curve.coverage_at(0.95) == 0.0


def test_refusing_what_was_found_is_needless_and_else_not_retrieved(items: tuple[Item, ...], sources: Sources) -> None:
    def answer(item: Item) -> dict[str, Any]:
        return refusal() | ({"passages": oracle_answer(item, sources)["passages"]} if item.id == "a1" else {})

    causes = judged(items, sources, answer).causes
    assert causes["needless-refusal"] == 1
    assert causes["not-retrieved"] == 3


def one_sentence(quote: str, document: str, answer: str, sources: Sources) -> dict[str, Any]:
    source = sources.get(document)
    assert source is not None
    start, end = source.find(quote)[0]
    part = citation(document, start, end, source.text[start:end])
    return {"status": "answered", "answer": answer, "citations": [part], "passages": [part], "confidence": 0.5}


def test_always_answering(items: tuple[Item, ...], sources: Sources) -> None:
    result = judged(items, sources, lambda item: one_sentence(RAMME_2024, "aftale-2024", "19,3 mia. kr.", sources))
    found = means(result)
    assert found["right"] == found["right_cited"] == 0.25  # a2
    assert found["number_right"] == round(1 / 3, 4)  # of a1, a2, a3
    assert found["wrong_year"] == 0.25  # a1
    assert found["refusal_recall"] == 0.0
    assert "refusal_precision" not in found  # it never refuses
    assert found["needless_refusals"] == 0.0
    assert found["correct"] == round(1 / 6, 4)
    assert found["Success@1"] == found["RR@10"] == found["R@10"] == 0.25
    assert result.causes["answered-unanswerable"] == 2
    # All are as sure as each other: the errors lie evenly, so the risk is 3/4 at every coverage.
    assert result.curve(answerable_only=True).risks == pytest.approx((0.75,) * 4)
    assert result.curve(answerable_only=False).risks == pytest.approx((5 / 6,) * 6)


def test_wrong_year(items: tuple[Item, ...], sources: Sources) -> None:
    def answer(item: Item) -> dict[str, Any]:
        if item.id == "a1":
            return one_sentence(RAMME_2024, "aftale-2024", "19,3 mia. kr.", sources)
        if item.id == "a2":
            return one_sentence(RAMME_2023, "aftale-2023", "18,5 mia. kr.", sources)
        return oracle_answer(item, sources)

    result = judged(items, sources, answer)
    found = means(result)
    assert found["wrong_year"] == 0.5
    assert found["right"] == found["right_cited"] == 0.5
    assert found["number_right"] == round(1 / 3, 4)
    assert found["correct"] == round(4 / 6, 4)
    assert result.causes["wrong-year"] == 2


def test_last_years_figure_in_the_right_sentence(items: tuple[Item, ...], sources: Sources) -> None:
    def answer(item: Item) -> dict[str, Any]:
        response = oracle_answer(item, sources)
        return response | ({"answer": "118 kr. pr. indbygger"} if item.id == "a3" else {})

    result = judged(items, sources, answer)
    assert means(result)["right"] == 0.75
    assert result.causes["wrong-figure"] == 1
    # When the system itself says that the figure is of 2023, it's the wrong year.
    said = {"figures": [{"text": "118 kr.", "year": 2023}]}
    told = judged(items, sources, lambda item: answer(item) | (said if item.id == "a3" else {}))
    assert told.causes["wrong-year"] == 1


def test_an_item_without_a_reply_costs(items: tuple[Item, ...], sources: Sources) -> None:
    run = run_system(fake("x", items, lambda item: oracle_answer(item, sources)), items[1:])
    result = evaluate(run, items, sources)
    assert means(result)["right"] == 0.75
    assert means(result)["Success@1"] == 0.75
    assert result.causes["error"] == 1


def test_a_crash_is_an_error_and_the_run_goes_on(items: tuple[Item, ...], sources: Sources) -> None:
    def answer(item: Item) -> dict[str, Any]:
        if item.id == "u1":
            raise KeyError("x")
        return oracle_answer(item, sources)

    result = judged(items, sources, answer)
    assert result.causes["error"] == 1
    assert means(result)["refusal_recall"] == 0.5


def test_the_whole_of_dev_is_scored_in_seconds(corpus: Sources, tmp_path: Path) -> None:
    import time

    items = load_questions(question_files(ROOT / "eval" / "questions"))
    start = time.perf_counter()
    estimates(judged(items, corpus, lambda item: oracle_answer(item, corpus)))
    assert time.perf_counter() - start < 45  # a few seconds when the machine is free
