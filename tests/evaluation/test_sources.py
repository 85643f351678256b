from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.errors import CorpusError
from aftalesvar.evaluation.sources import Source, Sources, load_sources, squash


def test_squash_drops_hyphens_blanks_and_markup_only() -> None:
    assert squash("**Kom-\nmunerne** <b>19,3</b> – 2 # 3|4") == "kommunerne19,3234"
    assert squash("19,3") != squash("193")


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_found_squashes_to_what_was_sought(before: str, quote: str) -> None:
    source = Source.from_text("x", before + "\n" + quote)
    for start, end in source.find(quote):
        assert squash(quote) in squash(source.text[start:end]) or "<" in source.text
    assert len(source.squashed) == len(source.offsets)


def test_find_gives_every_place_and_source_offsets() -> None:
    source = Source.from_text("x", "ram-\nmen. rammen.")
    assert source.find("Rammen") == [(0, 8), (10, 16)]
    assert source.find(" ") == []


def test_the_corpus_is_found_by_year_and_id(corpus: Sources) -> None:
    assert corpus.get(2024) is corpus.get("aftale-2024")
    assert corpus.get("2024") is corpus.get(2024)
    assert corpus.get(2021) is None
    assert len(corpus.by_id) == 5


def test_bad_folders(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="findes ikke"):
        load_sources(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"ingen \.txt"):
        load_sources(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="UTF-8"):
        load_sources(tmp_path)
    (tmp_path / "corpus.toml").write_text("[[", "utf-8")
    with pytest.raises(CorpusError, match=r"corpus\.toml"):
        load_sources(tmp_path)
