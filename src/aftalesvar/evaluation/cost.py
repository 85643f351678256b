"""What answering costs: latency, cold start, index time and peak memory, measured from outside."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from aftalesvar.errors import UsageError


@dataclass(frozen=True, slots=True)
class CommandCost:
    """Wall seconds and peak memory (MB) of one process."""

    seconds: float
    peak_mb: float
    code: int


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least ``share`` of the values don't exceed (nearest rank)."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values) - 1e-9) - 1)]


def measure_command(command: Sequence[str], environment: dict[str, str] | None = None) -> CommandCost:
    """Run a command to its end, its output thrown away. Raises UsageError when it can't be started."""
    start = time.perf_counter()
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is the evaluation's own
            list(command),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=None if environment is None else {**os.environ, **environment},
        )
    except OSError as error:
        raise UsageError(f"Kommandoen {command[0]} kan ikke startes: {error}") from error
    _, status, usage = os.wait4(process.pid, 0)
    # Popen must know that the process was waited for, or it warns of a zombie.
    process.returncode = os.waitstatus_to_exitcode(status)
    return CommandCost(time.perf_counter() - start, _megabytes(usage.ru_maxrss), process.returncode)


def _megabytes(maxrss: int) -> float:
    # Linux counts kilobytes, macOS bytes.
    return maxrss / (1 << 20) if sys.platform == "darwin" else maxrss / 1024


def cold_start(command: Sequence[str], repeats: int = 5) -> CommandCost:
    """Return the median time and highest memory of ``repeats`` fresh processes."""
    costs = [measure_command(command) for _ in range(repeats)]
    return CommandCost(median(cost.seconds for cost in costs), max(cost.peak_mb for cost in costs), costs[-1].code)


def peak_memory_mb() -> float:
    """Return this process' own peak memory in MB."""
    import resource

    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
