"""Adding agreements from the page: a PDF and a text, with progress; what must not be added is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from aftalesvar.errors import UsageError
from aftalesvar.indexing import build as build_index
from aftalesvar.settings import Settings
from aftalesvar.web.adding import LARGEST_FILE, safe_name
from aftalesvar.web.desk import Desk
from fakes import FakeEncoder

from .conftest import Opener, Served, build, squeezed, violations, wait_for_answer
from .test_guard import call
from .test_page import marked, told

ADDED = 120_000  # ms: the model that embeds is loaded first, which takes its time on a busy machine
SENTENCE = "Regeringen og KL er enige om, at rammen for havnenes drift udgør 3,4 mia. kr. i 2031."
TEXT = f"""Aftale om havnenes drift for 2031

8. juni 2030

Regeringen og KL

1. Indledning

Parterne følger op på aftalen inden udgangen af 2031 og drøfter resultaterne med rederierne og andre aktører.

2. Rammer

{SENTENCE} Hertil kommer en pulje til nye kajer og moler i de mindre havne.
"""


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    """A small corpus of its own."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "skove.txt").write_text(
        "Aftale om skovenes drift for 2030\n\n1. Indledning\n\nRammen for skovenes drift udgør 1,2 mia. kr. i 2030.\n",
        "utf-8",
    )
    (corpus / "corpus.toml").write_text("[[document]]\nid = 'aftale-2030'\nfile = 'skove.txt'\nyear = 2030\n", "utf-8")
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    encoder: Any = FakeEncoder()
    build_index(settings, encoder)
    return settings


@pytest.fixture
def open_house(place: Settings) -> Iterator[Served]:
    desk = Desk(place, FakeEncoder())
    running = Served(build(desk, allow_upload=True))
    yield running
    running.stop()
    desk.close()


def pdf(path: Path) -> Path:
    """The text as a PDF of two pages."""
    canvas = Canvas(str(path))
    y = 780
    for line in TEXT.splitlines():
        words, current = line.split(), ""
        for word in [*words, ""]:
            if len(current) + len(word) > 80 or not word:
                canvas.drawString(60, y, current)
                y -= 18
                current = ""
            current = f"{current} {word}".strip()
        if line.startswith("2."):
            canvas.showPage()
            y = 780
    canvas.save()
    return path


@pytest.mark.browser
def test_a_pdf_is_added_and_shown_with_the_sentence_marked(opened: Opener, open_house: Served, tmp_path: Path) -> None:
    page = opened("/aftaler", base=open_house.url)
    page.locator("input[type=file]").set_input_files(pdf(tmp_path / "Havne æøå <b>.pdf"))
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_text("er tilføjet").wait_for(timeout=ADDED)
    page.locator(".korpus li", has_text="havnenes drift").first.wait_for()
    question = "hvad er rammen for havnenes drift i 2031"
    answer = told(open_house, question)
    assert answer["citations"], answer
    page.goto(f"{open_house.url}/?q={question}")
    page.locator("#forside").wait_for(state="detached")
    wait_for_answer(page)
    page.locator(".kildelink").first.click()
    # The pane opens by itself with the answer and once more for the click: what is looked at is the one asked for.
    page.wait_for_function("document.activeElement?.className === 'kildeindhold'")
    page.locator("#kilderude .pdfside img").first.wait_for()
    citation = answer["citations"][0]
    assert marked(page, "#kilderude") == squeezed(citation["quote"])
    shown = " ".join(page.locator("#kilderude .side").evaluate_all("all => all.map(side => side.dataset.marked)"))
    assert squeezed(shown) == squeezed(citation["quote"])
    assert page.locator("#kilderude .side rect").count() >= 1
    page.wait_for_function("document.querySelector('#kilderude .pdfside img')?.naturalWidth > 100")
    assert f"side {citation['spans'][0]['page']}" in page.locator(".kilde .sted").first.inner_text()


def torn_pdf(path: Path) -> Path:
    """A PDF whose sentence begins at the foot of page 2 and ends at the head of page 3, page numbers between."""
    first, second = SENTENCE.split(" udgør ")
    pages = [
        ["Aftale om havnenes drift for 2031", "", "8. juni 2030", "", "Regeringen og KL", "", "1. Indledning", ""]
        + ["Parterne følger op på aftalen inden udgangen af året og drøfter resultaterne."] * 3,
        ["2. Rammer", ""] + ["Havnene har i en årrække haft brug for flere moler og nye kajer."] * 4 + [first],
        [f"udgør {second}", "Hertil kommer en pulje til mindre havne, som drøftes senere."],
    ]
    canvas = Canvas(str(path))
    for number, lines in enumerate(pages, start=1):
        for place, line in enumerate(lines):
            canvas.drawString(60, 780 - 18 * place, line)
        canvas.drawString(290, 30, str(number))
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.browser
def test_a_quote_across_a_page_break_is_marked_on_both_pages(
    opened: Opener, open_house: Served, tmp_path: Path
) -> None:
    """Two spans, two page images, each with its part of the sentence marked, and nothing else."""
    page = opened("/aftaler", base=open_house.url)
    page.locator("input[type=file]").set_input_files(torn_pdf(tmp_path / "havne.pdf"))
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_text("er tilføjet").wait_for(timeout=ADDED)
    question = "hvad er rammen for havnenes drift i 2031"
    citation = told(open_house, question)["citations"][0]
    assert [span["page"] for span in citation["spans"]] == [2, 3]
    assert squeezed(citation["quote"]) == SENTENCE
    page.goto(f"{open_house.url}/?q={question}")
    page.locator("#forside").wait_for(state="detached")
    wait_for_answer(page)
    assert "side 2–3" in page.locator(".kilde .sted").first.inner_text()
    page.locator(".kildelink").first.click()
    page.wait_for_function("document.activeElement?.className === 'kildeindhold'")  # the one that was asked for
    page.locator("#kilderude .pdfside img").nth(1).wait_for()
    assert page.locator("#kilderude .pdfside figcaption").all_inner_texts() == ["side 2", "side 3"]
    first, second = SENTENCE.split(" udgør ")
    shown = page.locator("#kilderude .side").evaluate_all("all => all.map(side => side.dataset.marked)")
    assert [squeezed(part) for part in shown] == [first, f"udgør {second}"]
    page.wait_for_function(
        "[...document.querySelectorAll('#kilderude .pdfside img')].every(image => image.naturalWidth > 100)"
    )
    for number in (0, 1):  # a mark lies within its own page's picture: at its foot, at its head
        side = page.locator("#kilderude .side").nth(number)
        frame, box = side.bounding_box(), side.locator("rect").first.bounding_box()
        assert frame is not None
        assert box is not None
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    assert marked(page, "#kilderude") == SENTENCE
    assert violations(page) == []
    page.goto(f"{open_house.url}{page.locator('.kildelink').first.get_attribute('href')}")
    assert page.locator(".pdfside img").count() == 2
    assert marked(page, ".aftaletekst") == SENTENCE
    assert violations(page) == []


@pytest.mark.browser
def test_a_file_that_is_there_already_is_refused_with_the_reason(
    opened: Opener, open_house: Served, place: Settings
) -> None:
    before = (place.corpus / "corpus.toml").read_bytes()
    page = opened("/aftaler", base=open_house.url)
    page.locator("input[type=file]").set_input_files(place.corpus / "skove.txt")
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_text("allerede i korpus").wait_for()
    assert (place.corpus / "corpus.toml").read_bytes() == before
    assert sorted(f.name for f in place.corpus.iterdir() if not f.name.startswith(".")) == ["corpus.toml", "skove.txt"]


def test_adding_is_closed_unless_opened(place: Settings) -> None:
    desk = Desk(place, FakeEncoder())
    running = Served(build(desk))
    try:
        status, _, body = call(running, "POST", "/api/documents?name=a.txt", TEXT.encode())
        assert status == 403
        assert "ikke" in body.decode()
        assert b'type="file"' not in call(running, "GET", "/aftaler")[2]
    finally:
        running.stop()
        desk.close()


def test_what_is_no_agreement_is_refused(open_house: Served) -> None:
    for query, data in (("name=a.exe", b"MZ"), ("name=", b"x"), ("name=a.txt", b""), ("name=a.txt&year=x", b"x")):
        assert call(open_house, "POST", f"/api/documents?{query}", data)[0] == 400
    length = str(LARGEST_FILE + 1)
    assert call(open_house, "POST", "/api/documents?name=a.pdf", b"", Content_Length=length)[0] == 413


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\x\\Aftale 2030.PDF", "Aftale-2030.pdf"),
        ("<b>\n.md", "b.md"),
        ("...txt", "aftale.txt"),
    ],
)
def test_names_are_names(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_a_name_of_another_kind() -> None:
    for bad in ("x.exe", "x", "", "x.txt/"):
        with pytest.raises(UsageError):
            safe_name(bad)


def test_the_page_notices_a_new_index(open_house: Served, place: Settings) -> None:
    """An index that another process has built is used for the next question."""
    assert told(open_house, "rammen for skovenes drift")["index"]["id"]
    first = told(open_house, "rammen for skovenes drift")["index"]["id"]
    shutil.copy(place.corpus / "skove.txt", place.corpus / "skove2.txt")
    catalogue = place.corpus / "corpus.toml"
    catalogue.write_text(
        catalogue.read_text("utf-8") + "\n[[document]]\nid = 'aftale-2032'\nfile = 'skove2.txt'\nyear = 2032\n", "utf-8"
    )
    encoder: Any = FakeEncoder()
    build_index(place, encoder)
    assert told(open_house, "rammen for skovenes drift")["index"]["id"] != first
