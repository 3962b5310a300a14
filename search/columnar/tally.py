"""The values of documents -> arrays from which documents are counted by value, whether they are few or many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.columnar.arrays import Array, ArrayFile, ArrayFileWriter, Documents, Integers, compact, counts_of, starts_of
from search.columnar.bits import Words, packed, set_between
from search.columnar.columns import ValueColumn
from search.columnar.matched import Matched

# A value of one document in sixty-four or more is counted as fast from bits as from numbers.
_COMMON = 64
# Up to a sixth of the documents, it is faster to gather the values of each than to pass over the documents of each.
# Of all but a sixth, those of the others are taken away from all.
_FEW = 6
# Where there are so many values without a place, those of a handful of documents are read from the column.
_MANY_FURTHER, _HANDFUL = 1 << 13, 512
_WIDTHS = (2, 4, 8)
_ALL_BUT = 16  # the places for first values hold all values of all but one document in sixteen


class Further(NamedTuple):
    """Values that have no place among the first of their document, and the document of each."""

    document: Documents
    value: Integers


@dataclass(frozen=True)
class Tally:
    """The documents of each value: as bits for the common values, as numbers for the rest.

    value_of_common, value_of_rest    [common], [rest]    the values of either kind, ascending
    word_of_common                    uint64              one row of words for each common value, a bit a document
    document_of_rest                                      value_of_rest[i] has the documents
    document_start_of_rest            [rest + 1]            document_of_rest[start i : start i + 1]
    value_of_place                                        some places (2, 4 or 8) for each document: its first values;
                                                          where it has fewer, numbers after that of the last value, one
                                                          for each place: a count that waits for no other is faster
    """

    column: ValueColumn
    value_count: int
    value_of_common: Integers
    word_of_common: Words
    value_of_rest: Integers
    document_of_rest: Integers
    document_start_of_rest: Integers
    value_of_place: Integers

    def counts(self, chosen: Matched) -> Integers:
        """How many of the chosen documents have each value: int64[value_count]."""
        if len(chosen) * _FEW < chosen.size:
            return self._of_few(chosen)
        if (chosen.size - len(chosen)) * _FEW < chosen.size:
            return self._of_all - self._of_few(chosen.others)
        return self._of_many(chosen)

    @cached_property
    def _of_all(self) -> Integers:
        return np.bincount(self.column.value_of_slot, minlength=self.value_count)

    def _of_few(self, chosen: Matched) -> Integers:
        documents, further = chosen.documents, self._further
        if len(documents) < _HANDFUL and len(further.document) > _MANY_FURTHER:
            values = self.column.value_of_slot.take(self.column.slots(documents))
            return np.bincount(values, minlength=self.value_count)
        first = self._first_values.take(documents, axis=0)
        counts = np.bincount(first.ravel(), minlength=self.value_count)[: self.value_count]
        if len(further.document):
            of_chosen = further.value[chosen.mask.take(further.document)]
            counts += np.bincount(of_chosen, minlength=self.value_count)
        return counts

    def _of_many(self, chosen: Matched) -> Integers:
        counts = np.zeros(self.value_count, dtype=np.int64)
        together = self._bits_of_common & packed(chosen.mask)
        counts[self.value_of_common] = np.bitwise_count(together).sum(axis=1, dtype=np.uint32)
        counts[self.value_of_rest] = set_between(chosen.mask.take(self._places_of_rest), self.document_start_of_rest)
        return counts

    @cached_property
    def _first_values(self) -> Integers:
        documents = self.column.document_count
        return self.value_of_place.reshape(documents, len(self.value_of_place) // max(documents, 1))

    @cached_property
    def _further(self) -> Further:
        width = self._first_values.shape[1]
        counts = counts_of(self.column.value_start_of_document) - width
        documents = np.flatnonzero(counts > 0)
        slots = self.column.slots(documents, skipped=width)
        return Further(documents.repeat(counts[documents]), self.column.value_of_slot.take(slots))

    @cached_property
    def _bits_of_common(self) -> Words:
        return self.word_of_common.reshape(len(self.value_of_common), -(-self.column.document_count // 64))

    @cached_property
    def _places_of_rest(self) -> Documents:
        return self.document_of_rest.astype(np.intp)  # once, instead of at every look-up


def tally_of(column: ValueColumn, value_count: int) -> Tally:
    """The arrays of a column whose values are the numbers below `value_count`."""
    size = column.document_count
    counts = np.bincount(column.value_of_slot, minlength=value_count)
    documents = column.document_of_slot[np.argsort(column.value_of_slot, kind="stable")]
    starts = starts_of(counts)
    is_common = counts * _COMMON >= max(size, 1)
    common = np.flatnonzero(is_common)
    return Tally(
        column,
        value_count,
        common,
        _words([documents[starts[value] : starts[value + 1]] for value in common.tolist()], size),
        np.flatnonzero(~is_common),
        documents[np.repeat(~is_common, counts)],
        starts_of(counts[~is_common]),
        _first_values(column, value_count),
    )


def _words(documents_of_value: list[Documents], size: int) -> Words:
    rows = [packed(Matched(size, documents=documents).mask) for documents in documents_of_value]
    return np.concatenate([np.empty(0, dtype="<u8"), *rows])


def _first_values(column: ValueColumn, value_count: int) -> Integers:
    place = np.arange(len(column.value_of_slot)) - column.value_start_of_document[column.document_of_slot].astype(int)
    width = _width(counts_of(column.value_start_of_document))
    is_first = place < width
    values = np.tile(np.arange(value_count, value_count + width), column.document_count)
    values[column.document_of_slot[is_first] * width + place[is_first]] = column.value_of_slot[is_first]
    return values


def _width(value_count_of_document: Integers) -> int:
    """The fewest places that hold all values of nearly all documents."""
    few = len(value_count_of_document) / _ALL_BUT
    enough = (width for width in _WIDTHS if np.count_nonzero(value_count_of_document > width) <= few)
    return next(enough, _WIDTHS[-1])


_COMPACT = ("value_of_common", "value_of_rest", "document_of_rest", "document_start_of_rest", "value_of_place")


def write_tally(writer: ArrayFileWriter, name: str, tally: Tally) -> None:
    for array in _COMPACT:
        writer.append(f"{name}.tally.{array}", compact(getattr(tally, array)))
    writer.append(f"{name}.tally.word_of_common", tally.word_of_common)


def read_tally(file: ArrayFile, name: str, column: ValueColumn, value_count: int) -> Tally:
    arrays: dict[str, Array] = {array: file[f"{name}.tally.{array}"] for array in (*_COMPACT, "word_of_common")}
    return Tally(column, value_count, **arrays)
