"""The thesaurus: parsed, found by word, stem and phrase, and free of what isn't meaning."""

from __future__ import annotations

import pytest

from aftalesvar.danish.terms import words
from aftalesvar.danish.thesaurus import Thesaurus, opposites, parse_groups, thesaurus

TEXT = """
# a comment = that is left out
Anlægsramme = ramme for investeringer; bruttoanlæg ; bruttoanlæg | bygge og anlægge for; skrue op
læge = familielæge
lægge = placere
en linje uden lighedstegn
"""


def small() -> Thesaurus:
    return Thesaurus(parse_groups(TEXT))


def test_groups_are_read_in_lower_case_without_doubles_and_comments() -> None:
    assert parse_groups(TEXT)[0].members == ("anlægsramme", "ramme for investeringer", "bruttoanlæg")
    assert parse_groups(TEXT)[0].asked == ("bygge og anlægge for", "skrue op")
    assert len(parse_groups(TEXT)) == 3
    assert parse_groups("") == ()


def test_a_word_of_a_group_finds_all_its_members_inflected_too() -> None:
    assert "bruttoanlæg" in set(small().alike("anlægsrammen"))
    assert "anlægsramme" in set(small().alike("bruttoanlæg"))
    assert list(small().alike("xyzzy")) == []


def test_a_word_that_stands_there_itself_is_not_taken_for_another_of_its_stem() -> None:
    assert set(small().alike("læge")) == {"læge", "familielæge"}
    assert set(small().alike("lægge")) == {"lægge", "placere"}


def said(question: str, groups: Thesaurus | None = None) -> set[str]:
    """Every member of the groups of which the question uses a phrase."""
    held = small() if groups is None else groups
    return {member for one in held.said(tuple(words(question))) for member in one.members}


def test_a_phrase_is_found_by_the_roots_of_its_words() -> None:
    assert "bruttoanlæg" in said("hvad er rammen for investeringerne")
    assert "bruttoanlæg" in said("hvad blev der bygget og anlagt for? rammerne for en investering")
    assert said("hvad er rammen") == set()


def test_what_is_only_asked_finds_its_group_and_is_searched_for_nowhere() -> None:
    assert "anlægsramme" in said("hvor meget må de bygge og anlægge for i år")
    assert "bygge og anlægge for" not in said("hvor meget må de bygge og anlægge for i år")
    assert "bygge og anlægge for" not in set(small().alike("anlægsramme"))


def test_a_phrases_words_stand_near_each_other() -> None:
    assert said("rammen er kendt af alle der i de seneste fem eller seks år har fulgt med i en investering") == set()


@pytest.mark.parametrize(("question", "found"), [("skrues der op", True), ("op skrues der", False)])
def test_a_verb_and_its_particle_stand_in_order(question: str, *, found: bool) -> None:
    assert bool(said(question)) is found


def test_a_phrase_of_words_that_say_little_is_used_word_by_word() -> None:
    groups = Thesaurus(parse_groups("medfinansiering = medbetaling | kommunen betaler med"))
    assert said("hvor meget betaler kommunen med til det", groups)
    assert not said("hvor meget betaler kommunen for det", groups)


def test_the_shipped_thesaurus_joins_everyday_words_and_terms() -> None:
    assert "bruttoanlæg" in set(thesaurus().alike("anlægsramme"))
    assert "anlægsramme" in set(thesaurus().alike("bruttoanlæg"))
    assert len(thesaurus().field) > 500
    assert len(thesaurus().groups) > len(thesaurus().field)


@pytest.mark.parametrize(
    ("question", "member"),
    [
        ("hvor meget må kommunerne bruge på velfærd", "serviceudgift"),
        ("hvor meget må der bygges og anlægges for i kommunerne", "bruttoanlæg"),
        ("hvordan skaffer man flere hænder", "rekruttering"),
        ("hvad gør man ved hullerne i vejene", "vejvedligehold"),
        ("hvor længe skal patienter vente på en operation", "venteliste"),
        ("hvem betaler regningen", "kompensation"),
        ("skal de skaffe tag over hovedet til ukrainere", "indkvartering"),
        ("hvem holder øje med bosteder", "tilsyn med botilbud"),
        ("bliver passagererne væk fra bussen", "kollektiv trafik"),
        ("hvad gør man for unge der har det skidt", "mistrivsel"),
        ("skal kommunerne købe billigere ind", "fællesindkøb"),
        ("hvornår skal de melde tilbage", "afrapportering"),
        ("hvem overtager det, og hvad gives videre", "overdrage"),
        ("må skatten sættes op", "skatteforhøjelse"),
        ("hvor meget mindre papirarbejde bliver der", "regelforenkling"),
        ("hvad frygter man med corona", "risiko"),
        ("hvor tit mødes de", "halvårlig"),
        ("hvad er pointen med det", "formål"),
        ("hvad er sat på den lange bane", "udskyde"),
        ("hvad gør de mod hackere", "ondsindede aktører"),
        ("hvordan er blandingen af elever", "elevsammensætning"),
        ("hvem kan dukke op uden aftale", "selvmøderprincip"),
        ("hvad sker der med unge på sofaen", "unge uden uddannelse"),
        ("hvad koster slipsedrengene", "konsulent"),
        ("kan man sige nej til hjertemassage", "fravalg af genoplivning"),
        ("hvem holder hånden under busserne", "understøtte"),
        ("hvem skylder staten penge", "gældsafvikling"),
        ("bliver lærerne i jobbet", "fastholdelse"),
        ("hvordan slipper man af med gasfyret", "afskaffe"),
        ("hvad gøres mod sorte penge", "hvidvask"),
        ("kan man få sine piller i poser", "dosispakket"),
        ("hvem værner de ældre", "beskytte"),
        ("hvad sker der med det gule kort", "sundhedskort"),
        ("kan psykisk syge indlægges mod deres vilje", "tvangsindlæggelse"),
        ("er blandingen af elever skæv", "sammensætning"),
        ("hvad gør hackere ved vores systemer", "ondsindede aktører"),
        ("hvor længe lever psykisk syge", "gennemsnitslevealder"),
    ],
)
def test_what_people_say_finds_what_agreements_are_written_in(question: str, member: str) -> None:
    found = said(question, thesaurus()) | {m for word in words(question) for m in thesaurus().alike(word)}
    assert member in found


def test_no_head_stands_twice_and_no_member_twice_in_a_group() -> None:
    groups = thesaurus().groups
    heads = [group.members[0] for group in groups]
    assert [head for head in heads if heads.count(head) > 1] == []
    for group in groups:
        told = (*group.members, *group.asked)
        assert len(told) == len(set(told)) > 1, group.members[0]


def test_opposites_share_no_word() -> None:
    for one, other in opposites():
        assert one
        assert other
        assert not one & other


@pytest.mark.parametrize("word", ["hvad", "og", "er"])
def test_stop_words_stand_for_nothing(word: str) -> None:
    assert list(thesaurus().alike(word)) == []
