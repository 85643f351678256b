"""The installing script tells what is wrong in one line: no Python, an old one, no network, a full disk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with nothing but the script."""
    folder = tmp_path / "a clone"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/install", folder / "scripts/install")
    return folder


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), "utf-8")
    path.chmod(0o755)
    return path


def complaint(clone: Path, python: str | Path) -> str:
    done = subprocess.run([clone / "scripts/install", python], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert not done.stdout
    (line,) = (line for line in done.stderr.splitlines() if not line.endswith(" …"))
    assert line.startswith("Fejl: ")
    return line


def test_no_such_python(clone: Path) -> None:
    assert "python-findes-ikke findes ikke" in complaint(clone, "python-findes-ikke")


def test_an_old_python(clone: Path, tmp_path: Path) -> None:
    old = script(tmp_path / "old", '[ "$1" = -V ] && echo "Python 3.9.2" && exit 0', "exit 1")
    line = complaint(clone, old)
    assert "Python 3.11 eller nyere" in line
    assert "Python 3.9.2" in line


def test_a_python_without_venv(clone: Path, tmp_path: Path) -> None:
    bare = script(tmp_path / "bare", '[ "$1" = -c ] && exit 0', 'echo "ensurepip is not available"', "exit 1")
    assert "python3-venv" in complaint(clone, bare)
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", "kan ikke nå sit pakkeindeks"),
        ("Failed to establish a new connection: Temporary failure in name resolution", "kan ikke nå sit pakkeindeks"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "plads på disken"),
        ("ERROR: Cannot install a and b because of conflicts", "Cannot install a and b"),
    ],
)
def test_pip_fails(clone: Path, said: str, told: str) -> None:
    script(clone / ".venv/bin/python", '[ "$3" = --version ] && exit 0', f'echo "{said}" >&2', "exit 1")
    assert told in complaint(clone, "python3")
    assert said in (clone / ".venv/pip.log").read_text("utf-8")
