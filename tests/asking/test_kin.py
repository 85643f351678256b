"""A word that a corpus lacks, and the corpus's words that share a part with it."""

from __future__ import annotations

import pytest

from aftalesvar.asking.kin import Kin
from aftalesvar.danish.terms import stem

WORDS = (
    "voldgiftssager",
    "ekspertudvalg",
    "busbetjening",
    "betjening",
    "satspuljen",
    "penge",
    "kommuner",
    "robotteknologi",
)


@pytest.fixture(scope="module")
def kin() -> Kin:
    return Kin(WORDS)


@pytest.mark.parametrize(
    ("word", "held_by"), [("voldgiften", "voldgiftssager"), ("robotter", "robotteknologi"), ("kommune", None)]
)
def test_a_word_is_found_in_the_compounds_that_begin_with_it(kin: Kin, word: str, held_by: str | None) -> None:
    assert kin.holding(word) == ((stem(held_by),) if held_by else ())


def test_a_compound_is_found_by_the_compounds_that_share_its_parts(kin: Kin) -> None:
    assert kin.parted("busudvalget") == ((stem("busbetjening"),), (stem("ekspertudvalg"),))
    assert kin.parted("satspuljepengene") == ((stem("satspuljen"),), (stem("penge"),))
    assert kin.parted("svømmehallen") == ((), ())


def test_a_part_that_many_words_share_tells_too_little() -> None:
    many = Kin([f"skolelærer{ending}" for ending in ("råd", "løn", "møde", "dag", "plan", "kreds", "bog")])
    assert many.holding("skolelærer") == ()
