"""Asking a system every question, and keeping what it said: a run is a folder of plain files."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from aftalesvar.errors import AftalesvarError, UsageError
from aftalesvar.evaluation.gold import places
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.sources import Sources

Hidden = Sequence[tuple[str, int, int]]  # document id, source start, source end
ANSWERS, META = "answers.jsonl", "run.json"
PREVIOUS = ".forrige"  # the ending of the folder that the run before is kept in


class System(Protocol):
    """What is evaluated: a question goes in, the contract's answer object (DESIGN.md §5) comes out.

    ``without`` hides stretches of the sources (offsets as in ``Span``): whatever overlaps them must not
    be found. A system that can't hide raises NotImplementedError when it is asked to.
    """

    @property
    def name(self) -> str:
        """What the system is called in reports and run folders."""
        ...

    def ask(self, question: str, without: Hidden = ()) -> Mapping[str, Any]:
        """Answer one question."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system said to one item, and the wall time it took."""

    id: str
    response: Mapping[str, Any]
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """All replies of one system. ``meta`` holds what a reader of the report must know: split, index, cost."""

    name: str
    replies: tuple[Reply, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def response(self, id: str) -> Mapping[str, Any] | None:  # noqa: A002 - the item's own word
        """Return what was said to an item, None when it wasn't asked."""
        return next((reply.response for reply in self.replies if reply.id == id), None)


def run_system(
    system: System,
    items: Sequence[Item],
    *,
    sources: Sources | None = None,
    meta: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Ask every item. With ``sources``, each item's gold is hidden first (leave-gold-out).

    An exception of the system's becomes an answer with status "error", so that it costs instead of vanishing.
    """
    replies = []
    for number, item in enumerate(items, 1):
        hidden = [(place.document, place.start, place.end) for place in places(item, sources)] if sources else []
        start = time.perf_counter()
        response = _ask(system, item.question, hidden)
        replies.append(Reply(item.id, response, time.perf_counter() - start))
        if progress:
            progress(number)
    return Run(system.name, tuple(replies), dict(meta or {}))


def _ask(system: System, question: str, hidden: Hidden) -> Mapping[str, Any]:
    try:
        return system.ask(question, hidden) if hidden else system.ask(question)
    except NotImplementedError as error:
        raise UsageError(f"Systemet {system.name} kan ikke skjule kilder: {error}") from error
    except AftalesvarError as error:
        return _failure(question, str(error))
    except Exception as error:  # a crash is a wrong answer, named in the report, not the end of the run
        return _failure(question, f"{type(error).__name__}: {error}")


def _failure(question: str, message: str) -> dict[str, Any]:
    return {"question": question, "status": "error", "answer": None, "reason": {"code": "crash", "message": message}}


def made_unanswerable(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the answerable items as what they are once ``run_system(…, sources=…)`` has hidden their gold."""
    return tuple(
        replace(item, type="unanswerable", answer=None, groups=(), evidence=(), demands_all=False, kind="gold-removed")
        for item in items
        if item.answerable
    )


def save_run(run: Run, folder: Path) -> Path:
    """Write a run to ``folder``; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ANSWERS).open("w", encoding="utf-8") as file:
        for reply in run.replies:
            line = {"id": reply.id, "seconds": round(reply.seconds, 6), "response": reply.response}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    (folder / META).write_text(json.dumps({"name": run.name, **run.meta}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return folder


def load_run(folder: Path) -> Run:
    """Read a run that ``save_run`` wrote. Raises UsageError when it isn't one."""
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        lines = [json.loads(line) for line in (folder / ANSWERS).read_text("utf-8").splitlines()]
        replies = tuple(Reply(str(line["id"]), line["response"], float(line["seconds"])) for line in lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder} er ikke en gemt kørsel ({error}). Lav en med: aftalesvar eval --save NAVN"
        ) from error
    return Run(str(meta.pop("name", folder.name)), replies, meta)
