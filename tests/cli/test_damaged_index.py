"""``ask`` and ``check`` on an index that is damaged: one Danish line and exit code 2, or the same answer."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from aftalesvar.cli import ask_main, main

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "hvad er anlægsrammen i 2024"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def copied(index_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("AFTALESVAR_INDEX", str(index_copy))
    monkeypatch.delenv("AFTALESVAR_MODEL", raising=False)
    return index_copy


def complaint(capsys: Captured, code: int) -> str:
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.startswith("Fejl: ")
    assert err.count("\n") == 1
    return err


def test_flipped_bits_are_told_and_nothing_is_answered(copied: Path, capsys: Captured) -> None:
    database = copied / "aftalesvar.sqlite"
    content = database.read_bytes()
    chosen = random.Random(3)
    for place in [3, 20, 60, 95, *(chosen.randrange(100, len(content)) for _ in range(12))]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chosen.randrange(8)
        database.write_bytes(damaged)
        assert "aftalesvar index --rebuild" in complaint(capsys, ask_main([QUESTION]))
    assert "beskadiget" in complaint(capsys, main(["check"]))


def test_a_forged_figure_is_not_answered(copied: Path, capsys: Captured) -> None:
    """Someone changes the figure in every stored copy of the sentence, source text included."""
    connection = sqlite3.connect(copied / "aftalesvar.sqlite")
    for table, columns in (
        ("sentences", ("text", "quote")),
        ("passages", ("text",)),
        ("documents", ("text", "source")),
    ):
        for column in columns:
            connection.execute(f"UPDATE {table} SET {column}=replace({column}, '19,3 mia.', '99,3 mia.')")
    connection.commit()
    connection.close()
    complaint(capsys, ask_main([QUESTION]))


@pytest.mark.parametrize("content", [b"", b"junk", b"\x80" * 4096])
def test_a_damaged_faiss_file_changes_no_answer(copied: Path, capsys: Captured, content: bytes) -> None:
    assert ask_main(["--json", QUESTION]) == 0
    before = capsys.readouterr().out
    (file,) = copied.glob("vectors-*.faiss")
    file.write_bytes(content)
    assert ask_main(["--json", QUESTION]) == 0
    after = capsys.readouterr().out
    assert after.split('"elapsed_ms"')[0] == before.split('"elapsed_ms"')[0]
    assert main(["check"]) == 0


def test_a_missing_faiss_file_changes_no_answer(copied: Path, capsys: Captured) -> None:
    for file in copied.glob("vectors-*.faiss"):
        file.unlink()
    assert ask_main([QUESTION]) == 0
    assert capsys.readouterr().out.startswith("19,3 mia. kr.")
    assert list(copied.glob("vectors-*.faiss")), "it is there again"


def test_check_says_when_all_is_well(copied: Path, capsys: Captured) -> None:
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Alt er i orden: 5 aftaler")
    assert err == ""


def test_list_shows_the_agreements(copied: Path, capsys: Captured) -> None:
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    assert [line for year in (2020, 2022, 2023, 2024, 2027) for line in told.splitlines() if f"aftale-{year}" in line]
    (copied / "aftalesvar.sqlite").write_bytes(b"junk")
    complaint(capsys, main(["list"]))


@pytest.mark.parametrize("arguments", [["ukendt"], [], ["check", "--ukendt"], ["index", "--rebuild", "x"]])
def test_wrong_use(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert isinstance(exit_.value.code, int)
    complaint(capsys, exit_.value.code)


def test_a_bare_question_goes_to_ask(copied: Path, capsys: Captured) -> None:
    assert main(["ask", QUESTION]) == 0
    assert capsys.readouterr().out.startswith("19,3 mia. kr.")
