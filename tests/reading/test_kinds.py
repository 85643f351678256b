"""Other kinds of agreement, written for the reading to meet for the first time, and now kept from falling back.

``data/``: a regions' agreement for two years (wrapped text, form feeds, running heads, a list of contents, lettered
items), a finanslov agreement as a web page, and an agreement in markdown with roman chapters and an unlabelled table.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from aftalesvar.reading import fingerprint, read_document, row_sentence
from aftalesvar.records import Document

from .test_nothing_lost import check, check_structure

DATA = Path(__file__).parent / "data"


def _read(name: str) -> Document:
    return read_document(DATA / name, id="x")


def _outline(document: Document) -> list[tuple[str, str]]:
    return [(section.kind, section.title) for section in document.sections[1:]]


def _texts(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def _rows(document: Document) -> list[str]:
    return [row_sentence(document, block) for block in document.blocks if block.row]


def test_a_regions_agreement_for_two_years() -> None:
    document = _read("regioner-2031.txt")
    check(document)
    check_structure(document)
    assert _outline(document) == [
        ("chapter", "KAPITEL 1. FÆLLES AFSÆT"),
        ("chapter", "KAPITEL 2. ØKONOMISKE RAMMER"),
        ("heading", "2.1 Driftsudgifter"),
        ("table", "Tabel 1: Regionernes økonomi i 2031 og 2032"),
        ("heading", "2.2 Anlæg"),
        ("box", "Boks 1: Pris- og lønforudsætninger"),
        ("chapter", "KAPITEL 3. BEHANDLING OG KAPACITET"),
        ("heading", "Intensivområdet"),
        ("heading", "Psykiatri"),
        ("annex", "Bilag A: Opfølgning"),
    ]
    assert (document.title, document.year, document.years) == (
        "Aftale om regionernes økonomi for 2031 og 2032", 2031, (2031, 2032),
    )  # fmt: skip
    assert (document.date, document.parties) == ("2030-06-14", ("Regeringen", "Danske Regioner"))
    assert "Regionernes økonomi i 2031 og 2032, Sundhed, netto, 2032: 150.905 mio. kr." in _rows(document)
    text = "Heraf er 0,6 mia. kr. afsat til kvalitetsfondsbyggerier og 150 mio. kr. til energi- og klimatiltag."
    assert text in document.text
    assert _texts(document, "item")[2] == "c) Ventetiden faldt, jf. de nationale mål."
    assert len(document.page_starts) == 3


def test_a_finanslov_agreement_as_a_web_page() -> None:
    document = _read("finanslov-2033.html")
    check_structure(document)
    assert _outline(document) == [
        ("chapter", "En tryg velfærd"),
        ("heading", "Flere sygeplejersker"),
        ("chapter", "Grøn omstilling"),
        ("table", "Tabel 1: Aftalens finansiering"),
        ("chapter", "Opfølgning"),
    ]
    assert (document.title, document.year, document.date) == ("Aftale om finansloven for 2033", 2033, "2032-11-12")
    assert document.parties == ("Regeringen", "Socialdemokratiet", "Venstre", "SF", "Radikale Venstre")
    assert "Aftalens finansiering, Råderum, 2034: 400 mio. kr." in _rows(document)
    assert "CO2-afgiften hæves med 25 kr. pr. ton." in document.text
    assert "Finansministeriet" not in document.text
    assert len(_texts(document, "item")) == 2


def test_an_agreement_in_markdown() -> None:
    document = _read("erhverv-2034.md")
    check(document)
    check_structure(document)
    assert _outline(document) == [
        ("chapter", "Baggrund"),
        ("chapter", "I. Formål og ramme"),
        ("heading", "A. Økonomi"),
        ("table", "Tabel: A. Økonomi"),
        ("heading", "B. Ikrafttræden"),
        ("chapter", "II. Styring"),
        ("box", "Boks 1: Mål for 2038"),
        ("chapter", "III. Evaluering"),
        ("annex", "Bilag 1: Fordeling"),
    ]
    assert "A. Økonomi, Regioner, 2036: 490 mio. kr." in _rows(document)
    assert "Aftalen træder i kraft den 1. januar 2035." in document.text
    assert document.parties == ("Regeringen", "KL", "Danske Regioner", "Liberal Alliance")
    assert document.quality == ()


def test_a_ministry_agreement_with_an_indented_box_and_capitals() -> None:
    document = _read("aeldre-2036.txt")
    check(document)
    check_structure(document)
    assert _outline(document) == [
        ("chapter", "1 INDLEDNING"),
        ("heading", "1.1 Ramme"),
        ("table", "Tabel 1: Fordeling af rammen"),
        ("chapter", "2 KVALITET"),
        ("box", "Boks 1: Nationale mål"),
        ("annex", "Bilag 1: TIDSPLAN"),
    ]
    held = {document.text[b.start : b.end]: document.sections[b.section].title for b in document.blocks}
    assert held["Målene følges af en styregruppe, der refererer til ministeren."] == "2 KVALITET"
    assert "Heraf går 5 pct. til IT-understøttelse og 2,5 pct. til uddannelse mv." in document.text
    assert len(_texts(document, "item")) == 5
    assert (document.year, document.date, document.parties) == (2036, "2035-05-02", ("Regeringen", "KL"))


def test_footnotes_and_running_heads_are_told_from_the_body(tmp_path: Path) -> None:
    path = tmp_path / "noter.pdf"
    canvas = Canvas(str(path))
    for page in range(3):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(70, 800, "Finansministeriet · Aftaletekst")
        canvas.drawString(290, 40, f"Side {page + 1} af 3")
        canvas.setFont("Helvetica", 11)
        for line in range(12):
            canvas.drawString(
                70,
                740 - 14 * line,
                f"Rammen nummer {line} udgør på side {page + 1} et beløb, som er aftalt mellem parterne og",
            )
        canvas.drawString(70, 740 - 14 * 12, "anlægget koster 19,3 mia. kr.")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(
            70 + canvas.stringWidth("anlægget koster 19,3 mia. kr.", "Helvetica", 11), 740 - 14 * 12 + 4, str(page + 1)
        )
        canvas.setFont("Helvetica", 8)
        canvas.drawString(70, 120, f"{page + 1} Tallet er opgjort i 2031-pl og omfatter ikke ældreboliger.")
        canvas.showPage()
    canvas.save()
    document = read_document(path, id="x")
    body = "anlægget koster 19,3 mia. kr. Rammen nummer 0"
    assert "Finansministeriet" not in document.text
    assert "Side 2" not in document.text
    assert "kr.1" not in document.text
    assert "kr.2" not in document.text
    assert body in document.text.replace("\n", " ")
    notes = [text for text in _texts(document, "paragraph") if "opgjort i 2031-pl" in text]
    assert len(notes) == 3
    assert document.text.endswith("ældreboliger.")


def test_a_frame_tells_where_a_box_ends(tmp_path: Path) -> None:
    path = tmp_path / "ramme.pdf"
    canvas = Canvas(str(path))
    lines = [
        "1. Indledning",
        "Parterne er enige om rammen, som fremgår af boks 1, og om at følge op i efteråret.",
        "Boks 1",
        "Forudsætninger",
        "Der anvendes et skøn for pris- og lønudviklingen på 2,2 pct. fra 2030 til 2031.",
        "Den gælder for alle kommuner.",
        "Uden for boksen står, at anlægsrammen udgør 3,1 mia. kr. i 2031.",
    ]
    canvas.setFillGray(0.9)
    canvas.rect(60, 598, 480, 98, fill=1, stroke=0)
    canvas.setFillGray(0)
    for place, line in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if place in (0, 2, 3) else "Helvetica", 11)
        canvas.drawString(70, 750 - 26 * place, line)
    canvas.save()
    document = read_document(path, id="x")
    held = {document.text[b.start : b.end]: document.sections[b.section].title for b in document.blocks}
    assert held[lines[5]] == "Boks 1: Forudsætninger"
    assert held[lines[6]] == "1. Indledning"


def test_the_same_text_in_another_format_has_the_same_fingerprint(tmp_path: Path) -> None:
    other = tmp_path / "kopi.txt"
    other.write_bytes((DATA / "regioner-2031.txt").read_text(encoding="utf-8").encode("utf-16"))
    assert fingerprint(read_document(other, id="y")) == fingerprint(_read("regioner-2031.txt"))


@pytest.mark.parametrize(
    "unit", ["a*b ", "<b ", "__a ", "**", "- ", "| ", "1. A ", "Boks 1 ", "-4,0 ", "jf. ", "....", "&am", "Bilag 1. X "]
)
def test_no_text_takes_long(tmp_path: Path, unit: str) -> None:
    began = time.monotonic()
    path = tmp_path / "tung.txt"
    path.write_text("Aftale\n" + unit * (100_000 // len(unit)) + "\nSlut på aftalen.\n", encoding="utf-8")
    read_document(path, id="x")
    path.write_text("Aftale\n" + (unit + "\n") * 8_000 + "\nSlut på aftalen.\n", encoding="utf-8")
    read_document(path, id="x")
    assert time.monotonic() - began < 30
