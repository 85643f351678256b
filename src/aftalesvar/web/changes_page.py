"""The page "what has changed between two agreements", and the same as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftalesvar.asking.contract import decimal_text
from aftalesvar.records import Document, Section
from aftalesvar.web.changes import ChangedRow, ChangedSentence, Changes, Place, compare
from aftalesvar.web.chart import danish, scale_for, sortable
from aftalesvar.web.citing import spans_path
from aftalesvar.web.export import csv_text
from aftalesvar.web.markup import esc, path, tag
from aftalesvar.web.pages import shell
from aftalesvar.web.texts import Lang, say

if TYPE_CHECKING:
    from aftalesvar.store.texts import DocumentHead
    from aftalesvar.web.library import Library


def changes_page(library: Library, first: str, second: str, lang: Lang) -> str:
    """The page; without two agreements chosen the two latest are compared.

    :raises StoreError: when one isn't in the corpus.
    """
    before, after = _chosen(library, first, second)
    parts = [tag("h1", esc(say(lang, "changes"))), _form(library, before, after, lang)]
    if before is not None and after is not None:
        found = library.compared(before, after, compare)
        query = {"fra": before.id, "til": after.id}
        parts.append(
            tag(
                "p",
                tag(
                    "a",
                    esc(say(lang, "download_csv")),
                    href=path("forskelle.csv", **query),
                    class_="knap",
                    download=True,
                ),
            )
        )
        sections = (
            ("tabeller", say(lang, "changed_rows"), len(found.rows), _rows(found, before, after, lang)),
            (
                "saetninger",
                say(lang, "changed_sentences"),
                len(found.sentences),
                _sentences(found, before, after, lang),
            ),
            ("nye", say(lang, "new_sections", title=after.title), len(found.new), _titles(found.new, after, lang)),
            (
                "gamle",
                say(lang, "new_sections", title=before.title),
                len(found.gone),
                _titles(found.gone, before, lang),
            ),
        )
        links = "".join(tag("a", esc(f"{title} ({count})"), href=f"#{key}") for key, title, count, _ in sections)
        parts.append(tag("nav", links, class_="hop", aria_label=say(lang, "outline")))
        parts += [_section(key, title, inner, lang) for key, title, _, inner in sections]
    return shell(say(lang, "changes"), "".join(parts), lang, "changes")


def changes_csv(library: Library, first: str, second: str, lang: Lang) -> str:
    """The changed rows and sentences as CSV."""
    before, after = _chosen(library, first, second)
    if before is None or after is None:
        return csv_text((), ())
    found = library.compared(before, after, compare)
    rows = [(row.label, row.before.text, row.after.text, difference(row)) for row in found.rows]
    rows += [("", pair.before.text, pair.after.text, "") for pair in found.sentences]
    return csv_text((say(lang, "row"), before.title, after.title, say(lang, "change")), rows)


def difference(row: ChangedRow) -> str:
    """The difference with its unit: "+17,4 mia. kr."."""
    if row.difference is None or row.values is None:
        return ""
    scale = scale_for(row.values, row.unit)
    sign = "+" if row.difference > 0 else ""
    name = "procentpoint" if row.unit == "pct" else scale.name
    return f"{sign}{danish(float(row.difference / scale.divisor))} {name}"


def _chosen(library: Library, first: str, second: str) -> tuple[Document | None, Document | None]:
    heads = sorted(library.catalogue.heads, key=lambda head: (head.year or 0, head.id))
    if not first and not second and len(heads) > 1:
        first, second = heads[-2].id, heads[-1].id
    return (library.document(first) if first else None), (library.document(second) if second else None)


def _form(library: Library, before: Document | None, after: Document | None, lang: Lang) -> str:
    def select(name: str, label: str, chosen: Document | None) -> str:
        options = "".join(
            tag("option", esc(_named(head)), value=head.id, selected=chosen is not None and head.id == chosen.id)
            for head in library.catalogue.heads
        )
        return tag("label", esc(label) + " " + tag("select", options, name=name))

    fields = select("fra", say(lang, "from"), before) + select("til", say(lang, "to"), after)
    kept = tag("input", type="hidden", name="lang", value="en") if lang == "en" else ""
    button = tag("button", esc(say(lang, "show")), type="submit", class_="knap fremhaevet")
    return tag("form", fields + kept + button, method="get", action="/forskelle", class_="felter")


def _named(head: DocumentHead) -> str:
    """An agreement's name with its year first: titles are alike, and a phone shows their beginnings only."""
    return f"{head.year}: {head.title}" if head.year is not None else head.title


def _rows(found: Changes, before: Document, after: Document, lang: Lang) -> str:
    rows = "".join(
        tag(
            "tr",
            tag("th", esc(row.label), scope="row")
            + tag("td", _link(row.before, before, lang), class_="tal", data_sort=_sorted(row, 0))
            + tag("td", _link(row.after, after, lang), class_="tal", data_sort=_sorted(row, 1))
            + tag(
                "td",
                esc(difference(row) or say(lang, "units_differ")),
                class_="tal",
                data_sort=str(row.difference) if row.difference is not None else "",
            ),
        )
        for row in found.rows
    )
    heads = [say(lang, "row"), before.title, after.title, say(lang, "change")]
    note = tag("p", esc(say(lang, "prices")), class_="stille")
    return note + tag("div", sortable(heads, rows, lang), class_="forskelle") if rows else ""


def _sorted(row: ChangedRow, side: int) -> str | None:
    """What a column sorts a value by."""
    return decimal_text(row.values[side]) if row.values else None


def _link(place: Place, document: Document, lang: Lang) -> str:
    return tag("a", esc(place.text), href=spans_path(document.id, place.spans, document, lang))


def _sentences(found: Changes, before: Document, after: Document, lang: Lang) -> str:
    pairs = "".join(
        tag(
            "li",
            "".join(
                tag(
                    "div",
                    tag("a", esc(document.title), href=spans_path(document.id, place.spans, document, lang))
                    + tag("p", _marked(pair, kind)),
                )
                for place, document, kind in ((pair.before, before, "gone"), (pair.after, after, "new"))
            ),
        )
        for pair in found.sentences
    )
    return tag("ul", pairs, class_="par") if pairs else ""


def _marked(pair: ChangedSentence, kind: str) -> str:
    """One side of a pair: what the other lacks is marked, its figures bold."""
    parts = []
    for piece in pair.pieces:
        if piece.kind == "same":
            parts.append(esc(piece.text))
        elif piece.kind == kind:
            inner = tag("strong", esc(piece.text)) if piece.figure else esc(piece.text)
            parts.append(tag("del" if kind == "gone" else "ins", inner) if piece.text.strip() else inner)
    return "".join(parts)


def _titles(sections: tuple[Section, ...], document: Document, lang: Lang) -> str:
    """Sections that only one agreement has, each a way to it."""
    query = {"lang": "en"} if lang == "en" else {}
    links = "".join(
        tag("li", tag("a", esc(section.title), href=f"{path('kilde', document.id, **query)}#afsnit-{section.index}"))
        for section in sections
    )
    return tag("ul", links, class_="afsnitsliste") if links else ""


def _section(key: str, title: str, inner: str, lang: Lang) -> str:
    body = inner or tag("p", esc(say(lang, "none")), class_="stille")
    return tag("section", tag("h2", esc(title)) + body, id=key)
