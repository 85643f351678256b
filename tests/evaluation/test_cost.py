from __future__ import annotations

import sys

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.cost import cold_start, measure_command, peak_memory_mb, percentile


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
