"""The page in a real Chromium: ask, read, see the source."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import Opener, Served, ask, squeezed, wait_for_answer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FIGURE = "hvad er servicerammen i 2024"
SERIES = "hvordan har servicerammen udviklet sig"
REFUSED = "hvad er farven på rådhusets cykelstativer"


def told(served: Served, question: str) -> dict[str, Any]:
    """The contract's answer to a question."""
    with urllib.request.urlopen(f"{served.url}/api/ask?{urllib.parse.urlencode({'q': question})}", timeout=30) as reply:
        answer: dict[str, Any] = json.load(reply)
    return answer


def marked(page: Page, where: str) -> str:
    """All marked text within an element, in order."""
    return squeezed(" ".join(page.locator(f"{where} mark").all_text_contents()))


def test_ask_and_read(opened: Opener, served: Served) -> None:
    page = opened()
    ask(page, FIGURE)
    answer = told(served, FIGURE)
    assert page.locator("#svaret").inner_text() == answer["answer"]
    assert page.locator(".kilde").count() == len(answer["citations"])
    assert page.title() == f"{FIGURE} – Aftalesvar"
    assert page.evaluate("document.documentElement.lang") == "da"


def test_a_sentence_that_is_the_answer_is_said_once(opened: Opener, served: Served) -> None:
    question = "hvad står der om sundhedsklynger i 2024"
    page = opened(f"/?q={question}")
    wait_for_answer(page)
    assert squeezed(page.locator("#svaret").inner_text()) == told(served, question)["text"]
    assert page.locator(".saetning").count() == 0
    assert page.locator("#svaret .henvisning").count() == 1


def test_each_citation_stands_marked_in_its_surroundings(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={FIGURE}")
    wait_for_answer(page)
    for citation in told(served, FIGURE)["citations"]:
        assert marked(page, f"#kilde-{citation['id']}") == squeezed(citation["quote"])


def test_a_citation_opens_the_agreement_at_exactly_the_cited_text(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={FIGURE}", viewport={"width": 1440, "height": 900})
    wait_for_answer(page)
    for citation in told(served, FIGURE)["citations"]:
        page.locator(f"#kilde-{citation['id']} .kildelink").click()
        page.locator("#kilderude .aftaletitel", has_text=citation["title"]).wait_for()
        page.wait_for_function("document.activeElement?.className === 'kildeindhold'")
        assert marked(page, "#kilderude") == squeezed(citation["quote"])
        box, pane = page.locator("#kilderude mark").first.bounding_box(), page.locator(".kildeindhold").bounding_box()
        assert box is not None
        assert pane is not None
        assert pane["y"] <= box["y"] <= pane["y"] + pane["height"]


def test_the_address_asks_at_once_and_is_kept(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}")
    wait_for_answer(page)
    ask(page, "hvad er anlægsrammen i 2022")
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'hvad er anlægsrammen i 2022'")
    page.go_back()
    wait_for_answer(page, FIGURE)
    page.reload()
    wait_for_answer(page, FIGURE)


def test_a_section_that_only_one_agreement_has_is_one_click_away(opened: Opener) -> None:
    page = opened("/forskelle")
    link = page.locator("#nye a").first
    title = link.inner_text()
    link.click()
    page.wait_for_url("**/kilde/**#afsnit-*")
    heading = page.locator(f"#{page.url.rpartition('#')[2]}")
    assert squeezed(heading.inner_text()) == title
    assert heading.is_visible()


def test_one_may_go_back_to_the_empty_page(opened: Opener) -> None:
    page = opened("/", viewport={"width": 1440, "height": 900})
    ask(page, FIGURE)
    page.locator("#kilderude .aftaletitel").wait_for()
    page.go_back()
    page.locator("#svarfelt .velkomst").wait_for()
    page.wait_for_function("document.title === 'Aftalesvar'")
    assert page.locator("#spoergsmaal input").input_value() == ""
    assert page.locator("#kilderude").is_hidden()
    page.go_forward()
    wait_for_answer(page, FIGURE)


def test_a_message_stands_alone(opened: Opener) -> None:
    """A source beside it would seem to be its own."""
    page = opened(f"/?q={FIGURE}", viewport={"width": 1440, "height": 900})
    page.locator("#kilderude .aftaletitel").wait_for()
    page.locator("#forside").wait_for(state="detached")
    field = page.locator("#spoergsmaal input")
    field.fill("????")
    field.press("Enter")
    page.locator("#svarfelt .besked").wait_for()
    page.locator("#kilderude").wait_for(state="hidden")


def test_a_word_without_end_stays_in_its_frame(opened: Opener) -> None:
    page = opened(f"/?q={'a' * 1500}", viewport={"width": 360, "height": 740})
    page.locator("#forside").wait_for(state="detached")
    page.locator(".aarsag").wait_for()
    assert page.locator(".aarsag").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_what_was_chosen_and_typed_goes_with_its_answer(opened: Opener) -> None:
    """Gradio changes one answer's elements into the next one's, and what a user did to them stays."""
    page = opened(f"/?q={FIGURE}")
    page.locator("#forside").wait_for(state="detached")
    page.get_by_role("button", name="Forkert", exact=True).click()
    page.locator(".kommentar input").fill("forkert år")
    page.locator("select[data-choose=agreements]").select_option("2023")
    page.locator("section.svar[data-agreements='2023']").wait_for()
    page.wait_for_function("new URLSearchParams(location.search).get('aftale') === '2023'")
    assert page.locator(".kommentar input").input_value() == ""
    assert page.locator("[data-verdict][aria-pressed=true]").count() == 0
    chosen = page.locator("select[data-choose] option:checked").all_inner_texts()
    assert chosen == ["Slags svar …", "Skift år …", "Vælg aftale …"]


@pytest.mark.parametrize("script", [True, False])
def test_one_may_skip_to_the_answer(opened: Opener, script: bool) -> None:
    page = opened(f"/?q={FIGURE}", java_script_enabled=script)
    if script:
        page.locator("#forside").wait_for(state="detached")
    page.locator(".spring-til").focus()
    page.keyboard.press("Enter")
    assert "q=hvad" in page.url
    assert page.locator("#svaret").is_visible()
    if script:
        assert page.evaluate("document.activeElement?.id") == "svaret"


def test_what_several_agreements_say_stands_under_their_years(opened: Opener, served: Served) -> None:
    question = "hvilke aftaler nævner psykiatri"
    page = opened(f"/?q={question}")
    wait_for_answer(page)
    sides = page.locator("#svaret .side-om-side")
    answer = told(served, question)
    assert sides.count() == len(answer["text"].split("\n")) > 2
    for side, citation in zip(sides.all(), answer["citations"], strict=True):
        assert str(citation["year"]) in side.locator(".aarstal").inner_text()
        assert side.locator(".henvisning").inner_text() == f"[{citation['id']}]"
        assert citation["quote"][-30:] in squeezed(side.inner_text())


def test_an_example_is_answered(opened: Opener) -> None:
    page = opened()
    example = page.locator("[data-ask]").first
    text = example.inner_text()
    example.click()
    wait_for_answer(page, text)


def test_the_year_filter(opened: Opener) -> None:
    page = opened()
    page.locator("#forside").wait_for(state="detached")
    page.get_by_label("2022", exact=True).check()
    ask(page, "hvad er servicerammen")
    assert page.locator("section.svar").get_attribute("data-years") == "2022"
    assert "2022" in page.locator(".kilde .titel").first.inner_text()


def test_a_year_in_the_words_goes_before_one_ticked_earlier(opened: Opener) -> None:
    """A forgotten tick must never turn a question about one year into an answer about another."""
    page = opened()
    page.locator("#forside").wait_for(state="detached")
    page.get_by_label("2022", exact=True).check()
    ask(page, "hvad er servicerammen")
    ask(page, FIGURE)
    assert page.locator("section.svar").get_attribute("data-years") == ""
    assert "2024" in page.locator(".kilde .titel").first.inner_text()
    assert not page.get_by_label("2022", exact=True).is_checked()


def test_a_chip_is_changed_and_asks_again(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}")
    wait_for_answer(page)
    page.locator("select[data-choose=years]").select_option("2022")
    page.locator("section.svar[data-years='2022'][data-question='hvad er servicerammen i 2022']").wait_for()
    assert "2022" in page.locator(".kilde .titel").first.inner_text()


def test_a_refusal_helps(opened: Opener) -> None:
    page = opened(f"/?q={REFUSED}")
    wait_for_answer(page)
    assert page.locator("#svaret").inner_text() == "Intet svar fundet"
    assert page.locator(".afslag .aarsag").inner_text()
    assert page.locator(".steder li").count() > 0
    assert page.locator(".afslag [data-ask]").count() > 0


def test_a_series_is_drawn_and_its_points_open_their_source(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={SERIES}", viewport={"width": 1440, "height": 900})
    wait_for_answer(page)
    answer = told(served, SERIES)
    points = page.locator(".diagram svg a")
    assert points.count() == len(answer["series"])
    last = answer["citations"][answer["series"][-1]["citation"] - 1]
    points.last.click()
    page.locator("#kilderude .aftaletitel", has_text=last["title"]).wait_for()
    assert marked(page, "#kilderude") == squeezed(last["quote"])


def test_a_series_is_a_row_of_figures_each_with_its_source(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={SERIES}")
    wait_for_answer(page)
    answer = told(served, SERIES)
    shown = page.locator("#svaret .led").all_inner_texts()
    assert [squeezed(led) for led in shown] == [
        f"{point['year']} : {point['text']} [{point['citation']}]" for point in answer["series"]
    ]
    assert page.locator("#svaret .henvisning").count() == len(answer["series"])


def test_which_year_is_answered_before_the_figures(opened: Opener, served: Served) -> None:
    question = "hvilket år var anlægsrammen størst"
    page = opened(f"/?q={question}")
    wait_for_answer(page)
    answer = told(served, question)
    assert page.locator("#svaret").inner_text() == answer["answer"]
    assert page.locator(".raekke.under .led").count() == len(answer["series"]) > 2


def test_the_readings_of_an_ambiguous_question_are_choices(opened: Opener, served: Served) -> None:
    question = "hvad er grundbidraget"
    page = opened(f"/?q={question}")
    wait_for_answer(page)
    answer = told(served, question)
    assert answer["reason"]["code"] == "ambiguous"
    assert page.locator("#svaret").inner_text() == "Hvilken aftale mener du?"
    choices = page.locator(".laesninger [data-ask]")
    assert choices.count() == len(answer["figures"])
    choices.last.click()
    year = answer["citations"][-1]["year"]
    page.locator(f"section.svar[data-years='{year}']").wait_for()
    assert answer["figures"][-1]["text"] in page.locator("#svaret").inner_text()


def test_a_reading_tells_which_year_its_figure_is_for(opened: Opener, served: Served) -> None:
    question = "hvor meget skal konsulentforbruget sænkes"
    page = opened(f"/?q={question}")
    wait_for_answer(page)
    answer = told(served, question)
    years = {c["id"]: c["year"] for c in answer["citations"]}
    for figure, choice in zip(answer["figures"], page.locator(".laesninger [data-ask]").all(), strict=True):
        own = figure["year"] in (None, years[figure["citation"]])
        assert own or choice.inner_text().endswith(f"for {figure['year']}")
    page.locator("#forside").wait_for(state="detached")
    page.locator(".laesninger [data-ask]").first.click()
    page.locator(f"section.svar[data-years='{answer['figures'][0]['year']}']").wait_for()
    assert page.locator("#svaret").inner_text() == answer["figures"][0]["text"]


def test_an_agreement_that_is_named_is_told_once(opened: Opener) -> None:
    page = opened("/?q=hvad siger aftalerne for 2022 og 2024 om ukraine")
    wait_for_answer(page)
    chips = [squeezed(chip) for chip in page.locator("button.brik").all_inner_texts()]
    assert chips == ["aftalen for 2022 ×", "aftalen for 2024 ×"]


def test_another_agreement_is_chosen_and_asks_again(opened: Opener) -> None:
    page = opened("/?q=hvad er servicerammen")
    wait_for_answer(page)
    page.locator("select[data-choose=agreements]").select_option("2023")
    page.locator("section.svar[data-agreements='2023']").wait_for()
    assert "2023" in page.locator(".kilde .titel").first.inner_text()
    page.locator("button.brik", has_text="aftalen for 2023").click()
    page.locator("section.svar[data-agreements='']").wait_for()


def test_slash_goes_to_the_field(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}")
    wait_for_answer(page)
    page.locator("#svaret").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#spoergsmaal') !== null")
