"""Many at once: no mixed answers, a clear "optaget" when too many wait, and recovery at once."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from aftalesvar.settings import Settings
from aftalesvar.web.admission import Admission
from aftalesvar.web.desk import WAITING, BusyError, Desk
from aftalesvar.web.refusing import App, Message, Receive, Scope, Send

from .conftest import Opener, Served, ask, build, violations

QUESTIONS = [
    f"{what} i {year}" for what in ("servicerammen", "anlægsrammen") for year in (2020, 2022, 2023, 2024, 2027)
]


def put(served: Served, question: str) -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    try:
        connection.request("GET", f"/api/ask?{urllib.parse.urlencode({'q': question})}")
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())
    finally:
        connection.close()


def test_twenty_at_once_each_get_their_own_answer(served: Served) -> None:
    alone = {question: put(served, question)[1]["answer"] for question in QUESTIONS}
    asked = [question + mark for mark in ("?", " ?", "  ", ".") for question in QUESTIONS]  # not from memory
    with ThreadPoolExecutor(20) as users:
        replies = list(users.map(lambda question: put(served, question), asked))
    assert {status for status, _ in replies} == {200}
    for question, (_, told) in zip(asked, replies, strict=True):
        assert told["question"] in (question, question.strip())
        assert told["answer"] == alone[question.rstrip(" ?.")]


def test_too_many_are_told_so_at_once_and_it_passes(settings: Settings) -> None:
    desk = Desk(settings, waiting=4)
    running = Served(build(desk))
    gate = threading.Event()
    held = [desk.submit(lambda _: gate.wait(30)) for _ in range(4)]
    try:
        started = time.monotonic()
        status, told = put(running, QUESTIONS[0])
        assert status == 503
        assert "optaget" in str(told["text"])
        assert time.monotonic() - started < 1
        with pytest.raises(BusyError):
            desk.ask(QUESTIONS[0])
    finally:
        gate.set()
    for future in held:
        future.result(30)
    assert put(running, QUESTIONS[0])[0] == 200
    running.stop()
    desk.close()


@pytest.mark.browser
def test_the_page_says_so_in_the_answers_place(opened: Opener, settings: Settings) -> None:
    desk = Desk(settings, waiting=2)
    running = Served(build(desk))
    gate = threading.Event()
    try:
        page = opened(base=running.url)
        page.locator("#forside").wait_for(state="detached")
        held = [desk.submit(lambda _: gate.wait(30)) for _ in range(2)]
        page.locator("#spoergsmaal input").fill(QUESTIONS[0])
        page.keyboard.press("Enter")
        page.locator("#svarfelt .optaget").wait_for()
        assert "optaget" in page.locator("#svaret").inner_text()
        assert violations(page) == []
        gate.set()
        for future in held:
            future.result(30)
        ask(page, QUESTIONS[0])
        assert page.locator(".kilde").count() >= 1
    finally:
        gate.set()
        running.stop()
        desk.close()


def test_two_hundred_at_once(served: Served) -> None:
    """As many as there are places are answered, the rest told at once (how soon: eval/benchmarks/page_load.py)."""
    with ThreadPoolExecutor(200) as users:
        replies = list(users.map(lambda n: put(served, f"hvad er grundbidraget nummer {n}"), range(200)))
    statuses = [status for status, _ in replies]
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= WAITING
    assert all(
        told["status"] == "error" and "optaget" in str(told["text"]) for status, told in replies if status == 503
    )
    started = time.monotonic()
    assert put(served, QUESTIONS[0] + "!")[0] == 200
    assert time.monotonic() - started < 1


class Gate:
    """An app that answers when it is let, and counts what reached it."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.reached = 0

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        self.reached += 1
        assert (await receive())["type"] == "http.request"
        await self.open.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def request(app: App, path: str, *body: bytes, hold: asyncio.Event | None = None) -> int:
    """Put a request to an ASGI app; its status. ``hold`` keeps the end of the body back."""
    parts, statuses = list(body) or [b""], []

    async def receive() -> Message:
        if hold is not None and len(parts) == 1:
            await hold.wait()
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app({"type": "http", "path": path, "method": "POST" if body else "GET"}, receive, send)
    return int(statuses[0])


def in_own_loop(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it in a thread of its own: the main thread's loop may be playwright's."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work())).result(30)


def test_with_every_place_taken_nothing_is_done() -> None:
    async def told() -> None:
        gate = Gate()
        admission = Admission(gate, 3)
        first = [asyncio.create_task(request(admission, "/api/ask")) for _ in range(3)]
        await asyncio.sleep(0)
        assert [await request(admission, path) for path in ("/api/ask", "/api/export.csv")] == [503, 503]
        assert await request(admission, "/api/feedback", b"{", b"}") == 503
        assert gate.reached == 3
        reading = asyncio.create_task(request(admission, "/kilde/x"))  # reading is no asking
        await asyncio.sleep(0)
        assert gate.reached == 4
        gate.open.set()
        assert [await task for task in [*first, reading]] == [200] * 4
        assert await request(admission, "/api/ask") == 200  # and at once there is room

    in_own_loop(told)


def test_a_slow_body_takes_no_place() -> None:
    async def told() -> None:
        gate, hold = Gate(), asyncio.Event()
        gate.open.set()
        admission = Admission(gate, 1)
        slow = asyncio.create_task(request(admission, "/api/ask", b"{", b"}", hold=hold))
        await asyncio.sleep(0)
        assert await request(admission, "/api/ask") == 200
        hold.set()
        assert await slow == 200

    in_own_loop(told)
