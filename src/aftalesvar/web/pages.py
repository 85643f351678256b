"""The pages that need no Gradio: an agreement with its marks, and the list of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftalesvar.web.marks import ranges, spans_from_text
from aftalesvar.web.markup import esc, path, tag
from aftalesvar.web.page import head_links, header
from aftalesvar.web.source_view import render_document, render_outline
from aftalesvar.web.texts import Lang, say

if TYPE_CHECKING:
    from aftalesvar.records import Document
    from aftalesvar.store.index import DocumentHead
    from aftalesvar.web.library import Library


def shell(title: str, body: str, lang: Lang, here: str = "") -> str:
    """A whole HTML page."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        + tag("title", esc(f"{title} – {say(lang, 'name')}"))
        + head_links(lang)
    )
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body class="egenside">{header(lang, here)}{tag("main", body)}</body></html>'


def source_page(library: Library, id: str, told: str, lang: Lang, *, part: bool) -> str:  # noqa: A002
    """An agreement with the places of an address marked; ``part`` leaves the page around it out.

    :raises StoreError: when there is no such agreement.
    """
    document = library.document(id)
    marked = ranges(document, spans_from_text(told))
    lost = tag("p", esc(say(lang, "no_mark")), class_="forbehold", role="alert") if told and not marked else ""
    title = tag("h2" if part else "h1", esc(document.title), class_="aftaletitel")
    outline = tag(
        "details", tag("summary", esc(say(lang, "outline"))) + render_outline(document, lang), class_="indholdsboks"
    )
    body = tag(
        "article",
        title + _facts(document, lang) + lost + outline + render_document(document, marked, lang),
        class_="aftale",
        lang="da",
    )
    return body if part else shell(document.title, body, lang)


def corpus_page(library: Library, lang: Lang) -> str:
    """The list of the corpus: each agreement with its outline, counts and quality line."""
    cards = "".join(_corpus_card(library, head, lang) for head in library.catalogue.heads)
    return shell(
        say(lang, "documents"),
        tag("h1", esc(say(lang, "documents"))) + tag("ul", cards, class_="korpus"),
        lang,
        "documents",
    )


def _corpus_card(library: Library, head: DocumentHead, lang: Lang) -> str:
    document = library.document(head.id)
    pages = say(lang, "pages_count", n=len(document.page_starts)) if document.paged != "none" else ""
    counts = say(
        lang,
        "counts",
        pages=pages,
        sections=len(document.sections) - 1,
        sentences=library.catalogue.sentences.get(head.id, 0),
    )
    quality = say(lang, "quality", remarks="; ".join(head.quality)) if head.quality else say(lang, "quality_good")
    query = {"lang": "en"} if lang == "en" else {}
    link = tag("a", esc(head.title), href=path("kilde", head.id, **query))
    outline = render_outline(document, lang).replace('href="#', f'href="{esc(path("kilde", head.id, **query))}#')
    return tag(
        "li", tag("h2", link) + _facts(document, lang) + tag("p", esc(counts)) + tag("p", esc(quality), class_="stille")
        + tag("details", tag("summary", esc(say(lang, "outline"))) + outline),
    )  # fmt: skip


def _facts(document: Document, lang: Lang) -> str:
    facts = []
    if document.date:
        facts.append(say(lang, "date", date=document.date))
    if document.parties:
        facts.append(say(lang, "parties", parties=", ".join(document.parties)))
    facts.append(document.file)
    return tag("p", esc(" · ".join(facts)), class_="stille")
