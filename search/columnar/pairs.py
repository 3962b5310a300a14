"""
Positions of the commonest words of a field -> the documents in which one stands right after another.

Words that stand in an eighth of all documents or more have long lists of positions, and comparing two of them takes
longer than everything else in a page. So each pair of them is indexed as a term of its own: `word word`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from search.columnar.arrays import Array, ArrayFile, ArrayFileWriter, Integers, compact, starts_of
from search.columnar.encoding import FieldWriter
from search.columnar.inversion import invert
from search.columnar.matched import Matched, nothing
from search.columnar.postings import IndexedField

_MOST_WORDS = 255  # so that a pair of their numbers fits in two bytes
_PLACES_AT_ONCE = 1 << 20
_PAIRS_AT_ONCE = 1 << 23  # at most, since every occurrence of a first word may be in one


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of one field; `common_term` are the numbers of the words of which every pair is indexed, ascending."""

    field: IndexedField
    common_term: Integers

    def matched(self, first: int, second: int) -> Matched | None:
        """The documents in which the second term follows the first; None where that is not indexed."""
        places = np.searchsorted(self.common_term, (first, second))
        if not len(self.common_term) or (self.common_term.take(places, mode="clip") != (first, second)).any():
            return None
        number = self.field.lexicon.number(_name(*places.tolist()))
        if number is None:
            return nothing(self.field.document_count)
        return self.field.matched(number)


def read_pairs(file: ArrayFile, name: str, document_count: int) -> Pairs:
    field = IndexedField(f"{name}.pairs", {"terms": file, "postings": file}, document_count)
    return Pairs(field, file[f"{name}.common_term"])


def write_pairs(file: ArrayFileWriter, field: IndexedField, length_of_document: Array) -> None:
    """Writes the pairs of a field whose other arrays are written already."""
    common = _common_terms(field)
    file.append(f"{field.name}.common_term", compact(common))
    writer = FieldWriter(f"{field.name}.pairs", {"terms": file, "postings": file}, document_count=field.document_count)
    for first, after in _groups(field, common):
        found = list(_found(field, common, length_of_document, first, after))
        pair, document = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        start_of_document = starts_of(np.bincount(document, minlength=field.document_count))
        for between, block in invert(pair, np.arange(len(pair)), start_of_document, len(common) ** 2):
            numbers = between.start + np.flatnonzero(block.posting_count_of_term)
            writer.append([_name(*divmod(number, len(common))) for number in numbers.tolist()], block.of_presence())
    writer.close()


def write_no_pairs(file: ArrayFileWriter, field: IndexedField) -> None:
    """The same for a segment that is only there to be merged."""
    file.append(f"{field.name}.common_term", np.empty(0, dtype=np.uint8))
    FieldWriter(f"{field.name}.pairs", {"terms": file, "postings": file}, document_count=field.document_count).close()


def _common_terms(field: IndexedField) -> Integers:
    words = [term for term in field.terms_with_table().tolist() if term not in field.lexicon.hidden_numbers]
    words.sort(key=lambda term: -field.occurrence_count(term))
    return np.array(sorted(words[:_MOST_WORDS]), dtype=np.int64)


def _name(first: int, second: int) -> bytes:
    """The term for two words, by their places among the common ones; in the order of bytes as they are in numbers."""
    return bytes((first, second))


def _groups(field: IndexedField, common: Integers) -> Iterator[tuple[int, int]]:
    """Runs of first words (the place of one, and of the one after the last) with a bounded number of occurrences."""
    start, together = 0, 0
    for place, term in enumerate(common.tolist()):
        count = field.occurrence_count(term)
        if together and together + count > _PAIRS_AT_ONCE:
            yield start, place
            start, together = place, 0
        together += count
    if len(common):
        yield start, len(common)


def _found(
    field: IndexedField, common: Integers, lengths: Array, first: int, after: int
) -> Iterator[tuple[Array, Array]]:
    """Pairs whose first word is one of `first` to `after` - 1, and the document of each, some documents at a time."""
    tables = {place: field.table(term) for place, term in enumerate(common.tolist())}
    positions = {place: field.positions(term) for place, term in enumerate(common.tolist())}
    reached = dict.fromkeys(positions, 0)
    start_of_document = starts_of(lengths) + np.arange(len(lengths) + 1)  # a gap of one after each document
    for start, end in _stretches(start_of_document):
        base = int(start_of_document[start])
        word_at = np.zeros(int(start_of_document[end]) - base + 1, dtype=np.uint16)
        for place, table in tables.items():
            counts = table[start:end]
            total = int(counts.sum(dtype=np.int64))
            taken = positions[place][reached[place] : reached[place] + total]
            word_at[np.repeat(start_of_document[start:end] - base, counts) + taken] = place + 1
            reached[place] += total
        before, following = word_at[:-1], word_at[1:]
        at = np.flatnonzero((before > first) & (before <= after) & (following > 0))
        pair = (before[at] - np.uint16(1)) * np.uint16(len(common)) + (following[at] - np.uint16(1))
        document_at = np.repeat(np.arange(start, end, dtype=np.uint32), lengths[start:end].astype(np.int64) + 1)
        yield pair, document_at[at]


def _stretches(start_of_document: Integers) -> Iterator[tuple[int, int]]:
    """Runs of documents (the first, and the one after the last) of about a million places."""
    start, last = 0, len(start_of_document) - 1
    while start < last:
        end = int(np.searchsorted(start_of_document, start_of_document[start] + _PLACES_AT_ONCE))
        end = min(max(end, start + 1), last)
        yield start, end
        start = end
