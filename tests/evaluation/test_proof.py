from __future__ import annotations

from dataclasses import replace

import pytest

from aftalesvar.evaluation.proof import prove
from aftalesvar.evaluation.questions import Evidence, Item, load_questions, question_files
from aftalesvar.evaluation.sources import Sources

from .conftest import RAMME_2024, ROOT


def test_the_repositorys_questions_are_proved(corpus: Sources) -> None:
    proof = prove(load_questions(question_files(ROOT / "eval" / "questions")), corpus)
    assert [fault for fault in proof.faults if fault.serious] == []


def test_good_items(items: tuple[Item, ...], sources: Sources) -> None:
    proof = prove(items, sources)
    assert proof.holds
    assert proof.spread["type"] == {"amount": 3, "list": 1, "unanswerable": 2}
    assert proof.spread["aftale"] == {"2023": 1, "2024": 3, "none": 2}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"evidence": (Evidence(2024, RAMME_2024.replace("19,3", "19,4")),)}, "citatet står ikke"),
        ({"evidence": (Evidence(2021, RAMME_2024),)}, "intet dokument 2021"),
        ({"groups": (("20 mia. kr.",),)}, "står i intet citat"),
        ({"question": "er rammen 19,3 mia. kr.?"}, "står i spørgsmålet"),
        ({"question": "Anlægsramme  2023?"}, "samme spørgsmål som a1"),
    ],
)
def test_faults(changes: dict[str, object], message: str, items: tuple[Item, ...], sources: Sources) -> None:
    bad = replace(items[1], **changes)  # type: ignore[arg-type]
    proof = prove([items[0], bad, *items[2:]], sources)
    assert not proof.holds
    assert any(message in fault.message and fault.id == "a2" for fault in proof.faults if fault.serious)


def test_a_like_question_is_a_remark(items: tuple[Item, ...], sources: Sources) -> None:
    first = replace(items[0], question="hvor stor er rammen for anlæg og investeringer i året 2024")
    second = replace(items[1], question="hvor stor er rammen for investeringer og anlæg i året 2024")
    proof = prove([first, second], sources)
    assert proof.holds
    assert "næsten samme" in proof.faults[0].message
