from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.questions import Evidence, Item, load_questions, question_files
from aftalesvar.evaluation.splits import check_split, load_split, make_split, save_split

from .conftest import ROOT, make


def many(n: int = 60) -> list[Item]:
    kinds = ("amount", "percent", "text")
    return [
        replace(
            make(
                f"{year}-{i:03}", kinds[i % 3], f"{year} {i}?", "1 kr.", (("1 kr.",),), Evidence(year, "Det er 1 kr.")
            ),
            position=i,
        )
        for year in (2023, 2024)
        for i in range(n)
    ]


def test_halves_are_stratified_and_the_first_ten_are_dev() -> None:
    items = many()
    split = make_split(items)
    assert (len(split.dev), len(split.test)) == (60, 60)
    assert all(split.half(item) == "dev" for item in items if item.position < 10)
    counts = Counter((item.agreement, item.type, split.half(item)) for item in items)
    assert set(counts.values()) == {10}
    assert make_split(items) == split


def test_what_was_placed_stays_and_a_changed_test_half_gets_the_next_version() -> None:
    split = make_split(many(40))
    more = make_split(many(60), split)
    assert set(split.test) <= set(more.test)
    assert set(split.dev) <= set(more.dev)
    assert more.version == 2
    assert [version for version, _ in more.history] == [1, 2]
    assert make_split(many(60), more) == more


def _changed(item: Item, field: str) -> Item:
    changes: dict[str, Any] = {field: "typo"}
    return replace(item, **changes)


@pytest.mark.parametrize("field", ["question", "answer", "style"])
def test_a_changed_test_question_is_noticed(field: str) -> None:
    items = many()
    split = make_split(items)
    assert check_split(items, split) is None
    changed = [_changed(item, field) if item.id == split.test[0] else item for item in items]
    assert "ændret siden version 1" in (check_split(changed, split) or "")
    moved = [_changed(item, field) if item.id == split.dev[0] else item for item in items]
    assert check_split(moved, split) is None
    assert "mangler 1" in (check_split([item for item in items if item.id != split.test[0]], split) or "")


def test_a_hash_put_in_by_hand_is_noticed() -> None:
    items = many()
    split = make_split(items)
    assert "historie" in (check_split(items, replace(split, version=2)) or "")
    assert "følger ikke" in (check_split(items, replace(split, version=3, history=((3, split.sha256),))) or "")


def test_kept_on_disk(tmp_path: Path) -> None:
    split = make_split(many())
    save_split(split, tmp_path)
    assert load_split(tmp_path) is not None
    assert check_split(many(), load_split(tmp_path) or split) is None
    (tmp_path / "split.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="proof --freeze"):
        load_split(tmp_path)
    assert load_split(tmp_path / "none") is None


def test_the_frozen_test_half_of_the_repository_is_unchanged() -> None:
    folder = ROOT / "eval" / "questions"
    split = load_split(folder)
    if split is None:
        pytest.skip("not frozen yet: aftalesvar eval proof --freeze")
    assert check_split(load_questions(question_files(folder)), split) is None


def test_choosing() -> None:
    items = many()
    split = make_split(items)
    assert len(choose(items, half="dev", split=split)) == 60
    assert {item.type for item in choose(items, only=["text"])} == {"text"}
    assert [item.id for item in choose(items, only=["2023-001"])] == ["2023-001"]
    few = choose(items, limit=7)
    assert Counter(item.agreement for item in few) == {"2023": 4, "2024": 3}
    assert choose(items, limit=7) == few
    with pytest.raises(UsageError, match="ikke frosset"):
        choose(items, half="test")
    with pytest.raises(UsageError, match="Intet spørgsmål"):
        choose(items, only=["2021"])
    with pytest.raises(UsageError, match="mindst 1"):
        choose(items, limit=0)
    with pytest.raises(UsageError, match="ændret"):
        choose([replace(item, question="x") for item in items], half="test", split=split)
