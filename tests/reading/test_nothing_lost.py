"""Nothing of a source is lost, doubled or made up; every character of the text knows its place."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftalesvar.reading import read_document, sentences_of, spans_of
from aftalesvar.reading.lines import MARKUP
from aftalesvar.records import Document

from .conftest import YEARS

Documents = dict[int, Document]


def check(document: Document) -> None:
    """The property, the strong way: each visible source character stands in the text exactly once."""
    used = [offset for offset in document.origins if offset >= 0]
    assert len(document.origins) == len(document.text)
    assert len(set(used)) == len(used)
    for index, offset in enumerate(document.origins):
        if offset >= 0 and not document.text[index].isspace():
            assert document.text[index] == document.source[offset].replace("\xad", "-")
        elif offset < 0:
            assert document.text[index] == "\n"
    left_out = bytearray(b"\x01" * len(document.source))
    for offset in used:
        left_out[offset] = 0
    rest = "".join(c if left_out[i] else "\x1f" for i, c in enumerate(document.source))
    for stretch in re.split("\x1f+", rest):
        assert re.fullmatch(f"(?:{MARKUP.pattern})*", stretch, re.IGNORECASE | re.DOTALL), repr(stretch[:80])


def check_structure(document: Document) -> None:
    """Sections nest, blocks follow each other, sentences lie in their block, spans hold what they say."""
    for section in document.sections[1:]:
        parent = document.sections[section.parent or 0]
        assert parent.index < section.index
        assert parent.start <= section.start <= section.end <= parent.end
    last = 0
    for block in document.blocks:
        assert block.start >= last or block.row
        assert block.end > block.start
        assert "\n" not in document.text[block.start : block.end]
        section = document.sections[block.section]
        assert section.start <= block.start
        assert block.end <= section.end
        last = block.end
        for start, end in sentences_of(document, block):
            assert block.start <= start < end <= block.end
        shift = document.page_starts if document.paged == "pdf" else None
        quoted = "".join(
            document.source[s.start + (shift[(s.page or 1) - 1] if shift else 0) :][: s.end - s.start]
            for s in spans_of(document, block.start, block.end)
        )
        assert bare(quoted) == bare(document.text[block.start : block.end])


def bare(text: str) -> str:
    return re.sub(MARKUP.pattern, "", text, flags=re.IGNORECASE | re.DOTALL)


@pytest.mark.parametrize("year", YEARS)
def test_nothing_is_lost_in_the_corpus(documents: Documents, year: int) -> None:
    check(documents[year])
    check_structure(documents[year])


WORDS = st.sampled_from(
    [
        "Regeringen",
        "KL",
        "kommunerne",
        "er",
        "enige",
        "om",
        "at",
        "udgør",
        "mia.",
        "kr.",
        "1,3",
        "2024",
        "pct.",
        "bl.a.",
        "anlægsramme",
        "pris-",
        "og",
        "løn-",
        "velfærd",
        "Tabel",
        "Boks",
        "1",
        "2",
        "*",
        "**",
        "_x_",
        "<b>fed</b>",
        "8.",
        "juni",
        "…",
        "–",
        "-",
        "•",
        "#",
        "CO<sub>2</sub>",
        "|",
        "\t",
        "a.b.c",
        "§109",
        "»citat«",
        "æøå",
        "ÆØÅ",
        "10-årsplan",
    ]
)
LINES = st.one_of(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.sampled_from(
        [
            "",
            " ",
            "---",
            "1. Indledning",
            "2. Rammer",
            " 3. Frihed",
            "Boks 1",
            "Tabel 1",
            "Bilag 1. Viden",
            "### Unge",
            "Mia. kr., 2024-pl Aftale",
        ]
    ),
    st.tuples(WORDS, st.sampled_from(["-4,0", "305,1", "1.000", "- Heraf 3"])).map(" ".join),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60),
)
TEXTS = st.tuples(
    st.lists(LINES, min_size=1, max_size=40), st.sampled_from(["\n", "\n\n", " \n", "\r\n", "-\n", "\f"])
).map(lambda parts: parts[1].join(parts[0]))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nothing_is_lost_in_generated_texts(text: str) -> None:
    text += "\nRegeringen og KL er enige."
    with TemporaryDirectory() as folder:
        path = Path(folder) / "aftale.txt"
        path.write_text(text, encoding="utf-8", newline="")
        document = read_document(path, id="x")
    check(document)
    check_structure(document)
