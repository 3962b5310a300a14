"""Sets of documents of one segment, as a mask or as numbers, whichever is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from search.columnar.arrays import Documents, Mask

# Below a thirty-second of a segment, numbers are faster to work on than masks.
_SPARSE = 32
# Below a hundred-and-twenty-eighth, numbers of several sets are faster sorted than marked.
_SORTED = 128


class Matched:
    """Documents of a segment: `documents` intp[n], ascending, and `mask` bool[size], each made when asked for.

    Neither is ever written to: both may be shared.
    """

    __slots__ = ("_count", "_documents", "_mask", "_others", "size")

    def __init__(
        self, size: int, documents: Documents | None = None, mask: Mask | None = None, count: int | None = None
    ) -> None:
        """`count` is how many there are, where that is known beforehand."""
        self.size = size
        self._documents, self._mask, self._count = documents, mask, count
        self._others: Matched | None = None

    @property
    def documents(self) -> Documents:
        if self._documents is None:
            self._documents = np.flatnonzero(self.mask)
        return self._documents

    @property
    def mask(self) -> Mask:
        if self._mask is None:
            mask = np.zeros(self.size, dtype=bool)
            mask[self._documents] = True
            self._mask = mask  # only now: another thread may look
        return self._mask

    def __len__(self) -> int:
        if self._count is None:
            known = self._documents
            self._count = int(np.count_nonzero(self.mask)) if known is None else len(known)
        return self._count

    @property
    def others(self) -> Matched:
        """All other documents of the segment."""
        if self._others is None:
            self._others = Matched(self.size, mask=~self.mask, count=self.size - len(self))
        return self._others

    @property
    def is_sparse(self) -> bool:
        return self._documents is not None and len(self._documents) * _SPARSE < self.size

    def contains(self, documents: Documents) -> Mask:
        """Which of these documents are in the set: bool[len(documents)]."""
        numbers = self._documents
        if self._mask is None and numbers is not None and len(documents) * _SPARSE < len(numbers):
            places = np.minimum(np.searchsorted(numbers, documents), len(numbers) - 1)
            return np.equal(numbers[places], documents)
        return self.mask[documents]


def nothing(size: int) -> Matched:
    return Matched(size, documents=np.empty(0, dtype=np.intp))


def everything(size: int) -> Matched:
    return Matched(size, mask=np.ones(size, dtype=bool))


def all_of(sets: Sequence[Matched]) -> Matched:
    """The documents in every one of the sets; the smallest is looked up in the others."""
    ordered = sorted(sets, key=len)
    found = ordered[0]
    if not len(found):
        return found
    for other in ordered[1:]:
        found = _both(found, other)
    return found


def _both(fewer: Matched, more: Matched) -> Matched:
    if fewer.is_sparse:
        return Matched(fewer.size, documents=fewer.documents[more.contains(fewer.documents)])
    return Matched(fewer.size, mask=fewer.mask & more.mask)


def any_of(sets: Sequence[Matched], size: int) -> Matched:
    """The documents in at least one of the sets; where all others are empty, that one itself."""
    sets = [found for found in sets if not found.is_sparse or len(found)] or sets[:1]
    if len(sets) == 1:
        return sets[0]
    if sum(len(found) if found.is_sparse else size for found in sets) * _SORTED < size:
        return Matched(size, documents=np.unique(np.concatenate([found.documents for found in sets] or [_NONE])))
    mask = np.zeros(size, dtype=bool)
    for found in sets:
        if found.is_sparse:
            mask[found.documents] = True
        else:
            mask |= found.mask
    return Matched(size, mask=mask)


_NONE = np.empty(0, dtype=np.intp)


def at_least(sets: Sequence[Matched], fewest: int, size: int) -> Matched:
    """The documents in at least `fewest` of the sets."""
    counts = reduce(np.add, (found.mask.astype(np.uint16) for found in sets), np.zeros(size, dtype=np.uint16))
    return Matched(size, mask=counts >= fewest)


def without(found: Matched, excluded: Matched) -> Matched:
    if found.is_sparse:
        return Matched(found.size, documents=found.documents[~excluded.contains(found.documents)])
    return Matched(found.size, mask=found.mask & ~excluded.mask)
