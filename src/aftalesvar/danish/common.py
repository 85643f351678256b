"""Two lists of Danish words that hold for any text: the most frequent ones, and those that say little of a subject."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Frequent Danish words in all their forms: none of them is a slip of another word."""
    return _read("common_words.txt")


@cache
def plain_words() -> frozenset[str]:
    """Words of talk ("mener", "egentlig", "min"): a question has them, and its answer needn't."""
    return _read("plain_words.txt")


def _read(name: str) -> frozenset[str]:
    lines = files("aftalesvar.danish").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
