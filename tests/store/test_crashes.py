"""Whatever is killed when, and however little the disk takes: the old index or the new, never a mix."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import tiny as tiny_module
from aftalesvar.errors import StoreError
from aftalesvar.indexing import build
from aftalesvar.settings import Settings
from aftalesvar.store.checking import find_damage
from aftalesvar.store.index import Index
from aftalesvar.store.writing import writer_lock
from tiny import LATER, TEXTS, TinyEncoder, state, write_corpus

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # os.fork

PROGRAM = str(Path(tiny_module.__file__))


def command(settings: Settings, *more: str) -> list[str]:
    return [sys.executable, PROGRAM, str(settings.corpus), str(settings.index), *more]


def grown(settings: Settings) -> None:
    write_corpus(settings.corpus, {**TEXTS, **LATER})


@pytest.fixture
def two_states(tiny: Settings) -> tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]:
    """What the index holds before and after the third agreement came; it now holds the first state again."""
    old = state(tiny.index)
    kept = shutil.copytree(tiny.index, tiny.index.with_name("kept"))
    grown(tiny)
    build(tiny, TinyEncoder())
    new = state(tiny.index)
    shutil.rmtree(tiny.index)
    kept.rename(tiny.index)
    assert old != new
    return old, new


# A forked child has everything imported, so that the kill falls within the writing and not within the imports.
def build_in_child(settings: Settings) -> int:
    child = os.fork()
    if child == 0:
        try:
            for _ in range(50):
                build(settings, TinyEncoder())
        finally:
            os._exit(0)
    return child


def test_killed_at_any_moment_leaves_the_old_or_the_new(tiny: Settings, two_states: tuple[object, object]) -> None:
    chosen = random.Random(7)
    for _ in range(30):
        child = build_in_child(tiny)
        time.sleep(chosen.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert state(tiny.index) in two_states
        assert find_damage(tiny.index) == []
    build(tiny, TinyEncoder())
    assert state(tiny.index) == two_states[1]
    left = sorted(f.name.split("-")[0] for f in tiny.index.iterdir())
    assert left == [".lock", "aftalesvar.sqlite", "vectors"], "leftovers of killed writers are cleared"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_full_disk_leaves_the_old_index(tiny: Settings, two_states: tuple[object, object], share: float) -> None:
    size = (tiny.index / "aftalesvar.sqlite").stat().st_size
    done = subprocess.run(
        command(tiny, "limited", str(int(size * share))), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("Fejl: Indekset kunne ikke skrives")
    assert done.stderr.count("\n") == 1
    assert state(tiny.index) == two_states[0]
    assert not list(tiny.index.glob(".building-*"))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_read_only_folder(tiny: Settings) -> None:
    """The old index answers, a build says what to do. Run as nobody, since root may write anywhere."""
    old = state(tiny.index)
    for file in tiny.index.glob("vectors-*"):
        file.unlink()
    grown(tiny)
    outcome = _as_nobody(tiny, lambda: build(tiny, TinyEncoder()))
    assert outcome.startswith("StoreError: Indeksmappen"), outcome
    assert "AFTALESVAR_INDEX" in outcome
    assert _as_nobody(tiny, lambda: state(tiny.index)[0]) == old[0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another")
def test_a_file_that_may_not_be_read(tiny: Settings) -> None:
    (tiny.index / "aftalesvar.sqlite").chmod(0)
    outcome = _as_nobody(tiny, lambda: Index.open(tiny.index))
    assert outcome.startswith("StoreError: Indeksfilen"), outcome
    assert "Permission denied" in outcome


def _as_nobody(settings: Settings, run: object) -> str:
    """What a call gives or raises, in a child without the right to write."""
    for folder in (settings.index, *settings.index.parents):
        if folder == Path("/tmp"):
            break
        folder.chmod(0o555)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            told = str(run())  # type: ignore[operator]
        except BaseException as error:
            told = f"{type(error).__name__}: {error}"
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    for folder in (settings.index, *settings.index.parents):
        if folder == Path("/tmp"):
            break
        folder.chmod(0o755)
    return told


def test_two_writers_at_once_both_leave_a_whole_index(tiny: Settings, two_states: tuple[object, object]) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(PROGRAM).parent)!r}); from tiny import *; from pathlib import Path;"
        f"build(Settings(Path({str(tiny.corpus)!r}), Path({str(tiny.index)!r})), TinyEncoder(), wait_seconds=60)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert state(tiny.index) == two_states[1]


def test_the_second_writer_is_told_at_once(tiny: Settings) -> None:
    with writer_lock(tiny.index):
        started = time.perf_counter()
        done = subprocess.run(command(tiny), capture_output=True, text=True, check=False, timeout=60)
        assert time.perf_counter() - started < 30
    assert done.returncode == 2
    assert "En anden proces bygger indekset" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_lock_of_a_killed_writer_holds_nobody_up(tiny: Settings) -> None:
    child = os.fork()
    if child == 0:
        with writer_lock(tiny.index):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    build(tiny, TinyEncoder())


def test_readers_during_rebuilds_see_one_state_each(tiny: Settings, two_states: tuple[object, object]) -> None:
    grown(tiny)
    stop = threading.Event()
    errors: list[BaseException] = []

    def write() -> None:
        try:
            for turn in range(12):
                write_corpus(tiny.corpus, TEXTS if turn % 2 else {**TEXTS, **LATER})
                build(tiny, TinyEncoder())
        except BaseException as error:
            errors.append(error)
        finally:
            stop.set()

    writer = threading.Thread(target=write)
    writer.start()
    reads = 0
    while not stop.is_set():
        assert state(tiny.index) in two_states
        reads += 1
    writer.join()
    assert not errors
    assert reads > 3


def test_an_open_reader_keeps_its_state(tiny: Settings, two_states: tuple[object, object]) -> None:
    index = Index.open(tiny.index)
    old_id, quotes = state(tiny.index)
    grown(tiny)
    build(tiny, TinyEncoder())
    assert index.manifest.index_id == old_id
    assert tuple(s.quote for s in index.sentences(range(len(quotes)))) == quotes
    _, scores = index.dense(TinyEncoder().encode_question("x"))  # its FAISS file is gone: rebuilt from its own vectors
    assert len(scores) == len(quotes)
    index.close()
    assert state(tiny.index) == two_states[1]
    assert find_damage(tiny.index) == []


def test_a_copied_folder_is_a_backup(tiny: Settings, tmp_path: Path) -> None:
    assert state(Path(shutil.copytree(tiny.index, tmp_path / "backup"))) == state(tiny.index)


def test_an_index_folder_that_is_a_file(tmp_path: Path, tiny: Settings) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="Kan ikke skrive i indeksmappen"):
        build(Settings(tiny.corpus, tmp_path / "file"), TinyEncoder())


def test_a_disk_too_full_for_the_derived_file_still_gives_the_new_index(
    tiny: Settings, two_states: tuple[object, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftalesvar.store.vectors import FaissSearch

    def full(self: FaissSearch, file: Path) -> None:
        raise OSError(28, "No space left on device")

    grown(tiny)
    monkeypatch.setattr(FaissSearch, "save", full)
    build(tiny, TinyEncoder())
    assert state(tiny.index) == two_states[1]
