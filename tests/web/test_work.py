"""Working with the page: follow-ups, copying, history, feedback, files, keyboard, widths, both schemes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aftalesvar.settings import Settings
from aftalesvar.web.desk import Desk
from aftalesvar.web.feedback import promote, stored

from .conftest import Opener, Served, ask, build, squeezed, violations, wait_for_answer
from .test_page import FIGURE, REFUSED, SERIES, marked, told

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
STATES = {
    "start": "/", "svar": f"/?q={FIGURE}", "serie": f"/?q={SERIES}", "afslag": f"/?q={REFUSED}",
    "tvetydig": "/?q=hvad er grundbidraget", "hvilket": "/?q=hvilket år var anlægsrammen størst",
    "to aar": "/?q=sammenlign anlægsrammen i 2022 og 2024", "aftaler": "/aftaler", "forskelle": "/forskelle",
    "kilde": "/kilde/aftale-2024?m=3147-3247", "engelsk": f"/?q={FIGURE}&lang=en",
}  # fmt: skip


@pytest.fixture
def own(settings: Settings, index_copy: Path) -> Iterator[Served]:
    """A page over a copy of the index, where something may be stored."""
    desk = Desk(Settings(corpus=settings.corpus, index=index_copy))
    running = Served(build(desk))
    yield running
    running.stop()
    desk.close()


def settled(page: Page) -> None:
    """Wait until Gradio's page has taken over and what was asked stands there."""
    page.locator("#spoergsmaal input").wait_for()
    page.locator("#forside").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_accessible(opened: Opener, state: str, scheme: str) -> None:
    path = STATES[state]
    page = opened(path, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    if path.startswith("/?") or path == "/":
        settled(page)
    if state in ("svar", "serie"):
        page.locator("#kilderude .aftaletitel").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 2560])
@pytest.mark.parametrize("state", STATES)
def test_no_width_scrolls_sideways(opened: Opener, state: str, width: int) -> None:
    page = opened(STATES[state], viewport={"width": width, "height": 800})
    if STATES[state].startswith("/?"):
        settled(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_follow_up_keeps_the_subject_and_says_how_it_was_read(opened: Opener) -> None:
    page = opened()
    settled(page)
    ask(page, FIGURE)
    ask(page, "og i 2022?")
    wait_for_answer(page, "hvad er servicerammen i 2022")
    assert page.locator(".laest").inner_text() == "Læst som: hvad er servicerammen i 2022"
    assert "2022" in page.locator(".kilde .titel").first.inner_text()
    ask(page, "hvad med anlæg?")
    wait_for_answer(page, "hvad er anlæg i 2022")


def test_copying_a_quote_and_a_link(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={FIGURE}", permissions=["clipboard-read", "clipboard-write"])
    settled(page)
    citation = told(served, FIGURE)["citations"][0]
    button = page.locator("[data-copy]").first
    button.click()
    page.wait_for_function("button => button.textContent === 'Kopieret'", arg=button.element_handle())
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"»{squeezed(citation['quote'])}« ({citation['title']}, ")
    page.locator("[data-copy-link]").first.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    assert marked(page, ".aftaletekst") == squeezed(citation["quote"])
    assert page.locator("#m1").is_visible()


def test_the_whole_answer_is_copied_for_a_memo(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={FIGURE}", permissions=["clipboard-read", "clipboard-write"])
    settled(page)
    page.get_by_role("button", name="Kopiér svar med kilder").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('»'))")
    answer = told(served, FIGURE)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(answer["text"] + "\n\n[1] »")
    for citation in answer["citations"]:
        assert squeezed(citation["quote"]) in copied
        assert citation["title"] in copied


def test_files_to_keep(opened: Opener) -> None:
    page = opened(f"/?q={SERIES}")
    settled(page)
    figures = "Hent tallene som CSV (regneark)"
    for name, ending, start in (
        (figures, ".csv", "\ufeffspørgsmål;svar;"),
        ("Hent som CSV", ".csv", "\ufeffspørgsmål;svar;"),
        ("Hent som Markdown", ".md", "# "),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(ending)
        assert Path(download.value.path()).read_text("utf-8").startswith(start)


def test_tables_are_sorted(opened: Opener) -> None:
    page = opened("/forskelle")
    head = page.locator("th", has_text="Forskel")
    values = (
        "[...document.querySelectorAll('tbody td:last-child')].map(c => c.dataset.sort).filter(Boolean).map(Number)"
    )
    head.locator("button").click()
    up = page.evaluate(values)
    assert up == sorted(up)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert page.evaluate(values) == sorted(up, reverse=True)


def test_history_is_kept_in_this_browser(opened: Opener) -> None:
    page = opened()
    settled(page)
    ask(page, FIGURE)
    page.wait_for_function("localStorage.getItem('aftalesvar:historik') !== null")
    page.goto(page.url.split("?")[0])
    settled(page)
    earlier = page.locator("#historik [data-ask]")
    assert earlier.inner_text() == FIGURE
    earlier.click()
    wait_for_answer(page, FIGURE)
    page.goto(page.url.split("?")[0])
    settled(page)
    page.get_by_role("button", name="Ryd").click()
    assert page.locator("#historik [data-ask]").count() == 0


def test_feedback_is_stored_and_becomes_questions(
    opened: Opener, own: Served, index_copy: Path, tmp_path: Path
) -> None:
    page = opened(f"/?q={FIGURE}", base=own.url)
    settled(page)
    page.get_by_role("button", name="Rigtigt").click()
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Tak. Gemt på denne maskine.").wait_for()
    ask(page, "hvad er anlægsrammen i 2022")
    page.get_by_role("button", name="Forkert kilde").click()
    page.locator(".kommentar input").fill("=tabellen <b>")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Tak. Gemt på denne maskine.").wait_for()
    right, wrong = stored(index_copy)
    answer = told(own, FIGURE)
    assert (right.verdict, right.question, right.answer, right.index) == (
        "right",
        FIGURE,
        answer["answer"],
        answer["index"]["id"],
    )
    assert (wrong.verdict, wrong.comment) == ("source", "=tabellen <b>")
    target = tmp_path / "feedback.jsonl"
    assert promote(index_copy, target) == (1, 1)
    item = json.loads(target.read_text("utf-8"))
    assert item["accept"] == [answer["answer"]]
    assert item["evidence"][0]["quote"] == answer["citations"][0]["quote"]


def test_by_keyboard_alone(opened: Opener) -> None:
    """From the empty page to the cited sentence and back, without the mouse."""
    page = opened(viewport={"width": 1440, "height": 900})
    settled(page)
    page.keyboard.press("/")
    page.keyboard.type(FIGURE)
    page.keyboard.press("Enter")
    wait_for_answer(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.matches('.kildelink')"):
            break
    assert page.evaluate("document.activeElement?.matches('.kildelink')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement?.className === 'kildeindhold'")
    page.keyboard.press("Escape")
    assert page.locator("#kilderude").is_hidden()
    assert page.evaluate("document.activeElement?.matches('.kildelink')")


def test_useful_before_and_without_the_script(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}", java_script_enabled=False)
    assert page.locator("#svaret").inner_text()
    assert page.locator(".kilde mark").first.inner_text()
    page.locator("#forside-felt").fill("hvad er anlægsrammen i 2022")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=hvad+er+anl*")
    assert page.locator(".kilde").count() >= 1


ENGLISH = {"Your question", "Years", "Ask", "Agreements", "Changes"}
DANISH_WORDS = ("Spørg", "Kilder", "Forstået", "Kopiér", "Hent", "Vis i", "Var svaret", "Dit spørgsmål", "Aftaler,")


def words_of(page: Page) -> str:
    """What the page says in its own words: all text but the answer, the quotes and the agreement."""
    return str(
        page.evaluate(
            "(() => { const page = document.body.cloneNode(true);"
            " page.querySelectorAll('script, style, blockquote, .hovedsvar, .saetning, .laest, .steder, .aftale, .kilde"
            " .sted, .titel, .hvilken, [data-ask], .aftaleliste').forEach(part => part.remove());"
            " return page.textContent; })()"
        )
    )


def test_english_by_the_address(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}&lang=en", viewport={"width": 1440, "height": 900})
    settled(page)
    assert page.locator("#spoerg").inner_text() == "Ask"
    assert page.get_by_text("Sources", exact=True).is_visible()
    page.locator("#kilderude .aftaletitel").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    ask(page, "hvad er anlægsrammen i 2022")  # what is typed later is answered in English too
    page.get_by_text("Understood as:").wait_for()
    page.wait_for_timeout(1600)  # Gradio writes its own words once more as it settles
    said = words_of(page)
    assert all(word in said for word in ENGLISH)
    assert [word for word in DANISH_WORDS if word in said] == []
    page.get_by_role("link", name="Agreements").click()
    page.get_by_role("heading", name="Agreements in the corpus").wait_for()
    page.get_by_role("link", name="Changes").click()
    page.get_by_role("heading", name="What changed between two agreements?").wait_for()


@pytest.fixture(scope="module")
def english(desk: Desk) -> Iterator[Served]:
    """The page as ``serve(lang="en")`` makes it."""
    running = Served(build(desk, lang="en"))
    yield running
    running.stop()


def test_english_by_the_owner(opened: Opener, english: Served) -> None:
    page = opened(base=english.url, viewport={"width": 1440, "height": 900})
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#spoerg").inner_text() == "Ask"
    ask(page, FIGURE)
    said = words_of(page)
    assert all(word in said for word in ENGLISH)
    assert [word for word in DANISH_WORDS if word in said] == []
    page.goto(f"{english.url}/aftaler")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("heading", name="Agreements in the corpus").wait_for()


def test_danish_where_the_owner_has_chosen_english(opened: Opener, english: Served) -> None:
    page = opened("/?lang=da", base=english.url)
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "da"
    ask(page, FIGURE)
    assert page.get_by_text("Kilder", exact=True).is_visible()
    page.get_by_role("link", name="Aftaler", exact=True).click()
    page.get_by_role("heading", name="Aftaler i korpus").wait_for()


def test_a_phone_reads_the_source_over_the_answer(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    settled(page)
    assert page.locator("#kilderude").is_hidden()
    page.locator(".kildelink").first.tap()
    page.locator("#kilderude mark").first.wait_for()
    assert violations(page) == []
    page.locator(".luk").tap()
    assert page.locator("#kilderude").is_hidden()


def test_a_phones_keyboard_gives_way_to_the_answer(opened: Opener) -> None:
    page = opened(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    settled(page)
    ask(page, FIGURE)
    page.wait_for_function("document.activeElement?.id === 'svaret'")
    assert page.locator("#svaret").is_visible()
    sizes = page.locator("#spoergsmaal input").evaluate("field => [field.scrollLeft, field.clientWidth]")
    assert sizes[0] == 0
    assert sizes[1] > 280  # room to read the question


def test_the_way_around_an_agreement_stays_in_sight(opened: Opener) -> None:
    page = opened(f"/?q={FIGURE}", viewport={"width": 1440, "height": 900})
    settled(page)
    outline = page.locator("#kilderude .indholdsboks")
    outline.wait_for()
    page.wait_for_function("document.querySelector('.kildeindhold')?.scrollTop > 300")
    summary = outline.locator("summary")
    assert summary.locator(".hvilken").inner_text() == page.locator(".kilde .titel").first.inner_text()
    summary.click()
    target = outline.locator("a").last
    target.click()
    assert outline.get_attribute("open") is None
    page.wait_for_function("document.activeElement?.id.startsWith('afsnit-')")
    assert page.locator(f"#kilderude {target.get_attribute('href')}").is_visible()


def test_nothing_moves_when_gradio_takes_over(opened: Opener) -> None:
    """What stands at the first paint stands at the same place when Gradio's page is ready."""
    size = {"width": 1100, "height": 800}
    before = opened(f"/?q={FIGURE}", viewport=size, java_script_enabled=False)
    after = opened(f"/?q={FIGURE}", viewport=size)
    settled(after)
    for first, then in (("#forside-felt", "#spoergsmaal input"), ("#forside #svaret", "#svarfelt #svaret")):
        a, b = before.locator(first).bounding_box(), after.locator(then).bounding_box()
        assert a is not None
        assert b is not None
        assert abs(a["y"] - b["y"]) < 8
        assert abs(a["x"] - b["x"]) < 4


def test_years_ticked_early_are_kept(opened: Opener, served: Served) -> None:
    """In the moment before Gradio stands ready, and without a script."""
    page = opened("/", java_script_enabled=False)
    page.locator("#forside").get_by_label("2022", exact=True).check()
    page.locator("#forside-felt").fill("hvad er servicerammen")
    page.keyboard.press("Enter")
    page.wait_for_url("**year=2022*")
    assert page.locator("section.svar").get_attribute("data-years") == "2022"
    assert "2022" in page.locator(".kilde .titel").first.inner_text()
    early = opened("about:blank", base="")
    held: list[Route] = []
    let_go: list[bool] = []
    # Gradio's script is kept back.
    early.route("**/assets/*.js", lambda route: route.continue_() if let_go else held.append(route))
    early.goto(served.url, wait_until="commit")
    early.locator("#forside").get_by_label("2023", exact=True).check()
    early.keyboard.press("Tab")
    early.keyboard.press("/")
    assert early.evaluate("document.activeElement?.id") == "forside-felt"
    let_go.append(True)
    for route in held:
        route.continue_()
    early.locator("#aar input:checked").wait_for()
    assert early.locator("#aar").get_by_label("2023", exact=True).is_checked()
    ask(early, "hvad er servicerammen")
    assert early.locator("section.svar").get_attribute("data-years") == "2023"


def test_fast(opened: Opener) -> None:
    """The first paint within a second; the figures themselves are in the changelog."""
    opened()
    page = opened()
    settled(page)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 1000
