"""The page before Gradio's script has loaded: a field that works, and for ``?q=`` the answer itself.

Gradio's page is empty until some 50 files have been fetched and run. What stands here is put into that page as it is
sent, so that it is useful at the first paint (and without a script at all); page.js takes it away, with what has been
typed, when Gradio's own field stands ready.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from aftalesvar.errors import AftalesvarError, UsageError
from aftalesvar.web.markup import esc, tag
from aftalesvar.web.texts import Lang, language, say

if TYPE_CHECKING:
    from aftalesvar.web.page import Page
    from aftalesvar.web.refusing import App, Message, Receive, Scope, Send

_HEAD = re.compile(r"<head\b[^>]*>")
_BODY = re.compile(r"<body\b[^>]*>")
_OUTSIDE = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')  # Gradio's own picture and address


class FirstPage:
    """ASGI middleware that completes Gradio's page at "/"."""

    def __init__(self, app: App, page: Page) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the page itself, which is completed."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held = _Held()
        await self._app(scope, receive, held.send)
        if held.start is None:
            return
        body = b"".join(held.parts)
        if held.start["status"] == 200:
            body = (await asyncio.to_thread(self._completed, body.decode(), scope)).encode()
            kept = [
                (n, v) for n, v in held.start["headers"] if n.lower() not in (b"content-length", b"content-encoding")
            ]
            held.start["headers"] = [
                *kept,
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-cache"),
            ]
        await send(held.start)
        await send({"type": "http.response.body", "body": body})

    def _completed(self, text: str, scope: Scope) -> str:
        from aftalesvar.web.page import head_script, head_style

        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=40)
        lang = language(query.get("lang", [None])[0], self._page.default)
        try:
            asked = scope.get("query_string", b"").decode("latin-1")
            # The whole address, since Gradio's page has a base of its own.
            shell = self._shell(query, lang, f"?{asked}#indhold")
        except AftalesvarError:
            shell = ""  # Gradio's page will say what is wrong
        text = _OUTSIDE.sub("", text.replace('lang="en"', f'lang="{lang}"', 1))
        text = _HEAD.sub(lambda match: match[0] + head_script(lang), text, count=1)
        text = text.replace("</head>", f"{head_style()}</head>", 1)
        return _BODY.sub(lambda match: match[0] + shell, text, count=1)

    def _shell(self, query: dict[str, list[str]], lang: Lang, answer: str) -> str:
        from aftalesvar.web.page import header

        question = query.get("q", [""])[0][:2000]
        field = tag(
            "input", type="text", name="q", id="forside-felt", value=question, autocomplete="off", maxlength="2000",
            placeholder=self._page.library.placeholder(lang), autofocus=not question,
        )  # fmt: skip
        label = tag("label", esc(say(lang, "question")), for_="forside-felt")
        button = tag("button", esc(say(lang, "ask")), type="submit")
        kept = tag("input", type="hidden", name="lang", value=lang) if lang != self._page.default else ""
        inner = label + tag("div", field + button) + self._years(query, lang) + kept
        form = tag("form", inner, method="get", action="/", role="search")
        shown = self._page.library.welcome(lang) if not question.strip() else self._answer(question, query, lang)
        return tag(
            "div",
            header(lang, "ask", answer) + tag("main", form + tag("div", shown, id="indhold", tabindex="-1")),
            id="forside",
            # For page.js: the words of Gradio's components, which are made once, in the owner's language.
            data_ejers=self._page.default,
            data_aar=say(lang, "years"),
            data_aar_hjaelp=say(lang, "years_info"),
            data_egen=say(lang, "own_page"),
            data_luk=say(lang, "close"),
            data_kilde=say(lang, "source_label"),
        )

    def _years(self, query: dict[str, list[str]], lang: Lang) -> str:
        """The years to choose from, as they will stand in Gradio's page too: nothing moves when it takes over."""
        chosen = set(",".join(_all(query, "year")).split(","))
        boxes = "".join(
            tag(
                "label", tag("input", type="checkbox", name="year", value=year, checked=str(year) in chosen) + str(year)
            )
            for year in self._page.library.years
        )
        legend = tag("legend", esc(say(lang, "years"))) + tag("p", esc(say(lang, "years_info")))
        return tag("fieldset", legend + tag("div", boxes))

    def _answer(self, question: str, query: dict[str, list[str]], lang: Lang) -> str:
        from aftalesvar.web.api import as_kind, as_years

        try:
            years, agreements = as_years(_all(query, "year")), as_years(_all(query, "aftale"))
            kind = as_kind(query.get("slags", [""])[0])
        except UsageError:
            years, agreements, kind = (), (), None
        return self._page.answer(question, list(years), list(agreements), None, lang, kind)[0]


def _all(query: dict[str, list[str]], name: str) -> Sequence[str]:
    return query.get(name, [])


class _Held:
    """A response kept back until it is whole."""

    def __init__(self) -> None:
        self.start: Message | None = None
        self.parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Keep a message."""
        if message["type"] == "http.response.start":
            self.start = {**message, "headers": list(message.get("headers", ()))}
        else:
            self.parts.append(message.get("body", b""))
