"""Documents to be scored -> arrays in their order, cut out of those of a segment."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from search.columnar.arrays import Array, Documents, Integers
from search.columnar.words import Occurrences, OccurrenceTable

# Above a third of a stretch, scores are computed for all of it: work on whole arrays needs no look-ups.
DENSE = 3


class Stretch:
    """Some documents of a segment, ascending, and the stretch of it that they lie in.

    Where they are many, arrays are in the order of the stretch (`is_dense`); else in that of the documents.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._first, self._after = (int(documents[0]), int(documents[-1]) + 1) if len(documents) else (0, 0)
        self.is_dense = len(documents) * DENSE > self._after - self._first
        self._gathered: dict[int, Array] = {}

    @classmethod
    def between(cls, first: int, after: int) -> Stretch:
        """Every document from `first` to the one before `after`."""
        return cls(np.arange(first, after))

    def __len__(self) -> int:
        """How many entries the arrays have."""
        return self._after - self._first if self.is_dense else len(self._documents)

    @cached_property
    def places(self) -> Integers:
        """Where in the stretch each document is."""
        return self._documents - self._first

    def gathered(self, value_of_document: Array) -> Array:
        """The values of a whole segment, cut to what is wanted."""
        if self.is_dense:
            return value_of_document[self._first : self._after]
        if id(value_of_document) not in self._gathered:
            self._gathered[id(value_of_document)] = value_of_document.take(self._documents)
        return self._gathered[id(value_of_document)]

    def spread(self, found: Occurrences | OccurrenceTable) -> Array:
        """Frequencies in the order of what is wanted, 0 where the word does not occur."""
        if isinstance(found, OccurrenceTable):
            return self.gathered(found.frequency_of_document)
        if found.documents is self._documents and not self.is_dense:
            return found.frequencies
        start, end = np.searchsorted(found.documents, (self._first, self._after)).tolist()
        documents, frequencies = found.documents[start:end], found.frequencies[start:end]
        if not self.is_dense and len(self._documents) * 16 < len(documents):
            places = np.minimum(np.searchsorted(documents, self._documents), len(documents) - 1)
            return np.where(documents[places] == self._documents, frequencies[places], 0)
        if len(documents) == len(self._documents) and not self.is_dense and np.array_equal(documents, self._documents):
            return frequencies
        table = np.zeros(self._after - self._first, dtype=frequencies.dtype)
        table[documents - self._first] = frequencies
        return table if self.is_dense else table[self.places]
