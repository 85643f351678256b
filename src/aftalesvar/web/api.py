"""The HTTP API beside the page: questions, documents, sources and exports."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from aftalesvar.asking.contract import answer_to_dict, error_to_dict
from aftalesvar.errors import AftalesvarError, StoreError, UsageError
from aftalesvar.web.desk import BusyError
from aftalesvar.web.texts import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftalesvar.web.desk import Desk
    from aftalesvar.web.library import Library

RETRY_SECONDS = "2"
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
MOST_PASSAGES = 50


def build_router(desk: Desk, library: Library, lang: str) -> APIRouter:
    """The routes; every reply is made in a thread so that one slow question holds up no other request."""
    router = APIRouter()

    async def ask(question: Any, years: Any, agreements: Any, k: Any) -> Response:
        try:
            asked = (as_question(question), as_years(years), as_years(agreements), as_count(k))
            answer = await asyncio.to_thread(desk.ask, *asked)
        except Exception as error:
            return failed(error, question)
        return JSONResponse(answer_to_dict(answer))

    @router.get("/api/ask")
    async def ask_get(request: Request) -> Response:
        query = request.query_params
        return await ask(query.get("q", ""), query.getlist("year"), query.getlist("agreement"), query.get("k", "5"))

    @router.post("/api/ask")
    async def ask_post(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse(error_to_dict("", "Send spørgsmålet som JSON (Content-Type: application/json)."), 415)
        try:
            told = json.loads(await request.body())
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            return JSONResponse(error_to_dict("", 'Send et JSON-objekt: {"question": "…"}.'), 400)
        return await ask(told.get("question"), told.get("years", []), told.get("agreements", []), told.get("k", 5))

    @router.get("/api/documents")
    async def documents() -> Response:
        return await reply(lambda: JSONResponse(documents_to_list(library)))

    @router.get("/healthz")
    async def healthz() -> Response:
        try:
            catalogue = await asyncio.to_thread(lambda: library.catalogue)
        except BusyError as error:
            return JSONResponse({"status": "busy", "message": str(error)}, 503, headers={"retry-after": RETRY_SECONDS})
        except AftalesvarError as error:
            return JSONResponse({"status": "error", "message": str(error)}, 503)
        return JSONResponse({"status": "ok", "index": catalogue.id, "documents": len(catalogue.heads)})

    @router.get("/statisk/{name}")
    async def static(name: str) -> Response:
        kind = _TYPES.get(name.rpartition(".")[2])
        file = files("aftalesvar.web") / "static" / name
        if kind is None or "/" in name or not file.is_file():
            return Response("Findes ikke.", 404, media_type="text/plain")
        return Response(
            file.read_bytes(), media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"}
        )

    @router.get("/kilde/{id}")
    async def source(request: Request, id: str) -> Response:  # noqa: A002
        from aftalesvar.web.pages import source_page

        query = request.query_params
        told = language(query.get("lang"), lang)
        return await reply(
            lambda: HTMLResponse(source_page(library, id, query.get("m", ""), told, part="del" in query))
        )

    @router.get("/aftaler")
    async def corpus(request: Request) -> Response:
        from aftalesvar.web.pages import corpus_page

        told = language(request.query_params.get("lang"), lang)
        return await reply(lambda: HTMLResponse(corpus_page(library, told)))

    return router


async def reply(make: Callable[[], Response]) -> Response:
    """Make a reply in a thread; an expected failure becomes its Danish line."""
    try:
        return await asyncio.to_thread(make)
    except BusyError as error:
        return Response(str(error), 503, media_type="text/plain; charset=utf-8", headers={"retry-after": RETRY_SECONDS})
    except StoreError as error:
        return Response(str(error), 404, media_type="text/plain; charset=utf-8")
    except AftalesvarError as error:
        return Response(str(error), 400, media_type="text/plain; charset=utf-8")


def failed(error: Exception, question: Any) -> Response:
    """The contract's error object with the status that fits."""
    told = question if isinstance(question, str) else ""
    if isinstance(error, BusyError):
        return JSONResponse(error_to_dict(told[:200], str(error)), 503, headers={"retry-after": RETRY_SECONDS})
    if isinstance(error, UsageError):
        return JSONResponse(error_to_dict(told[:200], str(error)), 400)
    if isinstance(error, AftalesvarError):
        return JSONResponse(error_to_dict(told[:200], str(error)), 500)
    raise error


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
    parts = told if isinstance(told, list) else [told]
    if len(parts) > 20:
        raise UsageError("Angiv højst 20 år.")
    texts = [piece.strip() for part in parts for piece in str(part).split(",") if piece.strip()]
    if not all(text.isdigit() and len(text) == 4 for text in texts):
        raise UsageError("Et år skrives med fire cifre, fx year=2024.")
    return tuple(int(text) for text in texts)


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
            "id": head.id, "title": head.title, "year": head.year, "years": list(head.years), "date": head.date,
            "parties": list(head.parties), "file": head.file, "sha256": head.hash, "quality": list(head.quality),
            "sentences": catalogue.sentences.get(head.id, 0),
        }
        for head in catalogue.heads
    ]  # fmt: skip
