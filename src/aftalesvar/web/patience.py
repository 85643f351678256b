"""How long a connection may take to say what it wants."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0  # for a request's line and headers to arrive
_AWAITED = "IDLE"  # what h11 calls a client that has said nothing whole yet


class PatientProtocol(H11Protocol):
    """Uvicorn's HTTP/1.1 with an end to waiting for headers.

    Uvicorn itself waits for ever for the rest of a request's head, so that a few hundred half-said requests would take
    every place. (A body that trickles in is cut off by ``guard.Body``.)
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A new connection: its first request's head is awaited from now."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request; once its head is whole the wait is over."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if not self._awaited():
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _awaited(self) -> bool:
        return repr(self.conn.their_state) == _AWAITED

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self._awaited() and not self.transport.is_closing():
            self.transport.close()
