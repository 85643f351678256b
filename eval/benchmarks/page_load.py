"""Many users of the page's server at once: latency, errors, mixed answers, memory, and what happens when too many come.

    .venv/bin/python eval/benchmarks/page_load.py [--users 20] [--seconds 120] [--burst 200] [--json]

The server runs in a process of its own on a free port, this one asks over plain sockets. Each user asks again as soon
as an answer has come (no time to think), the dev half's questions in an order of his own, none answered from memory.
The burst is that many new connections in the same moment. Exit code 1 when a limit of the project doesn't hold.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

P95_SECONDS, BUSY_SECONDS, GROWTH = 1.5, 1.0, 40.0  # the limits; the growth of memory in MB after the first half minute
QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
COMMANDS = Path(sys.executable).parent


@dataclass(slots=True)
class Tally:
    """What came back: seconds by status, and answers to another's question."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    mixed: int = 0

    def add(self, status: int, seconds: float) -> None:
        """Count one reply."""
        self.seconds.setdefault(status, []).append(seconds)


def dev_questions() -> list[str]:
    """The questions of the dev half."""
    frozen = set(json.loads((QUESTIONS / "split.json").read_text("utf-8"))["test"])
    lines = [line for file in sorted(QUESTIONS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    items = [json.loads(line) for line in lines if line]
    return [item["question"] for item in items if item["id"] not in frozen]


async def ask(port: int, question: str, tally: Tally) -> None:
    """Put one question over a connection of its own."""
    started = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        path = f"/api/ask?{urlencode({'q': question})}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        reply = await reader.read()
        writer.close()
    except OSError:
        tally.add(0, time.perf_counter() - started)
        return
    head, _, body = reply.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1]) if head else 0
    tally.add(status, time.perf_counter() - started)
    if status == 200 and json.loads(body)["question"].split() != question.split():
        tally.mixed += 1


async def crowd(port: int, users: int, seconds: float, pid: int) -> tuple[Tally, list[float]]:
    """Users who each ask again and again; the tally, and the server's memory in MB second by second."""
    tally, memory, end = Tally(), [], time.perf_counter() + seconds
    pool = dev_questions()

    async def user(number: int) -> None:
        order = random.Random(number)
        mine = order.sample(pool, len(pool))
        turn = 0
        while time.perf_counter() < end:
            lap, place = divmod(turn, len(mine))
            # Blanks at the end make it another question: nothing comes from memory.
            await ask(port, mine[place] + " " * (lap * users + number), tally)
            turn += 1

    async def watch() -> None:
        while time.perf_counter() < end:
            memory.append(resident(pid))
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(user(number) for number in range(users)))
    return tally, memory


async def burst(port: int, count: int) -> tuple[Tally, float]:
    """So many at the same moment, and the seconds that one more question takes right after the last."""
    tally, after = Tally(), Tally()
    pool = dev_questions()
    await asyncio.gather(*(ask(port, f"{pool[n % len(pool)]} ({n})", tally) for n in range(count)))
    await ask(port, "hvad er servicerammen lige nu", after)
    ((status, (seconds,)),) = after.seconds.items()
    return tally, seconds if status == 200 else float("inf")


def resident(pid: int) -> float:
    """A process's memory in MB (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6


def processor(pid: int) -> float:
    """The processor seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def share(seconds: list[float], part: float) -> float:
    """The value that so large a part stays below."""
    return sorted(seconds)[min(int(part * len(seconds)), len(seconds) - 1)] if seconds else float("nan")


def serve() -> tuple[subprocess.Popen[bytes], int]:
    """The page's server on a free port, warm."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([COMMANDS / "aftalesvar", "web", "--port", str(port)], stderr=subprocess.DEVNULL)
    for _ in range(300):
        time.sleep(0.2)
        tally = Tally()
        asyncio.run(ask(port, "hvad er anlægsrammen", tally))
        if 200 in tally.seconds:
            return server, port
    server.kill()
    sys.exit("the server did not start")


def measured(arguments: argparse.Namespace) -> dict[str, float | int]:
    """All figures; times in seconds, memory in MB."""
    server, port = serve()
    try:
        before = processor(server.pid)
        tally, memory = asyncio.run(crowd(port, arguments.users, arguments.seconds, server.pid))
        used = processor(server.pid) - before
        rush, recovery = asyncio.run(burst(port, arguments.burst))
    finally:
        server.terminate()
        server.wait(20)
    good = tally.seconds.get(200, [])
    busy = rush.seconds.get(503, [])
    settled = memory[min(30, len(memory) // 4)]
    return {
        "answers": len(good),
        "errors": sum(len(s) for status, s in tally.seconds.items() if status != 200),
        "mixed": tally.mixed + rush.mixed,
        "median": median(good),
        "p95": share(good, 0.95),
        "cores_had": used / arguments.seconds,  # of what others on the machine left
        "processor": used / max(len(good), 1),
        "memory": memory[-1],
        "growth": max(memory[-5:]) - settled,
        "burst_answered": len(rush.seconds.get(200, [])),
        "burst_slowest": max(rush.seconds.get(200, [0.0])),
        "burst_busy": len(busy),
        "burst_errors": sum(len(s) for status, s in rush.seconds.items() if status not in (200, 503)),
        "busy_median": median(busy) if busy else 0.0,
        "busy_p95": share(busy, 0.95) if busy else 0.0,
        "recovery": recovery,
    }


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--burst", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    told = measured(arguments)
    held = (
        told["errors"] == told["mixed"] == told["burst_errors"] == 0
        and told["p95"] <= P95_SECONDS
        and told["growth"] <= GROWTH
        and told["busy_p95"] <= BUSY_SECONDS
        and told["recovery"] <= BUSY_SECONDS
    )
    if arguments.json:
        print(json.dumps(told | {"held": held}))
    else:
        print("\n".join(f"{name:<15}{value:10.3f}" for name, value in told.items()), f"held: {held}", sep="\n")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
