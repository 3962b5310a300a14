"""Sets of documents of a whole index: those of each segment, as `Matched` has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from search.columnar.arrays import Array, Documents, Mask
from search.columnar.matched import Matched, all_of, any_of, without


class DocumentSet:
    """Documents of an index, never a deleted one. Sets are not changed: `&`, `|` and `-` make new ones.

    What is found out about a set (its numbers, its mask, how many it has) is kept with it.
    """

    __slots__ = ("_bases", "_documents", "_mask", "pieces")

    def __init__(self, pieces: Sequence[Matched], bases: Sequence[int]) -> None:
        """`pieces` are the documents of each segment, `bases` the number of the first document of each."""
        self.pieces, self._bases = pieces, bases
        self._documents: Documents | None = None
        self._mask: Mask | None = None

    def __len__(self) -> int:
        return sum(map(len, self.pieces))

    def __and__(self, other: DocumentSet) -> DocumentSet:
        return self._with(other, lambda own, others: all_of([own, others]))

    def __or__(self, other: DocumentSet) -> DocumentSet:
        return self._with(other, lambda own, others: any_of([own, others], own.size))

    def __sub__(self, other: DocumentSet) -> DocumentSet:
        return self._with(other, without)

    def _with(self, other: DocumentSet, combined: Callable[[Matched, Matched], Matched]) -> DocumentSet:
        return DocumentSet(list(map(combined, self.pieces, other.pieces)), self._bases)

    @property
    def documents(self) -> Documents:
        """Their numbers, ascending."""
        if self._documents is None:
            self._documents = numbered_on([of.documents for of in self.pieces], self._bases)
        return self._documents

    @property
    def mask(self) -> Mask:
        """Which of all documents of the index they are: bool[documents of the index]."""
        if self._mask is None:
            self._mask = joined([of.mask for of in self.pieces], bool)
        return self._mask

    def contains(self, documents: Documents) -> Mask:
        """Which of these documents are in the set: bool[len(documents)]."""
        if len(self.pieces) == 1:
            return self.pieces[0].contains(documents)
        contained: Mask = self.mask[documents]
        return contained


def numbered_on(pieces: Sequence[Documents], bases: Sequence[int]) -> Documents:
    """The documents of all segments by their numbers in the index."""
    if len(pieces) == 1:
        return pieces[0]
    return joined([base + documents for base, documents in zip(bases, pieces, strict=False)], np.intp)


def joined(pieces: Sequence[Array], dtype: type) -> Array:
    """The arrays of all segments, one after the other."""
    return pieces[0] if len(pieces) == 1 else np.concatenate([*pieces, np.empty(0, dtype=dtype)])
