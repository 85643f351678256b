"""The page and the HTTP API: importing this costs nothing; gradio and fastapi are imported when it is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftalesvar.indexing import Progress
    from aftalesvar.settings import Settings

__all__ = ["serve"]


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: str | tuple[str, str] | None = None,
    allow_upload: bool | None = None,
    open_browser: bool = False,
    lang: str = "da",
    progress: Progress | None = None,
) -> int:
    """Serve the page until it is stopped; the exit code.

    :param auth: what every request must give: (user, password) or "user:password".
    :param allow_upload: whether agreements may be added from the page; None: only on a loopback address.
    :param progress: an ``indexing.Progress``, told of the building of an index that is missing or outdated.
    :raises UsageError: when the port is in use or the address can't be bound.
    """
    from aftalesvar.web.server import run

    return run(
        settings,
        host=host,
        port=port,
        auth=auth,
        allow_upload=allow_upload,
        open_browser=open_browser,
        lang=lang,
        progress=progress,
    )
