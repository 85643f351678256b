"""The pages that need no Gradio: an agreement with its marks, and the list of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftalesvar.danish.dates import MONTHS
from aftalesvar.web.adding import ENDINGS, LARGEST_FILE
from aftalesvar.web.marks import ranges, spans_from_text
from aftalesvar.web.markup import esc, path, tag
from aftalesvar.web.page import head_script, head_style, header
from aftalesvar.web.pdf_view import render_pages
from aftalesvar.web.source_view import render_document, render_outline
from aftalesvar.web.texts import Lang, say

if TYPE_CHECKING:
    from aftalesvar.records import Document
    from aftalesvar.store.texts import DocumentHead
    from aftalesvar.web.library import Library


def shell(title: str, body: str, lang: Lang, here: str = "") -> str:
    """A whole HTML page."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        + tag("title", esc(f"{title} – {say(lang, 'name')}"))
        + head_script(lang)
        + head_style()
    )
    content = header(lang, here) + tag("main", body)
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body class="egenside">{content}</body></html>'


def source_page(library: Library, id: str, told: str, lang: Lang, *, part: bool) -> str:  # noqa: A002
    """An agreement with the places of an address marked; ``part`` leaves the page around it out.

    :raises StoreError: when there is no such agreement.
    """
    document = library.document(id)
    spans = spans_from_text(told)
    marked = ranges(document, spans)
    lost = tag("p", esc(say(lang, "no_mark")), class_="forbehold", role="alert") if told and not marked else ""
    title = tag("h2" if part else "h1", esc(document.title), class_="aftaletitel")
    summary = tag("summary", esc(say(lang, "outline")) + tag("span", esc(document.title), class_="hvilken"))
    outline = tag("details", summary + render_outline(document, lang), class_="indholdsboks")
    images = render_pages(library, document, spans, lang)
    body = tag(
        "article",
        title + _facts(document, lang) + lost + images + outline + render_document(document, marked, lang),
        class_="aftale",
        lang="da",
    )
    return body if part else shell(document.title, body, lang)


def corpus_page(library: Library, lang: Lang, *, allow_upload: bool) -> str:
    """The list of the corpus: each agreement with its outline, counts and quality line; and adding to it."""
    cards = "".join(_corpus_card(library, head, lang) for head in library.catalogue.heads)
    title = tag("h1", esc(say(lang, "documents")))
    adding = _adding(lang) if allow_upload else tag("p", esc(say(lang, "add_closed")), class_="stille")
    jump = tag("p", tag("a", esc(say(lang, "add")), href="#tilfoej", class_="knap")) if allow_upload else ""
    return shell(say(lang, "documents"), title + jump + tag("ul", cards, class_="korpus") + adding, lang, "documents")


def _adding(lang: Lang) -> str:
    """The form that adds a file; page.js sends it and shows how far it has come."""
    megabytes = LARGEST_FILE // 1_000_000
    accept = ",".join(ENDINGS)
    file = tag(
        "label",
        esc(say(lang, "add_file", mb=megabytes)) + tag("input", type="file", name="file", accept=accept, required=True),
    )
    year = tag(
        "label",
        esc(say(lang, "add_year"))
        + tag("input", type="text", name="year", inputmode="numeric", pattern="[0-9]{4}", size="6"),
    )
    button = tag("button", esc(say(lang, "add_send")), type="submit", class_="knap fremhaevet")
    state = tag("progress", "", max="100", value="0", hidden=True, aria_label=say(lang, "adding")) + tag(
        "p", "", role="status"
    )
    form = tag("form", file + year + button + state, id="tilfoej", class_="felter", data_adding=say(lang, "adding"))
    return tag("section", tag("h2", esc(say(lang, "add"))) + form)


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
        "li",
        tag("h2", link)
        + _facts(document, lang)
        + tag("p", esc(counts))
        + tag("p", esc(quality), class_="stille")
        + tag("details", tag("summary", esc(say(lang, "outline"))) + outline),
    )


def _facts(document: Document, lang: Lang) -> str:
    facts = []
    if document.date:
        facts.append(say(lang, "date", date=said_date(document.date, lang)))
    if document.parties:
        facts.append(say(lang, "parties", parties=", ".join(document.parties)))
    facts.append(document.file)
    return tag("p", esc(" · ".join(facts)), class_="stille")


def said_date(date: str, lang: Lang) -> str:
    """An ISO date as it is said: "6. september 2019"; what isn't one stays as it is."""
    try:
        year, month, day = map(int, date.split("-"))
        return f"{day}. {MONTHS[month - 1]} {year}" if lang == "da" else date
    except (ValueError, IndexError):
        return date
