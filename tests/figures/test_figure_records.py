"""Figure records: every sentence here is invented, so that the rules are tested and not the five agreements."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.figures import figures_of
from aftalesvar.records import FigureRecord, Row, Sentence, Span


def sentence(text: str, intro: str | None = None, row: Row | None = None) -> Sentence:
    return Sentence(
        7, "aftale-2031", 3, "row" if row else "paragraph", 0, len(text), text, text, (Span(1, 0, 9),), intro, row
    )


def records(text: str, intro: str | None = None) -> list[FigureRecord]:
    return figures_of(sentence(text, intro), (2031,))


def years(text: str) -> list[tuple[int, ...]]:
    return [r.years for r in records(text)]


def directions(text: str) -> list[str]:
    return [r.direction for r in records(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Broerne får 12 mio. kr. i 2032, 14 mio. kr. i 2033 og 15 mio. kr. i 2034 og frem.",
            [(2032,), (2033,), (2034,)],
        ),
        ("For 2030 var bidraget 118 kr. pr. indbygger.", [(2030,)]),
        ("Skønnet er 4,2 pct. fra 2030-2031.", [(2031,)]),
        ("Der afsættes 9 mia. kr. i perioden 2032-2034 til veje.", [(2032, 2033, 2034)]),
        ("Rammen udgør 310,4 mia. kr.", [(2031,)]),
        ("Med Aftale om kommunernes økonomi for 2029 blev der afsat 5 mio. kr. til havne.", [(2031,)]),
        ("Puljen stiger med yderligere 3 mio. kr. i forhold til niveauet i 2028.", [(2031,)]),
        ("Staten betaler 30 mio. kr. i 2032 og 61 mio. kr. til kommunerne i 2033.", [(2032,), (2033,)]),
        ("Kommunerne bruger mere end 40 mia. kr. årligt på veje.", [()]),
        ("De syv kommuner mødes.", [()]),
        ("Andelen udgør 17,0 mio. kr. og resten 32,9 mio. kr. i 2029-pl.", [(2031,), (2031,)]),
    ],
)
def test_the_year_a_figure_is_for(text: str, expected: list[tuple[int, ...]]) -> None:
    assert years(text) == expected


def test_a_list_item_takes_the_year_of_its_introduction() -> None:
    (record,) = records("Veje: 5 mio. kr.", "I 2033 fordeles midlerne således:")
    assert record.years == (2033,)
    assert not record.years_said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Puljen forhøjes til 350 mio. kr.", ["level"]),
        ("Puljen forhøjes med 350 mio. kr.", ["change"]),
        ("Puljen udgør 350 mio. kr.", ["level"]),
        ("Det er et løft af driften af havn.dk på 2,1 mio. kr.", ["change"]),
        ("I tilknytning til løftet etableres en lånepulje på 2 mio. kr.", ["level"]),
        ("Der er en ramme til nedsættelser af skatten på op til 50 mio. kr.", ["level"]),
        ("Kommunerne kompenseres med 4 mio. kr.", ["level"]),
        ("Udgifterne nedbringes med 5 mio. kr. i 2032, heraf 2 mio. kr. til veje samt 3 mio. kr. til broer.",
         ["change", "change", "change"]),
        ("Rammen løftes med 2 mia. kr. til 9 mia. kr.", ["change", "level"]),
        ("De fire havne får besøg.", ["unsaid"]),
    ],
)  # fmt: skip
def test_level_or_change(text: str, expected: list[str]) -> None:
    assert directions(text) == expected


def test_what_is_said_of_a_figure_is_kept() -> None:
    text = "Der afsættes op til ca. 35 mio. kr. årligt fra 2033 stigende til 2-3 mia. kr. i 2034 (30-pl)."
    first, second = records(text)
    assert first.qualifier == "op til ca."
    assert first.period == "årligt fra 2033"
    assert first.price_level == second.price_level == "30-pl"
    assert second.step == "stigende til"
    assert (second.value, second.upper) == (Decimal(2_000_000_000), Decimal(3_000_000_000))
    assert text[first.start : first.end] == first.text


def test_per_head_parts_and_net() -> None:
    (head,) = records("Bidraget er 122 kr. pr. indbygger på området.")
    assert head.per == "pr. indbygger"
    whole, part, other = records(
        "Udgiften er netto 65,1 mio. kr., heraf 26 mio. kr. til havne og 13 mio. kr. til broer."
    )
    assert (whole.of_which, part.of_which, other.of_which) == (False, True, True)
    assert whole.basis == "net"
    (count,) = records("Der bygges 135 pladser.")
    assert (count.noun, count.subject, count.unit) == ("pladser", "pladser", "count")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Regeringen og KL er enige om, at rammen for havnene udgør 2 mia. kr.", "rammen for havnene"),
        ("Regeringen og KL er enige om at løfte dette niveau med 2 mia. kr.", "dette niveau"),
        ("Der etableres en pulje på 3 mio. kr. til broer.", "en pulje"),
        ("Broernes udgifter, herunder til maling mv., vil udgøre 2 mio. kr.", "Broernes udgifter"),
    ],
)
def test_the_subject_is_the_noun_phrase_it_belongs_to(text: str, subject: str) -> None:
    assert records(text)[0].subject == subject


def test_a_row_is_one_level_of_its_label() -> None:
    row = Row("Heraf betinget tilskud", "-4.000", "mio. kr.", "2031-pl", 2031, "Aftale", of_which=True)
    text = "Balance i 2031, Heraf betinget tilskud: -4.000 mio. kr."
    (record,) = figures_of(sentence(text, row=row), (2031,), first=40)
    assert (record.id, record.value, record.sign) == (40, Decimal(-4_000_000_000), -1)
    assert (record.subject, record.of_which, record.table) == ("Heraf betinget tilskud", True, True)
    assert (record.years, record.direction, record.price_level) == ((2031,), "level", "2031-pl")


def test_a_row_without_a_number_or_a_unit_gives_none() -> None:
    for value, unit in (("–", "mio. kr."), ("12", None)):
        row = Row("Veje", value, unit, None, None, None, of_which=False)
        assert figures_of(sentence(f"Tabel, Veje: {value}", row=row), (2031,)) == []


@given(st.decimals(min_value=Decimal("0.1"), max_value=Decimal(99999), places=1), st.sampled_from(["mio.", "mia."]))
def test_a_number_that_we_write_is_read_as_the_number(value: Decimal, scale: str) -> None:
    whole, _, part = format(value, "f").partition(".")
    written = f"{int(whole):,}".replace(",", ".") + f",{part} {scale} kr."
    (record,) = records(f"Rammen udgør {written}")
    assert record.value == value * (10**6 if scale == "mio." else 10**9)
    assert record.text == written


@given(st.integers(min_value=1, max_value=9999))
def test_a_change_of_unit_keeps_the_value(millions: int) -> None:
    thousands = format(Decimal(millions) / 1000, "f").replace(".", ",")
    grouped = f"{millions:,}".replace(",", ".")
    (first,), (second,) = records(f"Den udgør {grouped} mio. kr."), records(f"Den udgør {thousands} mia. kr.")
    assert first.value == second.value


@given(st.text(max_size=300))
def test_any_text_gives_records_that_stand_in_it(text: str) -> None:
    for record in records(text):
        assert text[record.start : record.end] == record.text
