"""Intervals and tests: BCa bootstrap, clustered bootstrap, paired permutation, exact McNemar, Holm.

Sources: Efron (1987), Better Bootstrap Confidence Intervals; Phipson & Smyth (2010) for the "+1" of the
permutation test; Holm (1979). All seeds are fixed: the same run gives the same report.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 9_999
SEED = 20_240_613
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, both ends included."""

    low: float
    high: float

    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float], clusters: Sequence[str] | None = None, level: float = 0.95) -> Interval | None:
    """Return the BCa interval of the mean; with ``clusters``, whole clusters are drawn, not questions.

    None with fewer than two questions (or clusters): nothing can be said. Values that are all the same
    can't be bootstrapped; shares of 0 or 1 then get the exact binomial bound, others none.
    """
    import numpy as np

    sums, counts = _totals(values, clusters)
    if len(sums) < 2:
        return None
    if len(set(values)) == 1:
        return _exact_share(values[0], len(values), level) if values[0] in (0.0, 1.0) else None
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(0, len(sums), size=(RESAMPLES, len(sums)), dtype=np.int32)
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    jackknife = (sums.sum() - sums) / (counts.sum() - counts)
    return _bca(means, float(sums.sum() / counts.sum()), jackknife, level)


def _totals(values: Sequence[float], clusters: Sequence[str] | None) -> tuple[Floats, Floats]:
    """Return sum and number of values of each unit that is drawn: a question, or a cluster of them."""
    import numpy as np

    if clusters is None:
        return np.asarray(values, dtype=float), np.ones(len(values))
    if len(clusters) != len(values):
        raise ValueError(f"{len(values)} values but {len(clusters)} clusters")
    names = sorted(set(clusters))
    sums = [sum(value for value, cluster in zip(values, clusters, strict=True) if cluster == name) for name in names]
    return np.asarray(sums, dtype=float), np.asarray([list(clusters).count(name) for name in names], dtype=float)


def _bca(means: Floats, observed: float, jackknife: Floats, level: float) -> Interval:
    """Return Efron's bias-corrected and accelerated percentile interval."""
    import numpy as np

    below = float(np.mean(means < observed) + np.mean(means == observed) / 2)
    below = min(max(below, 1 / (2 * RESAMPLES)), 1 - 1 / (2 * RESAMPLES))
    bias = _NORMAL.inv_cdf(below)
    distance = jackknife.mean() - jackknife
    spread = float((distance**2).sum())
    acceleration = float((distance**3).sum()) / (6 * spread**1.5) if spread else 0.0
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        z = bias + _NORMAL.inv_cdf(share)
        ends.append(float(_NORMAL.cdf(bias + z / (1 - acceleration * z))))
    low, high = np.quantile(means, ends)
    return Interval(float(low), float(high))


def _exact_share(value: float, n: int, level: float) -> Interval:
    """Return the exact (Clopper-Pearson) interval of none, or all, of ``n``."""
    margin = ((1 - level) / 2) ** (1 / n)
    return Interval(margin, 1.0) if value == 1.0 else Interval(0.0, 1 - margin)


def permutation(differences: Sequence[float], resamples: int = RESAMPLES) -> float:
    """Return the two-sided p of a paired permutation test: signs flipped at random, fixed seed."""
    import numpy as np

    moved = np.asarray([difference for difference in differences if difference], dtype=float)
    if not len(moved):
        return 1.0
    signs = np.random.default_rng(SEED).integers(0, 2, size=(resamples, len(moved)), dtype=np.int8) * 2 - 1
    # A hair's breadth of tolerance, since sums of the same numbers in another order differ in the last bit.
    extreme = int((np.abs(signs @ moved) >= abs(moved.sum()) - 1e-9).sum())
    return (extreme + 1) / (resamples + 1)


def mcnemar(gained: int, lost: int) -> float:
    """Return the two-sided p of the exact McNemar test: ``gained`` and ``lost`` are the discordant pairs."""
    n = gained + lost
    if n == 0:
        return 1.0
    tail = sum(math.comb(n, i) for i in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / (1 << n))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return Holm's adjusted p of each test of a family declared beforehand."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    for place, (name, p) in enumerate(sorted(p_values.items(), key=lambda pair: pair[1])):
        highest = max(highest, min(1.0, p * (len(p_values) - place)))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}
