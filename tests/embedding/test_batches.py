from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.embedding.batches import batches_by_length
from aftalesvar.embedding.bundled import BundledEncoder
from aftalesvar.embedding.cleaning import clean_text


@given(st.lists(st.integers(1, 600)), st.integers(1, 2000))
def test_every_text_is_in_one_batch_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = list(batches_by_length(lengths, budget))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= budget


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


def test_an_interruption_stops_the_work(encoder: BundledEncoder, corpus_sentences: list[str]) -> None:
    seen: list[int] = []

    def interrupt(done: int) -> None:
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encoder.encode_passages(corpus_sentences * 4, interrupt)
    assert len(seen) == 1
