"""Many at once: no mixed answers, a clear "optaget" when too many wait, and recovery at once."""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest

from aftalesvar.settings import Settings
from aftalesvar.web.desk import BusyError, Desk

from .conftest import Served, build

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


def test_two_hundred_at_once(served: Served) -> None:
    with ThreadPoolExecutor(200) as users:
        statuses = list(users.map(lambda n: put(served, f"hvad er grundbidraget nummer {n}")[0], range(200)))
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 48
    assert put(served, QUESTIONS[0])[0] == 200
