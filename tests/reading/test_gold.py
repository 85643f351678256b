# ruff: noqa: T201 (the measures are printed)
"""The measures of the reading against gold data written by hand (tests/reading/gold/README.md)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from aftalesvar.reading import row_sentence, sentences_of
from aftalesvar.records import Document, Section

from .conftest import YEARS, gold

Documents = dict[int, Document]


def _first_words(document: Document, section: Section) -> str:
    for block in document.blocks:
        if section.start <= block.start < section.end and block.kind != "title":
            return " ".join(document.text[block.start : block.end].split()[:5])
    below = [s for s in document.sections if s.start >= section.end]
    return _first_words(document, below[0]) if below and section.kind == "heading" else ""


def _parents(document: Document, section: Section) -> str | None:
    parent = document.sections[section.parent or 0]
    return parent.title if parent.kind != "root" else None


@pytest.mark.parametrize("year", YEARS)
def test_outline_is_the_gold_outline(documents: Documents, year: int) -> None:
    document = documents[year]
    wanted = gold(f"outline-{year}.json")
    found = [(s.kind, s.title) for s in document.sections[1:]]
    right = [(node["kind"], node["title"]) for node in wanted]
    for kinds, floor in (({"chapter", "box", "table", "annex"}, 1.0), ({"heading"}, 0.97)):
        mine = [node for node in found if node[0] in kinds]
        theirs = [node for node in right if node[0] in kinds]
        both = sum(min(mine.count(node), theirs.count(node)) for node in set(mine))
        f1 = 2 * both / (len(mine) + len(theirs))
        print(
            f"{year} {'/'.join(sorted(kinds))}: {both} of {len(theirs)} found, {len(mine) - both} invented, F1 {f1:.3f}"
        )
        assert f1 >= floor
    by_name = {(s.kind, s.title): s for s in document.sections[1:]}
    for node in wanted:
        section = by_name[node["kind"], node["title"]]
        assert _parents(document, section) in [node["parent"], *node.get("parent_also", [])]
        assert _first_words(document, section) == node["starts_with"]
        assert section.number == node["number"]


def _decided(document: Document, item: dict[str, Any], place: dict[int, int]) -> bool:
    """Whether the text reads the hyphen at ``item["offset"]`` as the gold data say."""
    offset, source = item["offset"], document.source
    assert source[offset] == "-"
    after = offset + 1
    while after not in place or source[after].isspace():
        after += 1
    before = offset - 1
    while before not in place or source[before].isspace():
        before -= 1
    between = document.text[place[before] + 1 : place[after]]
    coordinated = f"{item['left']}- {item['right']}" in item["read"]
    return between == ("" if item["join"] == "drop" else "- " if coordinated else "-")


def test_hyphens_are_joined_and_kept_as_in_the_gold_list(documents: Documents) -> None:
    places = {y: {o: i for i, o in enumerate(d.origins) if o >= 0} for y, d in documents.items()}
    items = gold("hyphens.jsonl")
    wrong = [item for item in items if not _decided(documents[item["doc"]], item, places[item["doc"]])]
    right = 1 - len(wrong) / len(items)
    print(f"hyphens: {len(items) - len(wrong)} of {len(items)} right ({100 * right:.2f} %)", wrong)
    assert right >= 0.995
    telling = [i for i in wrong if re.search(r"\d|[A-ZÆØÅ]{2}", i["left"] + i["right"])]
    assert not telling


def _values(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("index", range(5))
def test_every_row_of_every_table(documents: Documents, index: int) -> None:
    table = gold("tables.json")[index]
    document = documents[table["doc"]]
    rows = [b.row for b in document.blocks if b.row]
    got = [(r.label, r.value, r.unit, r.price_level, r.year, r.column, r.of_which) for r in rows]
    assert got == [
        (row["label"], value, table["unit"], table["price_level"], table["doc"], column, row["of_which"])
        for row in table["rows"]
        for value, column in zip(row["values"], table["columns"], strict=True)
    ]


@pytest.mark.parametrize("year", YEARS)
def test_both_sides_of_the_table_add_up(documents: Documents, year: int) -> None:
    rows = [b.row for b in documents[year].blocks if b.row]
    side: list[Decimal] = []
    sums = 0
    for row in rows:
        value = _values(row.value)
        if row.label.endswith("i alt"):
            rounding = Decimal("0.05") * (len(side) + 1) if "," in row.value else Decimal(len(side))
            print(f"{year} {row.label}: printed {value}, added {sum(side)}")
            assert abs(sum(side) - value) <= rounding
            side, sums = [], sums + 1
        elif not row.of_which:
            side.append(value)
    assert sums == 2


def test_a_row_reads_as_a_sentence(documents: Documents) -> None:
    document = documents[2024]
    read = [row_sentence(document, block) for block in document.blocks if block.row]
    assert "Balance for kommunerne i 2024, Skatteindtægter: -357,6 mia. kr." in read


def _squash(text: str) -> str:
    return re.sub(r"[\s\-–•\uf0b7]+", "", text)


def _flows(document: Document) -> list[str]:
    """What a reader reads without a break: the body without boxes and tables, and each of these."""
    apart = {s.index for s in document.sections if s.kind in ("box", "table")}
    for section in document.sections[1:]:
        if section.parent in apart and section.kind != "table":
            apart.add(section.index)
    owner = {}
    for section in document.sections:
        at = section
        while at.index in apart and at.kind not in ("box", "table"):
            at = document.sections[at.parent or 0]
        owner[section.index] = at.index if at.index in apart else -1
    flows: dict[int, str] = {}
    for block in document.blocks:
        flow = owner[block.section]
        flows[flow] = flows.get(flow, "") + _squash(document.text[block.start : block.end])
    return [*flows.values(), _squash(document.text)]


def test_torn_parts_follow_each_other(documents: Documents) -> None:
    items = gold("torn.json")
    flows = {year: _flows(document) for year, document in documents.items()}
    wrong = []
    for item in items:
        first, second = (_squash(half) for half in item["continues"])
        if not any(first + second in flow for flow in flows[item["doc"]]):
            wrong.append(item)
    sure = [item for item in wrong if item.get("certain", True)]
    print(f"torn: {len(items) - len(wrong)} of {len(items)} together")
    for item in wrong:
        print("  apart:", item["doc"], item["kind"], item.get("certain", True), item["what"], item["continues"])
    assert not sure


def test_sentences_are_the_gold_sentences(documents: Documents) -> None:
    items = gold("sentences.jsonl")
    wrong = []
    for item in items:
        document = documents[item["doc"]]
        found = {document.text[a:b] for block in document.blocks for a, b in sentences_of(document, block)}
        missing = [s for s in item["sentences"] if s not in found]
        if missing:
            wrong.append((item["doc"], missing))
    print(f"sentence samples: {len(items) - len(wrong)} of {len(items)} right")
    for year, missing in wrong:
        print("  ", year, missing)
    assert len(wrong) <= 0.03 * len(items)
