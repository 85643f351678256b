"""Damage of any kind is one clear Danish line, or mended; never a stack trace, never other answers."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from aftalesvar.errors import StoreError
from aftalesvar.indexing import build
from aftalesvar.settings import Settings
from aftalesvar.store.checking import find_damage
from aftalesvar.store.index import Index
from aftalesvar.store.schema import SCHEMA_VERSION
from aftalesvar.store.seal import seal
from aftalesvar.store.writing import DATABASE
from tiny import TinyEncoder, state


def database(settings: Settings) -> Path:
    return settings.index / DATABASE


def faiss_file(settings: Settings) -> Path:
    (file,) = settings.index.glob("vectors-*.faiss")
    return file


def refusal(settings: Settings) -> str:
    with pytest.raises(StoreError) as caught:
        Index.open(settings.index)
    message = str(caught.value)
    assert "\n" not in message
    return message


def rewritten(settings: Settings, **fields: object) -> None:
    """Another manifest in a database that is whole otherwise."""
    connection = sqlite3.connect(database(settings))
    (text,) = connection.execute("SELECT value FROM manifest").fetchone()
    told = {key: value for key, value in {**json.loads(text), **fields}.items() if value is not None}
    connection.execute("UPDATE manifest SET value=?", (json.dumps(told),))
    connection.commit()
    connection.close()
    seal(database(settings))


def test_an_undamaged_index_has_no_damage(tiny: Settings) -> None:
    assert find_damage(tiny.index) == []


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Der er intet indeks i .* Kør «aftalesvar index»"):
        Index.open(tmp_path / "nowhere")


def test_flipped_bytes_anywhere_are_refused(tiny: Settings) -> None:
    content = database(tiny).read_bytes()
    chosen = random.Random(1)
    for place in [*range(0, 100, 3), *(chosen.randrange(100, len(content)) for _ in range(60))]:
        damaged = bytearray(content)
        damaged[place] ^= 0x15
        database(tiny).write_bytes(damaged)
        assert "beskadiget" in refusal(tiny), place
        assert "aftalesvar index --rebuild" in refusal(tiny)


def test_a_changed_digit_in_a_stored_sentence_is_refused(tiny: Settings) -> None:
    content = database(tiny).read_bytes()
    assert b"20,1 mia" in content
    database(tiny).write_bytes(content.replace(b"20,1 mia", b"20,9 mia"))
    assert "kontrolsummen" in refusal(tiny)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: b"",
        lambda c: c[: len(c) // 2],
        lambda c: c[:-1],
        lambda c: c + b"\0\0",
        lambda c: b"PK\x03\x04" + c,
        lambda c: bytes(len(c)),
        lambda c: b"SQLite format 3\0" + bytes(200),
    ],
)
def test_cut_grown_and_foreign_files_are_refused(tiny: Settings, change: Callable[[bytes], bytes]) -> None:
    database(tiny).write_bytes(change(database(tiny).read_bytes()))
    assert "beskadiget" in refusal(tiny)


def test_a_folder_in_the_place_of_the_file_is_refused(tiny: Settings) -> None:
    database(tiny).unlink()
    database(tiny).mkdir()
    assert "ikke en fil" in refusal(tiny)


def test_a_foreign_database_is_refused(tiny: Settings) -> None:
    database(tiny).unlink()
    connection = sqlite3.connect(database(tiny))
    connection.execute("CREATE TABLE manifest (other TEXT)")
    connection.close()
    assert "beskadiget" in refusal(tiny)


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1, "3", None])
def test_another_schema_is_refused_by_its_number(tiny: Settings, version: object) -> None:
    rewritten(tiny, schema=version)
    assert ("version" in refusal(tiny)) if version is not None else ("beskadiget" in refusal(tiny))


def test_unknown_and_missing_fields_of_the_manifest_are_refused(tiny: Settings) -> None:
    rewritten(tiny, surprise=1)
    assert "beskadiget" in refusal(tiny)
    rewritten(tiny, surprise=None, counts=None)
    assert "beskadiget" in refusal(tiny)


def test_a_damaged_index_is_built_again(tiny: Settings) -> None:
    before = state(tiny.index)
    database(tiny).write_bytes(b"junk")
    build(tiny, TinyEncoder())
    assert state(tiny.index) == before


def test_a_damaged_index_lends_no_vectors(tiny: Settings) -> None:
    content = bytearray(database(tiny).read_bytes())
    content[-5] ^= 1
    database(tiny).write_bytes(content)
    encoder = TinyEncoder()
    report = build(tiny, encoder)
    assert report.embedded == len(encoder.embedded) > 0


# --- the derived FAISS file --------------------------------------------------------------------------


def scores(settings: Settings) -> list[float]:
    index = Index.open(settings.index)
    passages, sentences = index.dense(TinyEncoder().encode_question("anlægsramme"))
    index.close()
    return [*passages.tolist(), *sentences.tolist()]


def test_a_missing_faiss_file_is_made_again(tiny: Settings) -> None:
    before, file = scores(tiny), faiss_file(tiny)
    content = file.read_bytes()
    file.unlink()
    assert find_damage(tiny.index) == []
    assert scores(tiny) == before
    assert file.read_bytes() == content


def test_a_damaged_faiss_file_is_made_again(tiny: Settings) -> None:
    before, file = scores(tiny), faiss_file(tiny)
    content = file.read_bytes()
    chosen = random.Random(2)
    damages = [b"", content[:10], content[:-1], content + b"x", b"\0" * len(content)]
    for place in [*range(0, 80, 5), *(chosen.randrange(80, len(content)) for _ in range(20))]:
        damaged = bytearray(content)
        damaged[place] ^= 0x40
        damages.append(bytes(damaged))
    for damaged_file in damages:
        file.write_bytes(damaged_file)
        assert scores(tiny) == before
        assert file.read_bytes() == content


def test_check_tells_of_a_damaged_faiss_file(tiny: Settings) -> None:
    faiss_file(tiny).write_bytes(b"junk")
    (line,) = find_damage(tiny.index)
    assert "bygges igen" in line


def test_a_faiss_file_under_another_name_is_not_used(tiny: Settings, tmp_path: Path) -> None:
    """Another index's file of the same shape, renamed, would give scores of other texts."""
    from aftalesvar.store.vectors import FaissSearch

    before = scores(tiny)
    file = faiss_file(tiny)
    index = Index.open(tiny.index)
    count = index.manifest.counts["passages"] + index.manifest.counts["sentences"]
    index.close()
    import numpy as np

    FaissSearch.build(np.ones((count, 8), np.float32)).save(tmp_path / "vectors-0000.faiss")
    (tmp_path / "vectors-0000.faiss").replace(file)
    assert scores(tiny) == before


def test_nothing_is_unpickled(tiny: Settings) -> None:
    """A planted pickle beside the index is never read (it would write a canary file)."""
    import os
    import pickle

    canary = tiny.index / "canary"

    class Bomb:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            return os.system, (f"touch {canary}",)

    for name in ("index.pkl", "index.faiss", faiss_file(tiny).name):
        (tiny.index / name).write_bytes(pickle.dumps(Bomb()))
    state(tiny.index)
    build(tiny, TinyEncoder())
    assert not canary.exists()
