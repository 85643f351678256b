"""The process that opens a PDF, and nothing else: PDFium is native code and files come from anywhere.

``python -m aftalesvar.reading.pdf_child VERB [ARGUMENT]`` reads the PDF on standard input and writes one JSON object:
``text`` gives every page's characters with lines and boxes, ``rects`` the rectangles of spans, ``image`` a page as
PNG (base64). Errors are ``{"error": code}``. Memory and time are limited before the file is touched.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import sys
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 60  # of processor time
MAX_PAGES = 1000
MAX_CHARS = 8_000_000
BOLD = 600
MAX_PATHS = 2000


def limit() -> None:
    """Limit this process' memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        top = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (top, hard))


def main(arguments: list[str]) -> int:
    """Do what the first argument says; always 0, errors are told in the object."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        answer = _answer(arguments, data)
    except MemoryError:
        answer = {"error": "too-big"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _answer(arguments: list[str], data: bytes) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        return {"error": "encrypted" if "password" in str(error).lower() else "damaged"}
    if count == 0:
        return {"error": "damaged"}
    if count > MAX_PAGES:
        return {"error": "too-many-pages", "pages": count}
    verb = arguments[0]
    if verb == "text":
        return _text(document, count)
    if verb == "rects":
        return _rects(document, json.loads(arguments[1]))
    return _image(document, int(arguments[1]), float(arguments[2]))


def _text(document: PdfDocument, count: int) -> dict[str, Any]:
    pages, total = [], 0
    for number in range(count):
        page = document[number]
        found = _page(page)
        total += len(found["text"])
        if total > MAX_CHARS:
            return {"error": "too-big"}
        pages.append(found)
        page.close()
    return {"pages": pages}


def _page(page: PdfPage) -> dict[str, Any]:
    """Give a page's characters as PDFium counts them, each with its box, font size and style.

    Boxes are left, bottom, right and top in points, origin at the page's lower left.
    """
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    handle, count = textpage.raw, textpage.count_chars()
    if count > MAX_CHARS:
        raise MemoryError
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    chars: list[str] = []
    boxes: list[tuple[float, ...]] = []
    style = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else " "
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        if index == 0 or chars[-1].isspace():  # asked once a word
            style = _style(raw, handle, index)
        size = raw.FPDFText_GetFontSize(handle, index)
        boxes.append((left.value, bottom.value, right.value, top.value, size, float(style)))
        chars.append(char)
    images = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1))
    size = page.get_size()
    frames = _frames(page, raw, *size)
    textpage.close()
    return {
        "text": "".join(chars),
        "boxes": [[round(v, 2) for v in box] for box in boxes],
        "size": size,
        "images": images,
        "frames": frames,
    }


def _frames(page: PdfPage, raw: ModuleType, width: float, height: float) -> list[list[float]]:
    """Give the rectangles that are drawn round text: wide, of several lines' height, but not the whole page."""
    found: list[list[float]] = []
    for drawn in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2), MAX_PATHS):
        left, bottom, right, top = drawn.get_bounds()
        if right - left > 0.3 * width and 28 < top - bottom < 0.92 * height:
            found.append([left, bottom, right, top])
    return found


def _style(raw: ModuleType, handle: object, index: int) -> int:
    """Give 1 for a bold font, 2 for an italic one, by its weight or (standard fonts tell none) its name."""
    if raw.FPDFText_GetFontWeight(handle, index) >= BOLD:
        return 1
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(handle, index, name, len(name), flags)
    told = name.value.lower() if 0 < size <= len(name) else b""
    if any(word in told for word in (b"bold", b"black", b"heavy", b"semi")):
        return 1
    return 2 if b"italic" in told or b"oblique" in told else 0


def _rects(document: PdfDocument, spans: list[list[int]]) -> dict[str, Any]:
    """For each [page, start, end] the rectangles [left, bottom, right, top], and the text that lies in each."""
    answer = []
    for number, start, end in spans:
        page = document[number - 1]
        textpage = page.get_textpage()
        found = [textpage.get_rect(i) for i in range(textpage.count_rects(start, end - start))]
        texts = [textpage.get_text_bounded(*rect) for rect in found]
        answer.append({"page": number, "size": page.get_size(), "rects": found, "texts": texts})
        textpage.close()
        page.close()
    return {"spans": answer}


def _image(document: PdfDocument, number: int, scale: float) -> dict[str, Any]:
    if not 1 <= number <= len(document):
        return {"error": "no-such-page"}
    buffer = io.BytesIO()
    document[number - 1].render(scale=min(max(scale, 0.2), 4.0)).to_pil().save(buffer, format="PNG")
    return {"png": base64.b64encode(buffer.getvalue()).decode("ascii")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
