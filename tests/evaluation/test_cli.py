from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.cli import add_arguments, main
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.run import Hidden, load_run
from aftalesvar.evaluation.sources import Sources

from .conftest import TEXT_2023, TEXT_2024
from .systems import Fake, fake, oracle_answer, refusal

Evaluate = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path, items: tuple[Item, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "aftale-2023.txt").write_text(TEXT_2023, "utf-8")
    (corpus / "aftale-2024.txt").write_text(TEXT_2024, "utf-8")
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(corpus))
    questions = tmp_path / "eval" / "questions"
    questions.mkdir(parents=True)
    lines = []
    for item in items:
        fields = {key: value for key, value in asdict(item).items() if value is not None}
        groups = fields.pop("groups")
        if item.demands_all:
            fields["accept_all"] = [" || ".join(group) for group in groups]
        elif groups:
            fields["accept"] = list(groups[0])
        lines.append(json.dumps(fields))
    (questions / "x.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path / "eval"


@pytest.fixture
def command(folder: Path, items: tuple[Item, ...], sources: Sources) -> Evaluate:
    def run(*words: str, system: Fake | None = None) -> int:
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        args = parser.parse_args([*words, "--folder", str(folder)])
        oracle = system or fake("orakel", items, lambda item: oracle_answer(item, sources))
        return main(args, lambda ablate: [oracle, fake("uden", items, lambda item: refusal())] if ablate else [oracle])

    return run


def test_run_shows_measures_in_danish_and_keeps_the_run(
    command: Evaluate, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--misses") == 0
    shown = capsys.readouterr().out
    assert "rigtigt med rigtig kilde" in shown
    assert "Fejl efter årsag" in shown
    run = load_run(folder / "runs" / "orakel-dev")
    assert [reply.id for reply in run.replies] == ["a1", "a2", "a3", "a4", "u1", "u2"]
    assert (folder / "runs" / "orakel-dev" / "run.trec").read_text("utf-8").startswith("a1 Q0 1#aftale-2023:")
    assert (folder / "runs" / "orakel-dev" / "qrels.trec").read_text("utf-8").count("\n") == 4


def test_json_has_every_measure_with_n_and_interval(
    command: Evaluate, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--json", "--misses", "--only", "amount") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["questions"] == 3
    assert data["measures"]["right"]["value"] == 1.0
    assert data["measures"]["right"]["n"] == 3
    assert data["misses"] == []
    assert [path.name for path in (folder / "runs").iterdir()] == ["orakel-dev-udsnit"]


def test_ablations_stand_side_by_side(command: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--ablate") == 0
    assert "Uden en del ad gangen" in capsys.readouterr().out


def test_two_versions_are_compared_question_by_question(
    command: Evaluate, items: tuple[Item, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    command()
    command(system=fake("orakel", items, lambda item: refusal()))
    capsys.readouterr()
    assert command("compare", "orakel-dev", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    found = {row["name"]: row for row in data["measures"]}
    assert found["right_cited"]["a"] == 1.0
    assert found["right_cited"]["b"] == 0.0
    assert found["right_cited"]["lost"] == 4
    assert found["right_cited"]["verdict"] == "no difference shown"  # four questions prove nothing
    assert {change["id"]: change["turn"] for change in data["changes"]} == dict.fromkeys(
        ("a1", "a2", "a3", "a4"), "lost"
    )
    assert command("compare", "orakel-dev.forrige", "orakel-dev") == 0
    with pytest.raises(UsageError, match="Angiv to kørsler"):
        command("compare")
    with pytest.raises(UsageError, match="Gemte kørsler: orakel-dev"):
        command("compare", "x", "y")


def test_without_gold_hides_the_evidence(
    command: Evaluate, items: tuple[Item, ...], sources: Sources, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Hidden] = []

    class Hiding(Fake):
        def ask(self, question: str, without: Hidden = ()) -> Any:
            seen.append(without)
            return refusal()

    system = Hiding("skjuler", {item.question: item for item in items}, lambda item: refusal())
    assert command("--without-gold", "--json", system=system) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["measures"]["refusal_recall"] == {
        "value": 1.0,
        "n": 4,
        "interval": pytest.approx([0.025**0.25, 1.0]),
        "interval_by_agreement": None,
    }
    source = sources.get("aftale-2023")
    assert source is not None
    ((document, start, end),) = seen[0]
    assert (document, source.text[start:end].split()[0]) == ("aftale-2023", "Regeringen")
    # One that answers all the same is named, since its evidence may lack a place.
    assert command("--without-gold") == 0
    assert "4 blev stadig besvaret" in capsys.readouterr().out


def test_gate_holds_until_a_figure_falls(
    command: Evaluate, items: tuple[Item, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate = str(tmp_path / "gate.json")
    assert command("--record", gate) == 0
    assert command("--gate", gate) == 0
    assert command("--gate", gate, system=fake("orakel", items, lambda item: refusal())) == 1
    assert "Porten holder ikke: Success@5 er 0.000" in capsys.readouterr().err
    assert command("--gate", gate, "--limit", "3") == 1
    (tmp_path / "gate.json").write_text("[]", "utf-8")
    with pytest.raises(UsageError, match="kan ikke læses"):
        command("--gate", gate)


def test_proof_and_freeze(command: Evaluate, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("proof") == 0
    assert "Beviset holder" in capsys.readouterr().out
    assert command("proof", "--freeze") == 0
    assert (folder / "questions" / "split.json").is_file()
    split = folder / "questions" / "split.json"
    frozen = split.read_text("utf-8")
    split.write_text(frozen.replace('"version": 1', '"version": 2'), "utf-8")
    assert command("--only", "amount") == 0  # dev can still be run, but not unnoticed
    assert "Advarsel: split.json" in capsys.readouterr().err
    split.write_text(frozen, "utf-8")
    path = folder / "questions" / "x.jsonl"
    path.write_text(path.read_text("utf-8").replace("18,5 mia. kr.", "18,6 mia. kr."), "utf-8")
    assert command("proof") == 1
    assert command("proof", "--freeze") == 1
    assert "ret fejlene først" in capsys.readouterr().err


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    import subprocess
    import sys

    heavy = ("scipy", "ir_measures", "numpy", "torch", "rich")
    code = f"import aftalesvar.evaluation.cli, sys; print([m for m in {heavy} if m in sys.modules])"
    done: Sequence[str] = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert done == ["[]"]
