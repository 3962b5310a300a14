"""Documents and the keys they are sorted by -> the first of them, in order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.columnar.arrays import Array, Integers

_BLOCK = 64


def first_places(keys: Sequence[Array], count: int) -> Integers:
    """The places of the `count` smallest entries, in order; keys run in parallel, the weightiest first.

    Entries that are equal in every key keep the order they come in.
    """
    if len(keys[0]) <= 4 * count:
        return np.lexsort(keys[::-1])[:count]
    candidates = smallest(keys[0], count)
    if len(candidates) > 4 * count and len(keys) > 1:
        candidates = _without_late_ties(keys, candidates, count)
    order = np.lexsort([key[candidates] for key in reversed(keys)])
    return candidates[order[:count]]


def _without_late_ties(keys: Sequence[Array], candidates: Integers, count: int) -> Integers:
    """Of the entries that equal the last of the first `count`, only those that come first by the other keys."""
    key = keys[0][candidates]
    last = np.partition(key, count - 1)[count - 1]
    before, tied = candidates[key < last], candidates[key == last]
    among = first_places([other[tied] for other in keys[1:]], count - len(before))
    return np.sort(np.concatenate([before, tied[among]]))


def smallest(key: Array, count: int) -> Integers:
    """The places of at least the `count` smallest values, with all that equal the last of them, ascending.

    The minima of blocks give a bound that at least `count` values keep: fewer values need sorting than a
    selection over all of them would.
    """
    if len(key) <= 4 * count:
        return np.arange(len(key))
    blocks = len(key) // _BLOCK
    if blocks <= count:
        return np.flatnonzero(key <= np.partition(key, count - 1)[count - 1])
    minima = key[: blocks * _BLOCK].reshape(blocks, _BLOCK).min(axis=1)
    bound = np.partition(minima, count - 1)[count - 1]
    candidates = np.flatnonzero(key <= bound)
    if len(candidates) > 4 * count:
        kept = key[candidates]
        candidates = candidates[kept <= np.partition(kept, count - 1)[count - 1]]
    return candidates
