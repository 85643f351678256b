"""What every request passes before anything else sees it: host, origin, login, paths, body size, time, headers."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aftalesvar.web.login import Login
from aftalesvar.web.refusing import Refused, Reply

if TYPE_CHECKING:
    from aftalesvar.web.refusing import App, Message, Receive, Scope, Send

BODY_LIMIT = 256 * 1024  # bytes; questions are at most a few kB
THREADS = 96  # some three times the places at the desk
BODY_SECONDS = 30.0  # for a whole body to arrive
# Of Gradio's own routes only those that this page uses; uploads, files, proxies and the rest are closed.
_GRADIO_OPEN = re.compile(
    r"/gradio_api/(?:run/[\w-]+|queue/(?:join|data)|heartbeat/[\w-]+|startup-events|info|app_id|cancel|reset)/?$"
)
_GRADIO_CLOSED = re.compile(
    r"/(?:gradio_api|svelte|monitoring|dev|login|logout|token|user|login_check|runs|pwa_icon|custom_component|custom_assets|"
    r"file|proxy|upload|stream|queue|run|api_info|docs|redoc|openapi\.json)(?:[/=].*)?$"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a server lets through.

    ``hosts`` are host names without port. ``limits`` are (path prefix, bytes) pairs for bodies larger than the usual.
    """

    hosts: frozenset[str]
    auth: tuple[str, str] | None = None
    limits: tuple[tuple[str, int], ...] = ()


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app = app
        self._rules = rules
        self._login = Login(rules.auth) if rules.auth else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or answer it with a refusal."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                # Each question under way holds a thread while it waits; with asyncio's few, those that find no place
                # at the desk would wait in line for a thread in place of being told at once that it is busy.
                asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="svar"))
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        reply = Reply(send)
        try:
            self._check(scope, headers)
            body = Body(receive, self._limit(scope["path"]), reply)
            await self._app(scope, body.receive, reply.send)
        except Refused as refused:
            await reply.refuse(refused)

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        check_host(headers, self._rules.hosts)
        check_origin(scope["method"], headers)
        path = scope["path"]
        if (
            "\x00" in path
            or ".." in path
            or "\\" in path
            or (_GRADIO_CLOSED.match(path) and not _GRADIO_OPEN.match(path))
        ):
            raise Refused(404, "Siden findes ikke.")
        if self._login and path != "/healthz":
            self._login.check(headers.get("authorization", ""), (scope.get("client") or ("",))[0])
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit(path):
            raise Refused(413, "Forespørgslen er for stor.")

    def _limit(self, path: str) -> int:
        return next((limit for prefix, limit in self._rules.limits if path.startswith(prefix)), BODY_LIMIT)


def host_name(netloc: str) -> str:
    """A host without its port, lower case: "[::1]:80" -> "::1"."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").lower()
    except ValueError:
        return ""


def check_host(headers: dict[str, str], hosts: frozenset[str]) -> None:
    """A forged Host is how another site's name is made to point here (DNS rebinding)."""
    if host_name(headers.get("host", "")) not in hosts:
        raise Refused(400, "Ukendt værtsnavn. Brug adressen, som «aftalesvar web» skriver.")


def check_origin(method: str, headers: dict[str, str]) -> None:
    """Only this page may use the server from a browser; programs send no Origin."""
    origin = headers.get("origin")
    if origin is not None and (
        urlsplit(origin).scheme not in ("http", "https") or urlsplit(origin).netloc != headers.get("host")
    ):
        raise Refused(403, "Forespørgsler fra andre sider er ikke tilladt.")
    site = headers.get("sec-fetch-site", "none")
    if site in ("none", "same-origin"):
        return
    followed_link = (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    if not followed_link:
        raise Refused(403, "Forespørgsler fra andre sider er ikke tilladt.")


class Body:
    """A request's body, counted and timed as it arrives."""

    def __init__(self, receive: Receive, limit: int, reply: Reply) -> None:
        self._receive = receive
        self._reply = reply
        self._limit = limit
        self._seen = 0
        self._done = False
        self._deadline = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receive(self) -> Message:
        """The next message; refuses when the body has grown too large or takes too long."""
        if self._done:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise self._refusal(408, "Forespørgslen tog for lang tid.") from None
        self._seen += len(message.get("body", b""))
        self._done = not message.get("more_body", False)
        if self._seen > self._limit:
            raise self._refusal(413, "Forespørgslen er for stor.")
        return message

    def _refusal(self, status: int, message: str) -> Refused:
        refused = Refused(status, message)
        self._reply.replace(refused)
        return refused
