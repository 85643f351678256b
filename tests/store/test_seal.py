"""The checksum that a database file carries."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from aftalesvar.store.seal import is_whole, seal


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.executemany("INSERT INTO t VALUES (?)", [(f"række {i}",) for i in range(500)])
    connection.commit()
    connection.close()
    seal(path)
    return path


def test_a_sealed_file_is_whole_and_still_a_database(database: Path) -> None:
    assert is_whole(database)
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (500,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_sealing_again_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    seal(database)
    assert database.read_bytes() == before


def test_every_header_bit_and_200_body_bits_count(database: Path) -> None:
    content = database.read_bytes()
    chosen = random.Random(4)
    bits = [*range(100 * 8), *(chosen.randrange(800, len(content) * 8) for _ in range(200))]
    for bit in bits:
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        database.write_bytes(damaged)
        assert not is_whole(database), bit


@pytest.mark.parametrize(
    "change", [lambda c: b"", lambda c: c[:50], lambda c: c[:-1], lambda c: c + b"xx", lambda c: b"\0" * 5000]
)
def test_other_lengths_are_not_whole(database: Path, change: object) -> None:
    database.write_bytes(change(database.read_bytes()))  # type: ignore[operator]
    assert not is_whole(database)
