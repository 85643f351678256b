"""Denmark's municipalities and regions by name, as a text names them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def places_named(text: str) -> frozenset[str]:
    """The municipalities and regions that a text names, however it writes them, each by its first spelling."""
    names, pattern = _names()
    found = set()
    for match in pattern.finditer(text):
        name = match["name"].lower()
        place, common = names.get(name) or names[name.removesuffix("s")]
        if not common or match["name"][0].isupper() or match["kind"]:
            found.add(place)
    return frozenset(found)


@cache
def _names() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    """Each spelling in lower case -> the place and whether it is a common word too; and what finds them."""
    names: dict[str, tuple[str, bool]] = {}
    for line in files("aftalesvar.danish").joinpath("places.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            spellings = [part.strip() for part in line.removeprefix("!").split(";")]
            names.update({spelling.lower(): (spellings[0], line.startswith("!")) for spelling in spellings})
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return names, re.compile(rf"(?<![\w-])(?P<name>(?:{longest_first})s?)(?![\w-])(?P<kind>\s+kommune)?", re.IGNORECASE)
