"""What can go wrong, named by what the user must do.

    AftalesvarError            every expected failure; its text is Danish, one line, and says what to do
    ├── UsageError             the question, a flag or a file name can't be used as given
    ├── CorpusError            the corpus folder or corpus.toml can't be used
    ├── ReadingError           one source file can't be read (carries the file's name and the reason)
    ├── ModelError             the embedding model can't be loaded or doesn't fit the index
    └── StoreError             the index is missing, damaged, locked or can't be written
        └── OutdatedError      an older version of this program wrote it: building it again mends that

The command line turns these into one line on standard error and exit code 2; nothing else is caught.
"""

from __future__ import annotations


class AftalesvarError(Exception):
    """An expected failure. The message is Danish and tells the user what to do next."""


class UsageError(AftalesvarError):
    """The question, a flag or a file name can't be used as given."""


class CorpusError(AftalesvarError):
    """The corpus folder or its corpus.toml can't be used."""


class ReadingError(AftalesvarError):
    """A source file can't be read; ``file`` is its name and ``reason`` the Danish reason."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class ModelError(AftalesvarError):
    """The embedding model can't be loaded, or isn't the one the index was built with."""


class StoreError(AftalesvarError):
    """The index is missing, damaged, locked by another process, or can't be written."""


class OutdatedError(StoreError):
    """The index was written by an older version of this program."""
