"""The kind of answer on the page: chosen in the chip, the address, the API and the feedback."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aftalesvar.records import AnswerKind
from aftalesvar.web.desk import Desk
from aftalesvar.web.feedback import FILE, feedback_on, promote, store, stored
from aftalesvar.web.spoken import kind_or_none, numbers

from .conftest import Opener, Served, ask, violations, wait_for_answer
from .test_work import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

THING = "sundhedsklynger"
LIST = "select[data-choose=kind]"


def api(served: Served, **query: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{served.url}/api/ask?{urllib.parse.urlencode(query)}", timeout=30) as reply:
        answer: dict[str, Any] = json.load(reply)
    return answer


def posted(served: Served, path: str, body: dict[str, Any]) -> tuple[int, str]:
    request = urllib.request.Request(
        served.url + path, json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def chosen(page: Page, name: str) -> None:
    page.locator(f"section.svar[data-kind='{name}']").wait_for()


# --- the API -------------------------------------------------------------------------------------------


def test_the_api_takes_a_kind(served: Served) -> None:
    plain, amount = api(served, q=THING), api(served, q=THING, kind="beløb")
    assert (plain["understood"]["kind"], amount["understood"]["kind"]) == ("what", "amount")
    assert amount["answer"] != plain["answer"]
    code, text = posted(served, "/api/ask", {"question": THING, "kind": "amount"})
    told = json.loads(text)
    assert code == 200
    assert told["answer"] == amount["answer"]
    assert api(served, q=THING, kind="")["answer"] == plain["answer"]


@pytest.mark.parametrize("kind", ["farve", 5, ["amount"], {"a": 1}, True, "x" * 3000])
def test_a_kind_that_is_none_is_refused(kind: object, served: Served) -> None:
    for path in ("/api/ask", "/api/feedback"):
        code, said = posted(served, path, {"question": THING, "kind": kind, "verdict": "right"})
        assert code == 400
        assert "lags svar" in said


def test_the_files_take_the_kind_of_the_address(served: Served) -> None:
    query = urllib.parse.urlencode({"q": THING, "slags": "beløb"})
    with urllib.request.urlopen(f"{served.url}/api/export.csv?{query}", timeout=30) as reply:
        assert api(served, q=THING, kind="beløb")["answer"] in reply.read().decode()


@pytest.mark.parametrize("told", [None, "", "farve", 7, ["beløb"], "<b>"])
def test_what_the_script_tells_is_no_kind(told: object) -> None:
    assert kind_or_none(told) is None


def test_what_the_script_tells() -> None:
    assert kind_or_none("ja-eller-nej") == "yesno"
    assert numbers(["2024", 2022, "x", "20244", "²²²²", None]) == [2024, 2022]


# --- feedback --------------------------------------------------------------------------------------------


def test_a_verdict_keeps_the_kind_and_waits_for_a_person(desk: Desk, tmp_path: Path) -> None:
    """Right for what was chosen beside the words isn't the answer to the words alone."""
    kinds: tuple[AnswerKind | None, ...] = (None, "amount")
    for kind in kinds:
        store(tmp_path, feedback_on(desk.ask(THING, (), (), kind), "right", "", kind=kind))
    assert [told.kind for told in stored(tmp_path)] == [None, "amount"]
    target = tmp_path / "questions.jsonl"
    assert promote(tmp_path, target) == (1, 1)
    waiting = json.loads(target.with_suffix(".todo.jsonl").read_text("utf-8"))
    assert waiting["chosen"] == {"kind": "amount"}
    assert "chosen" not in json.loads(target.read_text("utf-8"))


def test_verdicts_from_before_kinds_are_still_read(desk: Desk, tmp_path: Path) -> None:
    store(tmp_path, feedback_on(desk.ask(THING), "right", ""))
    file = tmp_path / FILE
    told = json.loads(file.read_text("utf-8"))
    del told["kind"]
    file.write_text(json.dumps(told) + "\n", "utf-8")
    assert [one.kind for one in stored(tmp_path)] == [None]


# --- the page --------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_kind_is_changed_and_another_answer_seen(opened: Opener, served: Served) -> None:
    page = opened(f"/?q={THING}")
    settled(page)
    wait_for_answer(page)
    first = page.locator("#svaret").inner_text()
    page.locator(LIST).select_option("beløb")
    chosen(page, "beløb")
    assert page.locator("#svaret").inner_text() == api(served, q=THING, kind="amount")["answer"] != first
    assert page.locator(LIST).input_value() == "beløb"
    page.wait_for_function("new URLSearchParams(location.search).get('slags') === 'beløb'")
    page.reload()
    settled(page)
    chosen(page, "beløb")
    page.locator(LIST).select_option("")
    chosen(page, "")
    assert page.locator("#svaret").inner_text() == first
    page.wait_for_function("!new URLSearchParams(location.search).has('slags')")
    page.go_back()
    chosen(page, "beløb")


@pytest.mark.browser
def test_the_kind_understood_is_shown_and_can_be_left(opened: Opener) -> None:
    page = opened("/?q=hvordan har servicerammen udviklet sig")
    settled(page)
    assert page.locator(f"{LIST} option:checked").inner_text() == "udvikling"
    page.locator(LIST).select_option("procent")
    chosen(page, "procent")
    assert page.locator("section.svar .brikker").is_visible()  # what is refused can be asked in another way


@pytest.mark.browser
def test_an_unknown_kind_in_the_address_is_let_be(opened: Opener) -> None:
    page = opened(f"/?q={THING}&slags=farve")
    settled(page)
    chosen(page, "")


@pytest.mark.browser
def test_by_the_keys_one_may_step_through_the_kinds(opened: Opener) -> None:
    page = opened(f"/?q={THING}")
    settled(page)
    page.locator(LIST).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen(page, "procent")
    page.wait_for_function(f"document.activeElement?.matches('{LIST}')")
    assert page.evaluate("JSON.parse(localStorage.getItem('aftalesvar:historik')).map(e => e.kind)") == [
        "procent",
        None,
    ]
    page.keyboard.press("ArrowUp")
    chosen(page, "beløb")
    page.wait_for_function("document.querySelector('#oplaesning')?.textContent.includes('kr.')")
    assert page.locator("#oplaesning").inner_text() == page.locator("#svaret").inner_text()
    assert page.locator(LIST).get_attribute("aria-label") == "Skift slags svar"
    assert violations(page) == []


@pytest.mark.browser
def test_a_follow_up_keeps_the_kind_and_a_new_question_does_not(opened: Opener) -> None:
    page = opened("/?q=hvad står der om digitalisering i 2024&slags=beløb")
    settled(page)
    chosen(page, "beløb")
    ask(page, "og i 2023?")
    chosen(page, "beløb")
    ask(page, "hvad er anlægsrammen i 2022")
    chosen(page, "")


@pytest.mark.browser
def test_a_follow_up_of_a_question_word_alone_asks_for_that_kind(opened: Opener) -> None:
    page = opened(f"/?q={THING}")
    settled(page)
    wait_for_answer(page)
    ask(page, "hvornår?")
    chosen(page, "tidspunkt")
    assert page.locator(".laest").inner_text() == f"Læst som: {THING}"


@pytest.mark.browser
def test_the_history_keeps_the_kind(opened: Opener) -> None:
    page = opened(f"/?q={THING}&slags=tidspunkt")
    settled(page)
    chosen(page, "tidspunkt")
    page.wait_for_function("localStorage.getItem('aftalesvar:historik') !== null")
    page.goto(page.url.split("?")[0])
    settled(page)
    earlier = page.locator("#historik [data-ask]")
    assert earlier.inner_text() == f"{THING} (tidspunkt)"
    earlier.click()
    chosen(page, "tidspunkt")
    page.goto(page.url.split("?")[0])
    settled(page)
    page.locator(".velkomst [data-ask]").first.click()  # an example is asked with nothing chosen
    chosen(page, "")


@pytest.mark.browser
def test_without_a_script_the_lists_ask_too(opened: Opener) -> None:
    page = opened(f"/?q={THING}", java_script_enabled=False)
    page.locator(LIST).select_option("beløb")
    page.get_by_role("button", name="Spørg igen", exact=True).click()
    page.wait_for_url("**slags=bel*")
    chosen(page, "beløb")
    page.locator("select[data-choose=years]").select_option("2024")
    page.get_by_role("button", name="Spørg igen", exact=True).click()
    page.wait_for_url("**year=2024*")
    chosen(page, "beløb")
    assert page.locator("section.svar").get_attribute("data-years") == "2024"
    page.get_by_role("button", name="Spørg igen", exact=True).click()  # what was chosen stays
    page.wait_for_url("**year=2024*")
    assert page.locator("section.svar").get_attribute("data-years") == "2024"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_kind_on_a_phone(opened: Opener, scheme: str) -> None:
    size = {"width": 360, "height": 740}
    page = opened(f"/?q={THING}&slags=beløb", viewport=size, has_touch=True, is_mobile=True, color_scheme=scheme)
    settled(page)
    box = page.locator(LIST).bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["x"] + box["width"] <= 360
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.browser
def test_the_kinds_in_english(opened: Opener) -> None:
    page = opened(f"/?q={THING}&slags=beløb&lang=en")
    settled(page)
    chosen(page, "beløb")
    assert page.locator(f"{LIST} option:checked").inner_text() == "amount"
    assert page.locator(f"{LIST} option").first.inner_text() == "as the question says"
