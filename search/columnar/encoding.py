"""
Postings of a field <-> arrays on disk.

A term's documents are kept in one of four encodings, the smallest that fits:

    STEP_8, STEP_16, STEP_32   the first document in `first_document_of_term`, then the steps from each document to
                               the next in the array `step_8`, `step_16` or `step_32`, from `code_start_of_term` on
    BITMAP                     one bit for each document of the segment, in `bitmap_byte`, from `code_start_of_term` on

A term of one document so needs no steps at all, and one in more than an eighth of all documents a bit for each.

Beside the bits of a word stands a table, `frequency_of_document`: a byte for each document of the segment, in the same
order as the bits, so that how often a common word occurs in a document is one look-up.

Frequencies (occurrences within a document) are bytes, for terms that ever occur twice in a document; those above 255
are 255 there and their true value stands in `large_frequency`, at the same place as their index in `large_slot`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import Array, ArrayFileWriter, Integers, compact, smallest_dtype, starts_of
from search.columnar.inversion import PostingBlock, largest_of_runs, smallest_of_runs

STEP_8, STEP_16, STEP_32, BITMAP = range(4)
STEP_DTYPES: dict[int, np.dtype[Any]] = {STEP_8: np.dtype("u1"), STEP_16: np.dtype("<u2"), STEP_32: np.dtype("<u4")}
STEP_NAMES = {STEP_8: "step_8", STEP_16: "step_16", STEP_32: "step_32"}
_FEWEST_IN_BITMAP = 64

PER_TERM = (
    "document_count_of_term",
    "first_document_of_term",
    "encoding_of_term",
    "code_start_of_term",
    "frequency_start_of_term",
    "largest_frequency_of_term",
    "shortest_length_of_term",
)


class FieldWriter:
    """Writes the lexicon, postings and positions of one field, some terms at a time, in the order of terms."""

    def __init__(
        self,
        name: str,
        files: dict[str, ArrayFileWriter],
        *,
        document_count: int,
        length_of_document: Array | None = None,
        largest_position: int | None = None,
    ) -> None:
        self._name, self._files = name, files
        self._document_count, self._lengths = document_count, length_of_document
        self._position_dtype = None if largest_position is None else smallest_dtype(max(largest_position, 0xFFFF))
        self._code_size = {STEP_8: 0, STEP_16: 0, STEP_32: 0, BITMAP: 0}
        self._frequency_size = self._occurrences = 0
        self._per_term: dict[str, list[Array]] = {array: [] for array in PER_TERM}
        self._term_lengths: list[Array] = []
        self._occurrence_counts: list[Array] = []
        self._append("terms", "byte_of_lexicon", np.empty(0, np.uint8))
        self._begin_postings()

    def _begin_postings(self) -> None:
        for encoding, array in STEP_NAMES.items():
            self._append("postings", array, np.empty(0, STEP_DTYPES[encoding]))
        for array in ("bitmap_byte", "frequency_of_document", "frequency_of_slot"):
            self._append("postings", array, np.empty(0, np.uint8))
        self._append("postings", "large_slot", np.empty(0, np.uint64))
        self._append("postings", "large_frequency", np.empty(0, np.uint32))
        if self._position_dtype is not None:
            self._append("positions", "position_of_occurrence", np.empty(0, self._position_dtype))

    def append(self, terms: Sequence[bytes], block: PostingBlock) -> None:
        """Adds the next terms; every one of them has at least one posting."""
        if not terms:
            return
        self._add_terms(terms)
        self._add_documents(block)
        self._add_frequencies(block)
        if self._position_dtype is not None and block.position_of_occurrence is not None:
            self._append(
                "positions", "position_of_occurrence", block.position_of_occurrence.astype(self._position_dtype)
            )

    def close(self) -> None:
        """Writes what is kept for each term."""
        lengths = np.concatenate(self._term_lengths) if self._term_lengths else np.empty(0, np.int64)
        self._append("terms", "byte_start_of_term", compact(starts_of(lengths)))
        for array, pieces in self._per_term.items():
            self._append("terms", array, compact(np.concatenate(pieces) if pieces else np.empty(0, np.uint8)))
        if self._position_dtype is not None:
            counts = np.concatenate(self._occurrence_counts) if self._occurrence_counts else np.empty(0, np.int64)
            self._append("terms", "position_start_of_term", compact(starts_of(counts)))

    def _append(self, file: str, array: str, values: Array) -> None:
        self._files[file].append(f"{self._name}.{array}", values)

    def _add_terms(self, terms: Sequence[bytes]) -> None:
        self._append("terms", "byte_of_lexicon", np.frombuffer(b"".join(terms), dtype=np.uint8))
        self._term_lengths.append(np.fromiter(map(len, terms), dtype=np.int64, count=len(terms)))

    def _keep(self, **arrays: Array) -> None:
        for name, values in arrays.items():
            self._per_term[name].append(values)

    def _add_documents(self, block: PostingBlock) -> None:
        counts, documents = block.posting_count_of_term, block.document_of_posting
        first_posting = starts_of(counts)[:-1]
        steps, step_counts = _steps(documents, first_posting), counts - 1
        encodings = self._encodings(counts, steps)
        encoding_of_step = np.repeat(encodings, step_counts)
        for encoding, array in STEP_NAMES.items():
            self._append("postings", array, steps[encoding_of_step == encoding].astype(STEP_DTYPES[encoding]))
        for term in np.flatnonzero(encodings == BITMAP).tolist():
            postings = slice(int(first_posting[term]), int(first_posting[term] + counts[term]))
            self._add_table(documents[postings], block.frequency_of_posting[postings])
        self._keep(
            document_count_of_term=counts,
            first_document_of_term=documents[first_posting],
            encoding_of_term=encodings,
            code_start_of_term=self._code_starts(encodings, step_counts),
            shortest_length_of_term=self._shortest(documents, counts),
        )

    def _encodings(self, counts: Integers, steps: Integers) -> NDArray[np.uint8]:
        has_steps = counts > 1
        largest = np.zeros(len(counts), dtype=np.int64)
        largest[has_steps] = largest_of_runs(steps, (counts - 1)[has_steps])
        encodings = np.where(largest < 1 << 8, STEP_8, np.where(largest < 1 << 16, STEP_16, STEP_32))
        is_dense = (counts * 8 >= self._document_count) & (counts >= _FEWEST_IN_BITMAP)
        return np.where(is_dense, BITMAP, encodings).astype(np.uint8)

    def _code_starts(self, encodings: Integers, step_counts: Integers) -> Integers:
        """Where each term's code starts in the array of its encoding, in elements of that array."""
        starts = np.zeros(len(encodings), dtype=np.int64)
        for encoding in self._code_size:
            chosen = encodings == encoding
            sizes = np.full(chosen.sum(), self._bitmap_bytes) if encoding == BITMAP else step_counts[chosen]
            ends = self._code_size[encoding] + np.cumsum(sizes, dtype=np.int64)
            starts[chosen] = ends - sizes
            self._code_size[encoding] += int(sizes.sum())
        return starts

    @property
    def _bitmap_bytes(self) -> int:
        return (self._document_count + 7) // 8

    def _add_table(self, documents: Integers, frequencies: Integers) -> None:
        """Writes the documents of a term as bits, and in a field of words its frequencies as a byte a document."""
        table = np.zeros(self._document_count, dtype=np.uint8)
        table[documents] = np.minimum(frequencies, 255)
        self._append("postings", "bitmap_byte", np.packbits(table != 0, bitorder="little"))
        if self._lengths is not None:
            self._append("postings", "frequency_of_document", table)

    def _shortest(self, documents: Integers, counts: Integers) -> Integers:
        """The length of the shortest document of each term, in words; 0 where lengths are not kept."""
        if self._lengths is None:
            return np.zeros(len(counts), dtype=np.uint8)
        return smallest_of_runs(self._lengths[documents], counts)

    def _add_frequencies(self, block: PostingBlock) -> None:
        counts, frequencies = block.posting_count_of_term, block.frequency_of_posting
        largest = largest_of_runs(frequencies, counts)
        stored = frequencies[np.repeat(largest > 1, counts)]
        stored_counts = np.where(largest > 1, counts, 0)
        large = np.flatnonzero(stored > 255)
        self._append("postings", "frequency_of_slot", np.minimum(stored, 255).astype(np.uint8))
        self._append("postings", "large_slot", (large + self._frequency_size).astype(np.uint64))
        self._append("postings", "large_frequency", stored[large].astype(np.uint32))
        self._keep(
            largest_frequency_of_term=largest,
            frequency_start_of_term=self._frequency_size + starts_of(stored_counts)[:-1],
        )
        self._frequency_size += len(stored)
        self._occurrence_counts.append(np.add.reduceat(frequencies, starts_of(counts)[:-1], dtype=np.int64))


def _steps(documents: Integers, first_posting: Integers) -> Integers:
    """From each document of a term to its next one, without the steps from one term to another."""
    is_step = np.ones(len(documents), dtype=bool)
    is_step[first_posting] = False
    return np.diff(documents)[is_step[1:]]
