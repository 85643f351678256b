"""Opening the product: the index is built or brought up to date when it has to be, then questions can be asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from aftalesvar.asking.asker import Asker
from aftalesvar.embedding import Encoder, load_encoder
from aftalesvar.errors import OutdatedError
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

if TYPE_CHECKING:
    from aftalesvar.indexing import Progress

WAIT_SECONDS = 300.0  # for another process that is building


def open_asker(settings: Settings, progress: Progress | None = None) -> Asker:
    """An Asker over a current index; a missing or outdated one is built first.

    :param progress: an ``indexing.Progress``, told of long work.
    :raises AftalesvarError: when the corpus, the model or the index can't be used.
    """
    encoder = load_encoder(settings.model)
    index = _current(settings, encoder)
    if index is None:
        from aftalesvar.indexing import build

        build(settings, encoder, progress, wait_seconds=WAIT_SECONDS)
        index = Index.open(settings.index)
    return Asker(index, encoder)


def _current(settings: Settings, encoder: Encoder) -> Index | None:
    from aftalesvar.indexing import is_current
    from aftalesvar.store.writing import DATABASE

    if not (settings.index / DATABASE).exists():
        return None
    try:
        index = Index.open(settings.index)
    except OutdatedError:
        return None
    if is_current(index, settings, asdict(encoder.identity)):
        return index
    index.close()
    return None
