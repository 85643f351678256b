"""The question adapter: what it gives, what it is for, and how it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.embedding import bundled_identity
from aftalesvar.embedding.adapter import QuestionAdapter, adapter_for, load_adapter, save_adapter

WIDTH = bundled_identity().dimension


def adapter(scale: float = 0.1) -> QuestionAdapter:
    random = np.random.default_rng(1)
    down, up = random.normal(size=(WIDTH, 4)) * scale, random.normal(size=(4, WIDTH)) * scale
    parts = [part.astype(np.float32) for part in (np.zeros(WIDTH), down, up, np.zeros(WIDTH))]
    return QuestionAdapter("abc", *parts)


@given(st.integers(0, 2**32 - 1))
def test_what_comes_out_has_unit_length_and_the_same_question_gives_the_same(seed: int) -> None:
    vector = np.random.default_rng(seed).normal(size=WIDTH).astype(np.float32)
    moved = adapter()(vector)
    assert moved.shape == (WIDTH,)
    assert moved.dtype == np.float32
    assert np.linalg.norm(moved) == pytest.approx(1, abs=1e-4)
    assert np.array_equal(moved, adapter()(vector))


def test_the_null_vector_does_no_harm() -> None:
    assert np.isfinite(adapter()(np.zeros(WIDTH, np.float32))).all()


def test_nothing_learned_changes_nothing_but_the_length() -> None:
    vector = np.arange(1, WIDTH + 1, dtype=np.float32)
    assert np.allclose(adapter(0.0)(vector), vector / np.linalg.norm(vector), atol=1e-6)


def test_it_is_for_the_model_it_was_trained_on_alone() -> None:
    shipped = adapter_for(bundled_identity().weights_sha256)
    assert shipped is not None
    assert shipped.mean.shape == (WIDTH,)
    assert adapter_for("another model") is None


def test_it_is_kept_without_pickle_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    save_adapter(adapter(), path)
    vector = np.ones(WIDTH, np.float32)
    assert load_adapter(path).weights_sha256 == "abc"
    assert np.allclose(load_adapter(path)(vector), adapter()(vector), atol=2e-3)
    with np.load(path, allow_pickle=False) as held:
        assert all(held[name].dtype.kind in "fU" for name in held.files)
