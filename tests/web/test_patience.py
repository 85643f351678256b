"""Clients that are slow on purpose, and those that guess passwords: cut off, while the server stays well."""

from __future__ import annotations

import base64
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from aftalesvar.web import guard, patience
from aftalesvar.web.desk import Desk
from aftalesvar.web.login import ADDRESSES, FREE, LONGEST_PAUSE, PAUSE_SECONDS, Login, network
from aftalesvar.web.refusing import Refused

from .conftest import Served, build
from .test_guard import call

SHORT = 0.6  # seconds; the real limits are half a minute and ten seconds


@pytest.fixture
def hasty(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The page with its patience cut short."""
    monkeypatch.setattr(guard, "BODY_SECONDS", SHORT)
    monkeypatch.setattr(patience, "HEAD_SECONDS", SHORT)
    running = Served(build(desk))
    yield running
    running.stop()


def trickle(served: Served, head: bytes, piece: bytes, until: float) -> tuple[bytes, float]:
    """Say the head, then a piece every tenth of a second; what came back, and after how many seconds."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
        line.sendall(head)
        line.settimeout(0.1)
        got = b""
        while time.monotonic() - started < until:
            try:
                part = line.recv(65536)
                if not part:
                    break
                got += part
            except TimeoutError:
                try:
                    line.sendall(piece)
                except OSError:
                    break
            except OSError:
                break
        return got, time.monotonic() - started


def head_of(served: Served, path: str, how: str) -> bytes:
    kind = "Content-Type: application/json"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n{kind}\r\n{how}\r\n\r\n".encode()


def healthy(served: Served) -> None:
    """Another client is served at once."""
    started = time.monotonic()
    assert call(served, "GET", "/healthz")[0] == 200
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("path", ["/api/ask", "/api/feedback", "/gradio_api/run/predict"])
@pytest.mark.parametrize(
    ("how", "piece"), [("Content-Length: 1000", b"x"), ("Transfer-Encoding: chunked", b"1\r\nx\r\n")]
)
def test_a_body_that_trickles_in_is_cut_off(hasty: Served, path: str, how: str, piece: bytes) -> None:
    got, seconds = trickle(hasty, head_of(hasty, path, how), piece, until=5)
    assert got.startswith(b"HTTP/1.1 408 ")
    assert "tog for lang tid" in got.decode()
    assert SHORT <= seconds < SHORT + 2
    healthy(hasty)


def test_a_body_that_never_comes_is_cut_off(hasty: Served) -> None:
    got, seconds = trickle(hasty, head_of(hasty, "/api/ask", "Content-Length: 1000"), b"", until=5)
    assert got.startswith(b"HTTP/1.1 408 ")
    assert seconds < SHORT + 2


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
def test_a_head_that_trickles_in_is_cut_off(hasty: Served, head: bytes) -> None:
    got, seconds = trickle(hasty, head, b"a" if head else b"", until=5)
    assert got == b""
    assert SHORT <= seconds < SHORT + 2


def test_a_second_request_may_not_trickle_either(hasty: Served) -> None:
    first = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{hasty.port}\r\n\r\n".encode()
    got, seconds = trickle(hasty, first + b"GET / HTT", b"P", until=5)
    assert got.startswith(b"HTTP/1.1 200 ")
    assert seconds < SHORT + 2


def test_a_hundred_slow_clients_trouble_nobody(hasty: Served) -> None:
    slow = head_of(hasty, "/api/ask", "Content-Length: 1000")
    with ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection(("127.0.0.1", hasty.port), timeout=5)) for _ in range(100)
        ]
        for number, line in enumerate(lines):
            line.sendall(slow if number % 2 else b"POST /api/ask HTTP/1.1\r\nHost: ")
        healthy(hasty)
        time.sleep(SHORT + 0.6)
        assert all(line.recv(65536)[:12] in (b"HTTP/1.1 408", b"") for line in lines)
    healthy(hasty)


def test_a_pause_between_two_requests_is_no_trouble(hasty: Served) -> None:
    """The wait is for a request that has begun (or a connection that says nothing), not for an answer being made."""
    line = http.client.HTTPConnection("127.0.0.1", hasty.port, timeout=5)
    for pause in (SHORT * 0.7, SHORT * 0.7, 0):
        line.request("GET", "/healthz")
        assert line.getresponse().read()
        time.sleep(pause)
    line.close()


# --- guessing the password ----------------------------------------------------------------------------


def basic(told: str) -> str:
    return "Basic " + base64.b64encode(told.encode()).decode()


def tried(login: Login, told: str, client: str = "10.0.0.1") -> int:
    """The status that a login gets."""
    try:
        login.check(basic(told) if told else "", client)
    except Refused as refused:
        return refused.status
    return 200


def test_who_guesses_has_to_wait() -> None:
    now = [0.0]
    login = Login(("anna", "hemmelig"), lambda: now[0])
    assert [tried(login, "anna:forkert") for _ in range(FREE)] == [401] * FREE
    assert tried(login, "anna:forkert") == 429
    assert tried(login, "anna:hemmelig") == 429  # nothing is told while the pause lasts
    assert tried(login, "anna:hemmelig", "10.0.0.2") == 200  # others are not kept out
    now[0] += PAUSE_SECONDS - 1
    assert tried(login, "anna:hemmelig") == 429
    now[0] += 1.1
    assert tried(login, "anna:forkert") == 401
    now[0] += PAUSE_SECONDS + 1
    assert tried(login, "anna:hemmelig") == 429  # twice as long the second time
    now[0] += PAUSE_SECONDS
    assert tried(login, "anna:hemmelig") == 200
    assert [tried(login, "anna:forkert") for _ in range(FREE)] == [401] * FREE  # forgotten by a right one


def test_pauses_end_and_memory_is_bounded() -> None:
    now = [0.0]
    login = Login(("anna", "hemmelig"), lambda: now[0])
    for _ in range(200):
        tried(login, "x:y")
        now[0] += LONGEST_PAUSE + 1
    assert tried(login, "anna:hemmelig") == 200
    for number in range(ADDRESSES + 50):
        tried(login, "x:y", f"10.{number // 65536}.{number // 256 % 256}.{number % 256}")
    assert len(login._wrong) == ADDRESSES


def test_no_login_is_no_attempt_and_one_subscriber_is_one_guesser() -> None:
    login = Login(("anna", "hemmelig"))
    assert {tried(login, "") for _ in range(50)} == {401}
    assert tried(login, "anna:hemmelig") == 200
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert network("10.0.0.1") != network("10.0.0.2")
    assert network("") == ""


def test_the_comparison_takes_one_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared is two digests, whatever was sent, by the function that takes the same time for all."""
    seen: list[tuple[int, int]] = []

    def compare(a: bytes, b: bytes) -> bool:
        seen.append((len(a), len(b)))
        return a == b

    monkeypatch.setattr("aftalesvar.web.login.hmac.compare_digest", compare)
    login = Login(("anna", "hemmelig"))
    assert [tried(login, told) for told in ("a:b", "anna:hemmelig", "anna:" + "x" * 5000)] == [401, 200, 401]
    assert seen == [(32, 32)] * 3


def test_guessing_over_the_wire(desk: Desk) -> None:
    running = Served(build(desk, auth=("anna", "hemmelig")))
    wrong, right = basic("anna:forkert"), basic("anna:hemmelig")
    try:
        assert call(running, "GET", "/api/documents", Authorization=right)[0] == 200
        statuses: list[int] = []
        threads = [
            threading.Thread(
                target=lambda: statuses.append(call(running, "GET", "/api/documents", Authorization=wrong)[0])
            )
            for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (statuses.count(401), statuses.count(429)) == (FREE, 20 - FREE)
        status, headers, body = call(running, "GET", "/api/documents", Authorization=right)
        assert status == 429
        assert 0 < int(headers["retry-after"]) <= PAUSE_SECONDS
        assert "Prøv igen om" in body.decode()
        assert call(running, "GET", "/healthz")[0] == 200
    finally:
        running.stop()
