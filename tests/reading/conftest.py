from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading import build_lexicon, read_document, read_text
from aftalesvar.records import Document

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
GOLD = Path(__file__).parent / "gold"
YEARS = (2020, 2022, 2023, 2024, 2027)


def gold(name: str) -> list[dict[str, Any]]:
    text = (GOLD / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found: list[dict[str, Any]] = json.loads(text)
    return found


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return build_lexicon([read_text(CORPUS / f"aftale-{year}.txt") for year in YEARS])


@pytest.fixture(scope="session")
def documents(lexicon: Lexicon) -> dict[int, Document]:
    return {year: read_document(CORPUS / f"aftale-{year}.txt", id=f"aftale-{year}", lexicon=lexicon) for year in YEARS}
