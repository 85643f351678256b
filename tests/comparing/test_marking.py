"""Two sentences laid side by side: marks down to words and figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.comparing.marking import figure_changes, marked

LEFT = "Rammen for havnene i 2031 udgør 20,1 mia. kr. og løftes med 300 mio. kr. i 2031."
RIGHT = "Rammen for havnene i 2032 udgør 21,7 mia. kr. og løftes med 300 mio. kr. i 2032."


def test_a_changed_figure_is_one_piece_and_its_difference_exact() -> None:
    (change,) = figure_changes(LEFT, RIGHT)
    assert (change.before, change.after, change.difference) == (
        "20,1 mia. kr.",
        "21,7 mia. kr.",
        Decimal(1_600_000_000),
    )
    pieces = marked(LEFT, RIGHT)
    assert [p.text for p in pieces if p.figure and p.kind == "gone"] == ["20,1 mia. kr."]
    assert [p.text for p in pieces if p.figure and p.kind == "same"] == ["300 mio. kr."]


def test_the_same_amount_in_another_unit_is_no_change() -> None:
    assert figure_changes("Puljen udgør 1.000 mio. kr.", "Puljen udgør 1 mia. kr.") == ()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Andelen er 5 pct. i 2031.", "Andelen er i 2031 fastsat.", [("5 pct.", None)]),
        ("Der gives tilskud.", "Der gives tilskud på 4 mio. kr.", [(None, "4 mio. kr.")]),
        (
            "Veje får 1 mio. kr. i 2031 og 3 mio. kr. i 2032.",
            "Veje får 1 mio. kr. i 2031, 2 mio. kr. i 2032 og 4 mio. kr. i 2033.",
            None,
        ),
    ],
)
def test_figures_that_came_and_went(
    left: str, right: str, expected: list[tuple[str | None, str | None]] | None
) -> None:
    changes = [(c.before, c.after) for c in figure_changes(left, right)]
    if expected is None:
        assert {b for b, _ in changes} - {None} == {"3 mio. kr."}
        assert {a for _, a in changes} - {None} == {"2 mio. kr.", "4 mio. kr."}
    else:
        assert changes == expected


WORDS = st.lists(st.sampled_from(["havn", "bro", "Vej", "og", "3 mio. kr.", "5 pct.", "i 2031", "på"]), max_size=12)


@given(WORDS, WORDS)
def test_the_pieces_give_both_texts_back(left: list[str], right: list[str]) -> None:
    old, new = " ".join(left), " ".join(right)
    pieces = marked(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new


@given(st.text(max_size=200))
def test_a_text_beside_itself_has_no_mark(text: str) -> None:
    assert {p.kind for p in marked(text, text)} <= {"same"}
    assert figure_changes(text, text) == ()
