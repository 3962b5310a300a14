"""Arrays on disk -> the documents, frequencies and positions of a term."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import Array, ArrayFile, Documents, Integers, Mask, counts_of, slots_of, starts_of
from search.columnar.encoding import BITMAP, STEP_DTYPES, STEP_NAMES
from search.columnar.inversion import PostingBlock
from search.columnar.lexicon import Lexicon, read_lexicon
from search.columnar.matched import Matched


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term occurs in a segment: `documents` intp[n], ascending; `frequencies` uint8 or uint32[n]."""

    documents: Documents
    frequencies: Array

    def __len__(self) -> int:
        return len(self.documents)


class IndexedField:
    """One field of one segment. Terms are given by number, documents are numbers within the segment."""

    def __init__(self, name: str, files: dict[str, ArrayFile], document_count: int) -> None:
        terms, postings = files["terms"], files["postings"]
        self.name = name
        self.document_count = document_count
        self.lexicon: Lexicon = read_lexicon(terms, name)
        self.document_count_of_term: Integers = terms[f"{name}.document_count_of_term"]
        self.largest_frequency_of_term: Integers = terms[f"{name}.largest_frequency_of_term"]
        self.shortest_length_of_term: Integers = terms[f"{name}.shortest_length_of_term"]
        self._first_document: Integers = terms[f"{name}.first_document_of_term"]
        self._encoding: Integers = terms[f"{name}.encoding_of_term"]
        self._code_start: Integers = terms[f"{name}.code_start_of_term"]
        self._frequency_start: Integers = terms[f"{name}.frequency_start_of_term"]
        self._steps = {encoding: postings[f"{name}.{array}"] for encoding, array in STEP_NAMES.items()}
        self._bitmap_byte = postings[f"{name}.bitmap_byte"]
        self._table = postings[f"{name}.frequency_of_document"]
        self._frequency = postings[f"{name}.frequency_of_slot"]
        self._large_slot = postings[f"{name}.large_slot"]
        self._large_frequency = postings[f"{name}.large_frequency"]
        self.has_positions = f"{name}.position_start_of_term" in terms
        if self.has_positions:
            self._position_start: Integers = terms[f"{name}.position_start_of_term"]
            self.position_of_occurrence: Integers = files["positions"][f"{name}.position_of_occurrence"]

    def __len__(self) -> int:
        return len(self.lexicon)

    # --- one term ---

    def document_count_with(self, term: int) -> int:
        return int(self.document_count_of_term[term])

    def occurrence_count(self, term: int) -> int:
        """How often the term occurs in all documents together."""
        if self.has_positions:
            return int(self._position_start[term + 1]) - int(self._position_start[term])
        return int(self.frequencies(term).sum())

    def occurrence_counts(self) -> Integers:
        """Occurrences of every term; in a field without positions, its documents: int64[terms]."""
        if self.has_positions:
            return counts_of(self._position_start)
        return self.document_count_of_term.astype(np.int64)

    def documents(self, term: int) -> Documents:
        if self._encoding[term] == BITMAP:
            return np.flatnonzero(self.bitmap(term))
        count = int(self.document_count_of_term[term])
        start = int(self._code_start[term])
        documents = np.empty(count, dtype=np.intp)
        documents[0] = self._first_document[term]
        documents[1:] = self._steps[int(self._encoding[term])][start : start + count - 1]
        return np.add.accumulate(documents, out=documents)  # less to call than cumsum

    def matched(self, term: int) -> Matched:
        """The documents of a term, as bits or as numbers, as they are kept."""
        if self.is_bitmap(term):
            return Matched(self.document_count, mask=self.bitmap(term), count=self.document_count_with(term))
        return Matched(self.document_count, documents=self.documents(term))

    def bitmap(self, term: int) -> Mask:
        """The documents of a term that is kept as a bitmap: bool[document_count]."""
        start = int(self._code_start[term])
        code = self._bitmap_byte[start : start + (self.document_count + 7) // 8]
        return np.unpackbits(code, count=self.document_count, bitorder="little").view(np.bool_)

    def frequency_table(self, term: int) -> Array | None:
        """How often the term occurs in each document of the segment, uint8[document_count], where that is at hand."""
        has_table = len(self._table) and self.is_bitmap(term) and self.largest_frequency_of_term[term] <= 255
        return self.table(term) if has_table else None

    def table(self, term: int) -> Array:
        """The frequency table of a term that has one."""
        start = int(self._code_start[term]) // ((self.document_count + 7) // 8) * self.document_count
        return self._table[start : start + self.document_count]

    def terms_with_table(self) -> Integers:
        """The terms that have a frequency table."""
        has_table = (self._encoding == BITMAP) & (self.largest_frequency_of_term <= 255)
        return np.flatnonzero(has_table) if len(self._table) else np.empty(0, dtype=np.intp)

    def is_bitmap(self, term: int) -> bool:
        return bool(self._encoding[term] == BITMAP)

    def frequencies(self, term: int) -> Array:
        """Occurrences in each document of the term, in the order of its documents."""
        count = int(self.document_count_of_term[term])
        if self.largest_frequency_of_term[term] == 1:
            return np.ones(count, dtype=np.uint8)
        start = int(self._frequency_start[term])
        stored = self._frequency[start : start + count]
        return stored if self.largest_frequency_of_term[term] <= 255 else self._with_large(stored, start)

    def _with_large(self, stored: Array, start: int) -> NDArray[np.uint32]:
        frequencies = stored.astype(np.uint32)
        first, last = np.searchsorted(self._large_slot, [start, start + len(stored)])
        places = self._large_slot[first:last].astype(np.int64) - start
        frequencies[places] = self._large_frequency[first:last]
        return frequencies

    def postings(self, term: int) -> Postings:
        return Postings(self.documents(term), self.frequencies(term))

    def positions(self, term: int) -> Integers:
        """Word positions within the documents: as many for each document as its frequency, in their order."""
        return self.position_of_occurrence[int(self._position_start[term]) : int(self._position_start[term + 1])]

    # --- many terms ---

    def documents_of(self, terms: Integers) -> Integers:
        """The documents of several terms, ascending, none of which is kept as bits; term by term."""
        counts = self.document_count_of_term[terms].astype(np.int64)
        starts, encodings = starts_of(counts), self._encoding[terms]
        steps = np.zeros(int(starts[-1]), dtype=np.uint32)
        for encoding in STEP_DTYPES:
            chosen = np.flatnonzero((encodings == encoding) & (counts > 1))
            codes = slots_of(self._code_start[terms[chosen]], counts[chosen] - 1)
            steps[slots_of(starts[chosen] + 1, counts[chosen] - 1)] = self._steps[encoding][codes]
        return _summed_up(steps, self._first_document[terms], starts, counts)

    def block(self, first: int, last: int) -> PostingBlock:
        """The postings of the terms first..last - 1."""
        counts = self.document_count_of_term[first:last].astype(np.int64)
        frequencies = self._frequencies_between(first, last, counts)
        positions = None
        if self.has_positions:
            positions = self.position_of_occurrence[int(self._position_start[first]) : int(self._position_start[last])]
        return PostingBlock(counts, self._documents_between(first, last, counts), frequencies, positions)

    def _documents_between(self, first: int, last: int, counts: Integers) -> Integers:
        starts = starts_of(counts)
        encodings = self._encoding[first:last]
        steps = np.zeros(int(starts[-1]), dtype=np.uint32)
        for encoding in STEP_DTYPES:
            chosen = np.flatnonzero((encodings == encoding) & (counts > 1))
            steps[slots_of(starts[chosen] + 1, counts[chosen] - 1)] = self._codes(encoding, first + chosen)
        documents = _summed_up(steps, self._first_document[first:last], starts, counts)
        for term in np.flatnonzero(encodings == BITMAP).tolist():
            documents[starts[term] : starts[term + 1]] = self.documents(first + term)
        return documents

    def _codes(self, encoding: int, terms: Integers) -> Array:
        """The steps of ascending terms of one encoding, which lie end to end on disk."""
        if not len(terms):
            return np.empty(0, dtype=np.uint8)
        end = int(self._code_start[terms[-1]]) + int(self.document_count_of_term[terms[-1]]) - 1
        return self._steps[encoding][int(self._code_start[terms[0]]) : end]

    def _frequencies_between(self, first: int, last: int, counts: Integers) -> Integers:
        frequencies = np.ones(int(counts.sum()), dtype=np.uint32)
        is_stored = self.largest_frequency_of_term[first:last] > 1
        if is_stored.any():
            start = int(self._frequency_start[first + int(is_stored.argmax())])
            stored = self._frequency[start : start + int(counts[is_stored].sum())]
            frequencies[np.repeat(is_stored, counts)] = self._with_large(stored, start)
        return frequencies


def _summed_up(steps: NDArray[np.uint32], first_document: Integers, starts: Integers, counts: Integers) -> Integers:
    """Documents from the steps to each; the step to the first of each term, which has none, is 0.

    Sums wrap around at 2 ** 32, and back again when the first document of the term is put in: half the bytes to move.
    """
    documents = np.cumsum(steps, dtype=np.uint32)
    documents += np.repeat(first_document.astype(np.uint32) - documents[starts[:-1]], counts)
    return documents
