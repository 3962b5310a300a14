"""Occurrences in the order of the text -> postings in the order of the terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.columnar.arrays import Array, Integers, starts_of

_PLACE_BITS, _PLACE = np.uint64(32), np.uint64((1 << 32) - 1)
_OCCURRENCES_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class PostingBlock:
    """The postings of consecutive terms, end to end.

    `posting_count_of_term` int64[terms]; `document_of_posting` and `frequency_of_posting` uint32[postings], documents
    ascending within a term; `position_of_occurrence` uint32[sum of frequencies], or None in a field without positions.
    """

    posting_count_of_term: Integers
    document_of_posting: Integers
    frequency_of_posting: Integers
    position_of_occurrence: Array | None

    def of_presence(self) -> PostingBlock:
        """The same documents of the terms that have any, however often each occurs there."""
        counts = self.posting_count_of_term[self.posting_count_of_term > 0]
        return PostingBlock(counts, self.document_of_posting, np.ones_like(self.frequency_of_posting), None)


def invert(
    term_of_occurrence: Array, place_of_occurrence: Array, start_of_document: Integers, terms: int
) -> Iterator[tuple[range, PostingBlock]]:
    """Groups occurrences, in any order, by term and document: ranges of terms, and their postings.

    Places are counted through all documents: document d has those from `start_of_document[d]` up to (not including)
    `start_of_document[d + 1]`. Terms and places are sorted together, as numbers of 64 bits, which takes a fraction of
    the time of sorting places by terms.
    """
    sorted_pairs = term_of_occurrence.astype(np.uint64)
    sorted_pairs <<= _PLACE_BITS
    sorted_pairs |= place_of_occurrence.astype(np.uint64, copy=False)
    sorted_pairs.sort()
    document_of_place = np.repeat(np.arange(len(start_of_document) - 1, dtype=np.uint32), np.diff(start_of_document))
    for between, pairs in _pieces(sorted_pairs, terms):
        term, place = (pairs >> _PLACE_BITS).astype(np.intp), (pairs & _PLACE).astype(np.intp)
        yield between, _block(term - between.start, place, document_of_place, start_of_document, len(between))


def _pieces(sorted_pairs: Array, terms: int) -> Iterator[tuple[range, Array]]:
    """Ranges of terms with a number of occurrences that the processor's cache holds; a single term may have more."""
    first_terms = np.unique(sorted_pairs[::_OCCURRENCES_AT_ONCE] >> _PLACE_BITS)[1:]
    edges = [0, *np.searchsorted(sorted_pairs, first_terms << _PLACE_BITS).tolist(), len(sorted_pairs)]
    between = [0, *first_terms.tolist(), terms]
    for (first, after), (start, end) in zip(pairwise(between), pairwise(edges), strict=True):
        yield range(first, after), sorted_pairs[start:end]


def _block(
    term: Integers, place: Integers, document_of_place: Array, start_of_document: Integers, terms: int
) -> PostingBlock:
    document = document_of_place.take(place)
    starts_posting = np.ones(len(term), dtype=bool)
    starts_posting[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    occurrence_start = np.flatnonzero(starts_posting)
    return PostingBlock(
        np.bincount(term[occurrence_start], minlength=terms),
        document[occurrence_start],
        np.diff(occurrence_start, append=len(term)).astype(np.uint32),
        (place - start_of_document.take(document)).astype(np.uint32),
    )


def largest_of_runs(values: Integers, counts: Integers) -> Integers:
    """The maximum of each of consecutive, non-empty runs."""
    return np.maximum.reduceat(values, starts_of(counts)[:-1]) if len(counts) else values[:0]


def smallest_of_runs(values: Integers, counts: Integers) -> Integers:
    """The minimum of each of consecutive, non-empty runs."""
    return np.minimum.reduceat(values, starts_of(counts)[:-1]) if len(counts) else values[:0]
