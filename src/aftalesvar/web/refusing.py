"""Responses: a refusal in one Danish line, and the security headers that every response carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SECURITY_HEADERS = {
    # Gradio's page needs the two unsafe- words; nothing may come from, or go to, anywhere but here.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class Refused(Exception):
    """A request that isn't let through: HTTP status, Danish line and further headers."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Reply:
    """A response with the security headers added, or a refusal in its place."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._started = False
        self._instead: Refused | None = None

    def replace(self, refused: Refused) -> None:
        """Send this refusal whatever the app may want to say: it answers its own way to a body that breaks off."""
        self._instead = refused

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if self._instead is not None:
            await self.refuse(self._instead)
            return
        if message["type"] == "http.response.start":
            self._started = True
            message["headers"] = secured(message.get("headers", ()))
        await self._send(message)

    async def refuse(self, refused: Refused) -> None:
        """Answer with a refusal, unless an answer has begun."""
        if self._started:
            return
        self._started = True
        body = refused.message.encode()
        headers = {
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(body)),
            "connection": "close",
            **refused.headers,
        }
        pairs = secured([(name.encode(), value.encode("latin-1")) for name, value in headers.items()])
        await self._send({"type": "http.response.start", "status": refused.status, "headers": pairs})
        await self._send({"type": "http.response.body", "body": body})


def secured(headers: Any) -> list[tuple[bytes, bytes]]:
    """Response headers with ours in place and no permission to other origins."""
    kept = [(n, v) for n, v in headers if not n.lower().startswith(b"access-control-") and n.lower() != b"server"]
    present = {n.lower() for n, _ in kept}
    return kept + [(n.encode(), v.encode()) for n, v in SECURITY_HEADERS.items() if n.encode() not in present]
