"""Reading the database: one open index, the same from the start of a question to its end."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.errors import StoreError
from aftalesvar.records import Document, FigureRecord, Passage, Section, Sentence
from aftalesvar.store.lexical import Level, Lexical
from aftalesvar.store.opened import MEND, open_database
from aftalesvar.store.rows import block_of, figure_of, passage_of, sentence_of
from aftalesvar.store.schema import Manifest
from aftalesvar.store.shelf import Shelf
from aftalesvar.store.texts import DocumentHead, SourceText
from aftalesvar.store.vectors import StoredVectors, VectorSearch, load_or_rebuild
from aftalesvar.store.writing import DATABASE

if TYPE_CHECKING:
    import numpy as np

_MOST_KEPT = 64  # searches whose scores are kept: one question searches the same for each of its sides


class Index:
    """An open index. Not thread-safe: one for each thread (opening takes milliseconds)."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self._connection = connection
        self._lexical = Lexical(self._rows, manifest.counts)
        self._passages = Shelf(lambda ids: self._by_id("SELECT * FROM passages WHERE id IN ({})", ids), passage_of)
        self._sentences = Shelf(lambda ids: self._by_id("SELECT * FROM sentences WHERE id IN ({})", ids), sentence_of)
        self._scores_of = lru_cache(_MOST_KEPT)(self._search)

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open the index in a folder.

        :raises StoreError: when there is none, it is damaged, or another version of this program wrote it (an older
            one: OutdatedError).
        """
        return cls(folder, *open_database(folder))

    def close(self) -> None:
        """Close the database; nothing can be read any more."""
        self._connection.close()

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"Indeksfilen {self.folder / DATABASE} er beskadiget ({error}). {MEND}") from None

    # --- documents -------------------------------------------------------------------------------

    @cached_property
    def documents(self) -> dict[str, DocumentHead]:
        """The agreements by id, in the corpus's order."""
        heads = {}
        for id_, title, year, head, hash_ in self._rows(
            "SELECT id, title, year, head, hash FROM documents ORDER BY ordinal"
        ):
            told = json.loads(head)
            years = tuple(told["years"]) or ((year,) if year is not None else ())
            heads[id_] = DocumentHead(
                id_, title, year, years, told["date"], tuple(told["parties"]), told["file"], hash_, told["paged"],
                tuple(told["quality"]),
            )  # fmt: skip
        return heads

    def document(self, id: str) -> Document:  # noqa: A002
        """A whole agreement as it was read.

        :raises StoreError: when the index holds none of that id.
        """
        rows = self._rows(
            "SELECT title, year, head, hash, source, text, origins, outline FROM documents WHERE id=?", (id,)
        )
        if not rows:
            raise StoreError(f"Indekset har ingen aftale med id {id}. «aftalesvar list» viser dem, der er.")
        title, year, head, hash_, source, text, blob, outline = rows[0]
        told, tree = json.loads(head), json.loads(outline)
        origins = array("i")
        origins.frombytes(blob)
        return Document(
            id=id, title=title, year=year, date=told["date"], parties=tuple(told["parties"]), file=told["file"],
            hash=hash_, source=source, text=text, origins=origins,
            sections=tuple(Section(**s) for s in tree["sections"]),
            blocks=tuple(block_of(b) for b in tree["blocks"]),
            page_starts=tuple(told["page_starts"]), paged=told["paged"], years=tuple(told["years"]),
            quality=tuple(told["quality"]),
        )  # fmt: skip

    def source(self, id: str) -> SourceText:  # noqa: A002
        """An agreement's source text alone, to check quotes against."""
        source, head = self._rows("SELECT source, head FROM documents WHERE id=?", (id,))[0]
        told = json.loads(head)
        return SourceText(source, tuple(told["page_starts"]), told["paged"])

    def vector(self, sentence: int) -> np.ndarray:
        """A sentence's stored vector ``(d,)``."""
        import numpy as np

        sql = "SELECT v.vector FROM sentences s JOIN vectors v ON v.key=s.vector WHERE s.id=?"
        return np.frombuffer(self._rows(sql, (sentence,))[0][0], np.float32)

    def cosines(self, left: Sequence[int], right: Sequence[int]) -> np.ndarray:
        """Cosines of the stored vectors of two lists of sentences: float32 ``(len(left), len(right))``."""
        import numpy as np

        sql = "SELECT s.id, v.vector FROM sentences s JOIN vectors v ON v.key=s.vector"
        stored = dict(self._rows(sql))
        size = int(self.manifest.model["dimension"])
        both = [np.frombuffer(b"".join(stored[i] for i in ids), np.float32).reshape(-1, size) for ids in (left, right)]
        norms = [np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9) for matrix in both]
        found: np.ndarray = (both[0] / norms[0]) @ (both[1] / norms[1]).T
        return found

    def entry(self, id: str) -> dict[str, Any]:  # noqa: A002
        """The catalogue entry that an agreement was read with."""
        (text,) = self._rows("SELECT entry FROM documents WHERE id=?", (id,))[0]
        entry: dict[str, Any] = json.loads(text)
        return entry

    # --- passages and sentences ------------------------------------------------------------------

    @cached_property
    def passage_documents(self) -> list[str]:
        """The document id of each passage, by passage id."""
        return [d for (d,) in self._rows("SELECT document FROM passages ORDER BY id")]

    @cached_property
    def sentence_places(self) -> list[tuple[int, str]]:
        """(passage id, document id) of each sentence, by sentence id."""
        return [(p, d) for p, d in self._rows("SELECT passage, document FROM sentences ORDER BY id")]

    @cached_property
    def owners(self) -> np.ndarray:
        """The passage id of each sentence: int64 by sentence id."""
        import numpy as np

        return np.array([passage for passage, _ in self.sentence_places], np.int64)

    @cached_property
    def _sentence_ids(self) -> dict[int, list[int]]:
        """The ids of each passage's sentences, in order."""
        ids: dict[int, list[int]] = {}
        for sentence, (passage, _) in enumerate(self.sentence_places):
            ids.setdefault(passage, []).append(sentence)
        return ids

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """The passages with these ids, in the order asked."""
        return self._passages.take(ids)

    def sentences(self, ids: Iterable[int]) -> list[Sentence]:
        """The sentences with these ids, in the order asked."""
        return self._sentences.take(ids)

    def sentences_of(self, passages: Iterable[int]) -> list[Sentence]:
        """All sentences of these passages, in id order."""
        return self.sentences(sorted(i for passage in set(passages) for i in self._sentence_ids.get(passage, ())))

    def figures(self, documents: Sequence[str] | None = None) -> list[FigureRecord]:
        """The figure records, all or those of these documents, in reading order."""
        wanted = None if documents is None else set(documents)
        return [figure for figure in self._figures if wanted is None or figure.document in wanted]

    @cached_property
    def _figures(self) -> list[FigureRecord]:
        return [figure_of(told) for (told,) in self._rows("SELECT told FROM figures ORDER BY id")]

    def items_under(self, document: str, intro: str) -> list[Sentence]:
        """The list items that a sentence introduces, in order."""
        sql = "SELECT * FROM sentences WHERE document=? AND intro=? ORDER BY id"
        return [sentence_of(row) for row in self._rows(sql, (document, intro))]

    def overlapping(self, document: str, start: int, end: int) -> frozenset[int]:
        """The ids of the sentences whose spans overlap source characters ``[start, end)`` of a document."""
        rows = self._rows("SELECT id, spans FROM sentences WHERE document=?", (document,))
        return frozenset(i for i, told in rows if any(s < end and start < e for _, s, e in json.loads(told)))

    def _by_id(self, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._rows(sql.format(",".join("?" * len(ids))), ids)

    # --- searching -------------------------------------------------------------------------------

    @cached_property
    def _vectors(self) -> VectorSearch:
        return load_or_rebuild(self.folder, self.manifest.vectors_sha256, self.stored_vectors)

    @property
    def stored_vectors(self) -> StoredVectors:
        """The vectors of the database, passages then sentences: loaded only where the derived file can't be used."""
        counts = self.manifest.counts
        shape = counts["passages"] + counts["sentences"], int(self.manifest.model["dimension"])
        return StoredVectors(self._rows, shape)

    def dense(self, question: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cosines of a question's vector ``(d,)`` to all passages and all sentences: two float32 arrays."""
        import numpy as np

        scores = self._scores_of(question.astype(np.float32).tobytes()).copy()
        passages = self.manifest.counts["passages"]
        return scores[:passages], scores[passages:]

    def _search(self, question: bytes) -> np.ndarray:
        import numpy as np

        count = self.manifest.counts["passages"] + self.manifest.counts["sentences"]
        positions, values = self._vectors.scores(np.frombuffer(question, np.float32), count)
        scores = np.zeros(count, np.float32)
        scores[positions] = values
        return scores

    def lexical(self, level: Level, terms: Mapping[str, float]) -> np.ndarray:
        """BM25 of weighted terms over all passages ("p") or sentences ("s"): a float32 array by id."""
        return self._lexical.scores(level, terms)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a term among the sentences; highest for a term the corpus lacks."""
        return self._lexical.rarity(term)

    def holds(self, term: str) -> bool:
        """Whether any sentence holds a term."""
        return self._lexical.holds(term)

    def occurrences(self, term: str) -> frozenset[int]:
        """The ids of the sentences that hold a term."""
        return self._lexical.occurrences(term)

    # --- words -----------------------------------------------------------------------------------

    @cached_property
    def words(self) -> dict[str, int]:
        """The corpus's lower-case words and how often each stands there."""
        return dict(self._rows("SELECT word, count FROM words"))

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Short forms (lower case) that the corpus itself introduces, with their long forms."""
        return dict(self._rows("SELECT short, long FROM abbreviations"))
