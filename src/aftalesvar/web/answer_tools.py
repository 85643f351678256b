"""What can be done with an answer: keep it, pass it on, and say whether it was right."""

from __future__ import annotations

import json

from aftalesvar.web.markup import path, tag
from aftalesvar.web.shown import Shown


def render_tools(shown: Shown) -> str:
    """Copying, the link, the files, and how sure the answer is."""
    answer, query = shown.answer, shown.asked.query
    parts = []
    if answer.citations:
        parts.append(tag("button", shown.say("copy_all"), type="button", class_="knap", data_copy=_memo(shown)))
    parts += [
        tag("button", shown.say("share"), type="button", class_="knap", data_copy_link=path("", **query)),
        tag("a", shown.say("markdown"), href=path("api", "export.md", **query), class_="knap", download=True),
        tag("a", shown.say("csv"), href=path("api", "export.csv", **query), class_="knap", download=True),
    ]
    key = "elapsed" if answer.elapsed_ms else "remembered"
    measured = shown.say(key, ms=answer.elapsed_ms, sure=round(answer.confidence * 100))
    return tag("div", "".join(parts) + tag("span", measured, class_="maalt"), class_="vaerktoej")


def _memo(shown: Shown) -> str:
    """The answer and its quotes as text for a memo."""
    quotes = [f"[{citation.id}] {shown.quoted(citation)}" for citation in shown.answer.citations]
    return "\n".join([shown.answer.text, "", *quotes])


def render_feedback(shown: Shown) -> str:
    """Right, wrong or wrong source, with a word of comment; page.js sends it."""
    told = {
        "question": shown.asked.question,
        "years": shown.asked.years,
        "agreements": shown.asked.agreements,
        "kind": shown.asked.kind,
        "index": shown.answer.index_id,
    }
    buttons = "".join(
        tag(
            "button",
            shown.say(f"verdict_{verdict}"),
            type="button",
            class_="knap",
            data_verdict=verdict,
            aria_pressed="false",
        )
        for verdict in ("right", "wrong", "source")
    )
    comment = tag(
        "label",
        shown.say("comment") + tag("input", type="text", maxlength="500", name="comment"),
        class_="kommentar",
        hidden=True,
    )
    send = tag("button", shown.say("send"), type="button", class_="knap fremhaevet", data_send="1", hidden=True)
    return tag(
        "fieldset",
        tag("legend", shown.say("feedback")) + buttons + comment + send + tag("span", "", role="status"),
        class_="tilbagemelding",
        data_feedback=json.dumps(told, ensure_ascii=False),
    )
