"""What users say of answers, kept as JSON lines beside the index, and turned into evaluation questions."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftalesvar.errors import StoreError, UsageError
from aftalesvar.records import Answer, AnswerKind

FILE = "feedback.jsonl"
VERDICTS = ("right", "wrong", "source")
LONGEST_COMMENT = 500
LARGEST_FILE = 20_000_000  # bytes; beyond it nothing more is stored, so that nobody can fill the disk
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on one answer."""

    time: str  # ISO, UTC
    verdict: str
    comment: str
    question: str
    years: tuple[int, ...]
    agreements: tuple[int, ...]
    status: str
    answer: str | None
    citations: tuple[Mapping[str, Any], ...]  # document, year, section, quote
    index: str
    kind: AnswerKind | None = None  # chosen; lines stored before it could be have none


def feedback_on(
    answer: Answer,
    verdict: object,
    comment: object,
    years: tuple[int, ...] = (),
    agreements: tuple[int, ...] = (),
    kind: AnswerKind | None = None,
) -> Feedback:
    """A verdict on an answer.

    :raises UsageError: when the verdict is none of the three.
    """
    if verdict not in VERDICTS:
        raise UsageError("Vælg rigtigt, forkert eller forkert kilde.")
    cited = tuple(
        {"document": c.document, "year": c.year, "section": list(c.section), "quote": c.quote} for c in answer.citations
    )
    said = " ".join(str(comment or "").split())[:LONGEST_COMMENT]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Feedback(
        now,
        str(verdict),
        said,
        answer.question.text,
        years,
        agreements,
        answer.status,
        answer.answer,
        cited,
        answer.index_id,
        kind,
    )


def store(folder: Path, told: Feedback) -> None:
    """Add a verdict to the file in the index folder.

    :raises StoreError: when it can't be written.
    """
    path = folder / FILE
    line = json.dumps(asdict(told), ensure_ascii=False) + "\n"
    with _lock:
        try:
            if path.exists() and path.stat().st_size > LARGEST_FILE:
                raise StoreError(f"{path} er fuld. Gennemgå den med «aftalesvar feedback», og flyt den.")
            with path.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError as error:
            raise StoreError(f"{path} kan ikke skrives ({error.strerror}).") from None


def stored(folder: Path) -> Iterator[Feedback]:
    """The verdicts of an index folder, oldest first; a line that can't be read is left out."""
    path = folder / FILE
    if not path.is_file():
        return
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            told = json.loads(line)
            yield Feedback(
                **{
                    **told,
                    "years": tuple(told["years"]),
                    "agreements": tuple(told["agreements"]),
                    "citations": tuple(told["citations"]),
                }
            )
        except (ValueError, TypeError, KeyError):
            continue


def as_question(told: Feedback, number: int) -> dict[str, Any]:
    """A verdict as an evaluation question: a right answer is its own key, any other waits for a person's answer.

    So does one that was right only with what was chosen beside the question's words.
    """
    beside = {"years": list(told.years), "agreements": list(told.agreements), "kind": told.kind}
    beside = {name: value for name, value in beside.items() if value}
    right = told.verdict == "right" and told.answer is not None and not beside
    item: dict[str, Any] = {
        "id": f"feedback-{number:03d}",
        "type": "text",
        "question": told.question,
        "answer": told.answer if right else None,
    }
    if right:
        item["accept"] = [told.answer]
        item["evidence"] = [
            {"doc": c["year"] or c["document"], "quote": c["quote"], "section": (c["section"] or [None])[0]}
            for c in told.citations
        ]
    elif told.verdict == "right" and not beside:
        item |= {"type": "unanswerable", "evidence": [], "why": told.comment or "not in the corpus"}
    else:
        item |= {
            "accept": [],
            "evidence": [],
            "note": f"{told.verdict}: {told.comment}".strip(": "),
            "given": told.answer,
        }
    if beside:
        item["chosen"] = beside
    return item


def promote(folder: Path, target: Path) -> tuple[int, int]:
    """Write the verdicts as evaluation questions: (ready, waiting for an answer by hand).

    Ready questions go to ``target``; the others to the file beside it whose name ends in ``.todo.jsonl``.

    :raises StoreError: when a file can't be written.
    """
    latest = {(f.question, f.years, f.agreements, f.kind): f for f in stored(folder)}
    items = [as_question(told, number) for number, told in enumerate(latest.values(), start=1)]
    ready = [i for i in items if i["type"] == "unanswerable" or i.get("accept")]
    waiting = [i for i in items if i not in ready]
    try:
        for path, chosen in ((target, ready), (target.with_suffix(".todo.jsonl"), waiting)):
            if chosen:
                path.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in chosen), "utf-8")
    except OSError as error:
        raise StoreError(f"{target} kan ikke skrives ({error.strerror}).") from None
    return len(ready), len(waiting)
