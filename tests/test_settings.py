"""Where things lie: the environment, the folder one stands in, the source tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftalesvar.settings import Settings, find_home

ROOT = Path(__file__).parents[1]
VARIABLES = ("AFTALESVAR_HOME", "AFTALESVAR_CORPUS", "AFTALESVAR_INDEX", "AFTALESVAR_MODEL")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_the_source_tree_is_the_home_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home() == ROOT
    assert Settings.from_environment() == Settings(ROOT / "corpus", ROOT / "index")


def test_a_folder_with_a_corpus_is_the_home_of_all_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/corpus.toml").write_text("")
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    assert find_home().resolve() == tmp_path.resolve()


def test_the_environment_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTALESVAR_HOME", str(tmp_path))
    assert Settings.from_environment() == Settings(tmp_path / "corpus", tmp_path / "index")
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(tmp_path / "c"))
    monkeypatch.setenv("AFTALESVAR_INDEX", str(tmp_path / "i"))
    monkeypatch.setenv("AFTALESVAR_MODEL", "some/model")
    assert Settings.from_environment() == Settings(tmp_path / "c", tmp_path / "i", "some/model")


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.setenv(name, "")
    assert Settings.from_environment() == Settings(ROOT / "corpus", ROOT / "index")
