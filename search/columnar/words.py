"""Terms of one field -> where they occur, taken together as one word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import Array, Documents, Integers
from search.columnar.matched import Matched, any_of, nothing
from search.columnar.postings import IndexedField, Postings

_SPARSE = 64


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often a word occurs: `documents` intp[n], ascending; `frequencies` [n], whole or weighted."""

    documents: Documents
    frequencies: Array


def documents_with(field: IndexedField, terms: Integers) -> Matched:
    """The documents with any of these terms."""
    size = field.document_count
    if not len(terms):
        return nothing(size)
    if len(terms) == 1 or not _is_range(terms):
        return any_of([_documents_of(field, int(term)) for term in terms], size)
    mask = np.zeros(size, dtype=bool)
    mask[field.documents_between(int(terms[0]), int(terms[-1]) + 1)] = True
    return Matched(size, mask=mask)


def _is_range(terms: Integers) -> bool:
    return int(terms[-1]) - int(terms[0]) == len(terms) - 1 and len(terms) > 4


def _documents_of(field: IndexedField, term: int) -> Matched:
    if field.is_bitmap(term):
        return Matched(field.document_count, mask=field.bitmap(term))
    return Matched(field.document_count, documents=field.documents(term))


def occurrences_of(field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None) -> Occurrences:
    """How often any of these terms occurs in each document; a weight is what one occurrence counts."""
    if len(terms) == 1 and weight_of_term is None:
        postings = field.postings(int(terms[0]))
        return Occurrences(postings.documents, postings.frequencies)
    return _summed(field.document_count, *_gathered(field, terms, weight_of_term))


def _gathered(field: IndexedField, terms: Integers, weight_of_term: NDArray[np.float32] | None) -> tuple[Array, Array]:
    """Documents and weighted frequencies of all postings, term by term."""
    if len(terms) and _is_range(terms):
        block = field.block(int(terms[0]), int(terms[-1]) + 1)
        counts, documents, frequencies = (
            block.posting_count_of_term,
            block.document_of_posting,
            block.frequency_of_posting,
        )
    else:
        postings = [field.postings(int(term)) for term in terms] or [_NO_POSTINGS]
        counts = np.array([len(found) for found in postings])
        documents = np.concatenate([found.documents for found in postings])
        frequencies = np.concatenate([found.frequencies for found in postings])
    if weight_of_term is not None:
        frequencies = frequencies * np.repeat(weight_of_term, counts)
    return documents, frequencies


_NO_POSTINGS = Postings(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint8))


def _summed(size: int, documents: Array, frequencies: Array) -> Occurrences:
    """One entry for each document, ascending. Few are sorted; many are added up in a table of all documents."""
    if len(documents) * _SPARSE < size:
        distinct, place = np.unique(documents, return_inverse=True)
        return Occurrences(distinct.astype(np.intp), np.bincount(place, weights=frequencies, minlength=len(distinct)))
    total = np.bincount(documents, weights=frequencies, minlength=size)
    found = np.flatnonzero(total)
    return Occurrences(found, total[found])
