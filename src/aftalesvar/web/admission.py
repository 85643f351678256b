"""Who is let in to ask: with every place taken a question is refused at once, before anything is done for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aftalesvar.asking.contract import error_to_dict
from aftalesvar.web.texts import say

if TYPE_CHECKING:
    from aftalesvar.web.refusing import App, Message, Receive, Scope, Send

RETRY_SECONDS = "2"
_ASKING = ("/api/ask", "/api/feedback", "/api/export.")


class Admission:
    """ASGI middleware that counts the API's questions under way.

    The desk has a bound of its own, but a request gets there through a thread; in a rush those threads, and the answers
    being made, keep the refusals waiting. Here a refusal costs a comparison and two writes to the socket. (The page's
    own requests go on to the page, which shows the same words in the answer's place.)
    """

    def __init__(self, app: App, places: int) -> None:
        """:param places: how many questions may be under way."""
        self._app = app
        self._places = places
        self._taken = 0  # changed on the event loop alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it."""
        if scope["type"] != "http" or not scope["path"].startswith(_ASKING):
            await self._app(scope, receive, send)
            return
        # A place is taken when the whole body is here: one who sends it slowly keeps nobody else out meanwhile.
        said = [] if scope["method"] == "GET" or self._full() else await _whole(receive)
        if self._full():
            await _refuse(scope["path"], send)
            return

        async def again() -> Message:
            return said.pop(0) if said else await receive()

        self._taken += 1
        try:
            await self._app(scope, again, send)
        finally:
            self._taken -= 1

    def _full(self) -> bool:
        return self._taken >= self._places


async def _whole(receive: Receive) -> list[Message]:
    """A request's messages up to the end of its body (``guard.Body`` bounds their size and time)."""
    said = [await receive()]
    while said[-1].get("more_body", False):
        said.append(await receive())
    return said


async def _refuse(path: str, send: Send) -> None:
    contract = path.startswith("/api/ask")
    message = say("da", "busy")
    body = json.dumps(error_to_dict("", message), ensure_ascii=False) if contract else message
    kind = "application/json" if contract else "text/plain; charset=utf-8"
    headers = {
        "content-type": kind,
        "content-length": str(len(body.encode())),
        "retry-after": RETRY_SECONDS,
        "connection": "close",
    }
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 503, "headers": pairs})
    await send({"type": "http.response.body", "body": body.encode()})
