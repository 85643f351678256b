"""The Gradio page: a field, the years, the answer; everything shown is made by the views and escaped there."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aftalesvar.errors import AftalesvarError
from aftalesvar.records import AnswerKind
from aftalesvar.web.answer_view import render_answer
from aftalesvar.web.desk import BusyError, Desk
from aftalesvar.web.examples import nearby
from aftalesvar.web.followup import kind_asked, names_years, whole, with_years
from aftalesvar.web.library import Library
from aftalesvar.web.markup import esc, path, tag
from aftalesvar.web.reasons import in_danish
from aftalesvar.web.shown import Asked, Shown
from aftalesvar.web.spoken import kind_or_none, numbers
from aftalesvar.web.texts import Lang, language, say

if TYPE_CHECKING:
    import gradio

Previous = tuple[str, AnswerKind | None]  # a question, whole, and the kind chosen for it
log = logging.getLogger(__name__)
_BRIDGE = """
window.aftalesvarAsk = (asked) => {
  props.value = JSON.stringify(asked);
  trigger('submit');
};
window.dispatchEvent(new Event('aftalesvar:klar'));
"""
_SPOKEN = "(question, years, previous) => [question, years, previous, document.documentElement.dataset.lang]"


class Page:
    """What the page shows, made from the desk's answers."""

    def __init__(self, desk: Desk, lang: Lang = "da") -> None:
        self._desk = desk
        self._lang = lang
        self.default = lang
        self.library = Library(desk)
        self._built_for: tuple[int, ...] = ()  # the years that Gradio's page was made with

    def answer(
        self,
        typed: str,
        years: list[int],
        agreements: list[int],
        previous: Previous | None,
        lang: Lang,
        kind: AnswerKind | None = None,
    ) -> tuple[str, Previous | None]:
        """The markup of an answer and the whole question it answers (for the next follow-up)."""
        if not typed.strip():
            return self.library.welcome(lang), previous
        try:
            before = previous[0] if previous else None
            question = whole(before, typed, self.library.years)
            if previous and question != typed:  # what follows up asks for the same kind of answer, or names another
                kind = kind or kind_asked(before, typed) or previous[1]
            question = with_years(question, years, self.library.years)
            answer = self._desk.ask(question, years, agreements, kind)
            refused = answer.status == "not_found"
            suggestions = nearby(answer.passages, self.library.examples, question) if refused else ()
            asked = Asked(typed, question, tuple(years), tuple(agreements), self.library.years, suggestions, kind)
            return render_answer(Shown(answer, asked, self.library.document, lang)), (question, kind)
        except BusyError:
            return notice(say(lang, "busy"), "optaget"), previous
        except AftalesvarError as error:
            return notice(in_danish(error), "fejl"), previous
        except Exception:
            log.exception("question failed")
            return notice(say(lang, "failed"), "fejl"), previous

    # --- Gradio's side -------------------------------------------------------------------------------

    def blocks(self) -> gradio.Blocks:
        """The page as Gradio blocks."""
        import gradio as gr

        lang = self._lang
        with gr.Blocks(
            title=say(lang, "name"), analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
        ) as blocks:
            previous = gr.State(None)
            gr.HTML(header(lang, "ask"), apply_default_css=False, js_on_load=None, elem_id="top")
            with gr.Row(elem_id="spoergefelt"):
                question = gr.Textbox(
                    label=say(lang, "question"),
                    placeholder=self.library.placeholder(lang),
                    lines=1,
                    max_lines=1,
                    max_length=2000,
                    elem_id="spoergsmaal",
                    scale=8,
                    autofocus=True,
                )
                button = gr.Button(say(lang, "ask"), variant="primary", elem_id="spoerg", scale=1, min_width=96)
            self._built_for = self.library.years
            years = gr.CheckboxGroup(
                [(str(y), str(y)) for y in self._built_for],
                label=say(lang, "years"),
                info=say(lang, "years_info"),
                elem_id="aar",
            )
            shown = gr.HTML(self.library.welcome(lang), apply_default_css=False, js_on_load=None, elem_id="svarfelt")
            bridge = gr.HTML(
                # The template shows nothing: what is asked comes from the address, and would else become markup.
                "",
                html_template="<span hidden></span>",
                apply_default_css=False,
                js_on_load=_BRIDGE,
                elem_id="bro",
                visible="hidden",
            )
            spoken = gr.Textbox(lang, visible=False)  # the language of the page as it was opened
            gr.HTML(source_pane(lang), apply_default_css=False, js_on_load=None, elem_id="kildefelt")
            outputs = [shown, previous]
            done = "() => window.aftalesvar && window.aftalesvar.shown()"
            quiet = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
            gr.on(
                [question.submit, button.click],
                self._typed,
                [question, years, previous, spoken],
                [*outputs, years],
                trigger_mode="always_last",
                js=_SPOKEN,
                **quiet,
            ).then(None, js=done, **quiet)
            bridge.submit(self._told, [bridge, previous], [*outputs, question, years], **quiet).then(
                None, js=done, **quiet
            )
            blocks.load(self._years, None, years, **quiet)
        return blocks

    async def _years(self) -> Any:
        """The years to choose from, when agreements have come or gone since the page was built."""
        import gradio as gr

        try:
            held = await asyncio.to_thread(lambda: self.library.years)
        except AftalesvarError:
            return gr.skip()
        return gr.skip() if held == self._built_for else gr.update(choices=[(str(y), str(y)) for y in held])

    async def _typed(
        self, typed: str, years: list[str], previous: Previous | None, spoken: str | None
    ) -> tuple[str, Previous | None, Any]:
        """A question from the field; a year in its words goes before years ticked for an earlier one."""
        lang = language(spoken, self._lang)
        if self._desk.busy:  # told here, not after a wait for a thread
            return notice(say(lang, "busy"), "optaget"), previous, years

        def made() -> tuple[str, Previous | None, list[str]]:
            chosen = [] if names_years(str(typed or ""), ()) else numbers(years)
            shown, kept = self.answer(str(typed or ""), chosen, [], previous, lang)
            return shown, kept, [str(year) for year in chosen]

        return await asyncio.to_thread(made)

    async def _told(self, told: Any, previous: Previous | None) -> tuple[str, Previous | None, str, list[str]]:
        """A question from a chip, an example, the history or the address: JSON from page.js."""
        try:
            asked = json.loads(told) if isinstance(told, str) else told
            question, years = str(asked.get("question", "")), numbers(asked.get("years"))
            agreements, lang = numbers(asked.get("agreements")), language(asked.get("lang"), self._lang)
            kind = kind_or_none(asked.get("kind"))
        except (ValueError, AttributeError, TypeError):
            return notice(say(self._lang, "failed"), "fejl"), previous, "", []
        if self._desk.busy:
            return notice(say(lang, "busy"), "optaget"), previous, question, [str(y) for y in years]
        shown, kept = await asyncio.to_thread(self.answer, question, years, agreements, None, lang, kind)
        return shown, kept, question, [str(y) for y in years if y in self.library.years]


def head_style() -> str:
    """The style sheet, named by its contents so that a browser may keep it; after Gradio's own."""
    return f'<link rel="stylesheet" href="{static("page.css")}">'


def head_script(lang: Lang) -> str:
    """The script and the page's language; before Gradio's modules, or it would wait until they have come."""
    return (
        f'<script>document.documentElement.dataset.lang = "{lang}";</script>'
        f'<script src="{static("page.js")}" defer></script>'
    )


def static(name: str) -> str:
    """The address of one of the page's own files."""
    data = (files("aftalesvar.web") / "static" / name).read_bytes()
    return f"/statisk/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


def header(lang: Lang, here: str, skip_to: str = "#svarfelt") -> str:
    """The page's top: name and menu; ``skip_to`` is the address of the answer's place."""
    query = {"lang": "en"} if lang == "en" else {}
    places = (
        ("ask", path("", **query)),
        ("documents", path("aftaler", **query)),
        ("changes", path("forskelle", **query)),
    )
    links = "".join(
        tag("a", esc(say(lang, f"nav_{key}")), href=href, aria_current="page" if key == here else None)
        for key, href in places
    )
    name = (
        tag("p", esc(say(lang, "name")), class_="navn")
        if here != "ask"
        else tag("h1", esc(say(lang, "name")), class_="navn")
    )
    title = name + tag("p", esc(say(lang, "tagline")), class_="undertitel")
    skip = tag("a", esc(say(lang, "skip")), href=skip_to, class_="spring-til") if here == "ask" else ""
    return tag(
        "header", skip + tag("div", title) + tag("nav", links, aria_label=say(lang, "nav_label")), class_="sidehoved"
    )


def source_pane(lang: Lang) -> str:
    """The place beside the answer where the agreement opens."""
    bar = tag(
        "div",
        tag("a", esc(say(lang, "own_page")), href="#", class_="knap egen")
        + tag("button", "×", type="button", class_="knap luk", aria_label=say(lang, "close")),
        class_="kildebar",
    )
    return tag(
        "aside",
        bar + tag("div", "", class_="kildeindhold", tabindex="-1"),
        id="kilderude",
        hidden=True,
        aria_label=say(lang, "source_label"),
    )


def notice(text: str, kind: str) -> str:
    """A message in the answer's place."""
    return tag("section", tag("p", esc(text), id="svaret", tabindex="-1"), class_=f"besked {kind}", role="alert")
