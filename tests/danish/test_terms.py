"""Search terms: stems, compound parts, spelling, and that the same text always gives the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.dates import years_in
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import PART_WEIGHT, Analyser, count_words, folds, stem, words
from aftalesvar.danish.thesaurus import thesaurus
from aftalesvar.danish.vocabulary import ABBREVIATIONS

KNOWN = (
    "anlæg",
    "ramme",
    "rammen",
    "investering",
    "investeringer",
    "service",
    "udgifter",
    "kommune",
    "barn",
    "pige",
    "pris",
    "løn",
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(KNOWN)


def test_words_are_lower_case_and_hyphens_also_give_halves() -> None:
    assert list(words("Pris- og lønudvikling, COVID-19/2020!")) == [
        "pris",
        "og",
        "lønudvikling",
        "covid-19/2020",
        "covid",
    ]
    assert list(words("tilskuds-udligning")) == ["tilskuds-udligning", "tilskuds", "udligning"]
    assert list(words("")) == []


def test_a_compound_gives_its_parts(analyser: Analyser) -> None:
    assert analyser.parts("anlægsramme") == (stem("anlæg"), stem("ramme"))
    assert analyser.parts("anlægsrammen") == (stem("anlæg"), stem("ramme"))
    assert analyser.parts("serviceudgifter") == (stem("service"), stem("udgifter"))
    assert analyser.parts("ramme") == ()
    assert analyser.parts("xyzqwk") == ()


def test_split_and_joined_spelling_meet(analyser: Analyser) -> None:
    assert set(analyser.terms("anlægs ramme")) & set(analyser.terms("anlægsramme")) >= {stem("ramme")}
    assert analyser.terms("anlægsramme")[stem("anlæg")] == PART_WEIGHT


def test_inflected_forms_share_a_term(analyser: Analyser) -> None:
    assert set(analyser.terms("kommunen")) == set(analyser.terms("kommuner")) == set(analyser.terms("Kommunernes"))


def test_stop_words_give_no_terms(analyser: Analyser) -> None:
    assert analyser.terms("hvad er det og den der skal have") == {}


def test_without_danish_letters() -> None:
    assert folds("ældre") == ("aeldre", "aldre")
    assert folds("øget støtte på") == ("oeget stoette paa", "oget stotte pa")


def test_counting() -> None:
    assert count_words(["Kommunen og kommunen", "KL"]) == {"kommunen": 2, "og": 1, "kl": 1}


@given(st.text(max_size=120))
def test_terms_are_the_same_each_time(text: str) -> None:
    first, second = Analyser(KNOWN), Analyser(tuple(reversed(KNOWN)))
    assert first.terms(text) == second.terms(text) == first.terms(text) == dict(first.terms_cached(text))
    assert all(weight > 0 for weight in first.terms(text).values())


@given(st.lists(st.sampled_from(KNOWN), min_size=2, max_size=4))
def test_any_compound_of_known_words_is_split_without_failing(parts: list[str]) -> None:
    Analyser(KNOWN).parts("".join(parts))
    Analyser(KNOWN).parts("s".join(parts))


def test_the_vocabulary_holds_no_figures_and_no_years() -> None:
    told = [one for group in thesaurus().groups for one in (*group.members, *group.asked)]
    for text in [*told, *ABBREVIATIONS, *ABBREVIATIONS.values()]:
        assert not find_figures(text), text
        assert not years_in(text), text


@pytest.mark.parametrize(
    ("one", "other"),
    [("ledelsen", "ledige"), ("ledige", "lederne"), ("ledelse", "leder"), ("billige", "bilerne"),
     ("håndteres", "hånden"),
     ("gældende", "gælden"), ("lægerne", "lægges"), ("tidligere", "tiden"), ("leveres", "lever"), ("sommeren", "somme"),
     ("virksomheder", "virksomme"), ("styrelsen", "styrer"), ("løbende", "løb"), ("rettigheder", "retten")],
)  # fmt: skip
def test_words_of_other_meaning_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "forms",
    ["ledelse ledelsen ledelser ledelserne ledelsens", "ledig ledige ledigt", "leder ledere lederne lederen lederes",
     "læge læger lægen lægerne lægernes", "håndtere håndteres håndteret håndtering håndteringen håndteringerne",
     "virksomhed virksomheden virksomheder virksomhederne virksomhedernes", "billig billigt billigere billigste"],
)  # fmt: skip
def test_their_own_forms_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1
