"""Passages of the real agreements: within one section, at sentence ends, nothing lost and nothing twice."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from aftalesvar.asking.verifying import squash
from aftalesvar.passages import CutDocument, cut, embedded_text, section_path, sentence_context
from aftalesvar.reading import build_lexicon, read_document, read_text
from aftalesvar.records import Document
from aftalesvar.settings import PASSAGE_CHARACTERS

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted(CORPUS.glob("aftale-*.txt"))


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Document, CutDocument]]:
    lexicon = build_lexicon([read_text(file) for file in FILES])
    documents = [read_document(file, id=file.stem, title=f"Aftale {file.stem}", lexicon=lexicon) for file in FILES]
    return {document.id: (document, cut(document)) for document in documents}


def letters(text: str) -> str:
    """What a passage shows of its source: not the bullets between its list items."""
    return "".join(c for c in squash(text) if c.isalnum())


names = pytest.mark.parametrize("name", [file.stem for file in FILES])


@names
def test_ids_count_from_nought_and_passages_follow_each_other(
    name: str, read: dict[str, tuple[Document, CutDocument]]
) -> None:
    document, pieces = read[name]
    assert [p.id for p in pieces.passages] == [p.ordinal for p in pieces.passages] == list(range(len(pieces.passages)))
    assert [s.id for s in pieces.sentences] == list(range(len(pieces.sentences)))
    for before, after in pairwise(pieces.passages):
        assert before.end <= after.start
    for earlier, later in pairwise(pieces.sentences):
        assert earlier.end <= later.start
    assert all(document.text[p.start : p.end] == p.text for p in pieces.passages)


@names
def test_every_word_of_the_body_is_in_one_sentence(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read[name]
    body = "".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "title")
    assert squash("".join(document.text[s.start : s.end] for s in pieces.sentences)) == squash(body)


@names
def test_sentences_lie_in_their_passage(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    _, pieces = read[name]
    for sentence in pieces.sentences:
        passage = pieces.passages[sentence.passage]
        assert passage.start <= sentence.start < sentence.end <= passage.end
    assert {s.passage for s in pieces.sentences} == {p.id for p in pieces.passages}


@names
def test_a_passage_stays_in_one_section(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read[name]
    for passage in pieces.passages:
        sections = {b.section for b in document.blocks if b.start < passage.end and b.end > passage.start}
        paths = {section_path(document, s) for s in sections}
        assert paths == {passage.section}


@names
def test_passages_are_of_a_size_that_can_be_ranked(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read[name]
    texts = [p for p in pieces.passages if p.section_kind != "table"]
    longest_sentence = max(len(s.text) for s in pieces.sentences)
    assert max(len(p.text) for p in texts) <= max(2 * PASSAGE_CHARACTERS, longest_sentence + PASSAGE_CHARACTERS)
    assert 200 <= sum(len(p.text) for p in texts) / len(texts) <= 2 * PASSAGE_CHARACTERS
    assert document.text


@names
def test_quotes_stand_where_their_spans_say(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read[name]
    for sentence in pieces.sentences:
        between = "".join(document.source[span.start : span.end] for span in sentence.spans)
        assert squash(between) == squash(sentence.quote)
        assert "\n" not in sentence.quote
    for passage in pieces.passages:
        between = "".join(document.source[span.start : span.end] for span in passage.spans)
        assert letters(between) == letters(passage.text)


@names
def test_cutting_is_the_same_each_time(name: str, read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read[name]
    assert cut(document) == pieces


def test_a_table_row_quotes_its_head(read: dict[str, tuple[Document, CutDocument]]) -> None:
    rows = [s for _, pieces in read.values() for s in pieces.sentences if s.kind == "row"]
    assert len(rows) > 40
    for row in rows:
        assert row.row is not None
        assert row.row.value in row.quote
        assert row.row.value.lstrip("-–") in row.text
        assert "Tabel" in row.quote or "Boks" in row.quote or row.row.unit is None


def test_a_list_item_is_embedded_with_its_introduction(read: dict[str, tuple[Document, CutDocument]]) -> None:
    items = [s for _, pieces in read.values() for s in pieces.sentences if s.intro]
    assert items
    assert all(sentence_context(s) == f"{s.intro} {s.text}" for s in items)


def test_a_passage_is_embedded_under_its_title_and_section(read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read["aftale-2024"]
    passage = next(p for p in pieces.passages if "19,3 mia. kr." in p.text)
    told = embedded_text(document.title, passage)
    assert told == f"Aftale aftale-2024 › {' › '.join(passage.section)}: {passage.text}"
    assert passage.section[0].startswith("2. Kommunernes økonomiske rammer")


def test_another_size_cuts_otherwise_and_loses_nothing(read: dict[str, tuple[Document, CutDocument]]) -> None:
    document, pieces = read["aftale-2027"]
    smaller = cut(document, 200)
    assert len(smaller.passages) > len(pieces.passages)
    assert [(s.start, s.end) for s in smaller.sentences] == [(s.start, s.end) for s in pieces.sentences]
