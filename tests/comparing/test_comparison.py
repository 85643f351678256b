"""Comparing agreements: the thirty passages picked by hand, what is new and gone, and who names whom."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from aftalesvar.comparing import compare, references
from aftalesvar.errors import UsageError
from aftalesvar.indexing import build
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index
from tiny import TinyEncoder, write_corpus

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def index(built_index: Path) -> Index:
    return Index.open(built_index)


def test_recurring_passages_are_aligned_and_their_changed_figures_marked(index: Index) -> None:
    spec = importlib.util.spec_from_file_location("recurring", ROOT / "eval" / "recurring.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["recurring"] = module
    spec.loader.exec_module(module)
    found = module.outcomes(index)
    paired = [o for o in found if o.paired]
    assert len(found) == 30
    assert len(paired) >= 27
    assert not [o.unmarked for o in paired if o.unmarked]


def test_every_sentence_is_paired_new_or_gone_once(index: Index) -> None:
    found = compare(index, "aftale-2023", "aftale-2024")
    left = [p.left.sentence for p in found.pairs] + [s.sentence for s in found.gone]
    right = [p.right.sentence for p in found.pairs] + [s.sentence for s in found.new]
    for document, told in (("aftale-2023", left), ("aftale-2024", right)):
        assert sorted(told) == [i for i, (_, id_) in enumerate(index.sentence_places) if id_ == document]


def test_rows_pair_with_rows_by_their_label(index: Index) -> None:
    rows = [p for p in compare(index, "aftale-2022", "aftale-2023").pairs if p.left.row or p.right.row]
    assert len(rows) == 11
    assert all(p.left.row and p.right.row for p in rows)
    assert [p.right.row.label for p in rows if p.right.row][1].endswith("medfinansiering")


def test_about_keeps_what_holds_the_words(index: Index) -> None:
    whole = compare(index, "aftale-2022", "aftale-2023")
    part = compare(index, "aftale-2022", "aftale-2023", "eksterne konsulenter")
    assert 0 < len(part.pairs) < len(whole.pairs)
    assert all("konsulent" in p.left.text + p.right.text for p in part.pairs)


def test_both_sides_say_where_they_stand(index: Index) -> None:
    sources = {id_: index.source(id_) for id_ in ("aftale-2023", "aftale-2024")}
    for pair in compare(index, *sources).pairs:
        for side in (pair.left, pair.right):
            assert side.line is not None
            assert all(sources[side.document].between(span) for span in side.spans)


@pytest.mark.parametrize(("left", "right"), [("aftale-2023", "aftale-2023"), ("aftale-2023", "findes-ikke")])
def test_what_cannot_be_compared_is_said(index: Index, left: str, right: str) -> None:
    with pytest.raises(UsageError):
        compare(index, left, right)


def test_agreements_that_name_each_other(index: Index) -> None:
    found = references(index)
    assert all(r.year not in index.documents[r.document].years for r in found)
    assert all(str(r.year) in r.text or f"{r.year % 100:02}" in r.text for r in found)
    assert {r.targets for r in found if r.year == 2023} == {("aftale-2023",)}
    assert {r.year for r in found if not r.targets} >= {2025, 2026, 2028}


def test_a_tiny_corpus_with_a_reference_to_what_it_lacks(tmp_path: Path) -> None:
    texts = {
        f"aftale-{year}": (year, f"# Aftale for {year}\n\n## 1. Rammer\n\n{text}\n")
        for year, text in (
            (2031, "I aftale om kommunernes økonomi for 2030 blev havnene nævnt."),
            (2032, "Havnene drøftes, jf. økonomiaftalen for 2031 og ØA33."),
        )
    }
    settings = Settings(corpus=write_corpus(tmp_path / "corpus", texts), index=tmp_path / "index")
    build(settings, TinyEncoder())
    index = Index.open(settings.index)
    found = [(r.document, r.year, r.targets) for r in references(index)]
    assert ("aftale-2032", 2031, ("aftale-2031",)) in found
    assert ("aftale-2032", 2033, ()) in found
