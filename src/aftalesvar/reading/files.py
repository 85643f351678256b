"""Opening source files with care: what is no plain file of sensible size is refused with the reason."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aftalesvar.errors import ReadingError

MAX_BYTES = 100_000_000
MAX_TEXT = 5_000_000  # characters; some 2,000 pages
MAX_LINE = 500_000

Format = Literal["text", "html", "pdf"]
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's bytes as read once, with their hash and what they turned out to be."""

    name: str
    data: bytes
    hash: str
    format: Format


def load(path: Path) -> Raw:
    """Read a file once, following no link, waiting for no pipe, and see that it didn't change meanwhile."""
    name = path.name
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise ReadingError(name, "filen findes ikke; ret navnet") from error
    except OSError as error:
        reason = (
            "filen er et link; læg selve filen i mappen"
            if path.is_symlink()
            else "filen kan ikke åbnes; se rettighederne"
        )
        raise ReadingError(name, reason) from error
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        os.close(handle)
        raise ReadingError(name, "det er ikke en almindelig fil; læg en PDF- eller tekstfil i mappen")
    with os.fdopen(handle, "rb") as file:
        if before.st_size > MAX_BYTES:
            raise ReadingError(name, f"filen fylder over {MAX_BYTES // 1_000_000} MB; del den i mindre filer")
        data = file.read(MAX_BYTES + 1)
        after = os.fstat(file.fileno())
    if len(data) != before.st_size or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise ReadingError(name, "filen blev ændret, mens den blev læst; prøv igen")
    if not data.strip():
        raise ReadingError(name, "filen er tom")
    return Raw(name, data, hashlib.sha256(data).hexdigest(), _format(name, data))


def _format(name: str, data: bytes) -> Format:
    if _PDF in data[:1024]:
        return "pdf"
    suffix = Path(name).suffix.lower()
    if suffix == ".pdf":
        raise ReadingError(name, "filen hedder .pdf, men er ikke en PDF; hent den igen eller giv den rette endelse")
    if data.startswith(_ZIP) or suffix in {".docx", ".odt", ".doc", ".rtf"}:
        raise ReadingError(name, "Word-filer læses ikke; gem den som PDF eller tekst")
    head = data[:2000].lstrip().lower()
    if suffix in {".html", ".htm"} or head.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text"


def decode(raw: Raw) -> str:
    """Give the text of a text file: UTF-8, UTF-16 with a byte order mark (or plain zeros), else Windows-1252."""
    text = _decode(raw)
    if len(text) > MAX_TEXT:
        raise ReadingError(raw.name, "teksten er for lang til at være en aftale; del filen")
    if _longest_line(text) > MAX_LINE:
        raise ReadingError(raw.name, "filen har en linje på over 500.000 tegn og er næppe en tekst")
    control = sum(text.count(chr(code)) for code in (*range(9), 11, *range(14, 32)))
    if control > 0.01 * len(text) + 4:
        raise ReadingError(raw.name, "filen er ikke tekst; gem den som PDF eller tekst")
    if not any(char.isalpha() for char in text):
        raise ReadingError(raw.name, "filen er tom for tekst")
    return text


def _decode(raw: Raw) -> str:
    data = raw.data
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        zeros = data[:4000].count(0)
        if zeros > 0.3 * len(data[:4000]):
            return data.decode("utf-16-le" if data[1:4000:2].count(0) > data[0:4000:2].count(0) else "utf-16-be")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if data[:4000].count(0):
        raise ReadingError(raw.name, "filen er ikke tekst; gem den som PDF eller tekst")
    return data.decode("cp1252", errors="replace")


def _longest_line(text: str) -> int:
    longest, start = 0, 0
    while (end := text.find("\n", start)) >= 0:
        longest, start = max(longest, end - start), end + 1
    return max(longest, len(text) - start)
