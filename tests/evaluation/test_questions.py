from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.questions import load_questions, parse_item, question_files

GOOD: dict[str, Any] = {
    "id": "a",
    "type": "amount",
    "question": "hvor meget?",
    "answer": "1 kr.",
    "accept": ["1 kr."],
    "evidence": [{"doc": 2024, "quote": "Det er 1 kr."}],
}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_reads_accept_as_one_group_and_accept_all_as_many() -> None:
    assert parse_item(GOOD).groups == (("1 kr.",),)
    item = parse_item({**GOOD, "accept": None, "accept_all": ["261,8 || 261.828", "x"]})
    assert item.groups == (("261,8", "261.828"), ("x",))
    assert item.demands_all
    assert item.agreement == "2024"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "sum"}, "ukendt type"),
        ({"question": " "}, "'question' mangler"),
        ({"accept": "1 kr."}, "skal være en liste"),
        ({"accept": [""]}, "ingen af dem tomme"),
        ({"accept": ["a"], "accept_all": ["b"]}, "ikke begge"),
        ({"accept": None, "accept_all": ["||"]}, "er tom"),
        ({"accept": []}, "skal have accept"),
        ({"evidence": []}, "skal have accept"),
        ({"evidence": ["x"]}, "objekter med doc"),
        ({"evidence": [{"doc": 2024}]}, "'quote' mangler"),
        ({"type": "unanswerable"}, "hverken accept eller evidence"),
        ({"style": "loud"}, "'style'"),
    ],
)
def test_bad_lines_name_file_and_line(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", json.dumps(GOOD), "", json.dumps({**GOOD, "id": "b", **change}))
    with pytest.raises(UsageError, match=message) as caught:
        load_questions([path])
    assert "q.jsonl, linje 3" in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[]", "7", "null", '"x"'])
def test_junk_is_a_usage_error(line: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="linje 1"):
        load_questions([write(tmp_path / "q.jsonl", line)])


def test_unreadable_files_missing_files_and_ids_met_twice(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="kan ikke læses"):
        load_questions([tmp_path / "b.jsonl"])
    with pytest.raises(UsageError, match="kan ikke læses"):
        load_questions([tmp_path / "none.jsonl"])
    with pytest.raises(UsageError, match="Der er ingen spørgsmålsfiler"):
        question_files(tmp_path / "none")
    path = write(tmp_path / "q.jsonl", json.dumps(GOOD), json.dumps(GOOD))
    with pytest.raises(UsageError, match="findes allerede"):
        load_questions([path])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_an_item_or_a_value_error(data: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_item(data)
