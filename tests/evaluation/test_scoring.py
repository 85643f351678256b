from __future__ import annotations

from typing import Any

import pytest

from aftalesvar.evaluation.gold import contains
from aftalesvar.evaluation.questions import Evidence, Item
from aftalesvar.evaluation.scoring import score
from aftalesvar.evaluation.sources import Sources

from .conftest import RAMME_2023, RAMME_2024, make
from .systems import citation, oracle_answer


@pytest.mark.parametrize(
    ("answer", "accepted", "is_in"),
    [
        ("19,3 mia. kr.", "9,3 mia. kr.", False),
        ("19,3 mia. kr.", "19,3", True),
        ("1,15 pct.", "1,1", False),
        ("1.100 kr.", "100 kr.", False),
        ("350 MIO.  KR.", "350 mio. kr.", True),
        ("Ja, det gør de", "Ja", True),
        ("januar 2024", "Ja", False),
        ("Nej. Det er ja-hatten", "Ja", False),
        ("2023–2024", "2023-2024", True),
        ("i 2024.", "2024", True),
    ],
)
def test_contains(answer: str, accepted: str, is_in: bool) -> None:
    assert contains(answer, accepted) is is_in


def altered(item: Item, sources: Sources, **changes: Any) -> dict[str, Any]:
    return oracle_answer(item, sources) | changes


def test_scale_error_is_a_wrong_number(items: tuple[Item, ...], sources: Sources) -> None:
    outcome = score(items[1], altered(items[1], sources, answer="19,3 mio. kr."), sources)
    assert (outcome.number_right, outcome.right, outcome.cause) == (False, False, "wrong-figure")
    outcome = score(items[1], altered(items[1], sources, answer="19.300 mio. kr."), sources)
    assert (outcome.number_right, outcome.right) == (True, False)  # the same number in other words than accepted


def test_right_without_the_right_source_is_unsupported(items: tuple[Item, ...], sources: Sources) -> None:
    source = sources.get(2024)
    assert source is not None
    start, end = source.find("Serviceudgifter, netto 304,8")[0]
    elsewhere = citation("aftale-2024", start, end, source.text[start:end])
    outcome = score(items[1], altered(items[1], sources, citations=[elsewhere]), sources)
    assert (outcome.right, outcome.cited, outcome.cause) == (True, False, "unsupported")
    assert (outcome.figures, outcome.figures_supported) == (1, 0)


def test_citing_the_whole_document_is_no_citation(items: tuple[Item, ...], sources: Sources) -> None:
    text = "x" * 2_000
    whole = citation("aftale-2024", 0, 2_000, text)
    assert score(items[1], altered(items[1], sources, citations=[whole]), sources).cited is False


def test_identical_sentence_of_another_agreement_does_not_count(items: tuple[Item, ...], sources: Sources) -> None:
    source = sources.get(2023)
    assert source is not None
    start, end = source.find(RAMME_2023)[0]
    outcome = score(
        items[1], altered(items[1], sources, citations=[citation("aftale-2023", start, end, RAMME_2024)]), sources
    )
    assert (outcome.cited, outcome.wrong_year, outcome.cause) == (False, True, "wrong-year")
    assert outcome.citations_exact == 0  # the quote isn't what stands there


@pytest.mark.parametrize("shift", [-3, 5, 10_000])
def test_a_shifted_span_is_not_exact(items: tuple[Item, ...], sources: Sources, shift: int) -> None:
    part = oracle_answer(items[1], sources)["citations"][0]
    span = {"start": part["spans"][0]["start"] + shift, "end": part["spans"][0]["end"] + shift}
    outcome = score(items[1], altered(items[1], sources, citations=[part | {"spans": [span]}]), sources)
    assert outcome.citations_exact == 0


def test_completeness_is_a_share(items: tuple[Item, ...], sources: Sources) -> None:
    outcome = score(items[3], altered(items[3], sources, answer="dagtilbud; ældrepleje"), sources)
    assert outcome.completeness == pytest.approx(2 / 3)
    assert outcome.right is False


def test_a_series_needs_a_citation_for_each_part(sources: Sources) -> None:
    item = make(
        "s", "series", "ramme?", "2023: 18,5 mia. kr.; 2024: 19,3 mia. kr.", (("18,5",), ("19,3",)),
        Evidence(2023, RAMME_2023), Evidence(2024, RAMME_2024),
    )  # fmt: skip
    full = oracle_answer(item, sources)
    assert score(item, full, sources).right_and_cited is True
    outcome = score(item, full | {"citations": full["citations"][:1]}, sources)
    assert (outcome.right, outcome.cited) == (True, False)


def test_rank_is_of_the_first_passage_that_holds_the_answer(items: tuple[Item, ...], sources: Sources) -> None:
    gold = oracle_answer(items[1], sources)["passages"][0]
    span = gold["spans"][0]
    # The first half of the sentence holds half of the quote, but not the figure.
    half = citation("aftale-2024", span["start"], span["end"] - 20, "")
    response = altered(items[1], sources, passages=[half, gold], answer="en milliard", citations=[])
    outcome = score(items[1], response, sources)
    assert (outcome.rank, outcome.cause) == (2, "ranked-low")
    first = score(items[1], response | {"passages": [gold]}, sources)
    assert (first.rank, first.cause) == (1, "wrong-sentence")
    below = score(items[1], response | {"passages": [half] * 10 + [gold]}, sources)
    assert (below.rank, below.cause) == (None, "not-retrieved")


def test_characters_are_counted_down_to_the_passage_that_holds_it(items: tuple[Item, ...], sources: Sources) -> None:
    gold = oracle_answer(items[1], sources)["passages"][0]
    other = citation("aftale-2023", 0, 100, "")
    outcome = score(items[1], altered(items[1], sources, passages=[other, gold]), sources)
    span = gold["spans"][0]
    assert outcome.characters == 100 + span["end"] - span["start"]
    assert score(items[1], altered(items[1], sources, passages=[other]), sources).characters is None


def test_reciting_is_not_answering(items: tuple[Item, ...], sources: Sources) -> None:
    long = "122 kr. pr. indbygger " + "og så videre " * 40
    assert score(items[2], altered(items[2], sources, answer=long), sources).right is False
    both = "118 kr. pr. indbygger i 2023 og 122 kr. pr. indbygger i 2024"
    outcome = score(items[2], altered(items[2], sources, answer=both), sources)
    assert (outcome.right, outcome.number_right) == (True, False)  # accepted, but the first figure shown is last year's
    plain = score(items[2], altered(items[2], sources, answer="122 kr. mod 118 kr. året før"), sources)
    assert plain.number_right is True
