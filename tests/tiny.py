"""A tiny corpus and an encoder that costs nothing, for tests of what is written and read.

Run as a program it builds: ``python tiny.py CORPUS INDEX [build|read|limited BYTES]``.
"""

from __future__ import annotations

import hashlib
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from aftalesvar.embedding import ModelIdentity
from aftalesvar.errors import AftalesvarError
from aftalesvar.indexing import build
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

IDENTITY = ModelIdentity("tiny", "1", 8, "query: ", "passage: ", "0" * 64)

TEXTS = {
    "aftale-2030": (
        2030,
        "# Aftale om kommunernes økonomi for 2030\n\n## 1. Rammer\n\n"
        "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2030 udgør 20,1 mia. kr. "
        "Servicerammen udgør 310,4 mia. kr. i 2030.\n\n"
        "Der afsættes 35 mio. kr. til særligt vanskeligt stillede kommuner.\n\n"
        "## 2. Velfærd\n\nParterne er enige om følgende:\n\n- Flere pladser i dagtilbud.\n- Færre krav til skolerne.\n",
    ),
    "aftale-2031": (
        2031,
        "# Aftale om kommunernes økonomi for 2031\n\n## 1. Rammer\n\n"
        "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2031 udgør 21,7 mia. kr.\n\n"
        "Skønnet for pris- og lønudviklingen er 2,6 pct. fra 2030-2031.\n",
    ),
}
LATER = {
    "aftale-2032": (
        2032,
        "# Aftale om kommunernes økonomi for 2032\n\n## 1. Rammer\n\n"
        "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2032 udgør 22,9 mia. kr.\n",
    ),
}


class TinyEncoder:
    """Vectors from a hash: the same text always gets the same one. ``embedded`` keeps what was asked for."""

    def __init__(self, identity: ModelIdentity = IDENTITY) -> None:
        self.identity = identity
        self.embedded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
        self.embedded.extend(texts)
        if progress:
            progress(len(texts))
        return np.array([self.encode_question(text) for text in texts], np.float32).reshape(-1, 8)

    def encode_question(self, text: str) -> np.ndarray:
        raw = np.frombuffer(hashlib.sha256(text.encode()).digest(), np.uint8)[:8].astype(np.float32) - 127.5
        return np.asarray(raw / np.linalg.norm(raw), np.float32)


def write_corpus(folder: Path, texts: Mapping[str, tuple[int, str]] = TEXTS) -> Path:
    """Write source files and their catalogue; files that were there stay, the catalogue is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = []
    for name, (year, text) in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
        tables.append(f'[[document]]\nid = "{name}"\nfile = "{name}.md"\ntitle = "Aftale for {year}"\nyear = {year}\n')
    (folder / "corpus.toml").write_text("\n".join(tables), "utf-8")
    return folder


def tiny_settings(folder: Path) -> Settings:
    """A tiny corpus and where its index goes, under one folder."""
    return Settings(corpus=write_corpus(folder / "corpus"), index=folder / "index")


def state(folder: Path) -> tuple[str, tuple[str, ...]]:
    """What a reader sees: the index's id and every sentence, read in full, and a search that touches the vectors."""
    index = Index.open(folder)
    try:
        count = index.manifest.counts["sentences"]
        quotes = tuple(s.quote for s in index.sentences(range(count)))
        _, scores = index.dense(TinyEncoder().encode_question(quotes[0]))
        assert len(scores) == count
        return index.manifest.index_id, quotes
    finally:
        index.close()


def main(corpus: str, index: str, what: str = "build", size: str = "0") -> int:
    """Build or read once; an expected failure is told on standard error with exit code 2."""
    try:
        if what == "read":
            sys.stdout.write(state(Path(index))[0])
            return 0
        if what == "limited":
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
        sys.stdout.write(build(Settings(Path(corpus), Path(index)), TinyEncoder()).index_id)
    except AftalesvarError as error:
        sys.stderr.write(f"Fejl: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
