from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftalesvar.evaluation.statistics import Interval, holm, interval, mcnemar, permutation


def test_bca_agrees_with_scipy() -> None:
    from scipy.stats import bootstrap

    values = [1.0] * 40 + [0.0] * 15 + [0.5] * 5
    theirs = bootstrap(
        (values,), lambda x, axis: x.mean(axis=axis), method="BCa", n_resamples=9_999, rng=1
    ).confidence_interval
    ours = interval(values)
    assert ours is not None
    assert ours.low == pytest.approx(theirs.low, abs=0.012)
    assert ours.high == pytest.approx(theirs.high, abs=0.012)


def test_skewed_values_are_corrected() -> None:
    # 2 wrong of 60: the plain percentile interval would be symmetric about .967 and reach past 1.
    found = interval([1.0] * 58 + [0.0] * 2)
    assert found is not None
    assert 0.85 < found.low < 0.93
    assert 0.967 < found.high <= 1.0


def test_all_alike_gets_the_exact_bound() -> None:
    found = interval([1.0] * 30)
    assert found == Interval(pytest.approx(0.025 ** (1 / 30)), 1.0)  # type: ignore[arg-type]
    assert interval([0.0] * 30) == Interval(0.0, pytest.approx(1 - 0.025 ** (1 / 30)))  # type: ignore[arg-type]
    assert interval([0.5] * 30) is None


def test_too_little_says_nothing() -> None:
    assert interval([]) is None
    assert interval([1.0]) is None
    assert interval([1.0, 0.0], ["a", "a"]) is None


def test_clusters_widen_the_interval_when_questions_of_one_agreement_fail_together() -> None:
    values = [1.0] * 80 + [0.0] * 20
    clusters = [str(i // 20) for i in range(100)]
    plain, clustered = interval(values), interval(values, clusters)
    assert plain is not None
    assert clustered is not None
    assert clustered.high - clustered.low > 2 * (plain.high - plain.low)


def test_the_seed_is_fixed() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]
    assert interval(values) == interval(values)
    assert permutation([1.0, -1.0, 1.0]) == permutation([1.0, -1.0, 1.0])


def test_mcnemar_by_hand() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 / 32)
    assert mcnemar(8, 1) == pytest.approx(2 * (1 + 9) / 512)
    assert mcnemar(3, 3) == 1.0


@given(st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None)
def test_mcnemar_is_the_binomial_test(gained: int, lost: int) -> None:
    from scipy.stats import binomtest

    expected = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert mcnemar(gained, lost) == pytest.approx(expected)


def test_permutation_by_hand() -> None:
    assert permutation([]) == permutation([0.0, 0.0]) == 1.0
    # Ten gains, no loss: 2 of 1024 sign patterns are as extreme.
    assert permutation([1.0] * 10) == pytest.approx(2 / 1024, abs=0.0012)
    assert permutation([1.0, -1.0]) == 1.0


def test_holm_by_hand() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
    assert holm({"a": 0.9, "b": 0.6}) == {"a": 1.0, "b": 1.0}


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values but 1 clusters"):
        interval([1.0, 0.0], ["a"])
