"""The corpus as the page needs it: documents, years, examples; kept while the index stands."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftalesvar.errors import StoreError
from aftalesvar.records import Document
from aftalesvar.web.examples import examples
from aftalesvar.web.markup import esc, path, question_button, tag
from aftalesvar.web.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftalesvar.asking.asker import Asker
    from aftalesvar.settings import Settings
    from aftalesvar.store.texts import DocumentHead
    from aftalesvar.web.changes import Changes
    from aftalesvar.web.desk import Desk

KEPT = 32  # documents held in memory (about 1 MB each)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an index holds, in short."""

    id: str
    heads: tuple[DocumentHead, ...]
    years: tuple[int, ...]
    examples: tuple[str, ...]
    sentences: dict[str, int]


class Library:
    """Documents by id and the catalogue, for all threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._documents: dict[str, Document] = {}
        self._catalogue: Catalogue | None = None
        self._generation = desk.generation
        self._compared: dict[tuple[str, str], Changes] = {}

    @property
    def settings(self) -> Settings:
        """Where the corpus and the index lie."""
        return self._desk.settings

    @property
    def catalogue(self) -> Catalogue:
        """What the index holds."""
        self._notice()
        with self._lock:
            known = self._catalogue
        if known is None:
            known = self._desk.submit(_catalogue).result()
            with self._lock:
                self._catalogue = known
        return known

    @property
    def years(self) -> tuple[int, ...]:
        """The budget years of the agreements, ascending."""
        return self.catalogue.years

    @property
    def examples(self) -> tuple[str, ...]:
        """Example questions."""
        return self.catalogue.examples

    def document(self, id: str) -> Document:  # noqa: A002
        """A whole agreement.

        :raises StoreError: when there is none of that id.
        """
        self._notice()
        with self._lock:
            known = self._documents.get(id)
        if known is None:
            if id not in {head.id for head in self.catalogue.heads}:
                raise StoreError(f"Der er ingen aftale med id {id[:80]}.")
            known = self._desk.submit(lambda asker: asker.index.document(id)).result()
            with self._lock:
                if len(self._documents) >= KEPT:
                    self._documents.pop(next(iter(self._documents)))
                self._documents[id] = known
        return known

    def compared(
        self, before: Document, after: Document, compare: Callable[[Asker, Document, Document], Changes]
    ) -> Changes:
        """The changes between two agreements, worked out once."""
        key = (before.id, after.id)
        with self._lock:
            known = self._compared.get(key)
        if known is None:
            known = self._desk.submit(lambda asker: compare(asker, before, after)).result()
            with self._lock:
                if len(self._compared) >= KEPT:
                    self._compared.clear()
                self._compared[key] = known
        return known

    def _notice(self) -> None:
        """Forget what was read of an index that another has taken the place of."""
        generation = self._desk.generation
        with self._lock:
            if generation == self._generation:
                return
            self._generation = generation
            self._documents.clear()
            self._compared.clear()
            self._catalogue = None

    def placeholder(self, lang: Lang) -> str:
        """The words in the empty field."""
        return self.examples[0] if self.examples else say(lang, "question")

    def welcome(self, lang: Lang) -> str:
        """What stands where the answer will be."""
        tries = "".join(map(question_button, self.examples))
        query = {"lang": "en"} if lang == "en" else {}
        held = "".join(
            tag("li", tag("a", esc(head.title), href=path("kilde", head.id, **query))) for head in self.catalogue.heads
        )
        further = tag("a", esc(say(lang, "holds_see")), href=path("aftaler", **query)) + tag(
            "a", esc(say(lang, "holds_changes")), href=path("forskelle", **query)
        )
        parts = [
            tag("p", esc(say(lang, "empty")), class_="indledning"),
            tag("h2", esc(say(lang, "examples"))) + tag("div", tries, class_="valgene") if tries else "",
            tag(
                "div",
                "",
                id="historik",
                data_title=say(lang, "history"),
                data_clear=say(lang, "history_clear"),
                data_note=say(lang, "history_note"),
            ),
            tag("h2", esc(say(lang, "holds"))),
            tag("ul", held, class_="aftaleliste") + tag("p", further, class_="videre"),
            tag("p", esc(say(lang, "keys")), class_="stille genveje"),
        ]
        return tag("section", "".join(parts), class_="velkomst")


def _catalogue(asker: Asker) -> Catalogue:
    index = asker.index
    heads = tuple(index.documents.values())
    years = tuple(sorted({year for head in heads for year in head.years}))
    sentences: dict[str, int] = {}
    for _, document in index.sentence_places:
        sentences[document] = sentences.get(document, 0) + 1
    tried = examples(index.words, years, lambda question: asker.ask(question).answer is not None)
    return Catalogue(index.manifest.index_id, heads, years, tried, sentences)
