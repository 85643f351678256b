"""The kinds of answer by their Danish names."""

from __future__ import annotations

from typing import get_args

import pytest

from aftalesvar.asking.kind_names import KIND_NAMES, kind_named
from aftalesvar.errors import UsageError
from aftalesvar.records import AnswerKind


def test_every_kind_has_a_name_of_its_own() -> None:
    assert set(KIND_NAMES) == set(get_args(AnswerKind))
    assert len(set(KIND_NAMES.values())) == len(KIND_NAMES)


@pytest.mark.parametrize(("kind", "name"), KIND_NAMES.items())
def test_a_kind_is_found_by_either_name(kind: AnswerKind, name: str) -> None:
    ascii_only = name.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    for told in (kind, name, name.upper(), f"  {name} ", name.replace(" ", "-"), name.replace(" ", "_"), ascii_only):
        assert kind_named(told) == kind


@pytest.mark.parametrize("told", ["", " ", "farve", "beløbb", "amount,percent", "<b>", "x" * 5000])
def test_an_unknown_kind_is_told_in_danish(told: str) -> None:
    with pytest.raises(UsageError) as error:
        kind_named(told)
    said = str(error.value)
    assert "ikke en slags svar" in said
    assert all(name in said for name in KIND_NAMES.values())
    assert len(said) < 300
