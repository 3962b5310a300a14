"""Terms of one field -> where they occur, taken together as one word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import Array, Documents, Integers
from search.columnar.matched import Matched, any_of, nothing
from search.columnar.postings import IndexedField, Postings

_SPARSE = 64
_SEVERAL = 8
_MANY = 256  # a term of one document in so many is read faster by itself


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often a word occurs: `documents` intp[n], ascending; `frequencies` [n], whole or weighted."""

    documents: Documents
    frequencies: Array

    @property
    def are_none(self) -> bool:
        return not len(self.documents)

    def between(self, first: int, after: int) -> Occurrences:
        """Those in the documents from `first` to the one before `after`."""
        start, end = np.searchsorted(self.documents, (first, after)).tolist()
        return Occurrences(self.documents[start:end], self.frequencies[start:end])


@dataclass(frozen=True, slots=True)
class OccurrenceTable:
    """The same for a word of many documents: `frequency_of_document`, for every document of the segment."""

    frequency_of_document: Array

    @property
    def are_none(self) -> bool:
        return False


def documents_with(field: IndexedField, terms: Integers) -> Matched:
    """The documents with any of these terms."""
    size = field.document_count
    if not len(terms):
        return nothing(size)
    if len(terms) < _SEVERAL:
        return any_of([field.matched(int(term)) for term in terms], size)
    mask = np.zeros(size, dtype=bool)
    is_long = field.document_count_of_term[terms].astype(np.int64) * _MANY >= size
    mask[field.documents_of(terms[~is_long])] = True
    for term in terms[is_long].tolist():
        if field.is_bitmap(term):
            mask |= field.bitmap(term)
        else:
            mask[field.documents(term)] = True
    return Matched(size, mask=mask)


def _is_range(terms: Integers) -> bool:
    return int(terms[-1]) - int(terms[0]) == len(terms) - 1 and len(terms) > 4


def occurrences_of(
    field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None, matched: Matched
) -> Occurrences | OccurrenceTable:
    """How often any of these terms occurs in each of the documents with one, which are given as `matched`.

    A weight is what one occurrence counts.
    """
    if len(terms) == 1 and weight_of_term is None:
        table = field.frequency_table(int(terms[0]))
        if table is not None:
            return OccurrenceTable(table)
        return Occurrences(matched.documents, field.frequencies(int(terms[0])))
    if len(terms) and _is_range(terms):
        return _summed(field.document_count, *_of_range(field, terms, weight_of_term))
    if sum(map(field.document_count_with, terms.tolist())) * _SPARSE < field.document_count:
        return _summed(field.document_count, *_gathered(field, terms, weight_of_term))
    return _added_up(field, terms, weight_of_term)


def _of_range(field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None) -> tuple[Array, Array]:
    """Documents and weighted frequencies of all postings, term by term, of terms that follow each other."""
    block = field.block(int(terms[0]), int(terms[-1]) + 1)
    frequencies = block.frequency_of_posting
    if weight_of_term is not None:
        frequencies = frequencies * np.repeat(weight_of_term, block.posting_count_of_term)
    return block.document_of_posting, frequencies


def _gathered(field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None) -> tuple[Array, Array]:
    """The same of terms that do not."""
    postings = [field.postings(int(term)) for term in terms] or [_NO_POSTINGS]
    frequencies = np.concatenate([found.frequencies for found in postings])
    if weight_of_term is not None:
        frequencies = frequencies * np.repeat(weight_of_term, list(map(len, postings)))
    return np.concatenate([found.documents for found in postings]), frequencies


_NO_POSTINGS = Postings(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint8))


def _summed(size: int, documents: Array, frequencies: Array) -> Occurrences | OccurrenceTable:
    """One entry for each document. Few are sorted; many are added up in a table of all documents."""
    if len(documents) * _SPARSE < size:
        distinct, place = np.unique(documents, return_inverse=True)
        return Occurrences(distinct.astype(np.intp), np.bincount(place, weights=frequencies, minlength=len(distinct)))
    return OccurrenceTable(np.bincount(documents, weights=frequencies, minlength=size))


def _added_up(field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None) -> OccurrenceTable:
    """Term by term into a table of all documents."""
    weights = [1] * len(terms) if weight_of_term is None else weight_of_term.tolist()
    total: Array = np.zeros(field.document_count, dtype=np.uint32 if weight_of_term is None else np.float64)
    for term, weight in zip(terms.tolist(), weights, strict=True):
        table = field.frequency_table(term)
        if table is not None:
            np.add(total, table if weight == 1 else table * weight, out=total)
        else:
            postings = field.postings(term)
            total[postings.documents] += postings.frequencies if weight == 1 else postings.frequencies * weight
    return OccurrenceTable(total)
