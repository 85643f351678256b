from __future__ import annotations

from pathlib import Path

import pytest

from aftalesvar.evaluation.questions import Evidence, Item
from aftalesvar.evaluation.sources import Source, Sources, load_sources

ROOT = Path(__file__).resolve().parents[2]

TEXT_2023 = """# Aftale for 2023

Regeringen og KL er enige om, at rammen for kommu-
nernes investeringer i 2023 udgør 18,5 mia. kr.

Der ydes et tilskud på 118 kr. pr. indbygger.
"""
TEXT_2024 = """1. Rammer

Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2024 udgør **19,3 mia. kr.**

For 2023 var bidraget 118 kr. pr. indbygger, og for 2024 er det 122 kr. pr. indbygger.

Indsatsen omfatter dagtilbud, folkeskole og ældrepleje.
Serviceudgifter, netto 304,8
"""


@pytest.fixture(scope="session")
def sources() -> Sources:
    return Sources(
        {
            "aftale-2023": Source.from_text("aftale-2023", TEXT_2023, 2023),
            "aftale-2024": Source.from_text("aftale-2024", TEXT_2024, 2024),
        }
    )


@pytest.fixture(scope="session")
def corpus() -> Sources:
    return load_sources(ROOT / "corpus")


def make(
    name: str, kind: str, question: str, answer: str | None, groups: tuple[tuple[str, ...], ...], *evidence: Evidence
) -> Item:
    return Item(name, kind, question, answer, groups, evidence, "x.jsonl", 0, demands_all=len(groups) > 1)


RAMME_2023 = "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2023 udgør 18,5 mia. kr."
RAMME_2024 = "Regeringen og KL er enige om, at rammen for kommunernes investeringer i 2024 udgør 19,3 mia. kr."
BIDRAG = "For 2023 var bidraget 118 kr. pr. indbygger, og for 2024 er det 122 kr. pr. indbygger."


@pytest.fixture
def items() -> tuple[Item, ...]:
    return (
        make("a1", "amount", "anlægsramme 2023?", "18,5 mia. kr.", (("18,5 mia. kr.",),), Evidence(2023, RAMME_2023)),
        make("a2", "amount", "anlægsramme 2024?", "19,3 mia. kr.", (("19,3 mia. kr.",),), Evidence(2024, RAMME_2024)),
        make("a3", "amount", "bidrag 2024?", "122 kr. pr. indbygger", (("122 kr.",),), Evidence(2024, BIDRAG)),
        make(
            "a4",
            "list",
            "hvilke områder i 2024?",
            "dagtilbud; folkeskole; ældrepleje",
            (("dagtilbud",), ("folkeskole", "skole"), ("ældrepleje",)),
            Evidence(2024, "Indsatsen omfatter dagtilbud, folkeskole og ældrepleje."),
        ),
        make("u1", "unanswerable", "anlægsramme 2025?", None, ()),
        make("u2", "unanswerable", "vejret i Aarhus?", None, ()),
    )
