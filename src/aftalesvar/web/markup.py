"""Text into markup, safely."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

# gr.HTML reads its value as a template: these characters must never reach it bare.
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})

_TOGETHER = re.compile(r"-?\d[\d.,]*(?: (?:mia|mio)\.)? kr\.|-?\d[\d.,]* pct\.|\b\d{4}-pl\b")


def esc(text: object) -> str:
    """Text as markup shows it: nothing in it is markup, an attribute's end, or a template's."""
    return html.escape(str(text), quote=True).translate(_TEMPLATE)


def unbroken(markup: str) -> str:
    """Markup in which a figure and its unit, and a price level, stand on one line: "304,8 mia. kr.", "2024-pl"."""
    return _TOGETHER.sub(lambda match: f'<span class="ubrudt">{match[0]}</span>', markup)


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
    """A button that asks a question in its own words, with nothing chosen beside them."""
    return tag(
        "button",
        esc(text),
        type="button",
        class_="valg",
        data_ask="1",
        data_question=text,
        data_years="",
        data_agreements="",
        data_kind="",
    )


def path(*parts: str, **query: str) -> str:
    """A path on this server, every part quoted."""
    told = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{told}?{urlencode(query)}" if query else told
