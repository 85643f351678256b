"""The command line: ``ask`` (the main job) and ``aftalesvar <verb>`` for all else."""

from __future__ import annotations

from aftalesvar.cli.ask import ask_main
from aftalesvar.cli.main import main

__all__ = ["ask_main", "main"]
