"""The dev and the test half: stratified, deterministic, and the test half frozen by hash.

``split.json`` says which ids are in the test half, in which version, and what their lines hash to. An
item once placed stays where it is; new ones fill the thinner half of their stratum. The first ten of
each file are in dev for good, since work began on them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from aftalesvar.errors import UsageError
from aftalesvar.evaluation.questions import Half, Item

EARLY = 10
FILE = "split.json"
_AGAIN = "Frys igen: aftalesvar eval proof --freeze"


@dataclass(frozen=True, slots=True)
class Split:
    """Which ids are in the test half; ``sha256`` is of their content, ``history`` of every version's."""

    version: int
    test: tuple[str, ...]
    dev: tuple[str, ...]
    sha256: str
    history: tuple[tuple[int, str], ...]

    def half(self, item: Item) -> Half:
        """Return the half that an item is in; what the split doesn't know is dev."""
        return "test" if item.id in self.test else "dev"


def make_split(items: Sequence[Item], previous: Split | None = None) -> Split:
    """Split the items; a changed test half gets the next version, an unchanged split stays as it is."""
    placed: dict[str, Half] = {}
    if previous:
        ids = {item.id for item in items}
        placed.update({i: "test" for i in previous.test if i in ids})
        placed.update({i: "dev" for i in previous.dev if i in ids})
    placed |= {item.id: "dev" for item in items if item.position < EARLY and item.id not in placed}
    _fill(items, placed)
    test = tuple(sorted(i for i, half in placed.items() if half == "test"))
    dev = tuple(sorted(i for i, half in placed.items() if half == "dev"))
    sha256 = content_hash(items, test)
    if previous and previous.sha256 == sha256:
        return Split(previous.version, test, dev, sha256, previous.history)
    version = previous.version + 1 if previous else 1
    return Split(version, test, dev, sha256, (*(previous.history if previous else ()), (version, sha256)))


def _fill(items: Sequence[Item], placed: dict[str, Half]) -> None:
    """Place the rest stratum by stratum, in the order of their ids' hashes, always into the thinner half."""
    strata: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        strata[item.agreement, item.type if item.answerable else item.kind or ""].append(item)
    balance: dict[str, int] = defaultdict(int)  # dev minus test so far, by agreement: evens out odd strata
    for (agreement, _), members in sorted(strata.items()):
        fixed = [placed[item.id] for item in members if item.id in placed]
        lead = fixed.count("dev") - fixed.count("test")
        for item in sorted((item for item in members if item.id not in placed), key=lambda item: _hash(item.id)):
            to_test = lead > 0 or (lead == 0 and balance[agreement] + lead > 0)
            placed[item.id] = "test" if to_test else "dev"
            lead += -1 if to_test else 1
        balance[agreement] += lead


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_hash(items: Sequence[Item], ids: Sequence[str]) -> str:
    """Return the SHA-256 of what the named items say: any changed word, answer or quote changes it."""
    wanted = set(ids)
    content = []
    for item in sorted((item for item in items if item.id in wanted), key=lambda item: item.id):
        fields = asdict(item)
        del fields["position"], fields["file"]  # where a line stands says nothing about the question
        content.append(fields)
    return _hash(json.dumps(content, ensure_ascii=False, sort_keys=True))


def load_split(folder: Path) -> Split | None:
    """Read ``split.json`` of a question folder; None when nothing was frozen yet."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text("utf-8"))
        history = tuple((int(version), str(sha256)) for version, sha256 in data["history"])
        return Split(int(data["version"]), tuple(data["test"]), tuple(data["dev"]), str(data["sha256"]), history)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} kan ikke læses ({error}). Lav den igen med: aftalesvar eval proof --freeze"
        ) from error


def save_split(split: Split, folder: Path) -> Path:
    """Write ``split.json``; returns its path."""
    path = folder / FILE
    path.write_text(json.dumps(asdict(split), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def check_split(items: Sequence[Item], split: Split) -> str | None:
    """Return a Danish line when the test half isn't what was frozen, else None."""
    if not split.history or split.history[-1] != (split.version, split.sha256):
        return f"split.json: version {split.version} står ikke sidst i sin egen historie."
    if [version for version, _ in split.history] != list(range(1, len(split.history) + 1)):
        return "split.json: versionerne i historien følger ikke efter hinanden."
    missing = set(split.test) - {item.id for item in items}
    if missing:
        return f"testhalvdelen mangler {len(missing)} spørgsmål, bl.a. {min(missing)}. {_AGAIN}"
    if content_hash(items, split.test) != split.sha256:
        return f"testhalvdelen er ændret siden version {split.version}. {_AGAIN}"
    return None
