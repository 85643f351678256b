"""The plain pages and files beside Gradio's page: agreements, the corpus, changes, exports, style and script."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from aftalesvar.web.api import as_kind, as_question, as_years, reply
from aftalesvar.web.changes_page import changes_csv, changes_page
from aftalesvar.web.export import to_csv, to_markdown
from aftalesvar.web.pages import corpus_page, source_page
from aftalesvar.web.pdf_view import page_png
from aftalesvar.web.texts import Lang, language

if TYPE_CHECKING:
    from aftalesvar.web.desk import Desk
    from aftalesvar.web.library import Library

_TYPES = {"css": "text/css", "js": "text/javascript"}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


class Pages:
    """Makes each page for a request; expected failures become their Danish line (see ``api.reply``)."""

    def __init__(self, desk: Desk, library: Library, lang: str, *, allow_upload: bool) -> None:
        self._desk = desk
        self._library = library
        self._default = lang
        self._allow_upload = allow_upload

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter()
        for path, page in (
            ("/kilde/{id}", self.source),
            ("/kilde/{id}/side/{number}.png", self.pdf_page),
            ("/aftaler", self.corpus),
            ("/forskelle", self.changes),
            ("/forskelle.csv", self.changes_file),
            ("/api/export.{ending}", self.export),
            ("/statisk/{name}", static),
        ):
            router.add_api_route(path, page, methods=["GET"])
        return router

    def _lang(self, request: Request) -> Lang:
        return language(request.query_params.get("lang"), self._default)

    async def source(self, request: Request, id: str) -> Response:  # noqa: A002
        """An agreement with the places of ``?m=`` marked; ``?del=1`` gives the part that opens beside an answer."""
        query, lang = request.query_params, self._lang(request)
        return await reply(
            lambda: HTMLResponse(source_page(self._library, id, query.get("m", ""), lang, part="del" in query))
        )

    async def pdf_page(self, id: str, number: int) -> Response:  # noqa: A002
        """A PDF's page as an image."""
        library = self._library
        return await reply(lambda: Response(page_png(library, library.document(id), number), media_type="image/png"))

    async def corpus(self, request: Request) -> Response:
        """The list of the agreements."""
        lang = self._lang(request)
        return await reply(lambda: HTMLResponse(corpus_page(self._library, lang, allow_upload=self._allow_upload)))

    async def changes(self, request: Request) -> Response:
        """What has changed between the agreements ``?fra=…&til=…``."""
        query, lang = request.query_params, self._lang(request)
        return await reply(
            lambda: HTMLResponse(changes_page(self._library, query.get("fra", ""), query.get("til", ""), lang))
        )

    async def changes_file(self, request: Request) -> Response:
        """The same as CSV."""
        query, lang = request.query_params, self._lang(request)
        return await reply(
            lambda: download(
                changes_csv(self._library, query.get("fra", ""), query.get("til", ""), lang), "forskelle.csv"
            )
        )

    async def export(self, request: Request, ending: str) -> Response:
        """An answer as Markdown or CSV."""
        query, lang = request.query_params, self._lang(request)

        def make() -> Response:
            if ending not in ("csv", "md"):
                return Response("Findes ikke.", 404, media_type="text/plain; charset=utf-8")
            years, agreements = as_years(query.getlist("year")), as_years(query.getlist("aftale"))
            answer = self._desk.ask(as_question(query.get("q")), years, agreements, as_kind(query.get("slags")))
            write = to_csv if ending == "csv" else to_markdown
            return download(write(answer, self._library.document, lang), f"svar.{ending}")

        return await reply(make)


async def static(name: str) -> Response:
    """One of the page's own files; the address names its contents, so a browser may keep it."""
    kind = _TYPES.get(name.rpartition(".")[2])
    file = files("aftalesvar.web") / "static" / name
    if kind is None or "/" in name or not file.is_file():
        return Response("Findes ikke.", 404, media_type="text/plain; charset=utf-8")
    return Response(file.read_bytes(), media_type=kind, headers=_FOREVER)


def download(text: str, name: str) -> Response:
    """A text as a file to save."""
    kind = "text/csv" if name.endswith(".csv") else "text/markdown"
    return Response(
        text, media_type=f"{kind}; charset=utf-8", headers={"content-disposition": f'attachment; filename="{name}"'}
    )
