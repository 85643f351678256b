"""The small parts: follow-ups, marks, markup, numbers, exports, examples."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.errors import StoreError
from aftalesvar.records import Document, Span
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index
from aftalesvar.web.chart import danish, render_chart, scale_for, ticks
from aftalesvar.web.desk import Desk
from aftalesvar.web.examples import examples, nearby
from aftalesvar.web.export import csv_text, safe_cell
from aftalesvar.web.followup import kind_asked, whole, with_years
from aftalesvar.web.library import Library
from aftalesvar.web.marks import ranges, spans_from_text, spans_text, surroundings
from aftalesvar.web.markup import esc, tag, unbroken
from aftalesvar.web.pages import said_date
from aftalesvar.web.reasons import in_danish
from aftalesvar.web.texts import _TEXTS, language, say

from .conftest import Served, build, squeezed
from .test_guard import call

HELD = (2020, 2022, 2023, 2024, 2027)


@pytest.mark.parametrize(
    ("before", "typed", "question"),
    [
        (None, "og i 2023?", "og i 2023?"),
        ("hvad er servicerammen i 2024", "og i 2023?", "hvad er servicerammen i 2023"),
        ("hvad er servicerammen i 2024?", "2022", "hvad er servicerammen i 2022?"),
        ("hvad er servicerammen", "hvad med 2022?", "hvad er servicerammen i 2022"),
        ("hvad er servicerammen i 2024", "hvad med anlæg?", "hvad er anlæg i 2024"),
        ("hvad er servicerammen i 2024", "og overførslerne i 2022", "hvad er overførslerne i 2022"),
        ("hvad er servicerammen i 2024", "hvad er anlægsrammen i 2022?", "hvad er anlægsrammen i 2022?"),
        ("hvad er servicerammen i 2024", "hvem har indgået aftalen", "hvem har indgået aftalen"),
        ("hvad er servicerammen i 2024", "anlægsrammen 2023", "anlægsrammen 2023"),
        ("hvad er servicerammen i 2024", "hvorfor?", "hvad er servicerammen i 2024"),
        ("hvad er servicerammen i 2024", "hvor meget er det i procent?", "hvad er servicerammen i 2024"),
        ("hvad er servicerammen i 2024?", "og i alle år?", "hvad er servicerammen i alle år?"),
        (None, "hvorfor?", "hvorfor?"),
    ],
)
def test_follow_ups(before: str | None, typed: str, question: str) -> None:
    assert whole(before, typed, HELD) == question


def test_a_follow_up_may_ask_for_another_kind() -> None:
    before = "hvad er servicerammen i 2024"
    assert kind_asked(before, "i alle år?") == "series"
    asked = ["hvorfor?", "og hvornår?", "hvem", "hvor meget", "men i procent?", "hvor mange?", "hvordan?"]
    assert [kind_asked(before, typed) for typed in asked] == ["why", "date", "who", "amount", "percent", "count", "how"]
    for typed in ("hvorfor faldt den", "hvor mange penge er der", "hvem har indgået aftalen", "", "?"):
        assert kind_asked(before, typed) is None
    assert kind_asked(None, "hvorfor?") is None


def test_years_chosen_are_written_into_the_question() -> None:
    assert with_years("hvad er servicerammen i 2024?", (2022,), HELD) == "hvad er servicerammen i 2022?"
    assert with_years("hvad er servicerammen", (2022,), HELD) == "hvad er servicerammen"
    assert with_years("hvad er servicerammen i 2024", (), HELD) == "hvad er servicerammen i 2024"
    assert with_years("servicerammen 2024", (2022, 2023), HELD) == "servicerammen 2022 og 2023"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_follow_up_never_fails_and_a_first_question_stands(before: str, typed: str) -> None:
    assert isinstance(whole(before, typed, HELD), str)
    assert whole(None, typed, HELD) == typed


def test_marks_are_exactly_the_quotes(settings: Settings) -> None:
    """Every sentence and row of the corpus: the marked characters are its quote, no more and no less."""
    index = Index.open(settings.index)
    try:
        documents = {id_: index.document(id_) for id_ in index.documents}
        everything = index.sentences(range(len(index.sentence_places)))
    finally:
        index.close()
    assert len(everything) > 1000
    wrong = [s for s in everything if marked(documents[s.document], s.spans) != squeezed(s.quote)]
    assert wrong == []


def marked(document: Document, spans: tuple[Span, ...]) -> str:
    return squeezed(" ".join(document.text[start:end] for start, end in ranges(document, spans)))


def test_surroundings_hold_the_mark_and_are_short(settings: Settings) -> None:
    index = Index.open(settings.index)
    try:
        document = index.document(next(iter(index.documents)))
        sentences = [s for s in index.sentences(range(200)) if s.document == document.id]
    finally:
        index.close()
    for sentence in sentences:
        inside = ranges(document, sentence.spans)
        shown = surroundings(document, inside)
        assert all(any(a <= start and end <= b for a, b in shown) for start, end in inside)
        assert sum(b - a for a, b in shown) <= sum(b - a for a, b in inside) + 1500


@given(st.lists(st.tuples(st.none() | st.integers(1, 99), st.integers(0, 10**6), st.integers(1, 10**4)), max_size=5))
def test_addresses_round_trip(told: list[tuple[int | None, int, int]]) -> None:
    spans = tuple(Span(page, start, start + length) for page, start, length in told)
    assert spans_from_text(spans_text("pdf", spans)) == spans


@given(st.text(max_size=200))
def test_any_address_is_survived(told: str) -> None:
    assert all(span.start < span.end for span in spans_from_text(told))


@given(st.text())
def test_escaped_text_holds_no_markup_and_no_template(text: str) -> None:
    told = esc(text)
    assert not set(told) & set("<>\"'{}$`")
    assert tag("p", told, title=text).startswith("<p title=")


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@x", "\t=x", "\r=1", '"=x', " =x", "＝HYPERLINK()"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell).startswith("'")


@pytest.mark.parametrize("cell", ["-0,12", "-4.000", "+3", "12", "Serviceudgifter", "-357,6"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert safe_cell(cell) == cell


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2, max_size=2), max_size=5
    )
)
def test_csv_round_trip(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(("a", "b"), rows).lstrip("\ufeff"), newline=""), delimiter=";"))
    assert read[1:] == [[safe_cell(cell) for cell in row] for row in rows]


@given(st.floats(-1e12, 1e12), st.floats(0.001, 1e12))
def test_ticks_span_their_range(low: float, spread: float) -> None:
    high = low + spread
    if high == low:
        return
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high - abs(high) * 1e-6
    assert 2 <= len(found) <= 8


def test_danish_numbers_and_scales() -> None:
    assert [danish(v) for v in (1250.5, -0.6, 19.3, 1000000)] == ["1.250,5", "-0,6", "19,3", "1.000.000"]
    assert scale_for([Decimal("261800000000")], "kr").name == "mia. kr."
    assert scale_for([Decimal("150000000")], "kr").name == "mio. kr."
    assert scale_for([Decimal("118")], "kr").name == "kr."
    assert scale_for([Decimal("2.6")], "pct").name == "pct."


def test_a_chart_shows_its_gaps() -> None:
    points = [
        {"year": y, "text": f"{v} pct.", "value": str(v), "unit": "pct", "citation": n}
        for n, (y, v) in enumerate([(2020, 2), (2022, -3), (2023, 4)], 1)
    ]
    drawn = render_chart(points, {1: "/kilde/a?m=1-2#m1", 2: "/b", 3: "/c"}, "da")
    assert drawn.count('class="hul"') == 1
    assert drawn.count("kurve ukendt") == 1
    assert 'href="/kilde/a?m=1-2#m1"' in drawn
    assert render_chart(points[:1], {}, "da") == ""


def test_only_a_year_that_is_asked_about_can_be_missing() -> None:
    points = [{"year": y, "text": "2 pct.", "value": "2", "unit": "pct", "citation": 1} for y in (2020, 2024)]
    assert "Intet tal for 2022." in render_chart(points, {}, "da", asked=(2020, 2022, 2024))
    compared = render_chart(points, {}, "da", asked=(2020, 2024))
    assert 'class="hul"' not in compared
    assert "Intet tal" not in compared


def test_a_figure_stays_on_the_line_of_its_unit() -> None:
    told = unbroken(esc("fra 1,4 pct. til 1.000 mio. kr. <b> & -0,6 mia. kr. (2024-pl); 3 kr. pr. indbygger, 12 børn"))
    held = re.findall(r'<span class="ubrudt">(.*?)</span>', told)
    assert held == ["1,4 pct.", "1.000 mio. kr.", "-0,6 mia. kr.", "2024-pl", "3 kr."]
    assert re.sub(r"</?span[^>]*>", "", told) == esc(
        "fra 1,4 pct. til 1.000 mio. kr. <b> & -0,6 mia. kr. (2024-pl); 3 kr. pr. indbygger, 12 børn"
    )


def test_a_refusal_suggests_what_stands_nearest(desk: Desk) -> None:
    sure = ("Hvad er rammen i 2024?", "Hvad er puljen?", "Hvordan har den udviklet sig?")
    passages = desk.ask("hvilke initiativer er der om frisættelse i 2024").passages
    tries = nearby(passages, sure, "noget andet")
    assert len(tries) == 3
    assert tries[-1] == sure[0]
    for question in tries[:2]:
        title = question.partition("«")[2].partition("»")[0]
        assert any(p.passage.section and p.passage.section[-1].endswith(title) for p in passages)
    assert tries[0] not in nearby(passages, sure, tries[0]), "what was refused isn't suggested again"
    assert nearby((), sure, "") == sure


def test_an_axis_that_does_not_begin_at_0_says_so() -> None:
    def drawn(*values: str) -> str:
        points = [{"year": 2020 + n, "text": v, "value": v, "unit": "pct", "citation": 1} for n, v in enumerate(values)]
        return render_chart(points, {}, "da")

    assert "Aksen begynder ikke ved 0." in drawn("19.9", "19.3")
    assert "Aksen begynder ikke ved 0." not in drawn("1", "19.3")
    assert "Aksen begynder ikke ved 0." not in drawn("-2", "4")


def test_dates_are_said() -> None:
    assert said_date("2019-09-06", "da") == "6. september 2019"
    assert said_date("2019-09-06", "en") == "2019-09-06"
    for odd in ("", "2019", "2019-13-06", "2019-09", "i morgen"):
        assert said_date(odd, "da") == odd


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EISDIR, errno.EROFS, errno.ENOENT, errno.EIO])
def test_the_operating_systems_words_are_danish(code: int) -> None:
    line = in_danish(StoreError(f"feedback.jsonl kan ikke skrives ({os.strerror(code)})."))
    assert os.strerror(code) not in line
    assert re.fullmatch(r"feedback\.jsonl kan ikke skrives \([a-zæøå ]+\)\.", line)


def test_other_words_stay() -> None:
    assert in_danish("Der er ingen aftale med id x.") == "Der er ingen aftale med id x."


def test_feedback_that_cannot_be_stored_is_told_in_danish(settings: Settings, index_copy: Path) -> None:
    (index_copy / "feedback.jsonl").mkdir()
    desk = Desk(Settings(corpus=settings.corpus, index=index_copy))
    running = Served(build(desk))
    try:
        body = json.dumps({"question": "hvad er servicerammen i 2024", "verdict": "right"}).encode()
        status, _, told = call(running, "POST", "/api/feedback", body, Content_Type="application/json")
        assert status == 500
        assert told.decode().endswith("kan ikke skrives (er en mappe).")
    finally:
        running.stop()
        desk.close()


def test_examples_come_from_the_corpus() -> None:
    assert examples({}, ()) == ()
    made = examples({"serviceramme": 9, "anlægsramme": 5, "bloktilskud": 4}, (2031, 2033, 2034))
    assert made[0] == "Hvad er servicerammen i 2034?"
    assert made[1] == "Hvad er anlægsrammen i 2033?"
    assert examples({"intet": 3}, (2030,)) == ()
    sure = examples({"serviceramme": 9, "anlægsramme": 5}, (2031, 2033, 2034), lambda question: "2031" in question)
    assert sure == ("Hvad er servicerammen i 2031?", "Hvad er anlægsrammen i 2031?")


def test_every_example_is_answered(desk: Desk) -> None:
    found = Library(desk).examples
    assert len(found) >= 3
    assert [question for question in found if desk.ask(question).answer is None] == []


def test_every_text_is_in_both_languages() -> None:
    assert all(da and en for da, en in _TEXTS.values())
    assert language("en-GB") == "en"
    assert language(None) == language("fr") == "da"
    assert say("da", "page", n=3) == "side 3"
