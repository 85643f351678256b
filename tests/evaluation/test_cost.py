from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.cost import cold_start, command_costs, measure_command, peak_memory_mb, percentile


def test_percentile_by_hand() -> None:
    values = [float(v) for v in range(1, 101)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile([], 0.5) is None


def test_a_process_is_measured_by_itself() -> None:
    small = measure_command([sys.executable, "-S", "-c", "pass"])
    large = measure_command([sys.executable, "-S", "-c", "x = bytearray(200 << 20)"])
    assert small.code == large.code == 0
    assert large.peak_mb - small.peak_mb > 150
    assert measure_command([sys.executable, "-S", "-c", "raise SystemExit(3)"]).code == 3
    assert peak_memory_mb() > 5


def test_cold_start_is_the_median() -> None:
    assert 0 < cold_start([sys.executable, "-S", "-c", "pass"], repeats=3).seconds < 5


def test_a_command_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="kan ikke startes"):
        measure_command(["/findes/ikke"])


def test_command_costs_run_the_installed_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, body in (("aftalesvar", 'test -d "$AFTALESVAR_INDEX"'), ("ask", 'test "$1" = "hvad?"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "python").symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    costs = command_costs("hvad?")
    assert set(costs) == {"index_seconds", "cold_start_seconds", "peak_mb"}
    assert costs["peak_mb"] > 0
    (tmp_path / "aftalesvar").write_text("#!/bin/sh\nexit 2\n", "utf-8")
    with pytest.raises(UsageError, match="kode 2"):
        command_costs()
