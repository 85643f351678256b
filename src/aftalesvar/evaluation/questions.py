"""Question sets: JSON lines become frozen records, or a Danish error that names file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from aftalesvar.errors import UsageError

TYPES = (
    "amount", "percent", "date", "count", "text", "list", "table", "yesno", "series", "compare", "which-year",
    "unanswerable",
)  # fmt: skip
STYLES = ("full", "terse", "paraphrase", "abbrev", "typo", "ascii", "compound")
HARD = ("many-alike", "last-year", "identical", "level-change", "table", "other-year", "far-words")
NUMERIC_TYPES = frozenset({"amount", "percent", "count", "table", "series", "compare"})

Half = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that states the answer: ``doc`` is a budget year or a document id."""

    doc: int | str
    quote: str
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a set.

    ``groups`` holds what an answer must contain: one alternative of every group. ``accept`` in the file
    is one group; ``accept_all`` gives one group an entry, its alternatives parted by ``||``.
    ``position`` is the 0-based place in its file.
    """

    id: str
    type: str
    question: str
    answer: str | None
    groups: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    file: str
    position: int
    demands_all: bool = False
    style: str | None = None
    hard: str | None = None
    kind: str | None = None
    why: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds an answer."""
        return self.type != "unanswerable"

    @property
    def agreement(self) -> str:
        """The agreement that the question is about: its year, "across" for several, "none"."""
        docs = {str(evidence.doc) for evidence in self.evidence}
        return "none" if not docs else docs.pop() if len(docs) == 1 else "across"


def load_questions(paths: Iterable[Path]) -> tuple[Item, ...]:
    """Read question sets in the order given. Raises UsageError for a bad line or an id met twice."""
    items: list[Item] = []
    seen: dict[str, str] = {}
    for path in paths:
        for item in _read_file(path):
            if item.id in seen:
                raise UsageError(
                    f"{path.name}: id {item.id!r} findes allerede i {seen[item.id]}. Id'er skal være unikke."
                )
            seen[item.id] = path.name
            items.append(item)
    return tuple(items)


def question_files(folder: Path) -> list[Path]:
    """Return the folder's question sets by name. Raises UsageError when there are none."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise UsageError(f"Der er ingen spørgsmålsfiler (*.jsonl) i {folder}. Angiv dem med --questions FIL.")
    return files


def _read_file(path: Path) -> list[Item]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Spørgsmålsfilen {path} kan ikke læses: {error}") from error
    items: list[Item] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            items.append(replace(parse_item(json.loads(line)), file=path.name, position=len(items)))
        except json.JSONDecodeError as error:
            raise UsageError(f"{path.name}, linje {number}: ikke gyldig JSON ({error.msg}).") from error
        except ValueError as error:
            raise UsageError(f"{path.name}, linje {number}: {error}") from error
    return items


def parse_item(data: object) -> Item:
    """Make an Item of one decoded line. Raises ValueError with a Danish reason."""
    if not isinstance(data, dict):
        raise ValueError("linjen er ikke et JSON-objekt.")
    kind = _text(data, "type")
    if kind not in TYPES:
        raise ValueError(f"ukendt type {kind!r}; brug en af {', '.join(TYPES)}.")
    evidence = tuple(_evidence(entry) for entry in _list(data, "evidence"))
    groups, demands_all = _groups(data)
    if kind == "unanswerable" and (evidence or groups):
        raise ValueError("et ubesvarligt spørgsmål har hverken accept eller evidence.")
    if kind != "unanswerable" and not (evidence and groups):
        raise ValueError("et besvarligt spørgsmål skal have accept (eller accept_all) og evidence.")
    return Item(
        id=_text(data, "id"),
        type=kind,
        question=_text(data, "question"),
        answer=_optional(data, "answer", None),
        groups=groups,
        evidence=evidence,
        file="",
        position=0,
        demands_all=demands_all,
        style=_optional(data, "style", STYLES),
        hard=_optional(data, "hard", HARD),
        kind=_optional(data, "kind", None),
        why=_optional(data, "why", None),
    )


def _groups(data: dict[str, Any]) -> tuple[tuple[tuple[str, ...], ...], bool]:
    accept, every = _list(data, "accept"), _list(data, "accept_all")
    if accept and every:
        raise ValueError("brug enten accept eller accept_all, ikke begge.")
    if any(not isinstance(entry, str) or not entry.strip() for entry in [*accept, *every]):
        raise ValueError("accept og accept_all skal være lister af tekster, ingen af dem tomme.")
    if every:
        return tuple(_alternatives(entry) for entry in every), True
    return ((tuple(entry.strip() for entry in accept),) if accept else ()), False


def _alternatives(entry: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in entry.split("||") if part.strip())
    if not parts:
        raise ValueError(f"{entry!r} i accept_all er tom.")
    return parts


def _evidence(entry: object) -> Evidence:
    if not isinstance(entry, dict) or not isinstance(entry.get("doc"), int | str):
        raise ValueError("evidence skal være objekter med doc (budgetår) og quote.")
    return Evidence(entry["doc"], _text(entry, "quote"), _optional(entry, "section", None))


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"feltet {name!r} mangler eller er tomt.")
    return value


def _list(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"feltet {name!r} skal være en liste.")
    return value or []


def _optional(data: dict[str, Any], name: str, allowed: Sequence[str] | None) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or (allowed is not None and value not in allowed):
        raise ValueError(f"feltet {name!r} er {value!r}" + (f"; brug en af {', '.join(allowed)}." if allowed else "."))
    return value
