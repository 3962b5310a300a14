"""Masks -> how many entries are set, sixty-four at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import Integers, Mask

Words = NDArray[np.uint64]
_WORD = 64


def packed(mask: Mask) -> Words:
    """One bit for each entry, the first the lowest: uint64[ceil(entries / 64)]; what is left over is 0."""
    code = np.packbits(mask, bitorder="little")
    words = np.zeros((len(mask) + _WORD - 1) // _WORD, dtype="<u8")
    words.view(np.uint8)[: len(code)] = code
    return words


def set_between(mask: Mask, starts: Integers) -> NDArray[np.int64]:
    """How many entries are set from each start to the next: int64[len(starts) - 1]; starts ascend."""
    before = set_before(mask, starts)
    return before[1:] - before[:-1]


def set_before(mask: Mask, places: Integers) -> NDArray[np.int64]:
    """How many entries are set before each place: int64[places]; a place may be the end of the mask."""
    words = np.append(packed(mask), np.uint64(0))
    before = np.zeros(len(words), dtype=np.int64)
    np.cumsum(np.bitwise_count(words[:-1]), dtype=np.int64, out=before[1:])
    word, bit = places // _WORD, (places % _WORD).astype(np.uint64)
    lower = words[word] & ((np.uint64(1) << bit) - np.uint64(1))
    return before[word] + np.bitwise_count(lower)
