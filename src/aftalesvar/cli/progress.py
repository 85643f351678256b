"""A progress bar on standard error; plain lines where that is no terminal."""

from __future__ import annotations

import sys
from typing import Any


class Bar:
    """An ``indexing.Progress`` that draws with rich on a terminal and prints a line a step elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._progress: Any = None
        self._task: Any = None

    def begin(self, step: str, total: int) -> None:
        """Begin a step of ``total`` pieces."""
        if self._quiet:
            return
        if not sys.stderr.isatty():
            print(f"{step} ({total}) …", file=sys.stderr, flush=True)
            return
        if self._progress is None:
            self._progress = _rich_progress()
            self._progress.start()
        self._task = self._progress.add_task(step, total=total)

    def advance(self, count: int) -> None:
        """``count`` more pieces are done."""
        if self._progress is not None:
            self._progress.advance(self._task, count)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()


def _rich_progress() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
