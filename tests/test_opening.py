"""Opening: the index is built when it has to be, and only then."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from aftalesvar import opening
from aftalesvar.errors import CorpusError, StoreError
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings
from aftalesvar.store.schema import SCHEMA_VERSION
from aftalesvar.store.seal import seal
from tiny import LATER, TEXTS, TinyEncoder, tiny_settings, write_corpus


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> TinyEncoder:
    made = TinyEncoder()
    monkeypatch.setattr(opening, "load_encoder", lambda spec: made)
    return made


@pytest.fixture
def tiny(tmp_path: Path) -> Settings:
    return tiny_settings(tmp_path)


def test_a_missing_index_is_built_and_then_left_alone(tiny: Settings, encoder: TinyEncoder) -> None:
    first = open_asker(tiny)
    embedded = len(encoder.embedded)
    written = (tiny.index / "aftalesvar.sqlite").stat().st_mtime_ns
    second = open_asker(tiny)
    assert embedded
    assert len(encoder.embedded) == embedded
    assert (tiny.index / "aftalesvar.sqlite").stat().st_mtime_ns == written
    assert first.index.manifest == second.index.manifest


def test_a_changed_corpus_is_built_again(tiny: Settings, encoder: TinyEncoder) -> None:
    open_asker(tiny)
    write_corpus(tiny.corpus, {**TEXTS, **LATER})
    assert list(open_asker(tiny).index.documents) == [*TEXTS, *LATER]


def test_a_damaged_index_is_told_of_and_not_answered_from(tiny: Settings, encoder: TinyEncoder) -> None:
    open_asker(tiny)
    (tiny.index / "aftalesvar.sqlite").write_bytes(b"junk")
    with pytest.raises(StoreError, match="beskadiget"):
        open_asker(tiny)


def test_a_missing_corpus_is_told_of(tmp_path: Path, encoder: TinyEncoder) -> None:
    with pytest.raises(CorpusError, match="Fandt ingen"):
        open_asker(Settings(tmp_path / "none", tmp_path / "index"))


def test_progress_is_told(tiny: Settings, encoder: TinyEncoder) -> None:
    told: list[str] = []

    class Listening:
        def begin(self, step: str, total: int) -> None:
            told.append(f"{step} {total > 0}")

        def advance(self, count: int) -> None:
            assert count > 0

    open_asker(tiny, Listening())
    assert told == ["Læser aftaler True", "Beregner vektorer True"]


def older(folder: Path, schema: int) -> None:
    """Make an index look as if another version of this program had written it."""
    connection = sqlite3.connect(folder / "aftalesvar.sqlite")
    (text,) = connection.execute("SELECT value FROM manifest").fetchone()
    connection.execute("UPDATE manifest SET value=?", (json.dumps({**json.loads(text), "schema": schema}),))
    connection.commit()
    connection.close()
    seal(folder / "aftalesvar.sqlite")


def test_an_older_version_s_index_is_built_again_with_its_vectors(tiny: Settings, encoder: TinyEncoder) -> None:
    open_asker(tiny)
    embedded = len(encoder.embedded)
    older(tiny.index, SCHEMA_VERSION - 1)
    assert open_asker(tiny).index.manifest.schema == SCHEMA_VERSION
    assert len(encoder.embedded) == embedded


def test_a_newer_version_s_index_is_left_alone(tiny: Settings, encoder: TinyEncoder) -> None:
    open_asker(tiny)
    older(tiny.index, SCHEMA_VERSION + 1)
    written = (tiny.index / "aftalesvar.sqlite").read_bytes()
    with pytest.raises(StoreError, match="Opgradér programmet"):
        open_asker(tiny)
    assert (tiny.index / "aftalesvar.sqlite").read_bytes() == written
