"""Questions that are answered with yes or no: the word, the place that says so, and what nothing decides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.coverage import Coverage
from aftalesvar.asking.denied import excepted, moved, purpose
from aftalesvar.asking.kinds import kind_of
from aftalesvar.asking.opening import plainly
from aftalesvar.asking.scope import agents_differ, figures_differ, part_of_all, times_differ
from aftalesvar.asking.silent import of_another, unmeasured, untold
from aftalesvar.asking.yesno import either_or, verdict

DATA = Path(__file__).parent / "data" / "yesno.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["question"])
def test_the_word_is_right_and_its_place_is_shown(asker: Asker, asked: dict[str, Any]) -> None:
    told = asker.ask(asked["question"])
    if asked["answer"] is None:
        assert told.answer is None
        return
    assert told.answer is not None
    assert told.answer.startswith(f"{asked['answer']}: ")
    assert _plain(asked["quote"]) in _plain(" ".join(citation.quote for citation in told.citations))
    assert asked["agreement"] in {citation.year for citation in told.citations}


@pytest.mark.parametrize(("asked", "told", "wanted"), [
    ("Bliver arbejdet færdigt?", "Arbejdet er ikke færdiggjort.", False),
    ("Er loven vedtaget?", "Der udestår den sidste lovgivning.", False),
    ("Må de ikke hæve taksten?", "Parterne er enige om en uændret takst.", False),
    ("Skal ejerne deponere?", "Der kan optages lån uden samtidig deponeringsforpligtelse.", False),
    ("Kan skolerne slippe for at lave planer?", "Der er mulighed for ikke at udarbejde planer.", True),
    ("Skal kommunerne følge reglen?", "Kravet om, at kommunerne følger reglen, ophæves.", False),
    ("Er taksterne forskellige?", "Taksterne er ens for alle.", False),
    ("Bliver de to centre slået sammen?", "De to centre sammenlægges.", True),
    ("Overholdes rammen?", "De seneste års overskridelser svækker tilliden.", False),
    ("Er det slut med at skære ned?", "Udgifterne skal nedbringes med yderligere 10 mio. kr.", False),
    ("Er loftet indført?", "Ministeriet udarbejder et oplæg.", False),
    ("Stiger udgifterne?", "Det skyldes den stigende levealder.", None),
    ("Er vejen bred?", "Parterne drøfter vejen.", None),
    ("Er kommunerne bundet af loven?", "Staten er omfattet af et krav i loven.", None),
    ("Er kommunerne bundet af loven?", "Kommunerne er omfattet af et krav i loven.", True),
    ("Fordeles puljen på samme måde?", "Puljen forhøjes.", None),
    ("Stiger indtægterne meget?", "Der er en begrænset stigning i indtægterne.", False),
    ("Må pengene bruges på mindre klasser?", "Der ansættes flere lærere.", None),
    ("Skal de overholde rammen?", "De lever op til de aftalte rammer.", True),
    ("Koster det ekstra?", "Der er en beløbsgrænse for meromkostninger på 0 pct.", False),
    ("Stiger udgifterne?", "Kommunerne løfter en stor opgave.", None),
    ("Udgør puljen 20 mio. kr.?", "Puljen udgør 20 mio. kr., hvoraf 5 mio. kr. går til skoler.", True),
    ("Blev tilskuddet på 20 mio. kr. fortsat?", "Lånepuljen udgør 5 mio. kr.", None),
])  # fmt: skip
def test_a_sentence_is_on_a_side(asked: str, told: str, wanted: bool | None) -> None:
    assert verdict(asked, told) is wanted


@pytest.mark.parametrize(("asked", "names_two"), [
    ("Skal opgaven blive i kommunerne eller flyttes til regionerne?", True),
    ("Er det nye penge eller inden for rammen?", True),
    ("Skal rammen holdes i regnskabet eller kun i budgettet?", True),
    ("Får skoler eller børnehaver penge?", False),
    ("Bliver det til noget eller ej?", False),
])  # fmt: skip
def test_a_question_that_names_two_answers_gets_no_yes(asked: str, names_two: bool) -> None:
    assert either_or(asked) is names_two


@pytest.mark.parametrize("question", [
    "Skal kommunerne overholde rammen i regnskabet eller kun i budgettet i 2027?",
    "Er Danmark uafhængig af russisk gas ifølge aftalen for 2023?",
    "Er KVIK kun for Aarhus Kommune?",
])  # fmt: skip
def test_what_the_texts_leave_open_gets_neither_word(asker: Asker, question: str) -> None:
    told = asker.ask(question)
    assert told.answer is not None
    assert not told.answer.startswith(("Ja: ", "Nej: "))


@pytest.mark.parametrize(("asked", "told", "wanted"), [
    ("Får alle kommuner tilskud?", "Syv kommuner får tilskud.", True),
    ("Får alle kommuner tilskud?", "Samtlige kommuner får tilskud.", None),
    ("Dækkes hele tabet?", "Tilskuddet kan højst udgøre 75 pct.", True),
    ("Dækkes tabet?", "Tilskuddet kan højst udgøre 75 pct.", None),
    ("Gælder det kun skoler?", "Det gælder både skoler og børnehaver.", True),
    ("Gælder det kun skoler?", "Det gælder kun skoler.", False),
    ("Må nogle kommuner gøre det?", "Nogle kommuner får mulighed for det.", False),
])  # fmt: skip
def test_all_and_some(asked: str, told: str, wanted: bool | None) -> None:
    assert part_of_all(asked, told) is wanted


@pytest.mark.parametrize(("asked", "told", "differ"), [
    ("Er rammen over 20 mia. kr.?", "Rammen udgør 19,3 mia. kr.", True),
    ("Er rammen over 19 mia. kr.?", "Rammen udgør 19,3 mia. kr.", False),
    ("Er rammen 19,3 mia. kr.?", "Rammen udgør 19,3 mia. kr.", False),
    ("Er det for unge over 25 år?", "Det er for unge under 25 år.", True),
    ("Er det for unge?", "Det er for unge under 25 år.", False),
])  # fmt: skip
def test_figures(asked: str, told: str, differ: bool) -> None:
    assert figures_differ(asked, told) is differ


@pytest.mark.parametrize(("asked", "told", "differ"), [
    ("Er tilbuddet færdigt i 2024?", "Tilbuddet er fuldt indfaset i 2027.", True),
    ("Er tilbuddet færdigt i 2027?", "Tilbuddet er fuldt indfaset i 2027.", False),
    ("Foreligger planen før sommeren 2021?", "Planen er færdig ultimo 2021.", True),
    ("Må midlerne bruges i 2024?", "Midlerne kan bruges frem til 2025.", False),
    ("Gælder ordningen stadig i 2028?", "Ordningen gælder i perioden 2027-2028.", False),
    ("Gælder ordningen stadig i 2029?", "Ordningen gælder i perioden 2027-2028.", True),
])  # fmt: skip
def test_times(asked: str, told: str, differ: bool) -> None:
    assert times_differ(asked, told) is differ


@pytest.mark.parametrize(("asked", "told", "differ"), [
    ("Finansierer staten arbejdet?", "Arbejdet finansieres af kommunerne.", True),
    ("Finansierer staten arbejdet?", "Arbejdet finansieres af staten.", False),
    ("Betaler staten for det?", "Regionerne og kommunerne er enige; det finansieres af de to parter.", True),
    ("Beholder staten gevinsten?", "Gevinsten fastholdes i den enkelte kommune.", True),
    ("Stiger udgifterne?", "Arbejdet finansieres af kommunerne.", False),
])  # fmt: skip
def test_parties(asked: str, told: str, differ: bool) -> None:
    assert agents_differ(asked, told) is differ


def test_a_place_that_shares_words_with_a_question_of_something_else_is_no_answer(asker: Asker) -> None:
    assert asker.ask("Skal beboere på botilbud betale husleje under ombygning?").answer is None


@pytest.mark.parametrize(("asked", "told", "wanted"), [
    ("Kan kommunerne slukke for systemet?", "Kommunerne viderefører driften af systemet.", False),
    ("Er prisen gået ned?", "Prisen er steget.", False),
    ("Overtager regionerne opgaven?", "Det vil fortsat være kommunen, som løser opgaven.", False),
    ("Er vilkårene de samme?", "Tilbuddene behandles ens.", True),
    ("Er det frivilligt at deltage?", "Kortet skal være med til at lette hverdagen.", None),
    ("Stiger antallet af pladser?", "De nuværende 114 pladser omlægges til 88 pladser.", False),
    ("Bliver den ældre model afskaffet?", "Den ældre model skal være med i arbejdet.", None),
    ("Slipper ejerne for at betale?", "Den samlede betaling eftergives.", True),
    ("Er målet nået?", "Det er en forudsætning for aftalen, at målet nås.", None),
])  # fmt: skip
def test_opposites_in_words_far_from_the_question(asked: str, told: str, wanted: bool | None) -> None:
    assert verdict(asked, told) is wanted


@pytest.mark.parametrize(("question", "plain"), [
    ("Ved I, om rammen stiger?", "rammen stiger?"),
    ("Passer det, at staten betaler?", "staten betaler?"),
    ("ØA22: skal skolen reformeres?", "skal skolen reformeres?"),
    ("e-handel - beholder kommunerne gevinsten?", "beholder kommunerne gevinsten?"),
    ("Skal rammen holdes?", "Skal rammen holdes?"),
])  # fmt: skip
def test_what_only_opens_a_question_is_left_out(question: str, plain: str) -> None:
    assert plainly(question) == plain


@pytest.mark.parametrize(("question", "kind"), [
    ("Ved I, om rammen stiger?", "yesno"),
    ("Er det rigtigt, at staten betaler?", "yesno"),
    ("ØA22: skal skolen reformeres?", "yesno"),
    ("Er mere end 50 kommuner med?", "yesno"),
    ("Bruger de flere penge end i 2018? (aftalen for 2024)", "yesno"),
    ("Er rammen højere i 2024 end i 2023?", "compare"),
])  # fmt: skip
def test_a_question_that_opens_otherwise_asks_yes_or_no(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.fixture(name="cover")
def covering(asker: Asker) -> Callable[[str], Coverage]:
    """The coverage of a question's words."""
    return lambda question: asker.reader(asker.understand(question)).coverage


@pytest.mark.parametrize(("asked", "told", "out"), [
    ("Er de operative biler med?", "Bilerne, operative biler undtaget, er emissionsfri.", True),
    ("Kommer der en reform?", "Skolen har brug for ro frem for en ny stor reform.", True),
    ("Er bilerne emissionsfri?", "Bilerne, operative køretøjer undtaget, er emissionsfri.", False),
    ("Er de operative biler fritaget?", "Bilerne, operative biler undtaget, er emissionsfri.", False),
])  # fmt: skip
def test_exceptions(cover: Callable[[str], Coverage], asked: str, told: str, out: bool) -> None:
    assert excepted(asked, told, cover(asked)) is out


@pytest.mark.parametrize(("asked", "told", "says"), [
    ("Må midlerne bruges på skolerne?", "Midlerne målrettes ældreområdet.", -1),
    ("Må midlerne bruges på ældreområdet?", "Midlerne målrettes ældreområdet.", 1),
    ("Må midlerne bruges på skolerne?", "Midlerne udbetales i maj.", 0),
    ("Hæves midlerne?", "Midlerne målrettes ældreområdet.", 0),
])  # fmt: skip
def test_what_is_kept_for_a_purpose(cover: Callable[[str], Coverage], asked: str, told: str, says: int) -> None:
    assert purpose(asked, told, cover(asked)) == says


@pytest.mark.parametrize(("asked", "told", "way"), [
    ("Stiger antallet?", "De 114 pladser omlægges til 88 pladser.", -1),
    ("Falder antallet?", "De 114 pladser omlægges til 88 pladser.", 1),
    ("Flyttes de?", "De 114 pladser omlægges til 88 pladser.", 0),
])  # fmt: skip
def test_a_number_that_becomes_another(asked: str, told: str, way: int) -> None:
    assert moved(asked, told) == way


def test_what_a_sentence_is_silent_of(cover: Callable[[str], Coverage]) -> None:
    asked = "Er det obligatorisk at deltage i undersøgelsen?"
    assert untold(asked, "Der afsættes midler til undersøgelsen.", cover(asked))
    assert not untold(asked, "Det er frivilligt at deltage i undersøgelsen.", cover(asked))
    asked = "Bliver billetterne billigere, når rammen hæves?"
    assert of_another(asked, "Rammen hæves midlertidigt.", cover(asked))
    assert not of_another(asked, "Billetterne koster det samme.", cover(asked))
    assert unmeasured("Skal de betale mindst halvdelen?", "De skal betale.")
    assert not unmeasured("Skal de betale mindst halvdelen?", "De skal betale 60 pct.")


def test_a_sum_that_no_place_tells_is_not_decided_by_it(asker: Asker) -> None:
    told = asker.ask("er det rigtigt at kommunerne skal spare 1 mia på administration")
    assert "back-office" not in (told.answer or "")


def test_what_shall_be_made_is_nobody_s_duty(asker: Asker) -> None:
    assert (asker.ask("Skal der laves en ny ældrelov?").answer or "").startswith("Ja")


def test_what_is_a_condition_is_not_yet_so(asker: Asker) -> None:
    assert not (asker.ask("Har kommunerne overholdt budgetterne i 2022?").answer or "").startswith(("Ja", "Nej"))


@pytest.mark.xfail(strict=True, reason="denied by a word of the sentence that is said of something else")
@pytest.mark.parametrize(("asked", "quote"), [
    ("Vil de hjemløse have mindre brug for herberger, når de får egen bolig?", "herberger mindskes"),
    ("Slipper kommunerne for at betale KMF-gælden tilbage til staten i 2027?", "eftergive"),
])  # fmt: skip
def test_what_is_still_told_wrong(asker: Asker, asked: str, quote: str) -> None:
    told = asker.ask(asked)
    assert (told.answer or "").startswith("Ja")
    assert _plain(quote) in _plain(" ".join(citation.quote for citation in told.citations))
