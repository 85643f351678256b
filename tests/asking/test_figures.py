"""Figures and dates of one agreement, asked in everyday words; the answers were read in the texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.before import takes_up
from aftalesvar.asking.changed import changed_pair, end_asked
from aftalesvar.asking.dates import names_a_thing
from aftalesvar.asking.figures import asked_direction, says_direction
from aftalesvar.asking.holders import held_fits, holders, party_asked
from aftalesvar.asking.idioms import plain
from aftalesvar.asking.kinds import kind_of
from aftalesvar.asking.wanted import counts_as_asked, wanted_units
from aftalesvar.danish.dates import find_dates
from aftalesvar.danish.numbers import find_figures
from aftalesvar.figures import stated_years

DATA = Path(__file__).parent / "data" / "figures.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q["question"])
def test_the_figure_is_the_one_asked_for_and_its_agreement_is_cited(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    assert told.answer is not None, told.reason
    assert asked["answer"].lower() in told.answer.lower()
    assert set(asked["agreements"]) & {citation.year for citation in told.citations}


@pytest.mark.parametrize("question", [
    "Hvor mange penge er der til sommerlejre for børn i 2023?", "Hvor mange lærere blev fyret i 2022?",
    "Hvor stor en del af eleverne går i privatskole?", "Hvor ofte skal politiet patruljere i kommunerne?",
    "Hvad er statens andel af udgiften til dagpenge i 2023?", "Hvor meget skal kommunerne af med i 2027?",
])  # fmt: skip
def test_a_figure_that_no_agreement_tells_is_refused(asker: Asker, question: str) -> None:
    assert asker.ask(question).status == "not_found"


@pytest.mark.parametrize("question", [
    "Hvor stort var det samlede bloktilskud til kommunerne i 2026?", "hvad er loftet over anlæg i 2020",
    "bloktilskud 2025",
])  # fmt: skip
def test_a_part_of_a_grant_is_neither_the_grant_nor_what_it_depends_on(asker: Asker, question: str) -> None:
    answer = asker.ask(question).answer
    assert answer is None or not answer.startswith(("1 mia.", "3 mia."))


def held(text: str) -> list[str | None]:
    return holders(text, find_figures(text))


def test_a_list_gives_each_named_the_figure_in_its_place() -> None:
    text = "Den statslige, regionale og kommunale finansiering udgør hhv. 5 mio. kr., 26 mio. kr. og 3 mio. kr. i 2022."
    assert held(text) == ["statslige", "regionale", "kommunale"]
    assert held("Andelen for staten og regionerne er henholdsvis 47,6 mio. kr. og 23,8 mio. kr.") == [
        "staten",
        "regionerne",
    ]
    assert held("Udgiften er henholdsvis 4 mio. kr. og 5 mio. kr.") == [None, None], "nobody is named"


def test_a_figure_is_of_the_party_that_follows_it_or_that_its_clause_gives_a_share() -> None:
    assert held("Det koster 86 mio. kr., heraf 34 mio. kr. til kommunerne og 17 mio. kr. fra regionerne") == [
        None, "kommunerne", "regionerne",
    ]  # fmt: skip
    assert held("Den statslige andel udgør 17 mio. kr., mens den regionale andel udgør 49 mio. kr.") == [
        "statslige", "regionale",
    ]  # fmt: skip
    assert held("Dermed er 1 mia. kr. af kommunernes bloktilskud betinget") == [None]


@pytest.mark.parametrize(
    ("question", "party"),
    [
        ("kommunal andel", "kommun"),
        ("hvad betaler staten", "stat"),
        ("hvad overfører staten til kommunerne", None),
        ("status på det statistiske grundlag", None),
    ],
)
def test_the_party_asked_is_the_only_one_named(question: str, party: str | None) -> None:
    assert party_asked(question) == party


def test_what_was_and_what_becomes() -> None:
    text = "Parterne vil omlægge de nuværende 114 særlige pladser til 88 pladser i et nyt tilbud."
    assert sorted(changed_pair(text, find_figures(text)).values()) == ["from", "to"]
    apart = "Der afsættes 114 pladser, og til maj etableres 88 pladser."
    assert changed_pair(apart, find_figures(apart)) == {}
    assert end_asked("hvor mange pladser omlægges") == "from"
    assert end_asked("til hvor mange pladser omlægges de") == "to"
    assert end_asked("hvor mange pladser omlægges der til") == "to"
    assert end_asked("hvor mange pladser er der") is None


LEAD = "Parterne er enige om en stabil overgang."


def test_a_sentence_that_refers_back() -> None:
    assert takes_up("Det indebærer en omkostning på samlet set 86 mio. kr.", LEAD)
    assert takes_up("Midlerne stiger til 257 mio. kr. i 2024.", LEAD)
    assert not takes_up("Hertil kommer 50 mio. kr. i 2022 til indkvartering.", LEAD)
    assert not takes_up("Regeringen og KL er enige om at afsætte 5 mio. kr.", LEAD)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hvad løber regningen op i?", "Hvad udgør regningen?"),
        ("Hvad er udgifterne, når alt er talt med?", "Hvad er udgifterne i alt?"),
        ("Hvornår er det ikke længere frivilligt?", "Hvornår er det obligatorisk?"),
        ("Hvor meget handler kommunerne ind for?", "Hvor meget køber kommunerne indkøb for?"),
        ("Hvad er anlægsrammen?", "Hvad er anlægsrammen?"),
    ],
)
def test_turns_of_phrase_are_said_plainly(question: str, said: str) -> None:
    assert plain(question) == said


@pytest.mark.parametrize(
    ("question", "kind", "likeliest"),
    [
        ("Hvor stor en del af regningen skal kommunerne dække?", "percent", "kr"),
        ("Hvor stor en del af klagerne handler om det?", "percent", "pct"),
        ("Hvor tungt vejer alder?", "percent", "pct"),
        ("Hvor ofte mislykkes det?", "count", "pct"),
        ("Hvad skal kommunerne betale til driften?", "amount", "kr"),
        ("Hvad løber udgifterne op i?", "amount", "kr"),
        ("Hvad er der sat af til flere cykelstier?", "amount", "kr"),
        ("Hvad kan kommunerne låne til haller?", "amount", "kr"),
        ("Hvor mange af de 12,5 mio. kr. er til havne?", "amount", "kr"),
        ("Hvor mange flere penge får bibliotekerne?", "amount", "kr"),
        ("Hvor meget fylder antallet af elever i fordelingen?", "amount", "pct"),
        ("tilskudsprocent skattenedsættelse", "what", "pct"),
        ("sundhedsklynger midler 2023", "what", "kr"),
        ("Hvor mange pladser er der?", "count", "count"),
    ],
)
def test_the_unit_that_is_asked_for(question: str, kind: str, likeliest: str) -> None:
    assert kind_of(question) == kind
    units = wanted_units(kind_of(question), question, row=False)
    assert min(units, key=lambda unit: units[unit]) == likeliest


def test_how_much_is_only_of_what_is_measured() -> None:
    assert counts_as_asked("amount", "hvor meget af landet", "hektar")
    assert not counts_as_asked("amount", "hvor meget får de", "kommuner")
    assert counts_as_asked("count", "hvor mange kommuner", "kommuner")
    assert not counts_as_asked("count", "hvor ofte", "kommuner")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Reglen forhøjes til 225 kr. pr. indbygger i perioden 1. juni 2023 til og med 2025.", {2023, 2024, 2025}),
        ("Der ydes 5 mio. kr. årligt frem til 2026.", {2024, 2025, 2026}),
        ("Andelen udgør 32,9 mio. kr. i 2021-pl.", {2024}),
        ("I alt 56 kommuner kunne godkende data i 2020, hvilket steg til 77 kommuner i 2021.", {2020}),
    ],
)
def test_the_years_of_a_figure(text: str, years: set[int]) -> None:
    figures = find_figures(text)
    stop = figures[1].start if len(figures) > 1 else len(text)
    assert stated_years(text, figures[0], 0, stop, (2024,))[0] == years


@pytest.mark.parametrize(("text", "party", "fits"), [
    ("De kommunale og regionale udgifter nedbringes med 9 mio. kr.", "kommun", [-0.6]),
    ("Kommunernes udgifter nedbringes med 9 mio. kr.", "kommun", [0.0]),
    ("Det koster 9 mio. kr., heraf 4 mio. kr. til kommunerne og 2 mio. kr. til regionerne.", "region", [-0.7, -1, 1]),
])  # fmt: skip
def test_whose_figure_is_asked_for(text: str, party: str, fits: list[float]) -> None:
    assert held_fits(text, find_figures(text), frozenset({party}), share=False, total=False) == fits


@pytest.mark.parametrize(("question", "asked", "said"), [
    ("Hvor meget løftes rammen i alt?", "change", True), ("Hvor mange penge er der til legepladser?", "level", False),
    ("Hvor stor er rammen samlet?", "level", True), ("Hvor meget ekstra får skolerne?", "change", True),
])  # fmt: skip
def test_level_or_change_as_the_question_says(question: str, asked: str, said: bool) -> None:
    assert (asked_direction(question), says_direction(question)) == (asked, said)


@pytest.mark.parametrize(("text", "told"), [
    ("Aftale om sundhedsreform 2024 lagde rammerne.", True), ("Det skal ske i skoleåret 2024/2025.", False),
    ("Provenuet er lavere i 2021 og 2022.", False), ("Strategi for digital sundhed 2018", True),
])  # fmt: skip
def test_a_year_in_a_name_tells_no_time(text: str, told: bool) -> None:
    assert any(names_a_thing(text, date) for date in find_dates(text)) is told
