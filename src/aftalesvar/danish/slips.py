"""Which letters are typed or heard for one another: what a typing error may be, and what is rather another word."""

from __future__ import annotations

from itertools import pairwise

_ROWS = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")  # the Danish keyboard, each row shifted half a key
# Letters that are spelt for one another because they sound alike.
_ALIKE = "dt bp gk ck cs sz eæ eø aå oå oø oa ij iy yø ei aæ fv vw"


def _near_keys() -> frozenset[frozenset[str]]:
    pairs = {frozenset(pair) for row in _ROWS for pair in pairwise(row)}
    for upper, lower in pairwise(_ROWS):
        for at, key in enumerate(lower):
            pairs.update(frozenset((key, other)) for other in upper[at : at + 2])
    return frozenset(pairs | {frozenset(pair) for pair in _ALIKE.split()})


_NEAR = _near_keys()


def may_be_slip(typed: str, meant: str) -> bool:
    """Whether one word may be typed for another: each letter that stands for another is near it or sounds like it.

    Letters left out, doubled or swapped are likely slips whatever they are; "farven" is no slip of "farten".
    """
    if len(typed) != len(meant):
        return True
    differing = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    if len(differing) > 1 and sorted(typed[at] for at in differing) == sorted(meant[at] for at in differing):
        return True
    return all(frozenset((typed[at], meant[at])) in _NEAR for at in differing)
