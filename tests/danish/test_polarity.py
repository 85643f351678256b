"""Words that are on a side of a matter, with the negation of their clause."""

from __future__ import annotations

import pytest

from aftalesvar.danish.polarity import clauses, negated_clauses, sides


@pytest.mark.parametrize(("text", "matter", "said"), [
    ("Arbejdet er færdiggjort.", "done", 1),
    ("Arbejdet er ikke færdiggjort.", "done", -1),
    ("Ordningen nedlægges.", "last", -1),
    ("Skatten sættes igen op.", "level", 1),
    ("Skatten er uændret.", "level", 0),
    ("Skatten er ikke uændret.", "level", 2),
    ("Det er frivilligt.", "must", -1),
    ("Der er mulighed for ikke at gøre det.", "must", -1),
    ("Skolen, børnehaven undtaget, er med.", "include", -1),
])  # fmt: skip
def test_a_word_is_on_a_side(text: str, matter: str, said: int) -> None:
    assert next(side.said for side in sides(text) if side.matter == matter) == said


def test_a_compound_is_another_thing_than_its_first_part() -> None:
    assert not [side for side in sides("Merudgiftsydelsen drøftes.") if side.matter == "extra"]


def test_a_negation_bears_on_its_own_clause() -> None:
    assert negated_clauses("Planen er ikke klar, men arbejdet fortsætter.") == {0}
    assert negated_clauses("Det gælder ikke mindst skoler.") == frozenset()
    assert negated_clauses("Der er brug for ro frem for en reform.") == {0}
    assert clauses("Planen er ikke klar, men arbejdet fortsætter.") == (
        "Planen er ikke klar",
        "men arbejdet fortsætter",
    )


@pytest.mark.parametrize("text", ["", ",", "…", "ikke", "a" * 500])
def test_any_text_is_read(text: str) -> None:
    assert isinstance(sides(text), tuple)
    assert isinstance(clauses(text), tuple)
