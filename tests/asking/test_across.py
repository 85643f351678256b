"""Questions across agreements and years, in varied words; the answers were read in the texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.contract import answer_to_dict

DATA = Path(__file__).parent / "data" / "across.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
# In words that aren't tied to the agreements' own.
UNANSWERED = {
    "Hvor meget er administrationen blevet skåret i de enkelte aftaler?", "Er sundheds-it dyrere i 2027 end i 2024?",
    "Hvor meget har staten regnet med at kommunerne får i skat, 2022-2024",
}  # fmt: skip


def holds(text: str, wanted: str) -> bool:
    """Whether a text holds one of the alternatives: whole numbers, in any case."""
    return any(
        re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(option.lower())}(?!\d)", text.lower())
        for option in wanted.split("||")
    )


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS if q["question"] not in UNANSWERED], ids=lambda q: q["question"]
)
def test_every_part_is_right_and_cited_and_the_gaps_are_named(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert told.answer is not None
    assert [part for part in asked["parts"] if not holds(told.answer, part)] == []
    assert set(asked["agreements"]) <= {citation.year for citation in told.citations}
    assert [gap for gap in asked["gaps"] if str(gap) not in told.text] == []
    if asked["kind"] == "series" and len(asked["agreements"]) > 1:
        assert len(told.series) >= len(asked["agreements"])
    assert [sum_ for sum_ in asked["says"] if not holds(" ".join(told.computed), sum_)] == []


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q["question"])
def test_no_point_has_another_years_figure(asker: Asker, asked: dict[str, Any]) -> None:
    """A point told by another year's agreement says whose it is; the others are of their agreement's year."""
    told = answer_to_dict(asker.ask(asked["question"]))
    years = {citation["id"]: citation["year"] for citation in told["citations"]}
    for point in told.get("series", []):
        quote = next(c["quote"] for c in told["citations"] if c["id"] == point["citation"])
        own = years[point["citation"]] == point["year"]
        assert own or point.get("agreement") == years[point["citation"]] or str(point["year"]) in quote


@pytest.mark.parametrize("question", [
    "Hvordan har andelen af ældre udviklet sig siden 2020?", "Hvad har kommunerne brugt på rumfart år for år?",
    "anlægsramme 2025 og 2026", "Hvad kostede olympiske lege i 2022 og 2023?", "Hvornår var topskatten højest?",
    "Hvornår blev det vedtaget at afskaffe kontanthjælpsloftet?",
    "Hvornår blev det besluttet at bygge en bro til Samsø?",
    "Hvor meget af skatteindtægterne går til klima i hver aftale?", "øvrige udgifter til psykiatri alle år",
    "Hvad siger aftalerne for 2022 og 2023 om totalberedskab?", "Hvad koster en plejehjemsplads år for år?",
    "Hvilken aftale har det højeste niveau for kulturbudgettet?", "huslejen i almene boliger fra ØA22 til ØA27",
    "Var antallet af flygtninge større i aftalen for 2024 end i den for 2022?", "Hvornår toppede grundskylden?",
    "Jeg skriver opgave og mangler tallene: hvad var forsvarsbudgettet i 2022, 2023 og 2024?",
])  # fmt: skip
def test_no_series_is_made_of_figures_that_only_share_a_word(asker: Asker, question: str) -> None:
    told = asker.ask(question)
    assert told.answer is None
    assert told.reason is not None


def test_no_agreement_of_a_month_is_said_and_not_guessed(asker: Asker) -> None:
    told = asker.ask("Hvilken aftale blev indgået i oktober?")
    assert told.answer is None
    assert told.reason is not None
    assert "dateret" in told.reason.message


def test_one_side_alone_is_no_comparison(asker: Asker) -> None:
    told = asker.ask("Fik busselskaberne mest coronahjælp i aftalen for 2022 eller i den for 2023?")
    assert told.answer is None or {"0,6", "0,2"} <= {figure.text[:3] for figure in told.figures}


def test_figures_stand_in_the_sources_own_words_and_have_one_unit_as_numbers(asker: Asker) -> None:
    told = asker.ask("Bloktilskud i balancen år for år")
    assert told.answer is not None
    assert told.answer.startswith("2020: -72.627 mio. kr.; 2022: -101,0 mia. kr.")
    assert [str(figure.value) for figure in told.figures][:2] == ["-72627000000", "-101000000000"]
    assert "-72.627" in told.citations[0].quote


def test_another_years_agreement_is_named(asker: Asker) -> None:
    told = asker.ask("grundbidraget pr. indbygger fra 2020 til 2024")
    assert "2021 (ifølge aftalen for 2022): 113 kr." in (told.answer or "")
    assert [p["agreement"] for p in told.series if p["year"] == 2021] == [2022]


def test_a_change_beside_levels_is_said_and_not_subtracted(asker: Asker) -> None:
    told = asker.ask("Hvordan har særtilskudspuljen udviklet sig gennem aftalerne?")
    assert "2023: 250 mio. kr. (ændring); 2024: 734,4 mio. kr." in (told.answer or "")
    assert "dels niveauer, dels ændringer" in told.text
    assert [p["year"] for p in told.series if p.get("change")] == [2023]
    assert "Ikke fundet i aftalen for 2022." in told.text


@pytest.mark.parametrize(("question", "row"), [
    ("overførsler fra 2020 til 2024", "Udgifter til forsikrede ledige mv."),
    ("bloktilskud alle år", "Beskæftigelsestilskud"),
])  # fmt: skip
def test_a_row_that_later_tables_join_is_named(asker: Asker, question: str, row: str) -> None:
    assert f"Tabellen for 2020 har også rækken «{row}»" in asker.ask(question).text
    assert "har også rækken" not in asker.ask("serviceramme alle år").text


def test_the_difference_is_exact_and_says_its_prices(asker: Asker) -> None:
    told = asker.ask("forskel på skatteindtægter i 2023 og 2024")
    assert told.computed == (
        "-357,6 mia. kr. (2024) - -332,9 mia. kr. (2023) = -24,7 mia. kr. (-7,4 pct.) "
        "(i forskellige års priser: 2023-pl, 2024-pl)",
    )


@pytest.mark.parametrize("label", [
    "Serviceudgifter, netto", "Overførsler", "Bruttoanlæg", "Øvrige udgifter", "Udgifter i alt", "Skatteindtægter",
    "Bloktilskud mv.", "Øvrige indtægter", "Indtægter i alt",
])  # fmt: skip
def test_each_row_of_the_tables_is_a_series_of_its_printed_amounts(asker: Asker, label: str) -> None:
    from aftalesvar.tabular import table_series

    (row,) = (s for s in table_series(asker.index) if s.label.startswith(label))
    told = asker.ask(f"{label} i balancen alle år")
    told_values = {int(p["year"]): abs(float(p["value"])) for p in told.series}
    for year, figure in row.cells:  # the prose may round what the table prints
        assert told_values[year] == pytest.approx(abs(float(figure.value)), rel=0.002)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad var servicerammen i 2022, og hvad var totalforsvaret i 2023?",
        "Hvad var anlægsrammen i 2022, og hvad var kompensationen i 2023?",
    ],
)
def test_the_first_thing_s_figure_never_stands_for_the_second(asker: Asker, question: str) -> None:
    answer = asker.ask(question).answer or ""
    assert "287,4" not in answer
    assert "18,5" not in answer
