# ruff: noqa: T201 (the measures are printed)
"""Bad files are refused with a Danish reason that names the file; odd but honest ones are read."""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from aftalesvar.errors import ReadingError
from aftalesvar.reading import read_document

TEXT = (
    "Aftale om kommunernes økonomi for 2031\n\n1. Indledning\n\n"
    "Rammen udgør 19,3 mia. kr. i 2031, jf. § 8 – på én gang.\n"
)


def _refused(path: Path) -> str:
    with pytest.raises(ReadingError) as caught:
        read_document(path, id="x")
    message = str(caught.value)
    assert message.startswith(path.name)
    assert "\n" not in message
    print(message)
    return message


def _pdf(path: Path, pages: int = 3, encrypt: StandardEncryption | None = None, text: bool = True) -> bytes:
    canvas = Canvas(str(path), encrypt=encrypt)
    for page in range(pages):
        for line in range(30 if text and pages < 100 else 1):
            if text:
                canvas.drawString(
                    70, 750 - 14 * line, f"Rammen for kommunernes investeringer udgør {page},{line} mia. kr. i 2031."
                )
        if not text:
            canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_are_read_right(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "aftale.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = read_document(path, id="x")
    assert "Rammen udgør 19,3 mia. kr. i 2031, jf. § 8 – på én gang." in document.text
    assert document.year == 2031


def test_latin_1_is_read_right(tmp_path: Path) -> None:
    path = tmp_path / "aftale.txt"
    path.write_bytes(TEXT.replace("–", "-").encode("latin-1"))
    assert "på én gang." in read_document(path, id="x").text


def test_empty_files_are_refused(tmp_path: Path) -> None:
    for name, data in (("tom.txt", b""), ("blank.md", b" \n\t\n"), ("tom.pdf", b""), ("streger.md", b"---\n\n***\n")):
        path = tmp_path / name
        path.write_bytes(data)
        assert "tom" in _refused(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "findes ikke" in _refused(tmp_path / "væk.txt")
    (tmp_path / "mappe.txt").mkdir()
    assert "almindelig fil" in _refused(tmp_path / "mappe.txt")


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    real = tmp_path / "rigtig.txt"
    real.write_text(TEXT, encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    assert "link" in _refused(link)
    pipe = tmp_path / "rør.txt"
    os.mkfifo(pipe)
    began = time.monotonic()
    assert "almindelig fil" in _refused(pipe)
    assert time.monotonic() - began < 2


def test_a_file_that_changes_while_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "aftale.txt"
    path.write_text(TEXT, encoding="utf-8")
    true_fstat, calls = os.fstat, []

    def growing(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == 2:
            with path.open("a", encoding="utf-8") as file:
                file.write("mere")
        return true_fstat(handle)

    monkeypatch.setattr("aftalesvar.reading.files.os.fstat", growing)
    assert "ændret" in _refused(path)


def test_huge_files_and_lines_are_refused_at_once(tmp_path: Path) -> None:
    big = tmp_path / "stor.txt"
    with big.open("wb") as file:
        file.truncate(1_000_000_000)
    line = tmp_path / "linje.txt"
    line.write_text("Aftale " * 500_000, encoding="utf-8")
    began = time.monotonic()
    assert "MB" in _refused(big)
    assert "linje" in _refused(line)
    assert time.monotonic() - began < 5


def test_binary_and_word_files_are_refused(tmp_path: Path) -> None:
    for name, data, word in (
        ("data.txt", bytes(range(256)) * 20, "ikke tekst"),
        ("aftale.docx", b"PK\x03\x04" + bytes(200), "Word"),
        ("zip.txt", b"PK\x03\x04" + bytes(200), "Word"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert word in _refused(path)


def test_text_named_pdf_is_refused_and_pdf_named_txt_is_read(tmp_path: Path) -> None:
    text = tmp_path / "aftale.pdf"
    text.write_text(TEXT, encoding="utf-8")
    assert "ikke en PDF" in _refused(text)
    data = _pdf(tmp_path / "rigtig.pdf")
    other = tmp_path / "aftale.txt"
    other.write_bytes(data)
    assert read_document(other, id="x").paged == "pdf"


def test_broken_pdfs_are_refused(tmp_path: Path) -> None:
    data = _pdf(tmp_path / "hel.pdf")
    cut = tmp_path / "afkortet.pdf"
    for tenth in range(1, 10):
        cut.write_bytes(data[: len(data) * tenth // 10])
        message = _refused(cut)
        assert "afkortet" in message or "beskadiget" in message
    bare = tmp_path / "bar.pdf"
    bare.write_bytes(b"%PDF-1.7\n")
    _refused(bare)
    bare.write_bytes(b"%PDF-1.7\nnonsens\n%%EOF\n")
    assert "beskadiget" in _refused(bare)


def test_locked_scanned_and_endless_pdfs_are_refused(tmp_path: Path) -> None:
    locked = tmp_path / "låst.pdf"
    _pdf(locked, encrypt=StandardEncryption("hemmelig", "ejer", canPrint=0))
    assert "adgangskode" in _refused(locked)
    scanned = tmp_path / "scannet.pdf"
    _pdf(scanned, text=False)
    assert "scannet" in _refused(scanned)
    long = tmp_path / "lang.pdf"
    _pdf(long, pages=2000)
    assert "1.000 sider" in _refused(long)


def test_a_pdf_locked_for_its_owner_only_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ejer.pdf"
    _pdf(path, encrypt=StandardEncryption("", "ejer"))
    assert "Rammen for kommunernes investeringer" in read_document(path, id="x").text


@pytest.mark.parametrize("megabytes", [1, 80])
def test_a_bomb_ends_within_its_limits(tmp_path: Path, megabytes: int) -> None:
    """One text operator over and over, deflated: small on disk, huge in memory. Read or refused, but soon."""
    line = b"(Rammen ydes) Tj 0 -0.01 Td "
    stream = zlib.compress(b"BT /F1 8 Tf 70 700 Td " + line * (megabytes * 1_000_000 // len(line)) + b" ET", 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    path = tmp_path / "bombe.pdf"
    path.write_bytes(data)
    began = time.monotonic()
    try:
        read_document(path, id="x")
        ended = "read"
    except ReadingError as error:
        ended = str(error)
    spent = time.monotonic() - began
    print(f"{len(data)} bytes holding {megabytes} MB: {ended} after {spent:.1f} s")
    assert spent < 100
