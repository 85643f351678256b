"""Adding agreements to the corpus: each file is read and described first, then all that are wanted go in at once."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aftalesvar.catalogue import HEAD, with_entries
from aftalesvar.changing import change, changing, tidy
from aftalesvar.corpus import CATALOGUE, CorpusEntry, catalogue_text, parse_entries, parse_retired
from aftalesvar.errors import CorpusError, ReadingError, StoreError, UsageError
from aftalesvar.naming import ID, derived_id, plain
from aftalesvar.records import Document

if TYPE_CHECKING:
    from aftalesvar.embedding import Encoder
    from aftalesvar.indexing import BuildReport, Progress
    from aftalesvar.settings import Settings

ALIKE = 0.8  # share of word runs in common from which two texts are editions of one
RUN = 8  # words in such a run
WAIT_SECONDS = 300.0
_FORMATS = {"pdf": ".pdf", "html": ".html"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the agreements; None and () leave it to the text."""

    id: str | None = None
    title: str | None = None
    years: tuple[int, ...] = ()
    date: str | None = None  # ISO
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that can be added: its entry as it would stand in the catalogue, and what was read."""

    path: Path
    entry: CorpusEntry
    document: Document
    fingerprint: str
    data: bytes | None  # None: the file lies in the corpus folder already


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that can't be added and why, in Danish; ``known_as`` when the corpus holds it already."""

    path: Path
    reason: str
    known_as: str | None = None


class Desk:
    """Describes files one by one and remembers those that it has accepted; changes nothing of the corpus.

    :raises CorpusError: when the corpus can't be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._corpus = settings.corpus
        tidy(settings.corpus)
        text = catalogue_text(settings.corpus) or ""
        path = settings.corpus / CATALOGUE
        self._entries = parse_entries(path, text)
        self._retired = parse_retired(path, text)
        self._taken = {entry.id for entry in self._entries}
        self._files = {entry.file for entry in self._entries}
        self._known = {fingerprint(d): d for d in known_documents(settings, self._entries)}
        self._runs: dict[str, frozenset[int]] = {}

    def look(self, path: Path, given: Given, *, alike: bool = False) -> Candidate | Refusal:
        """Read one file and describe it; ``alike`` lets in a text that is nearly one of the corpus.

        :raises UsageError: when the id asked for can't be used.
        """
        from aftalesvar.reading.files import load

        try:
            raw = load(path)
            document = _read(raw.name, raw.data)
        except ReadingError as error:
            return Refusal(path, error.reason)
        mark = fingerprint(document)
        if mark in self._known:
            known = self._known[mark].id
            return Refusal(path, f"aftalen er allerede i korpus som {known}", known)
        if not alike and (near := self._nearest(document)):
            reason = (
                f"teksten er næsten den samme som {near} i korpus. Er det en ny udgave, så fjern den gamle først med "
                f"«aftalesvar remove {near}»; er det en anden aftale, så tilføj den med --allow-similar"
            )
            return Refusal(path, reason, near)
        entry = self._entry(path, raw.format, document, given, mark)
        own = path.parent.resolve() == self._corpus.resolve() and path.name not in self._files
        if own and re.fullmatch(r"[\w-][\w .-]{0,120}", path.name):
            entry = replace(entry, file=path.name)
        else:
            own = False
        return Candidate(path, entry, replace(document, id=entry.id), mark, None if own else raw.data)

    def accept(self, candidate: Candidate) -> None:
        """Count a candidate as in, so that the next file can't be the same or take its id."""
        self._taken.add(candidate.entry.id)
        self._known[candidate.fingerprint] = candidate.document

    def _entry(self, path: Path, form: str, document: Document, given: Given, mark: str) -> CorpusEntry:
        title = plain(given.title or document.title)
        date = given.date or _valid(document.date)
        years = (
            tuple(sorted(set(given.years))) or document.years or ((document.year,) if document.year is not None else ())
        )
        id_ = self._id(given.id, title, years, mark)
        suffix = _FORMATS.get(form) or (".md" if path.suffix.lower() in (".md", ".markdown") else ".txt")
        several = len(years) > 1 or (given.years and len(document.years) > 1)
        return CorpusEntry(
            id=id_,
            file=self._file(id_, suffix),
            title=title or None,
            year=years[0] if years else None,
            date=date,
            parties=tuple(map(plain, given.parties or document.parties)),
            source=f"Tilføjet fra {plain(path.name)[:120]}",
            years=years if several else (),
        )

    def _id(self, wanted: str | None, title: str, years: Sequence[int], mark: str) -> str:
        forbidden = self._taken | {old.id for old in self._retired if old.fingerprint != mark}
        if wanted is not None:
            if not ID.fullmatch(wanted):
                raise UsageError(
                    f"--id {plain(wanted)[:80]} kan ikke bruges: skriv små bogstaver a-z, tal og bindestreg."
                )
            if wanted in forbidden:
                raise UsageError(f"--id {wanted} er eller har været en anden aftales. Vælg et andet.")
            return wanted
        for old in self._retired:
            if old.fingerprint == mark and old.id not in self._taken:
                return old.id
        base = derived_id(title, years)
        return next(i for i in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if i not in forbidden)

    def _file(self, id_: str, suffix: str) -> str:
        """A name of its own in the corpus folder, whatever else lies there."""
        names = (f"{id_}{suffix}", *(f"{id_}.{n}{suffix}" for n in range(2, 1000)))
        return next(n for n in names if n not in self._files and not (self._corpus / n).exists())

    def _nearest(self, document: Document) -> str | None:
        """The agreement that this text is another edition of."""
        mine = _runs(document.text)
        for other in self._known.values():
            theirs = self._runs.setdefault(other.id, _runs(other.text))
            if mine and len(mine & theirs) >= ALIKE * len(mine | theirs):
                return other.id
        return None


def add(
    settings: Settings, encoder: Encoder, candidates: Sequence[Candidate], progress: Progress | None = None
) -> BuildReport:
    """Put the candidates into the corpus and bring the index up to date; on any failure all is as before.

    :raises AftalesvarError: when the corpus, the model or the index can't be used, or have changed since
        the candidates were looked at.
    """
    from aftalesvar.indexing import build

    corpus = settings.corpus
    with changing(corpus):
        text = catalogue_text(corpus)
        _still_free(corpus, text or "", candidates)
        changed = with_entries(corpus, HEAD if text is None else text, [c.entry for c in candidates])
        put = {c.entry.file: c.data for c in candidates if c.data is not None}
        return change(corpus, changed, lambda: build(settings, encoder, progress, wait_seconds=WAIT_SECONDS), put=put)


def fingerprint(document: Document) -> str:
    """A hash of what a document says, whatever its file's format."""
    from aftalesvar.reading import fingerprint as of_text

    return of_text(document)


def _read(name: str, data: bytes) -> Document:
    """Read bytes that were loaded once already: what is described is what will be stored."""
    from aftalesvar.reading import read_document

    with tempfile.TemporaryDirectory(prefix="aftalesvar-") as folder:
        copy = Path(folder) / name
        copy.write_bytes(data)
        return read_document(copy, id="")


def _valid(date: str | None) -> str | None:
    """A proposed date, unless the calendar has none such."""
    try:
        return datetime.date.fromisoformat(date).isoformat() if date else None
    except ValueError:
        return None


def known_documents(settings: Settings, entries: Iterable[CorpusEntry]) -> Iterator[Document]:
    """The corpus's agreements: from the index where it is up to date, else read again; unreadable ones are left out."""
    from aftalesvar.indexing import source_hash, text_settings
    from aftalesvar.reading import read_document
    from aftalesvar.store.index import Index

    try:
        index: Index | None = Index.open(settings.index)
    except StoreError:
        index = None
    sources = index.manifest.sources if index and index.manifest.settings == text_settings(settings) else {}
    for entry in entries:
        try:
            current = sources.get(entry.id) == source_hash(settings, entry)
        except CorpusError:  # the file is gone: the index holds all that is left of it
            current = True
        if index and current and entry.id in index.documents:
            yield index.document(entry.id)
            continue
        with contextlib.suppress(ReadingError):
            yield read_document(settings.corpus / entry.file, id=entry.id)
    if index:
        index.close()


def _runs(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(hash(tuple(words[i : i + RUN])) for i in range(max(1, len(words) - RUN + 1)))


def _still_free(corpus: Path, text: str, candidates: Sequence[Candidate]) -> None:
    """What was looked at may have changed while the user was asked."""
    taken = {entry.id for entry in parse_entries(corpus / CATALOGUE, text)}
    for candidate in candidates:
        stored = corpus / candidate.entry.file
        if candidate.entry.id in taken:
            raise UsageError(f"id {candidate.entry.id} er taget i mellemtiden. Kør kommandoen igen.")
        if candidate.data is None and hashlib.sha256(stored.read_bytes()).hexdigest() != candidate.document.hash:
            raise UsageError(f"Filen {stored.name} blev ændret i mellemtiden. Kør kommandoen igen.")
