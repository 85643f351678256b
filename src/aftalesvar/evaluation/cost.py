"""What answering costs: latency, cold start, index time and peak memory, measured from outside."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
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


# A process' peak memory includes that of the process it was forked from; so a small one does the forking.
_LAUNCHER = """
import json, os, resource, sys, time
out, start = os.open(os.devnull, os.O_WRONLY), time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                      file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)])
_, status, usage = os.wait4(pid, 0)
print(json.dumps([time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


def measure_command(command: Sequence[str], environment: Mapping[str, str] | None = None) -> CommandCost:
    """Run a command to its end, its output thrown away. Raises UsageError when it can't be started."""
    done = subprocess.run(  # noqa: S603 - the command is the evaluation's own
        [sys.executable, "-S", "-E", "-c", _LAUNCHER, *command],
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["ukendt årsag"])[-1]
        raise UsageError(f"Kommandoen {command[0]} kan ikke startes: {reason}")
    seconds, maxrss, code = json.loads(done.stdout)
    return CommandCost(seconds, _megabytes(maxrss), code)


def _megabytes(maxrss: int) -> float:
    # Linux counts kilobytes, macOS bytes.
    return maxrss / (1 << 20) if sys.platform == "darwin" else maxrss / 1024


def cold_start(command: Sequence[str], repeats: int = 5) -> CommandCost:
    """Return the median time and highest memory of ``repeats`` fresh processes."""
    costs = [measure_command(command) for _ in range(repeats)]
    return CommandCost(median(cost.seconds for cost in costs), max(cost.peak_mb for cost in costs), costs[-1].code)


def command_costs(question: str = "hvad er anlægsrammen i 2024") -> dict[str, float]:
    """Return what the installed commands cost in fresh processes: a whole index in a new folder, and a cold ``ask``.

    The keys are those of a run's meta: index_seconds, cold_start_seconds, peak_mb (the higher of the two).
    """
    commands = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        index = measure_command([str(commands / "aftalesvar"), "index"], {"AFTALESVAR_INDEX": folder})
    if index.code:
        raise UsageError(f"Kommandoen aftalesvar index sluttede med kode {index.code}. Prøv den alene.")
    cold = cold_start([str(commands / "ask"), question])
    return {
        "index_seconds": round(index.seconds, 2),
        "cold_start_seconds": round(cold.seconds, 3),
        "peak_mb": round(max(index.peak_mb, cold.peak_mb), 1),
    }


def peak_memory_mb() -> float:
    """Return this process' own peak memory in MB."""
    import resource

    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
