"""What a terminal shows: the figure, the sentence, the source; no source text can steer the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from aftalesvar.cli.show import answer_lines, chart_lines, explanation_lines, place_of
from aftalesvar.records import Answer, Citation, CitedFigure, Passage, Question, RankedPassage, Reason, Span
from aftalesvar.store.texts import SourceText

SOURCE = "Første linje.\nRammen udgør 19,3 mia. kr.\n"
QUOTE = "Rammen udgør 19,3 mia. kr."
CITATION = Citation(1, "a", "Aftale for 2024", 2024, ("2. Rammer",), (Span(3, 14, 40),), QUOTE)
ANSWER = Answer(
    question=Question("hvad er rammen", (2024,), (), "amount", ("ramme",)),
    status="answered",
    answer="19,3 mia. kr.",
    text=f"{QUOTE} [1]",
    reason=None,
    figures=(CitedFigure("19,3 mia. kr.", Decimal(19_300_000_000), "kr", 2024, 1),),
    citations=(CITATION,),
    passages=(),
    confidence=0.9,
    index_id="x",
    model="m",
    elapsed_ms=1,
)


class FakeIndex:
    """As much of an index as showing needs."""

    documents: dict[str, Any] = {}  # noqa: RUF012

    def source(self, name: str) -> SourceText:
        return SourceText(SOURCE, (0,), "text")


def lines(answer: Answer, *, colour: bool = False) -> list[str]:
    return answer_lines(answer, FakeIndex(), colour=colour)  # type: ignore[arg-type]


def test_answer_sentence_and_source() -> None:
    assert lines(ANSWER) == [
        "19,3 mia. kr.",
        "",
        "Rammen udgør 19,3 mia. kr. [1]",
        "",
        "[1] Aftale for 2024 › 2. Rammer, side 3, linje 2",
        f"    «{QUOTE}»",
    ]


def test_no_colour_off_a_terminal_and_the_figure_marked_on_one() -> None:
    assert "\x1b" not in "\n".join(lines(ANSWER))
    coloured = "\n".join(lines(ANSWER, colour=True))
    assert "\x1b[1;33m19,3 mia. kr.\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == "\n".join(lines(ANSWER))


def test_a_pdf_s_source_is_a_page_and_no_line() -> None:
    assert place_of(CITATION, SourceText(SOURCE, (0, 5, 9), "pdf")) == "Aftale for 2024 › 2. Rammer, side 3"


@pytest.mark.parametrize("bad", ["\x1b[2J", "\x07", "\x9b31m", "\x08", "\x00", "\r"])
def test_a_source_cannot_steer_the_terminal(bad: str) -> None:
    citation = replace(CITATION, quote=f"Ram{bad}men")
    passage = Passage(0, "a", 0, (), "chapter", 0, 5, f"tekst{bad}tekst", ())
    index = FakeIndex()
    index.documents = {"a": CITATION}
    for answer in (
        replace(ANSWER, text=f"a{bad}b", citations=(citation,)),
        replace(ANSWER, answer=None, reason=Reason("x", f"nej{bad}"), passages=(RankedPassage(1, passage, 2024, 1.0),)),
    ):
        assert bad not in "\n".join(answer_lines(answer, index))  # type: ignore[arg-type]


def test_a_refusal_shows_why_and_the_nearest_places() -> None:
    passage = Passage(0, "a", 0, ("2. Rammer",), "chapter", 0, 5, "ord " * 100, ())
    index = FakeIndex()
    index.documents = {"a": CITATION}
    refused = replace(
        ANSWER, status="not_found", answer=None, text="", figures=(), citations=(),
        reason=Reason("not_in_corpus", "Det står ikke i aftalerne."),
        passages=(RankedPassage(1, passage, 2024, 0.5),) * 5,
    )  # fmt: skip
    told = answer_lines(refused, index)  # type: ignore[arg-type]
    assert told[0] == "Det står ikke i aftalerne."
    assert told.count("  Aftale for 2024 › 2. Rammer") == 3
    assert all(len(line) < 240 for line in told)
    assert told[-1].endswith("…")


def test_a_series_has_a_bar_a_year_and_shows_its_gaps() -> None:
    points = tuple(
        {"year": year, "text": f"{value} mia. kr.", "value": str(value), "unit": "kr", "citation": 1}
        for year, value in ((2020, 10), (2022, 20), (2023, -5))
    )
    told = chart_lines(replace(ANSWER, series=points))
    assert [line.split()[0] for line in told] == ["2020", "2021", "2022", "2023"]
    assert [line.count("█") for line in told] == [15, 0, 30, 8]
    assert "intet tal" in told[1]


def test_another_years_word_and_figures_below_nought_are_told_apart() -> None:
    points = tuple(
        {"year": year, "text": text, "value": value, "unit": "kr", "citation": 1} | more
        for year, text, value, more in (
            (2021, "3,2 mia. kr.", "3200000000", {"agreement": 2022}), (2022, "-4,2 mia. kr.", "-4200000000", {}),
            (2022, "4,0 mia. kr.", "4000000000", {"agreement": 2023}),
        )
    )  # fmt: skip
    told = chart_lines(replace(ANSWER, series=points))
    assert [line.split()[0] for line in told] == ["2021", "2022", "2022"]
    assert told[0].endswith("3,2 mia. kr. (ifølge aftalen for 2022)")
    assert "-█" in told[1]
    assert "-█" not in told[2]


def test_the_explanation_is_json() -> None:
    import json

    told = explanation_lines(replace(ANSWER, explanation={"evidence": {"year": 1.0}}))
    assert told[:2] == ["", "Forklaring:"]
    assert json.loads(told[2])["år"] == [2024]
