"""The ASGI app: the API and the plain pages, Gradio's page mounted at the root, and the guard around it all."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from aftalesvar.web.guard import Guard, Rules
from aftalesvar.web.texts import language

if TYPE_CHECKING:
    from aftalesvar.web.desk import Desk


def build_app(
    desk: Desk,
    *,
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"}),
    auth: tuple[str, str] | None = None,
    lang: str = "da",
    allow_upload: bool = False,
) -> Guard:
    """The app over a desk.

    :param hosts: the host names that it may be called by.
    :param auth: (user, password) that every request but /healthz must give.
    """
    quiet_gradio()
    import gradio as gr
    from fastapi import FastAPI

    from aftalesvar.web.adding import LARGEST_FILE, Adding
    from aftalesvar.web.admission import Admission
    from aftalesvar.web.api import build_router
    from aftalesvar.web.first_page import FirstPage
    from aftalesvar.web.page import Page
    from aftalesvar.web.routes import Pages

    page = Page(desk, language(lang))
    app = FastAPI(title="Aftalesvar", docs_url=None, redoc_url=None, openapi_url=None)
    adding = Adding(desk.settings, desk.encoder, allowed=allow_upload)
    app.include_router(build_router(desk, page.library, adding))
    app.include_router(Pages(desk, page.library, lang, allow_upload=allow_upload).router())
    blocks = page.blocks()
    blocks.queue(max_size=32, default_concurrency_limit=4)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        enable_monitoring=False,
        allowed_paths=[],
        max_file_size="1mb",
        theme=theme(),
        pwa=False,
        mcp_server=False,
    )
    limits = (("/api/documents", LARGEST_FILE),) if allow_upload else ()
    return Guard(Admission(FirstPage(app, page), desk.places), Rules(hosts, auth, limits))


def quiet_gradio() -> None:
    """Switch off, before gradio is imported, what it would send or keep."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_SHARE"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ.setdefault(
        "GRADIO_TEMP_DIR",
        os.path.join(tempfile.gettempdir(), f"aftalesvar-gradio-{os.getuid() if hasattr(os, 'getuid') else 0}"),
    )


def theme() -> object:
    """A calm theme with the system's own letters: no font is fetched."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue="teal",
        neutral_hue="stone",
        font=["system-ui", "Segoe UI", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
