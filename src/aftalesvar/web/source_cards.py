"""The sources of an answer as numbered cards, and the other places that were found."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.records import Citation, RankedPassage
from aftalesvar.web.citing import spans_path, where
from aftalesvar.web.marks import ranges, surroundings
from aftalesvar.web.markup import esc, tag
from aftalesvar.web.shown import Shown
from aftalesvar.web.source_view import render_stretch

_SHORT = 300  # characters of a passage that are shown


def render_cards(shown: Shown) -> str:
    """The cited sources; empty without any."""
    cards = "".join(_card(shown, citation) for citation in shown.answer.citations)
    return tag("h3", shown.say("sources"), class_="kildehoved") + tag("ol", cards, class_="kilder") if cards else ""


def _card(shown: Shown, citation: Citation) -> str:
    """Agreement, chapter, page or line, the quote in its surroundings, and what to do with it."""
    document, href = shown.document(citation.document), shown.href(citation)
    marked = ranges(document, citation.spans)
    stretch = render_stretch(document, surroundings(document, marked), marked, shown.lang)
    number = tag("span", esc(citation.id), class_="nummer", aria_hidden="true")
    head = tag(
        "a", number + tag("span", esc(citation.title), class_="titel"), href=href, data_source="1", class_="kildelink"
    )
    place = " › ".join([*citation.section, where(document, citation.spans, shown.lang)])
    buttons = (
        tag("a", shown.say("open_source"), href=href, data_source="1", class_="knap")
        + tag("button", shown.say("copy_quote"), type="button", class_="knap", data_copy=shown.quoted(citation))
        + tag("button", shown.say("copy_link"), type="button", class_="knap", data_copy_link=href)
    )
    return tag(
        "li",
        head
        + tag("p", esc(place), class_="sted")
        + tag("blockquote", stretch, lang="da")
        + tag("div", buttons, class_="knapper"),
        class_="kilde",
        id=f"kilde-{citation.id}",
    )


def render_passages(shown: Shown) -> str:
    """The nearest places of a refusal, or those on the subject that an answer doesn't cite."""
    refused = shown.answer.status == "not_found"
    cited = [(c.document, s.start, s.end) for c in shown.answer.citations for s in c.spans]
    items = "".join(_passage(shown, p) for p in shown.answer.passages if refused or not _holds(p, cited))
    if not items:
        return ""
    title = shown.say("nearest" if refused else "other_passages")
    return tag("details", tag("summary", title) + tag("ul", items, class_="steder"), class_="naermeste", open=refused)


def _passage(shown: Shown, ranked: RankedPassage) -> str:
    passage = ranked.passage
    document = shown.document(passage.document)
    href = spans_path(passage.document, passage.spans, document, shown.lang)
    place = " › ".join([document.title, *passage.section, where(document, passage.spans, shown.lang)])
    long = len(passage.text) > _SHORT + 20
    text = passage.text[:_SHORT].rsplit(" ", 1)[0] + " …" if long else passage.text
    return tag("li", tag("a", esc(place), href=href, data_source="1") + tag("p", esc(text)))


def _holds(ranked: RankedPassage, cited: Sequence[tuple[str, int, int]]) -> bool:
    return any(
        ranked.passage.document == document and span.start < end and start < span.end
        for span in ranked.passage.spans
        for document, start, end in cited
    )
