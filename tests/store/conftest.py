from __future__ import annotations

from pathlib import Path

import pytest

from aftalesvar.indexing import build
from aftalesvar.settings import Settings
from tiny import TinyEncoder, tiny_settings


@pytest.fixture
def tiny(tmp_path: Path) -> Settings:
    """A tiny corpus with a built index."""
    settings = tiny_settings(tmp_path)
    build(settings, TinyEncoder())
    return settings
