"""The README is held to the program: its code runs, and every command, flag, package and reason stands in it."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from aftalesvar.cli.ask import parser as ask_parser
from aftalesvar.cli.main import parser

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SCHEMA = json.loads((ROOT / "src/aftalesvar/asking/answer.schema.json").read_text("utf-8"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Each verb's parser; that of ``ask`` is the one the command uses."""
    (choices,) = [a.choices for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return {**choices, "ask": ask_parser()}


def flags() -> Iterator[tuple[str, str]]:
    for verb, inside in verbs().items():
        for action in inside._actions:
            yield from ((verb, flag) for flag in action.option_strings if flag.startswith("--") and flag != "--help")


@pytest.mark.usefixtures("on_real_corpus")
@pytest.mark.parametrize("code", blocks("python"))
def test_the_code_runs(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("19,3 mia. kr. Aftale om kommunernes økonomi for 2024")


@pytest.mark.parametrize("text", blocks("json"))
def test_the_answers_shown_keep_the_contract(text: str) -> None:
    told = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    for citation in told["citations"]:
        source = (ROOT / "corpus" / f"{citation['document']}.txt").read_text("utf-8")
        stands = "".join(source[span["start"] : span["end"]] for span in citation["spans"])
        assert " ".join(stands.split()) == citation["quote"]


@pytest.mark.parametrize("text", blocks("toml"))
def test_the_entries_shown_are_toml(text: str) -> None:
    assert tomllib.loads(text)["document"]


def test_the_two_commands_come_first() -> None:
    commands = [line.strip() for line in README.splitlines() if line.strip()][1:3]
    assert commands == ['make ask Q="hvad er anlægsrammen i 2024"', "make test"]


@pytest.mark.parametrize("verb", list(verbs()))
def test_every_verb_is_documented(verb: str) -> None:
    assert re.search(rf"^\| `aftalesvar {verb}\b", README, re.MULTILINE)


@pytest.mark.parametrize(("verb", "flag"), list(flags()))
def test_every_flag_is_documented(verb: str, flag: str) -> None:
    (told,) = re.findall(rf"\*\*{verb}\*\* (.*?)(?=\*\*\w+\*\*|\n\n)", README, re.DOTALL)
    assert re.search(rf"`{flag}\b(?!-)", told)


@pytest.mark.parametrize(("verb", "inside"), list(verbs().items()))
def test_every_argument_has_help(verb: str, inside: argparse.ArgumentParser) -> None:
    assert all(action.help for action in inside._actions), verb


def test_no_flag_is_documented_that_is_not_there() -> None:
    commands = README.split("## Commands")[1].split("## The answer")[0]
    assert set(re.findall(r"`(--[a-z-]+)", commands)) - {"--help"} == {flag for _, flag in flags()}


def test_every_package_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>~!\[ ]", requirement)[0] for requirement in requirements}

    packages = README.split("## Packages")[1].split("## Further")[0]
    table, rest = packages.split("For development only")
    assert set(re.findall(r"^\| `([^`]+)` \| .{3,} \|$", table, re.MULTILINE)) == names(project["dependencies"])
    assert names(project["optional-dependencies"]["dev"]) <= set(re.findall(r"`([^`]+)`", rest))


def test_every_reason_is_documented() -> None:
    codes = SCHEMA["properties"]["reason"]["oneOf"][1]["properties"]["code"]["enum"]
    assert [code for code in codes if f"| `{code}` |" not in README] == []


def test_every_environment_variable_is_documented() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(r'"(AFTALESVAR_[A-Z]+)"', sources)) == set(re.findall(r"`(AFTALESVAR_[A-Z]+)`", README))


def test_every_target_of_make_is_told() -> None:
    done = subprocess.run(["make", "help"], capture_output=True, text=True, cwd=ROOT, check=True)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(re.findall(r"^  make (\w+)\t", done.stdout, re.MULTILINE)) == set(phony.split()) - {"help"} | {"help"}


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "AGENTS.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert target.startswith("https://") or (ROOT / target).exists(), f"{name}: {target}"


@pytest.mark.parametrize("question", ['koster "det" $5 eller `id` $(id)?', "æøå $$ \\ 'x'", "$(shell touch injected)"])
def test_make_hands_the_question_over_as_it_is(question: str, tmp_path: Path) -> None:
    """Neither make nor the shell reads what stands in the question."""
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    (tmp_path / "scripts").mkdir()
    for pin in ("pyproject.toml", "constraints.txt", "scripts/install"):
        (tmp_path / pin).write_text("", "utf-8")
    commands = tmp_path / ".venv/bin"
    commands.mkdir(parents=True)
    (tmp_path / ".venv/installed-run").write_text("", "utf-8")
    (commands / "ask").write_text('#!/bin/sh\nprintf %s "$2"\n', "utf-8")
    (commands / "ask").chmod(0o755)
    for arguments, environment in ((["ask", f"Q={question}"], {}), (["ask"], {"Q": question})):
        done = subprocess.run(
            ["make", "-s", *arguments],
            capture_output=True, text=True, cwd=tmp_path, check=True, env={"PATH": "/usr/bin:/bin", **environment},
        )  # fmt: skip
        assert done.stdout == question
    assert not (tmp_path / "injected").exists()
