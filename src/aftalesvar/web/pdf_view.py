"""A PDF's pages as images with the cited words marked on them; made in the reading's child process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aftalesvar.errors import StoreError
from aftalesvar.records import Document, Span
from aftalesvar.web.markup import esc, path, tag
from aftalesvar.web.texts import Lang, say

if TYPE_CHECKING:
    from aftalesvar.web.library import Library

KEPT = 48  # page images held in memory (about 200 kB each)
_images: OrderedDict[tuple[str, int], bytes] = OrderedDict()
_lock = threading.Lock()


def file_of(library: Library, document: Document) -> Path:
    """The PDF, when the corpus still holds the file that the index was built from.

    :raises StoreError: when it is gone or has changed: its image could show another text than the quote.
    """
    from aftalesvar.corpus import file_hash

    folder = library.settings.corpus
    file = folder / document.file
    if (
        document.paged != "pdf"
        or not file.resolve().is_relative_to(folder.resolve())
        or file_hash(file) != document.hash
    ):
        raise StoreError(f"{document.file} er ændret, siden indekset blev bygget. Kør «aftalesvar index».")
    return file


def page_png(library: Library, document: Document, number: int) -> bytes:
    """A page's image.

    :raises StoreError: when there is no such page.
    """
    from aftalesvar.reading.pdf import page_image

    if not 1 <= number <= len(document.page_starts):
        raise StoreError(f"{document.title[:80]} har {len(document.page_starts)} sider.")
    key = (document.hash, number)
    with _lock:
        if key in _images:
            _images.move_to_end(key)
            return _images[key]
    image = page_image(file_of(library, document), number)
    with _lock:
        _images[key] = image
        while len(_images) > KEPT:
            _images.popitem(last=False)
    return image


def render_pages(library: Library, document: Document, spans: Sequence[Span], lang: Lang) -> str:
    """The pages that spans stand on, each with the spans' rectangles marked; "" when the PDF can't be shown."""
    from aftalesvar.errors import AftalesvarError
    from aftalesvar.reading.pdf import rectangles

    wanted = tuple(span for span in spans if span.page and span.page <= len(document.page_starts))
    if document.paged != "pdf" or not wanted:
        return ""
    try:
        rects = rectangles(file_of(library, document), wanted)
    except AftalesvarError:
        return ""
    pages = []
    for number in dict.fromkeys(rect.page for rect in rects):
        mine = [rect for rect in rects if rect.page == number]
        boxes = "".join(
            tag(
                "rect",
                x=round(r.left, 1),
                y=round(r.page_height - r.top, 1),
                width=round(r.right - r.left, 1),
                height=round(r.top - r.bottom, 1),
            )
            for r in mine
        )
        label = say(lang, "page", n=number)
        image = tag(
            "img",
            src=path("kilde", document.id, "side", f"{number}.png"),
            alt=f"{document.title}, {label}",
            width=round(mine[0].page_width),
            height=round(mine[0].page_height),
        )
        overlay = tag(
            "svg",
            boxes,
            viewBox=f"0 0 {mine[0].page_width} {mine[0].page_height}",
            aria_hidden="true",
            preserveAspectRatio="none",
        )
        text = " ".join(r.text for r in mine)
        pages.append(
            tag(
                "figure",
                tag("figcaption", esc(label)) + tag("div", image + overlay, class_="side", data_marked=text),
                class_="pdfside",
            )
        )
    return "".join(pages)
