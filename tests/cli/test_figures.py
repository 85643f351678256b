"""The verbs ``figures`` and ``compare`` as typed."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from aftalesvar.cli.comparing import told_difference
from aftalesvar.cli.figures import HEADS
from aftalesvar.cli.main import main

pytestmark = pytest.mark.usefixtures("on_real_corpus")
Captured = pytest.CaptureFixture[str]


def test_figures_lists_with_sources(capsys: Captured) -> None:
    assert main(["figures", "anlægsramme", "--agreement", "2024"]) == 0
    out = capsys.readouterr().out
    assert "19,3 mia. kr.  2024  rammen for kommunernes investeringer" in out
    assert "side 2, linje 76" in out


def test_figures_as_json_and_csv(capsys: Captured, tmp_path: Path) -> None:
    assert main(["figures", "særtilskudspuljen", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {f["document"] for f in told} >= {"aftale-2020", "aftale-2023", "aftale-2024"}
    assert main(["figures", "særtilskudspuljen", "--csv", "-"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert tuple(rows[0]) == HEADS
    assert len(rows) == len(told) + 1
    assert main(["figures", "særtilskudspuljen", "--csv", str(tmp_path / "tal.csv")]) == 0
    assert (tmp_path / "tal.csv").read_text("utf-8-sig").count("\n") == len(rows)


def test_sizes_are_read_as_danish(capsys: Captured) -> None:
    assert main(["figures", "--min", "400 mia. kr.", "--json"]) == 0
    assert all(abs(Decimal(f["value"])) >= 4 * 10**11 for f in json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["figures", "xyzzyx"], 1, "Ingen tal"),
        (["figures", "--min", "meget"], 2, "er ikke et tal"),
        (["figures", "--agreement", "1999"], 2, "Ingen aftale"),
        (["compare", "2023"], 2, "to aftaler"),
        (["compare", "2023", "2021"], 2, "Ingen aftale"),
        (["compare", "2023", "2023"], 2, "to forskellige"),
    ],
)
def test_what_is_wrong_is_one_danish_line(capsys: Captured, words: list[str], code: int, said: str) -> None:
    assert main(words) == code
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert len((told.out + told.err).splitlines()) == 1


def test_compare_marks_and_cites(capsys: Captured) -> None:
    assert main(["compare", "2023", "2024", "--about", "investeringer"]) == 0
    out = capsys.readouterr().out
    assert "18,5 mia. kr. → 19,3 mia. kr. (+0,8 mia. kr.)" in out
    assert "[-18,5 mia. kr.-]{+19,3 mia. kr.+}" in out
    assert "aftale-2023 ›" in out
    assert main(["compare", "2023", "2024", "--about", "investeringer", "--json"]) == 0
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert "800000000" in [f["difference"] for p in pairs for f in p["figures"]]


def test_references_link_both_ways_and_name_what_is_lacking(capsys: Captured) -> None:
    assert main(["compare", "--references"]) == 0
    out = capsys.readouterr().out
    assert "nævner aftale-2023" in out
    assert "nævnes i aftale-2024" in out
    assert "ikke er i korpus" in out


def test_differences_are_exact() -> None:
    assert told_difference(Decimal("-8400000000"), "kr", 10**9, "mia. kr.") == "−8,4 mia. kr."
    assert told_difference(Decimal("1.6"), "pct") == "+1,6 procentpoint"
    assert told_difference(Decimal(1234), "count") == "+1.234"


def test_tables_year_by_year(capsys: Captured) -> None:
    assert main(["figures", "--tables"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^Serviceudgifter, netto +261,828 +275,4 +287,4 +304,8 +351,5$", out, re.MULTILINE)
    assert "ingen tabel i korpus" in out
    assert main(["figures", "--tables", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"år": "2020", "værdi": "261828000000"}.items() <= told["rows"][0].items()
