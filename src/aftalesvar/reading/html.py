"""HTML pages: tags are dropped, block tags part lines, entities read as their character."""

from __future__ import annotations

import html
import re

from aftalesvar.reading.lines import Line, bullet_of, collapse

_TOKEN = re.compile(
    r"(?P<skip><!--.*?-->|<(?P<dumb>script|style|head|nav|footer|noscript|svg|template)\b.*?</(?P=dumb)\s*>|<![^>]*>)"
    r"|(?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});)",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "main",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "blockquote",
        "pre",
        "br",
        "hr",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "address",
        "title",
        "body",
        "html",
        "form",
        "fieldset",
    ]
)


def cut_html(page: str) -> tuple[str, list[Line]]:
    """Cut a page into its visible lines. Gives the visible text and the lines, whose offsets point into that text."""
    lines = _lines(page)
    start = 0
    for line in lines:
        line.offs = list(range(start, start + len(line.chars)))
        line.end = start + len(line.chars)
        line.head = ""
        start = line.end + 1
    return "\n".join(line.chars for line in lines), lines


def _lines(source: str) -> list[Line]:
    lines: list[Line] = []
    chars: list[str] = []
    offs: list[int] = []
    level = 0
    item = False

    def flush(end: int) -> None:
        nonlocal chars, offs, level, item
        if any(not c.isspace() for c in chars):
            lines.append(_line(chars, offs, end, level, item))
            item = False
        chars, offs, level = [], [], 0

    position = 0
    for match in _TOKEN.finditer(source):
        _take(source, position, match.start(), chars, offs)
        position = match.end()
        if match["entity"]:
            chars.append(html.unescape(match["entity"])[:1])
            offs.append(match.start())
        elif match["tag"]:
            name = match["name"].lower()
            if name in _BLOCKS:
                flush(match.start())
                level = int(name[1]) if re.fullmatch(r"h[1-6]", name) and not match["close"] else 0
                item = item or (name == "li" and not match["close"])
            elif name in ("td", "th") and chars and not match["close"]:
                chars.append("\t")
                offs.append(match.start())
    _take(source, position, len(source), chars, offs)
    flush(len(source))
    return lines


def _take(source: str, start: int, end: int, chars: list[str], offs: list[int]) -> None:
    for index in range(start, end):
        chars.append(" " if source[index] in "\r\n" else source[index])
        offs.append(index)


def _line(chars: list[str], offs: list[int], end: int, level: int, item: bool) -> Line:
    body = "".join(chars)
    kept = bytearray(b"\x01" * len(body))
    bullet, dash, size = bullet_of(body)
    if bullet and size < len(body):
        kept[:size] = bytes(size)
    read, places = collapse(body, kept, 0)
    return Line(
        read,
        [offs[place] for place in places],
        1,
        end,
        level,
        bullet=(bullet or item) and not level,
        dash=dash,
        gap="blank",
    )
