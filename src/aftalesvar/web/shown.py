"""An answer together with what was asked: what every part of the page's answer is written from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aftalesvar.asking.kind_names import KIND_NAMES
from aftalesvar.records import Answer, AnswerKind, Citation, Document
from aftalesvar.web.citing import quoted, source_path
from aftalesvar.web.markup import esc
from aftalesvar.web.texts import Lang, say


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as the page needs it beside the answer."""

    typed: str  # as the user wrote it
    question: str  # as it was put (a follow-up made whole)
    years: tuple[int, ...]  # chosen on the page
    agreements: tuple[int, ...]
    held: tuple[int, ...]  # the budget years that the corpus has agreements for
    suggestions: tuple[str, ...] = ()
    kind: AnswerKind | None = None  # chosen on the page

    @property
    def query(self) -> dict[str, str]:
        """The address that asks the same again."""
        told = {"q": self.question}
        if self.years:
            told["year"] = ",".join(map(str, self.years))
        if self.agreements:
            told["aftale"] = ",".join(map(str, self.agreements))
        if self.kind is not None:
            told["slags"] = KIND_NAMES[self.kind]
        return told


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer on its way to the page; ``document`` gives an agreement by id."""

    answer: Answer
    asked: Asked
    document: Callable[[str], Document]
    lang: Lang

    def say(self, key: str, **values: object) -> str:
        """One of the page's texts, as markup."""
        return esc(say(self.lang, key, **values))

    def citation(self, number: int) -> Citation | None:
        """The citation of a number."""
        return next((c for c in self.answer.citations if c.id == number), None)

    def href(self, citation: Citation) -> str:
        """The address of a citation's place."""
        return source_path(citation, self.document(citation.document), self.lang)

    def quoted(self, citation: Citation) -> str:
        """A citation as it is put in a memo."""
        return quoted(citation, self.document(citation.document), self.lang)
