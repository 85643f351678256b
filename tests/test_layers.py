"""The way of the data is one way: what each room of the package may import of the others, anywhere in a file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "aftalesvar"

# room -> the rooms it may import. A room that isn't named here is checked by FORBIDDEN alone.
ALLOWED = {
    "errors": set[str](),
    "records": set[str](),
    "danish": set[str](),
    "calibration": set[str](),
    "settings": {"errors"},
    "corpus": {"errors", "records"},
    "reading": {"danish", "records", "errors"},
    "passages": {"reading", "danish", "records", "errors", "settings"},
    "embedding": {"errors", "records"},
    "store": {"records", "errors"},
    "figures": {"danish", "records"},
    "asking": {"calibration", "store", "embedding", "figures", "tabular", "danish", "records", "errors"},
    "lookup": {"asking", "store", "danish", "records", "errors"},
    "comparing": {"lookup", "store", "danish", "records", "errors"},
    "spreadsheet": {"errors"},
    "tabular": {"store", "records"},
}
FACES = {"cli", "web"}
FORBIDDEN = {
    "indexing": {"asking", "evaluation", *FACES},
    "evaluation": FACES,
    "web": {"cli", "evaluation"},
    "cli": set[str](),
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: imports are absolute"
            found |= (
                {node.module or ""} if node.module != "aftalesvar" else {f"aftalesvar.{a.name}" for a in node.names}
            )
    rooms = {name.split(".")[1] for name in found if name.startswith("aftalesvar.")}
    return {room for room in rooms if not room.startswith("__")} - {room_of(path)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    found = imports(path)
    if room in ALLOWED:
        assert found <= ALLOWED[room]
    assert not found & FORBIDDEN.get(room, {"evaluation", *FACES})


def test_the_rooms_exist() -> None:
    """A room that moved would be checked by nothing."""
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")}
    assert {"danish", "reading", "embedding", "store", "asking", "evaluation", "indexing", *FACES} <= rooms
