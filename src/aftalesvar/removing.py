"""Removing agreements from the corpus: catalogue, index and file go together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftalesvar.adding import WAIT_SECONDS, fingerprint, known_documents
from aftalesvar.catalogue import without_entries
from aftalesvar.changing import change, changing
from aftalesvar.corpus import CATALOGUE, CorpusEntry, Retired, catalogue_text, parse_entries
from aftalesvar.errors import UsageError
from aftalesvar.naming import plain

if TYPE_CHECKING:
    from aftalesvar.embedding import Encoder
    from aftalesvar.indexing import BuildReport, Progress
    from aftalesvar.settings import Settings


def remove(
    settings: Settings, encoder: Encoder, ids: Sequence[str], progress: Progress | None = None, *,
    keep_files: bool = False,
) -> tuple[tuple[CorpusEntry, ...], BuildReport | None]:  # fmt: skip
    """Take agreements out of the corpus and the index; on any failure all is as before.

    Gives the entries that went and the build's report (None when nothing is left to index).

    :raises UsageError: when the corpus has none of an id.
    :raises AftalesvarError: when the corpus, the model or the index can't be used.
    """
    from aftalesvar.indexing import build, clear

    corpus = settings.corpus
    with changing(corpus):
        text = catalogue_text(corpus) or ""
        entries = parse_entries(corpus / CATALOGUE, text)
        known = {entry.id for entry in entries}
        if missing := [i for i in ids if i not in known]:
            raise UsageError(
                f"Korpus har ingen aftale med id {plain(missing[0])[:80]}. «aftalesvar list» viser dem, der er."
            )
        gone = tuple(entry for entry in entries if entry.id in ids)
        marks = {d.id: fingerprint(d) for d in known_documents(settings, gone)}
        changed = without_entries(corpus, text, [Retired(e.id, marks.get(e.id, "")) for e in gone])
        kept = {entry.file for entry in entries if entry.id not in ids}
        drop = [] if keep_files else [entry.file for entry in gone if entry.file not in kept]

        def then() -> BuildReport | None:
            if len(gone) == len(entries):
                clear(settings)
                return None
            return build(settings, encoder, progress, wait_seconds=WAIT_SECONDS)

        return gone, change(corpus, changed, then, drop=drop)
