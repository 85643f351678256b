"""Text into markup, safely."""

from __future__ import annotations

import html
from collections.abc import Mapping
from urllib.parse import quote, urlencode

# gr.HTML reads its value as a template: these characters must never reach it bare.
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


def esc(text: object) -> str:
    """Text as markup shows it: nothing in it is markup, an attribute's end, or a template's."""
    return html.escape(str(text), quote=True).translate(_TEMPLATE)


def attributes(values: Mapping[str, object]) -> str:
    """' name="value"' for each that isn't None or False; True gives the bare name."""
    parts = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        parts.append(f" {name}" if value is True else f' {name}="{esc(value)}"')
    return "".join(parts)


def tag(element: str, inner: str = "", /, **values: object) -> str:
    """An element around markup; ``class_`` gives class, other underscores become hyphens."""
    told = {key.rstrip("_").replace("_", "-"): value for key, value in values.items()}
    return f"<{element}{attributes(told)}>{inner}</{element}>"


def question_button(text: str) -> str:
    """A button that asks a question in its own words, of no year in particular."""
    return tag(
        "button",
        esc(text),
        type="button",
        class_="valg",
        data_ask="1",
        data_question=text,
        data_years="",
        data_agreements="",
    )


def path(*parts: str, **query: str) -> str:
    """A path on this server, every part quoted."""
    told = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{told}?{urlencode(query)}" if query else told
