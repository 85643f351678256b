"""One converted model for the whole session, so that it is converted once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftalesvar.embedding.bundled import BundledEncoder
from aftalesvar.embedding.cache import CACHE_VARIABLE
from aftalesvar.embedding.conversion import converted_folder

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(cache))
    monkeypatch.delenv("AFTALESVAR_MODEL", raising=False)


@pytest.fixture(scope="session")
def converted(cache: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(cache))
        return converted_folder()


@pytest.fixture(scope="session")
def encoder(converted: Path) -> BundledEncoder:
    return BundledEncoder()


@pytest.fixture(scope="session")
def corpus_sentences() -> list[str]:
    """Fifty sentences, ten of each agreement, evenly spread."""
    chosen: list[str] = []
    for path in sorted(CORPUS.glob("aftale-*.txt")):
        text = " ".join(path.read_text(encoding="utf-8").split())
        sentences = [s for s in re.split(r"(?<=[.!?]) (?=[A-ZÆØÅ])", text) if len(s) > 30]
        chosen += sentences[:: len(sentences) // 10][:10]
    assert len(chosen) == 50
    return chosen
