"""Where things lie and how passages are cut: one frozen object, filled from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PASSAGE_CHARACTERS = 500  # measured in DESIGN.md §4: about 500 within a section ranks best


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders, the model and the cut; what changes the index's contents goes into its manifest."""

    corpus: Path
    index: Path
    model: str | None = None  # None: the bundled one
    passage_characters: int = PASSAGE_CHARACTERS

    @classmethod
    def from_environment(cls, home: Path | None = None) -> Settings:
        """Settings from AFTALESVAR_HOME, AFTALESVAR_CORPUS, AFTALESVAR_INDEX and AFTALESVAR_MODEL."""
        base = home or find_home()
        return cls(
            corpus=Path(os.environ.get("AFTALESVAR_CORPUS") or base / "corpus"),
            index=Path(os.environ.get("AFTALESVAR_INDEX") or base / "index"),
            model=os.environ.get("AFTALESVAR_MODEL") or None,
        )


def find_home() -> Path:
    """The folder that holds ``corpus/``: AFTALESVAR_HOME, here or above, the source tree, or the user's data folder."""
    if home := os.environ.get("AFTALESVAR_HOME"):
        return Path(home)
    here = Path.cwd()
    source_tree = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, source_tree):
        if (folder / "corpus" / "corpus.toml").is_file():
            return folder
    from platformdirs import user_data_path

    return user_data_path("aftalesvar")
