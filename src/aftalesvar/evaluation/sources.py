"""The source files as the evaluation sees them: raw text, and a squashed form that quotes are found in.

Squashed means lower case, without white space, hyphens, dashes and markup; every squashed character
knows where it stood. Line-end hyphens, page breaks and markdown thereby cost nothing, while a changed
word, figure or order does.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from aftalesvar.errors import CorpusError

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*\s*/?>")
_DROPPED = frozenset("-‐‑‒–—―−\u00ad*#|<>\u200b\u200c\u200d\u2060\ufeff")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def squash(text: str) -> str:
    """Return ``text`` in lower case without white space, hyphens, dashes and markup."""
    return _squash_with_offsets(text)[0]


def _squash_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the squashed text and, for each of its characters, the offset it had in ``text``."""
    in_tag = {i for match in _TAG.finditer(text) for i in range(match.start(), match.end())}
    characters: list[str] = []
    offsets: list[int] = []
    for i, character in enumerate(text):
        if character.isspace() or character in _DROPPED or i in in_tag:
            continue
        # Lower case can be longer than one character ("İ"); each part keeps the same offset.
        for lowered in character.lower():
            characters.append(lowered)
            offsets.append(i)
    return "".join(characters), tuple(offsets)


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: ``text`` as read from disk; ``offsets[i]`` is where ``squashed[i]`` stood in it."""

    id: str
    year: int | None
    text: str
    squashed: str = field(repr=False)
    offsets: tuple[int, ...] = field(repr=False)

    @classmethod
    def from_text(cls, id: str, text: str, year: int | None = None) -> Source:  # noqa: A002 - the record's own name
        """Make a source of a text already in memory."""
        squashed, offsets = _squash_with_offsets(text)
        return cls(id, year, text, squashed, offsets)

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Return every place (source offsets, half-open) where ``quote`` stands, in order."""
        needle = squash(quote)
        if not needle:
            return []
        places, at = [], self.squashed.find(needle)
        while at >= 0:
            places.append((self.offsets[at], self.offsets[at + len(needle) - 1] + 1))
            at = self.squashed.find(needle, at + 1)
        return places


@dataclass(frozen=True, slots=True)
class Sources:
    """The corpus' source files by document id, and by the budget year that a question set names."""

    by_id: dict[str, Source]

    def get(self, doc: int | str) -> Source | None:
        """Return the source that ``doc`` names: a document id or a budget year."""
        if isinstance(doc, str) and doc in self.by_id:
            return self.by_id[doc]
        return next((source for source in self.by_id.values() if str(source.year) == str(doc)), None)


def load_sources(folder: Path) -> Sources:
    """Read the text and markdown files of a corpus folder.

    Ids and years come from ``corpus.toml`` where there is one, else from the file names.
    Raises CorpusError when the folder or its list can't be read or holds no text.
    """
    if not folder.is_dir():
        raise CorpusError(f"Korpusmappen {folder} findes ikke. Angiv den med --corpus.")
    listed = _listed(folder / "corpus.toml")
    found: dict[str, Source] = {}
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        name, year = listed.get(path.name, (path.stem, _year_in(path.stem)))
        try:
            found[name] = Source.from_text(name, path.read_bytes().decode("utf-8-sig"), year)
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusError(f"{path} kan ikke læses som UTF-8-tekst: {error}") from error
    if not found:
        raise CorpusError(f"Korpusmappen {folder} indeholder ingen .txt- eller .md-filer.")
    return Sources(found)


def _listed(path: Path) -> dict[str, tuple[str, int | None]]:
    """Return file name -> (id, year) from ``corpus.toml``, whatever its table is called."""
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path} kan ikke læses: {error}") from error
    entries = [
        entry for value in data.values() if isinstance(value, list) for entry in value if isinstance(entry, dict)
    ]
    return {
        str(entry.get("file") or f"{entry['id']}.txt"): (str(entry["id"]), entry.get("year"))
        for entry in entries
        if "id" in entry
    }


def _year_in(name: str) -> int | None:
    match = _YEAR.search(name)
    return int(match.group()) if match else None
