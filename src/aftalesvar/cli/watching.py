"""``aftalesvar index --watch``: the index follows the corpus folder until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.cli.corpus import contents, seconds, tell_refused
from aftalesvar.corpus import CATALOGUE, load_catalogue
from aftalesvar.errors import AftalesvarError, UsageError
from aftalesvar.naming import plain

if TYPE_CHECKING:
    from aftalesvar.embedding import Encoder
    from aftalesvar.settings import Settings

WORDS = {1: "er ny", 2: "er ændret", 3: "er slettet"}  # watchfiles.Change
WAIT_SECONDS = 300.0


def watch_corpus(settings: Settings, encoder: Encoder, changes: Iterable[set[tuple[Any, str]]] | None = None) -> int:
    """Bring the index up to date at each change of the corpus folder; 0 when the user ends it.

    :param changes: what to watch instead of the folder, for tests.
    :raises UsageError: when watchfiles isn't installed.
    """
    followed = changes if changes is not None else _changes(settings.corpus)
    print(f"Holder øje med {settings.corpus}. Ctrl-C slutter.", flush=True)
    try:
        for found in followed:
            names = {str(Path(path).relative_to(settings.corpus.resolve())): int(change) for change, path in found}
            _follow(settings, encoder, {n: c for n, c in sorted(names.items()) if not _hidden(n)})
    except KeyboardInterrupt:
        print(file=sys.stderr)
    print("Overvågningen er slut; indekset er helt.")
    return 0


def _changes(corpus: Path) -> Iterator[set[tuple[Any, str]]]:
    try:
        from watchfiles import watch
    except ImportError:
        raise UsageError("--watch kræver pakken watchfiles. Installér den med «pip install watchfiles».") from None
    return watch(corpus.resolve(), debounce=600, recursive=True)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "~")) for part in Path(name).parts) or name.endswith(("~", ".swp", ".tmp"))


def _follow(settings: Settings, encoder: Encoder, names: dict[str, int]) -> None:
    """Tell of the changes and build when they matter; an expected failure is told, and the watch goes on."""
    from aftalesvar.indexing import build

    if not names:
        return
    try:
        known = {CATALOGUE, *(entry.file for entry in load_catalogue(settings.corpus))}
        for name, change in names.items():
            strange = name not in known and change != 3
            hint = f"; den står ikke i {CATALOGUE}: tilføj den med «aftalesvar add»" if strange else ""
            print(f"{time.strftime('%H.%M.%S')}  {plain(name)} {WORDS[change]}{hint}.", flush=True)
        if not known & names.keys():
            return
        started = time.perf_counter()
        report = build(settings, encoder, wait_seconds=WAIT_SECONDS)
        print(
            f"{time.strftime('%H.%M.%S')}  Indekset er opdateret på {seconds(started)}: {contents(report)}.", flush=True
        )
        tell_refused(report)
    except AftalesvarError as error:
        print(f"Fejl: {str(error).rstrip('.')}. Indekset er som før.", file=sys.stderr, flush=True)
