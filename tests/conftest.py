"""The real corpus's index for all tests: built once, and kept for as long as nothing it is made from changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from filelock import FileLock
from platformdirs import user_cache_path

from aftalesvar.asking.asker import Asker
from aftalesvar.embedding import load_encoder
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "aftalesvar"
# What an index isn't made from, in code: asking, the faces and the evaluation only read it. A new room counts.
ONLY_READ = {"asking", "evaluation", "cli", "web", "py.typed"}
KEPT = 8  # indexes of earlier states that are kept, since branches come and go
BUILD_SECONDS = 1200.0


def _digest(paths: Iterable[Path]) -> str:
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    digest = hashlib.sha256(b"1")
    for file in files:
        if "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path, others: list[Path]) -> None:
    """Build in a fresh process (torch stays out of this one), with an earlier state's vectors where there is one."""
    work = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    if others:
        shutil.copytree(others[0], work)
    done = subprocess.run(
        [sys.executable, "-m", "aftalesvar.cli.main", "index"],
        env={**os.environ, "AFTALESVAR_INDEX": str(work), "AFTALESVAR_CORPUS": str(ROOT / "corpus")},
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    os.replace(work, folder)


@pytest.fixture(scope="session")
def built_index() -> Path:
    """The folder of the five agreements' index. Read it only: ``index_copy`` is there to be damaged."""
    home = Path(os.environ.get("AFTALESVAR_TEST_CACHE") or user_cache_path("aftalesvar-tests"))
    model = home / f"model-{_digest([PACKAGE / 'embedding'])}"
    model.mkdir(parents=True, exist_ok=True)
    folder = model / _digest([ROOT / "corpus", *(path for path in PACKAGE.iterdir() if path.name not in ONLY_READ)])
    with FileLock(home / "lock", timeout=BUILD_SECONDS):
        # Folders of a run that was killed have a dot in their name.
        known = sorted((f for f in model.iterdir() if "." not in f.name), key=lambda f: f.stat().st_mtime, reverse=True)
        if folder not in known:
            _build(folder, known)
            for old in known[KEPT - 1 :]:
                shutil.rmtree(old, ignore_errors=True)
    return folder


@pytest.fixture(scope="session")
def settings(built_index: Path) -> Settings:
    """Settings for the real corpus and its index, with the bundled model."""
    return Settings(corpus=ROOT / "corpus", index=built_index)


@pytest.fixture(scope="session")
def asker(built_index: Path) -> Asker:
    """Answers from the real corpus."""
    return Asker(Index.open(built_index), load_encoder("bundled"))


@pytest.fixture
def index_copy(built_index: Path, tmp_path: Path) -> Path:
    """A copy of the real index, to be written to or damaged."""
    return Path(shutil.copytree(built_index, tmp_path / "index"))


@pytest.fixture
def on_real_corpus(built_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in this test use the real corpus and its built index."""
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("AFTALESVAR_INDEX", str(built_index))
    monkeypatch.delenv("AFTALESVAR_MODEL", raising=False)
