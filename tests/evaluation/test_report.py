from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.plots import Bar, Line, bar_plot, curve_plot
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.report import write_report
from aftalesvar.evaluation.run import Run, run_system, save_run
from aftalesvar.evaluation.sources import Sources

from .systems import fake, oracle_answer, refusal


def keep(folder: Path, name: str, run: Run, **meta: object) -> None:
    save_run(Run(name, run.replies, {**run.meta, **meta}), folder / "runs" / name)


def test_report_names_wins_losses_and_costs(items: tuple[Item, ...], sources: Sources, tmp_path: Path) -> None:
    oracle = run_system(fake("x", items, lambda item: oracle_answer(item, sources)), items)
    half = run_system(
        fake("x", items, lambda item: refusal() if item.id == "a1" else oracle_answer(item, sources)), items
    )
    refusing = run_system(fake("x", items, lambda item: refusal()), items)
    keep(tmp_path, "aftalesvar-dev", half, index_seconds=50.0)
    keep(tmp_path, "aftalesvar-dev.forrige", refusing)
    keep(tmp_path, "aftalesvar-dev-uden-guld", refusing, without_gold=True)
    keep(tmp_path, "uden-leksikalsk-dev", refusing)
    keep(tmp_path, "peer-bedre", oracle, retrieval_only=True, index_seconds=9.0, description="En | anden.")
    keep(tmp_path, "peer-ringe", refusing, retrieval_only=True)
    keep(tmp_path, "peer-delvis", run_system(fake("x", items, lambda item: refusal()), items[:2]))
    (tmp_path / "questions").mkdir()
    reading = {
        "checked": 6,
        "disagreements": [{"id": "a1", "what": "accept", "mended": "x"}, {"id": "a2", "what": "accept"}],
    }
    (tmp_path / "questions" / "second-reading-x.json").write_text(json.dumps(reading), "utf-8")
    text = write_report(tmp_path, items, sources).read_text("utf-8")
    assert "peer-bedre: Success@1 1.000 against our 0.750" in text
    assert "peer-bedre: index time 9.0 against our 50.0" in text
    assert "checked 6 questions against the sources and disagreed on 2, of which 1 mended (accept 2)" in text
    assert "of the 4 answerable questions that every one of them was asked" in text
    assert "peer-ringe: Success@1" not in text
    assert "weren't asked all of these questions: peer-delvis." in text
    assert text.count("peer-delvis") == 1
    assert "First there, not here: 1; first here, not there: 0" in text
    assert "| a1 | anlægsramme 2023? | – | 1 |" in text
    assert "4 questions, of which 1.000" in text
    assert "| uden-leksikalsk-dev | -0.750" in text
    assert ".forrige" not in text
    for plot in ("answers", "risk", "causes", "peers"):
        ET.parse(tmp_path / "report" / f"{plot}.svg")
        assert f"report/{plot}.svg" in text
    assert write_report(tmp_path, items, sources).read_text("utf-8") == text


def test_nothing_to_report(items: tuple[Item, ...], sources: Sources, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="aftalesvar eval --split dev"):
        write_report(tmp_path, items, sources)


def test_plots_escape_and_take_nothing() -> None:
    ET.fromstring(bar_plot("a < b", [Bar("x & y", 0.5, 0.4, 0.6)]))
    ET.fromstring(bar_plot("none", []))
    ET.fromstring(curve_plot("c", [Line("l", ((0.5, 0.0), (1.0, 0.2)))], "x", "y"))
