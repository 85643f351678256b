"""A question on the command line starts fast: nothing heavy may stand in its way. And what is imported is declared."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {
    "torch", "gradio", "fastapi", "langchain_core", "langchain_text_splitters", "sentence_transformers", "transformers",
    "huggingface_hub", "pandas", "scipy", "sklearn", "ir_measures", "pypdfium2", "requests", "httpx", "pytest",
}  # fmt: skip
# Where the name that is imported isn't that of the distribution.
DISTRIBUTIONS = {"Stemmer": "pystemmer", "faiss": "faiss-cpu"}


def imported(*command: str) -> set[str]:
    """The top-level modules that a fresh interpreter imports for a command."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {
        line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines() if "import time:" in line
    }


@pytest.mark.usefixtures("on_real_corpus")
def test_a_question_imports_nothing_heavy() -> None:
    modules = imported("-m", "aftalesvar.cli.ask", "--json", "hvad er anlægsrammen i 2024")
    assert "aftalesvar" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize("module", ["aftalesvar", "aftalesvar.cli", "aftalesvar.web", "aftalesvar.evaluation"])
def test_importing_a_face_imports_nothing_heavy(module: str) -> None:
    assert not imported("-c", f"import {module}") & (HEAVY | {"faiss"})


def third_party(folder: str) -> dict[str, set[str]]:
    """Imported distributions of a folder's Python files, each with the files that import it."""
    found: dict[str, set[str]] = {}
    own = {path.stem for path in (ROOT / folder).rglob("*.py")}
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {n.split(".")[0] for n in names} - sys.stdlib_module_names - {"aftalesvar", "tests"}:
                distribution = DISTRIBUTIONS.get(name, name)
                if name not in own:
                    found.setdefault(re.sub(r"[-_.]+", "-", distribution).lower(), set()).add(path.name)
    return found


def declared() -> tuple[set[str], set[str]]:
    """The distributions that pyproject.toml asks for: to run, and to test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", r)[0]).lower() for r in requirements}

    return names(project["dependencies"]), names(project["optional-dependencies"]["dev"])


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    run, dev = declared()
    source, tests = third_party("src"), third_party("tests")
    assert set(source) <= run, {name: source[name] for name in set(source) - run}
    assert set(tests) <= run | dev, {name: tests[name] for name in set(tests) - run - dev}
    # Not imported, yet used: the test runner, its plugins, and the tools that check the code.
    assert run - set(source) <= {"pytest"}
    assert dev - set(tests) - set(source) <= {"mypy", "ruff", "pytest-socket", "pytest-timeout"}


def test_every_requirement_is_pinned() -> None:
    pins = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and line[0] != "#"
    )
    run, dev = declared()
    assert run | dev <= {re.sub(r"[-_.]+", "-", name).lower() for name in pins}
    assert pins["torch"] == "2.13.0"
    assert "http" not in "".join(pins.values())
