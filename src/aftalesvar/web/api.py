"""The JSON API beside the page: questions, feedback, documents."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from aftalesvar.asking.contract import answer_to_dict, error_to_dict
from aftalesvar.asking.kind_names import kind_named
from aftalesvar.errors import AftalesvarError, StoreError, UsageError
from aftalesvar.web.admission import RETRY_SECONDS
from aftalesvar.web.desk import BusyError
from aftalesvar.web.feedback import feedback_on, store
from aftalesvar.web.reasons import in_danish

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftalesvar.records import AnswerKind
    from aftalesvar.web.adding import Adding
    from aftalesvar.web.desk import Desk
    from aftalesvar.web.library import Library

CLOSED = "Der kan ikke tilføjes aftaler fra denne side. Brug «aftalesvar web» på din egen maskine."
MOST_PASSAGES = 50


def build_router(desk: Desk, library: Library, adding: Adding) -> APIRouter:
    """The routes; every reply is made in a thread so that one slow question holds up no other request."""
    router = APIRouter()
    questions, feedback, additions = Questions(desk), FeedbackRoute(desk), Additions(adding)
    router.add_api_route("/api/ask", questions.get, methods=["GET"])
    router.add_api_route("/api/ask", questions.post, methods=["POST"])
    router.add_api_route("/api/feedback", feedback.post, methods=["POST"])
    router.add_api_route("/api/documents", additions.post, methods=["POST"])
    router.add_api_route("/api/documents/job", additions.job, methods=["GET"])

    @router.get("/api/documents")
    async def documents() -> Response:
        return await reply(lambda: JSONResponse(documents_to_list(library)))

    @router.get("/healthz")
    async def healthz() -> Response:
        try:
            catalogue = await asyncio.to_thread(lambda: library.catalogue)
        except BusyError as error:
            return JSONResponse(
                {"status": "busy", "message": in_danish(error)}, 503, headers={"retry-after": RETRY_SECONDS}
            )
        except AftalesvarError as error:
            return JSONResponse({"status": "error", "message": in_danish(error)}, 503)
        return JSONResponse({"status": "ok", "index": catalogue.id, "documents": len(catalogue.heads)})

    return router


class Questions:
    """/api/ask: the answer contract over HTTP."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def get(self, request: Request) -> Response:
        """Answer ``?q=…&year=…&agreement=…&kind=…&k=…``."""
        query = request.query_params
        return await self._ask(
            query.get("q", ""),
            query.getlist("year"),
            query.getlist("agreement"),
            query.get("kind", ""),
            query.get("k", "5"),
        )

    async def post(self, request: Request) -> Response:
        """Answer ``{"question": …, "years": […], "agreements": […], "kind": …, "k": …}``."""
        told = await json_body(request)
        if isinstance(told, Response):
            return told
        return await self._ask(
            told.get("question"), told.get("years", []), told.get("agreements", []), told.get("kind"), told.get("k", 5)
        )

    async def _ask(self, question: Any, years: Any, agreements: Any, kind: Any, k: Any) -> Response:
        try:
            asked = (as_question(question), as_years(years), as_years(agreements), as_kind(kind))
            answer = await asyncio.to_thread(self._desk.ask, *asked, k=as_count(k))
        except AftalesvarError as error:
            return failed(error, question)
        return JSONResponse(answer_to_dict(answer))


class FeedbackRoute:
    """/api/feedback: a verdict on an answer; the answer itself is asked for anew, never taken from the browser."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def post(self, request: Request) -> Response:
        """Store ``{"question": …, "years": […], "agreements": […], "kind": …, "verdict": …, "comment": …}``."""
        told = await json_body(request)
        return told if isinstance(told, Response) else await reply(lambda: self._stored(told), store_status=500)

    def _stored(self, told: dict[str, Any]) -> Response:
        question = as_question(told.get("question"))
        years, agreements = as_years(told.get("years", [])), as_years(told.get("agreements", []))
        kind = as_kind(told.get("kind"))
        answer = self._desk.ask(question, years, agreements, kind)
        verdict = feedback_on(answer, told.get("verdict"), told.get("comment"), years, agreements, kind)
        store(self._desk.settings.index, verdict)
        return JSONResponse({"status": "ok"})


class Additions:
    """/api/documents: adding an agreement. The body is the file itself; its name stands in the address."""

    def __init__(self, adding: Adding) -> None:
        self._adding = adding

    async def post(self, request: Request) -> Response:
        """Begin to add a file: ``POST /api/documents?name=aftale.pdf&year=2025``."""
        if not self._adding.allowed:
            return Response(CLOSED, 403, media_type="text/plain; charset=utf-8")
        data = await request.body()
        query = request.query_params

        def begin() -> Response:
            years = as_years(query.get("year", ""))
            self._adding.start(query.get("name", ""), data, years[0] if years else None)
            return JSONResponse({"status": "running"}, 202)

        return await reply(begin)

    async def job(self) -> Response:
        """How far the addition has come."""
        return JSONResponse(asdict(self._adding.job))


async def json_body(request: Request) -> dict[str, Any] | Response:
    """A request's JSON object, or the refusal."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse(error_to_dict("", "Send forespørgslen som JSON (Content-Type: application/json)."), 415)
    try:
        told = json.loads(await request.body())
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        return JSONResponse(error_to_dict("", 'Send et JSON-objekt: {"question": "…"}.'), 400)
    return told


async def reply(make: Callable[[], Response], *, store_status: int = 404) -> Response:
    """Make a reply in a thread; an expected failure becomes its Danish line.

    :param store_status: what a ``StoreError`` means here: no such agreement, or a folder that can't be written.
    """
    try:
        return await asyncio.to_thread(make)
    except BusyError as error:
        return Response(
            in_danish(error), 503, media_type="text/plain; charset=utf-8", headers={"retry-after": RETRY_SECONDS}
        )
    except StoreError as error:
        return Response(in_danish(error), store_status, media_type="text/plain; charset=utf-8")
    except AftalesvarError as error:
        return Response(in_danish(error), 400, media_type="text/plain; charset=utf-8")


def failed(error: AftalesvarError, question: Any) -> Response:
    """The contract's error object with the status that fits."""
    told = question if isinstance(question, str) else ""
    if isinstance(error, BusyError):
        return JSONResponse(error_to_dict(told[:200], in_danish(error)), 503, headers={"retry-after": RETRY_SECONDS})
    if isinstance(error, UsageError):
        return JSONResponse(error_to_dict(told[:200], in_danish(error)), 400)
    return JSONResponse(error_to_dict(told[:200], in_danish(error)), 500)


def as_question(told: Any) -> str:
    """The question of a request.

    :raises UsageError: when it is no text.
    """
    if not isinstance(told, str) or not told.strip():
        raise UsageError("Skriv et spørgsmål: feltet question (eller ?q=) er tomt eller ikke tekst.")
    return told


def as_years(told: Any) -> tuple[int, ...]:
    """Years of a request: a list of whole numbers, or texts such as "2024" and "2022,2024".

    :raises UsageError: when one isn't a year.
    """
    parts = list(told) if isinstance(told, list | tuple) else [told]
    if len(parts) > 20:
        raise UsageError("Angiv højst 20 år.")
    texts = [piece.strip() for part in parts for piece in str(part).split(",") if piece.strip()]
    if not all(text.isdigit() and len(text) == 4 for text in texts):
        raise UsageError("Et år skrives med fire cifre, fx year=2024.")
    return tuple(int(text) for text in texts)


def as_kind(told: Any) -> AnswerKind | None:
    """The kind of answer chosen, by its Danish name or the contract's; None where none was.

    :raises UsageError: when there is no such kind.
    """
    if told is None or told == "":
        return None
    if not isinstance(told, str):
        raise UsageError("Slags svar skrives som tekst, fx kind=beløb.")
    return kind_named(told)


def as_count(told: Any) -> int:
    """The number of passages.

    :raises UsageError: when it isn't a whole number from 1 to 50.
    """
    if isinstance(told, bool) or not str(told).isdigit() or not 1 <= int(str(told)[:4]) <= MOST_PASSAGES:
        raise UsageError(f"k skal være et helt tal fra 1 til {MOST_PASSAGES}.")
    return int(told)


def documents_to_list(library: Library) -> list[dict[str, Any]]:
    """The corpus as JSON."""
    catalogue = library.catalogue
    return [
        {
            "id": head.id,
            "title": head.title,
            "year": head.year,
            "years": list(head.years),
            "date": head.date,
            "parties": list(head.parties),
            "file": head.file,
            "sha256": head.hash,
            "quality": list(head.quality),
            "sentences": catalogue.sentences.get(head.id, 0),
        }
        for head in catalogue.heads
    ]
