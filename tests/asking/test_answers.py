"""Answers from the real agreements: what a reader would accept, refusals with their reason, and what always holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.verifying import figure_stands, quote_stands, scan
from aftalesvar.danish.numbers import find_figures
from aftalesvar.records import Answer

Ask = Callable[[str], Answer]

RAMMER = {2020: "19,1", 2022: "19,9", 2023: "18,5", 2024: "19,3", 2027: "22,3"}
SERVICE = {2020: "261,8", 2022: "275,4", 2023: "287,4", 2024: "304,8", 2027: "351,5"}

# question -> (what the answer must hold, the agreement it must be cited to)
FIGURES: dict[str, tuple[str, int]] = {
    **{f"hvad er anlægsrammen i {year}": (f"{value} mia. kr.", year) for year, value in RAMMER.items()},
    **{f"hvor stor er servicerammen i {year}?": (f"{value} mia. kr.", year) for year, value in SERVICE.items()},
    "hvad er PL-skønnet for anlægsudgifter fra 2023-2024": ("3,2 pct.", 2024),
    "hvad er pl for de samlede udgifter inkl. overførsler 2019-2020": ("2,4 pct.", 2020),
    "hvad er skønnet for pris- og lønudviklingen for serviceudgifter 2022-2023": ("2,6 pct.", 2023),
    "hvor stor er midtvejsreguleringen vedrørende 2023": ("5,0 mia. kr.", 2024),
    "hvor meget forhøjes særtilskudspuljen med i 2024": ("350 mio. kr.", 2024),
    "hvor stort er grundbidraget pr. indbygger i 2024": ("122 kr.", 2024),
    "hvor stor en lånepulje afsættes til ejendomsskatter i 2024": ("300 mio. kr.", 2024),
    "hvor mange personer omfatter dobbeltdiagnosetilbuddet ved fuld indfasning": ("9.200 personer", 2024),
    "hvor mange pladser er etableret medio 2019": ("135 pladser", 2020),
}
OTHERS: dict[str, tuple[str, int]] = {
    "hvornår ibrugtages dobbeltdiagnosetilbuddet": ("1. september 2024", 2024),
    "hvornår træder omlægningen af de særlige pladser i kraft": ("1. juli 2024", 2024),
    "hvornår afleverer ekspertudvalget deres endelige anbefalinger": ("udgangen af 2023", 2024),
    "skal kommunernes skat være uændret i 2024": ("Ja", 2024),
    "er en del af bloktilskuddet betinget i 2024": ("Ja", 2024),
    "hvilke tre spor har samarbejdet i 2020": ("nnovation på velfærdsområderne", 2020),
}
# other spellings of a question that is answered above
SPELLINGS: dict[str, tuple[str, int]] = {
    "anlægsrame 2024": ("19,3 mia. kr.", 2024),
    "serviceramen i 2024": ("304,8 mia. kr.", 2024),
    "hvad er anlagsrammen i 2024": ("19,3 mia. kr.", 2024),
    "anlægs rammen i ØA24": ("19,3 mia. kr.", 2024),
    "ANLÆGSRAMMEN I 2024???": ("19,3 mia. kr.", 2024),
    "hvad er anlægsrammen i aftalen for '24": ("19,3 mia. kr.", 2024),
}
ANSWERED = {**FIGURES, **OTHERS, **SPELLINGS}
REFUSED = {
    "hvad er anlægsrammen i 2021": "no_agreement_for_year",
    "hvad er anlægsrammen i 2030": "no_agreement_for_year",
    "hvad står der i økonomiaftalen for 2025 om cykelstier": "no_agreement_for_year",
    "hvad er arbejdsløsheden i Tyskland": "not_in_corpus",
    "hvem vandt fodboldkampen i går": "not_in_corpus",
    "hvor mange hunde er der i Odense": "not_in_corpus",
    "hvad er opskriften på pandekager": "not_in_corpus",
    "hvad koster et kilo smør": "not_in_corpus",
}
SERIES = "hvordan har anlægsrammen udviklet sig fra 2020 til 2027"
COMPARED = "sammenlign servicerammen i 2022 og 2024"
EVERY = [*ANSWERED, *REFUSED, SERIES, COMPARED]


@pytest.fixture(scope="module")
def ask(asker: Asker) -> Ask:
    """Answers, each asked for once."""
    known: dict[str, Answer] = {}

    def answer(question: str) -> Answer:
        if question not in known:
            known[question] = asker.ask(question)
        return known[question]

    return answer


@pytest.mark.parametrize("question", ANSWERED)
def test_a_question_is_answered_and_cited(question: str, ask: Ask) -> None:
    wanted, year = ANSWERED[question]
    told = ask(question)
    assert told.status == "answered", told.reason
    assert told.answer is not None
    assert wanted in told.answer
    assert year in {citation.year for citation in told.citations}


@pytest.mark.parametrize("question", FIGURES)
def test_a_figure_s_answer_is_the_figure_alone(question: str, ask: Ask) -> None:
    told = ask(question)
    assert told.answer is not None
    assert len(told.answer) < 40
    assert {citation.year for citation in told.citations} == {FIGURES[question][1]}


@pytest.mark.parametrize("question", REFUSED)
def test_a_question_is_refused_with_its_reason(question: str, ask: Ask) -> None:
    told = ask(question)
    assert told.status == "not_found", told.answer
    assert told.answer is None
    assert told.reason is not None
    assert told.reason.code == REFUSED[question]
    assert not told.figures
    assert not told.citations
    assert told.passages, "the nearest places are shown"


@pytest.mark.parametrize(
    "question",
    [
        "hvad er anlægsrammen i 2025",  # a part of it, told in the agreement for 2024, is not it
        "hvor stort er bloktilskuddet til Grønland i 2024",
    ],
)
def test_a_neighbouring_figure_is_no_answer(question: str, ask: Ask) -> None:
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("hvad er anlaegsrammen i 2024", "19,3 mia. kr."),
        ("hvad er overforselsudgifterne i 2024", "104,3 mia. kr."),
        ("hvad er den samlede særtilskudspulje på i 2024", "734,4 mio. kr."),
    ],
)
def test_what_is_harder_is_answered_too(question: str, wanted: str, ask: Ask) -> None:
    assert wanted in (ask(question).answer or "")


def test_the_right_one_of_two_counts_in_a_sentence(ask: Ask) -> None:
    assert "114" in (ask("hvor mange særlige pladser omlægges i 2024").answer or "")


def test_a_series_tells_every_agreement_and_its_gaps(ask: Ask) -> None:
    told = ask(SERIES)
    assert [point["year"] for point in told.series] == list(RAMMER)
    for year, value in RAMMER.items():
        (point,) = (p for p in told.series if p["year"] == year)
        assert value in str(point["text"]) or value.replace(",", ".") in str(point["text"])
        (citation,) = (c for c in told.citations if c.id == point["citation"])
        assert citation.year == year
    assert told.status in ("answered", "partial")


def test_a_series_of_table_rows_warns_of_its_price_levels(ask: Ask) -> None:
    told = ask("skatteindtægter 2022 og 2024")
    assert "Tallene er i forskellige års priser (2022-pl, 2024-pl)." in told.text
    prose = ask("hvordan har servicerammen udviklet sig")
    assert "forskellige års priser" in prose.text, "the tables state the same amounts, with their prices"
    assert "priser" not in ask("PL-skøn for service i alle aftaler").text, "shares have no prices"


def test_two_agreements_side_by_side(ask: Ask) -> None:
    told = ask(COMPARED)
    assert told.answer is not None
    assert "275,4" in told.answer
    assert "304,8" in told.answer
    assert {citation.year for citation in told.citations} == {2022, 2024}


def test_a_figure_that_two_agreements_tell(ask: Ask) -> None:
    told = ask("hvad er grundbidraget for 2023")
    assert told.answer == "118 kr."
    assert {citation.year for citation in told.citations} <= {2023, 2024}


@pytest.mark.parametrize("year", RAMMER)
def test_a_year_given_beside_the_words_decides(year: int, asker: Asker) -> None:
    told = asker.ask("hvad er anlægsrammen", years=(year,))
    in_millions = f"{RAMMER[year].replace(',', '.')}00 mio. kr."  # as a table prints it
    assert told.answer in (f"{RAMMER[year]} mia. kr.", in_millions)
    assert told.question.years == (year,)


# --- what always holds ---------------------------------------------------------------------------------


def test_every_quote_equals_its_span(asker: Asker, ask: Ask) -> None:
    quoted = [citation for question in EVERY for citation in ask(question).citations]
    assert len(quoted) > len(ANSWERED)
    for citation in quoted:
        assert quote_stands(citation, asker.index.source(citation.document))


def test_every_figure_stands_in_its_quote(ask: Ask) -> None:
    for question in EVERY:
        told = ask(question)
        quotes = {citation.id: citation.quote for citation in told.citations}
        for figure in told.figures:
            assert figure_stands(figure, quotes[figure.citation]), (question, figure)
        if told.answer is not None and not told.series:
            for found in find_figures(told.answer):
                assert any((found.value, found.unit) in scan(quote) for quote in quotes.values()), question


def test_every_mark_has_its_citation_and_every_citation_its_mark(ask: Ask) -> None:
    for question in EVERY:
        told = ask(question)
        marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", told.text)}
        assert marks == {citation.id for citation in told.citations}, question


def test_answers_are_short_and_sure_and_in_one_line(ask: Ask) -> None:
    for question in EVERY:
        told = ask(question)
        assert 0.0 <= told.confidence <= 1.0
        assert told.text
        for text in (told.answer, told.text, *(c.quote for c in told.citations)):
            assert text is None or "\n" not in text
        assert told.answer is None or 0 < len(told.answer) <= 400
        assert (told.answer is None) == (told.status == "not_found")


def test_the_year_claimed_is_the_year_asked(ask: Ask) -> None:
    for question, (_, _) in FIGURES.items():
        told = ask(question)
        asked = set(told.question.years)
        assert not asked or all(figure.year is None or figure.year in asked for figure in told.figures), question


@pytest.mark.parametrize("question", [*list(ANSWERED)[::9], *list(REFUSED)[::4], COMPARED])
def test_the_same_question_gives_the_same_answer(question: str, asker: Asker, ask: Ask) -> None:
    assert replace(asker.ask(question), elapsed_ms=0) == replace(ask(question), elapsed_ms=0)


def test_a_higher_threshold_never_answers_more(asker: Asker, ask: Ask) -> None:
    some = [*list(ANSWERED)[::9], *list(REFUSED)[::3]]
    answered = {question for question in some if ask(question).answer is not None}
    for threshold in (0.7, 0.9, 1.01):
        tuning = replace(asker.tuning, calibration=replace(asker.tuning.calibration, threshold=threshold))
        strict = asker.tuned(tuning)
        still = {question for question in answered if strict.ask(question).answer is not None}
        refused = [q for q in some if q not in answered]
        assert all(strict.ask(question).answer is None for question in refused[:2])
        answered = still
    assert not answered, "nothing is surer than certain"


@pytest.mark.parametrize("k", [-5, 0, 1, 3, 50, 10**9])
def test_the_passages_shown_are_bounded(k: int, asker: Asker) -> None:
    told = asker.ask("hvad er anlægsrammen i 2024", k=k)
    assert len(told.passages) <= 50
    assert len(told.passages) == min(max(k, 1), 50) or k >= 50
    assert [passage.rank for passage in told.passages] == list(range(1, len(told.passages) + 1))


def test_a_sentence_that_is_taken_away_is_not_quoted(asker: Asker, ask: Ask) -> None:
    question = "hvornår ibrugtages dobbeltdiagnosetilbuddet"
    citation = ask(question).citations[0]
    spans = [asker.index.overlapping(citation.document, span.start, span.end) for span in citation.spans]
    told = asker.ask(question, without=frozenset().union(*spans))
    assert citation.quote not in {c.quote for c in told.citations}


def test_an_agreement_that_tells_no_date_of_its_own_is_not_given_another(asker: Asker) -> None:
    told = asker.ask("hvornår blev aftalen for 2024 indgået")
    assert told.answer is None
    assert told.reason is not None
    assert told.reason.code == "no_figure"


def test_a_count_of_something_else_is_no_answer(asker: Asker) -> None:
    assert asker.ask("hvor mange sundhedsklynger er der").answer is None
