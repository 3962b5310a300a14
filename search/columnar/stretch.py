"""Documents to be scored -> arrays in their order, cut out of those of a segment."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from search.columnar.arrays import Array, Documents, Integers
from search.columnar.words import Occurrences, OccurrenceTable

# Above a third of a stretch, scores are computed for all of it: work on whole arrays needs no look-ups.
DENSE = 3
_NONE = np.empty(0, dtype=np.intp)


class Stretch:
    """Some documents of a segment, ascending, and the stretch of it that they lie in.

    Where they are many, arrays are in the order of the stretch (`is_dense`); else in that of the documents.
    """

    def __init__(self, first: int, after: int, documents: Documents | None = None) -> None:
        """From `first` to the document before `after`: all of them if no `documents` are given."""
        self.first, self.after = first, after
        self.is_dense = documents is None or len(documents) * DENSE > after - first
        self._documents = _NONE if documents is None else documents
        self._gathered: dict[int, Array] = {}

    @classmethod
    def of(cls, documents: Documents) -> Stretch:
        """As long as there are documents to be in it."""
        return cls(int(documents[0]), int(documents[-1]) + 1, documents) if len(documents) else cls(0, 0, documents)

    def __len__(self) -> int:
        """How many entries the arrays have."""
        return self.after - self.first if self.is_dense else len(self._documents)

    @property
    def document_count(self) -> int:
        return len(self._documents)

    @cached_property
    def places(self) -> Integers:
        """Where in the stretch each document is."""
        return self._documents - self.first

    def gathered(self, value_of_document: Array) -> Array:
        """The values of a whole segment, cut to what is wanted."""
        if self.is_dense:
            return value_of_document[self.first : self.after]
        if id(value_of_document) not in self._gathered:
            self._gathered[id(value_of_document)] = value_of_document.take(self._documents)
        return self._gathered[id(value_of_document)]

    def spread(self, found: Occurrences | OccurrenceTable) -> Array:
        """Frequencies in the order of what is wanted, 0 where the word does not occur."""
        if isinstance(found, OccurrenceTable):
            return self.gathered(found.frequency_of_document)
        if found.documents is self._documents and not self.is_dense:
            return found.frequencies
        within = found.between(self.first, self.after)
        documents, frequencies = within.documents, within.frequencies
        if not self.is_dense and len(self._documents) * 16 < len(documents):
            places = np.minimum(np.searchsorted(documents, self._documents), len(documents) - 1)
            return np.where(documents[places] == self._documents, frequencies[places], 0)
        if len(documents) == len(self._documents) and not self.is_dense and np.array_equal(documents, self._documents):
            return frequencies
        table = self.scattered(documents, frequencies)
        return table if self.is_dense else table[self.places]

    def scattered(self, documents: Documents, values: Array) -> Array:
        """Values of documents of the stretch, in its order, 0 for all others."""
        table = np.zeros(self.after - self.first, dtype=values.dtype)
        table[documents - self.first] = values
        return table
