"""Occurrences in the order of the text -> postings in the order of the terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.columnar.arrays import Array, Integers, starts_of


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
    term_of_occurrence: Array, document_of_occurrence: Array, position: Array | None, terms: int
) -> PostingBlock:
    """Groups occurrences, which come in the order of documents and positions, by term and document."""
    order = stable_order(term_of_occurrence)
    term, document = term_of_occurrence[order], document_of_occurrence[order]
    starts_posting = np.empty(len(term), dtype=bool)
    starts_posting[:1] = True
    starts_posting[1:] = (term[1:] != term[:-1]) | (document[1:] != document[:-1])
    occurrence_start = np.flatnonzero(starts_posting)
    return PostingBlock(
        np.bincount(term[occurrence_start], minlength=terms),
        document[occurrence_start].astype(np.uint32),
        np.diff(occurrence_start, append=len(term)).astype(np.uint32),
        None if position is None else position[order],
    )


def stable_order(keys: Array) -> Integers:
    """The order that sorts uint32 keys and keeps equal ones as they are.

    NumPy sorts 16-bit keys by radix, five times faster than wider ones; so: the low half, then the high half.
    """
    order = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
    if len(keys) and int(keys.max()) > 0xFFFF:
        high = (keys >> 16).astype(np.uint16)[order]
        order = order[np.argsort(high, kind="stable")]
    return order


def largest_of_runs(values: Integers, counts: Integers) -> Integers:
    """The maximum of each of consecutive, non-empty runs."""
    return np.maximum.reduceat(values, starts_of(counts)[:-1]) if len(counts) else values[:0]


def smallest_of_runs(values: Integers, counts: Integers) -> Integers:
    """The minimum of each of consecutive, non-empty runs."""
    return np.minimum.reduceat(values, starts_of(counts)[:-1]) if len(counts) else values[:0]
