"""A hostile document in the corpus: 25 markup vectors in text, title, heading and file name, shown as text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from aftalesvar.indexing import build as build_index
from aftalesvar.settings import Settings
from aftalesvar.web.desk import Desk
from fakes import FakeEncoder

from .conftest import Opener, Served, build, wait_for_answer

pytestmark = pytest.mark.browser
VECTORS = [
    "![x](SINK/a)", "<img src=SINK/b>", "<img src=x onerror=alert(1)>", "<image src=x onerror=alert(2)>",
    "<script>alert(3)</script>", "<script src=SINK/c></script>", "<iframe src=SINK/d></iframe>",
    "<svg onload=alert(4)>",
    "<video src=SINK/e autoplay>", "<audio src=SINK/f autoplay>", "<link rel=stylesheet href=SINK/g>",
    "<style>@import 'SINK/h';</style>", "<p style=\"background:url(SINK/i)\">x</p>", "<object data=SINK/j></object>",
    "<embed src=SINK/k>", "[x](javascript:alert(5))", "<a href=javascript:alert(6)>klik</a>",
    "<form action=SINK/l><button>send</button></form>", "<input type=image src=SINK/m>", "<img srcset='SINK/n 1x'>",
    "<picture><source srcset=SINK/o><img></picture>", "<math><mtext><img src=x onerror=alert(7)></mtext></math>",
    "$\\href{javascript:alert(8)}{x}$", "$\\includegraphics{SINK/p}$",
    "${alert(9)}{{constructor.constructor('alert(10)')()}}`",
]  # fmt: skip


class Sink:
    """A server that counts what is fetched from it."""

    def __init__(self) -> None:
        seen: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.seen = seen
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    made = Sink()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, sink: Sink) -> Iterator[tuple[Served, list[str]]]:
    home = tmp_path_factory.mktemp("fjendtlig")
    vectors = [vector.replace("SINK", sink.address) for vector in VECTORS]
    body = "\n\n".join(
        f"{vector}\n\nRegeringen og KL er enige om, at ramme nummer {n} {vector} udgør {n},5 mia. kr. i 2031."
        for n, vector in enumerate(vectors, start=100)
    )
    heading = "1. Rammer <img src=x onerror=alert(11)> ${alert(12)}"
    file = "aftale<img src=x onerror=alert(13)>.txt"
    corpus = home / "corpus"
    corpus.mkdir()
    (corpus / file).write_text(f"Aftale om prøver for 2031\n\n{heading}\n\n{body}\n", "utf-8")
    title = 'Aftale "><img src=x onerror=alert(14)><script>alert(15)</script> ${alert(16)} for 2031'
    (corpus / "corpus.toml").write_text(
        f"[[document]]\nid = 'aftale-2031'\nfile = '{file}'\ntitle = '{title}'\nyear = 2031\nparties = ['<b>KL</b>']\n"
    )
    settings = Settings(corpus=corpus, index=home / "index")
    encoder: Any = FakeEncoder()
    build_index(settings, encoder)
    desk = Desk(settings, encoder)
    running = Served(build(desk))
    yield running, vectors
    running.stop()
    desk.close()


def only_text(page: Any) -> None:
    """Nothing of the document has become an element, and no script ran (a dialog would fail the test)."""
    page.wait_for_timeout(150)
    inside = "#svarfelt, #kilderude, .aftale, .korpus, #forside, main"
    for element in (
        "img",
        "image",
        "iframe",
        "video",
        "audio",
        "object",
        "embed",
        "math",
        "input[type=image]",
        "style",
        "picture",
    ):
        assert page.locator(inside).locator(element).count() == 0, element
    assert page.locator("[onerror], [onload], a[href^=javascript]").count() == 0


def test_every_vector_is_shown_as_text(opened: Opener, hostile: tuple[Served, list[str]], sink: Sink) -> None:
    served, vectors = hostile
    page = opened("/kilde/aftale-2031", base=served.url)
    only_text(page)
    shown = "".join(page.locator(".aftaletekst").inner_text().split())
    whole = [vector for vector in vectors if "".join(vector.split()) in shown]
    # The reading drops what it knows as a text's own markup (a paragraph's or a link's tags); all else stands.
    assert [vector for vector in vectors if vector not in whole and not vector.startswith(("<p ", "<a "))] == []
    assert sink.seen == []


@pytest.mark.parametrize("path", ["/aftaler", "/forskelle", "/"])
def test_the_other_pages(opened: Opener, hostile: tuple[Served, list[str]], sink: Sink, path: str) -> None:
    page = opened(path, base=hostile[0].url)
    if path == "/":
        page.locator("#forside").wait_for(state="detached")
    only_text(page)
    assert sink.seen == []


@pytest.mark.parametrize("which", range(0, 25, 3))
def test_an_answer_with_a_vector(opened: Opener, hostile: tuple[Served, list[str]], sink: Sink, which: int) -> None:
    """In the echo of the question, the answer, the quotes, the source beside it and the address."""
    served, vectors = hostile
    page = opened(base=served.url, viewport={"width": 1440, "height": 900})
    page.locator("#forside").wait_for(state="detached")
    question = f"hvad udgør ramme nummer {100 + which} {vectors[which]}"
    page.locator("#spoergsmaal input").fill(question)
    page.keyboard.press("Enter")
    wait_for_answer(page)
    link = page.locator("[data-source]").first
    if link.count():
        link.click()
        page.locator("#kilderude .aftaletitel").wait_for()
    only_text(page)
    page.reload()
    page.locator("#forside").wait_for(state="detached")
    wait_for_answer(page)
    only_text(page)
    assert sink.seen == []
