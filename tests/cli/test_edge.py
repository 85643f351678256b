"""The edge: expected failures become one Danish line and an exit code, whatever they are."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from aftalesvar.cli.edge import FAILED, INTERRUPTED, DanishParser, at_the_edge
from aftalesvar.errors import AftalesvarError, CorpusError, ModelError, ReadingError, StoreError, UsageError

Captured = pytest.CaptureFixture[str]


def raising(error: BaseException) -> int:
    def run() -> int:
        raise error

    return at_the_edge(run)


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_command_s_code_is_kept(code: int) -> None:
    assert at_the_edge(lambda: code) == code


@pytest.mark.parametrize("kind", [AftalesvarError, UsageError, CorpusError, StoreError, ModelError])
def test_an_expected_failure_is_one_line(kind: type[AftalesvarError], capsys: Captured) -> None:
    assert raising(kind("Noget er galt. Gør sådan.")) == FAILED
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Fejl: Noget er galt. Gør sådan.\n")


def test_a_source_file_s_failure_names_it(capsys: Captured) -> None:
    assert raising(ReadingError("a.pdf", "kan ikke åbnes")) == FAILED
    assert capsys.readouterr().err == "Fejl: a.pdf: kan ikke åbnes\n"


def test_an_interruption(capsys: Captured) -> None:
    assert raising(KeyboardInterrupt()) == INTERRUPTED
    assert capsys.readouterr().err.startswith("Afbrudt.")


def test_too_little_memory(capsys: Captured) -> None:
    assert raising(MemoryError()) == FAILED
    assert "hukommelse" in capsys.readouterr().err


def test_a_slip_of_ours_is_no_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert at_the_edge(lambda: int("to")) == 2
    told = capsys.readouterr().err
    assert told.startswith("Uventet fejl (ValueError)")
    assert "Traceback" not in told


def test_a_slip_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTALESVAR_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError())


PROGRAM = (
    "import sys; from aftalesvar.cli.edge import at_the_edge; sys.exit(at_the_edge(lambda: print('æøå ' * 9000) or 0))"
)


def run(shell: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", shell, "x", sys.executable, PROGRAM],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


def test_a_reader_that_has_seen_enough() -> None:
    done = run('"$1" -c "$2" | head -c 7')
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_to_a_full_disk() -> None:
    done = run('"$1" -c "$2" > /dev/full')
    assert done.returncode == FAILED
    assert done.stderr == "Fejl: No space left on device.\n"


def test_a_terminal_without_danish_letters() -> None:
    done = run('"$1" -c "$2"', PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("??? ???")


# --- the parser ----------------------------------------------------------------------------------------


def parser() -> DanishParser:
    made = DanishParser(prog="prøve")
    made.add_argument("--k", type=int, metavar="N", help="antal")
    made.add_argument("--farve", choices=["rød", "blå"])
    verbs = made.add_subparsers(metavar="KOMMANDO", parser_class=DanishParser)
    verbs.add_parser("vis").add_argument("fil")
    return made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--k", "to"], "er ikke et helt tal: 'to'"),
        (["--k"], "skal følges af en værdi"),
        (["--ukendt"], "ukendt argument: --ukendt"),
        (["--farve", "gul"], "kendes ikke: 'gul'"),
        (["vis"], "der mangler: fil"),
    ],
)
def test_wrong_use_is_told_in_danish(arguments: list[str], said: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as exit_:
        parser().parse_args(arguments)
    assert exit_.value.code == FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fejl: ")
    assert said in err
    assert "--help»." in err
    assert err.count("\n") == 1


def test_the_help_is_danish(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as exit_:
        parser().parse_args(["-h"])
    assert exit_.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("brug: prøve")
    assert "tilvalg:" in told
    assert not {"usage", "options", "positional", "show this help"} & {w.strip(":") for w in told.split()}


def test_it_is_an_ordinary_parser() -> None:
    assert parser().parse_args(["--k", "3"]) == argparse.Namespace(k=3, farve=None)
