"""Documents -> the days they have on a clock: the columns that are filtered, drawn and sorted by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import (
    Array,
    ArrayFile,
    ArrayFileWriter,
    Documents,
    Integers,
    Mask,
    compact,
    counts_of,
    slots_of,
    starts_of,
)

FIRST_DAY, LAST_DAY = 1, 3_652_059  # date.min and date.max as proleptic ordinals


class InOrder(NamedTuple):
    """Intervals by their first or their last day: the document and the day of each, days ascending."""

    document: Documents
    day: Array


class Neighbours(NamedTuple):
    """Two intervals of one document with none between: the document, the last day of one, the first of the other."""

    document: Documents
    last_day: Array
    next_day: Array


@dataclass(frozen=True)
class DateColumn:
    """The days of each document on one clock, as intervals that neither touch nor overlap, in order.

    Days are proleptic ordinals (1 January of year 1 is 1), both ends included, int32. Document d has the intervals
    `interval_start_of_document[d]` to `interval_start_of_document[d + 1] - 1`; an undated one has none.
    """

    interval_start_of_document: Integers
    first_day_of_interval: Array
    last_day_of_interval: Array

    @property
    def document_count(self) -> int:
        return len(self.interval_start_of_document) - 1

    @cached_property
    def document_of_interval(self) -> Documents:
        counts = counts_of(self.interval_start_of_document)
        return np.repeat(np.arange(len(counts), dtype=np.intp), counts)

    def overlapping(self, first_day: int, last_day: int) -> Mask:
        """The documents with at least one day in first_day..last_day: bool[documents]."""
        touches = (self.first_day_of_interval <= last_day) & (self.last_day_of_interval >= first_day)
        if self.has_one_each:
            return touches
        mask = np.zeros(self.document_count, dtype=bool)
        mask[self.document_of_interval[touches]] = True
        return mask

    @cached_property
    def dated(self) -> Mask:
        return counts_of(self.interval_start_of_document) > 0

    def intervals_in(self, mask: Mask) -> Mask:
        """Which intervals belong to documents of the mask: bool[intervals]."""
        return mask if self.has_one_each else mask[self.document_of_interval]

    @cached_property
    def has_one_each(self) -> bool:
        """True where intervals and documents are numbered alike, as on a clock on which all documents are dated."""
        return len(self.first_day_of_interval) == self.document_count and bool(self.dated.all())

    @cached_property
    def are_single_days(self) -> bool:
        return bool((self.first_day_of_interval == self.last_day_of_interval).all())

    def intervals_of(self, documents: Documents) -> Integers:
        """The intervals of these documents, one after the other."""
        if self.has_one_each:
            return documents
        starts = self.interval_start_of_document[documents].astype(np.int64)
        return slots_of(starts, self.interval_start_of_document[documents + 1] - starts)

    @cached_property
    def by_first_day(self) -> InOrder:
        return self._in_order(self.first_day_of_interval)

    @cached_property
    def by_last_day(self) -> InOrder:
        return self.by_first_day if self.are_single_days else self._in_order(self.last_day_of_interval)

    def _in_order(self, day_of_interval: Array) -> InOrder:
        order = np.argsort(day_of_interval, kind="stable")
        return InOrder(self.document_of_interval[order], day_of_interval[order])

    @cached_property
    def neighbours(self) -> Neighbours:
        interval = np.flatnonzero(self.document_of_interval[1:] == self.document_of_interval[:-1])
        last_day, next_day = self.last_day_of_interval[interval], self.first_day_of_interval[interval + 1]
        return Neighbours(self.document_of_interval[interval], last_day, next_day)

    def sort_key(self, *, newest: bool) -> NDArray[np.int32]:
        """The day each document is sorted by, its last or its first; the undated come last in either order."""
        starts = self.interval_start_of_document.astype(np.int64)
        key = np.full(self.document_count, FIRST_DAY - 1 if newest else LAST_DAY + 1, dtype=np.int32)
        dated = self.dated
        if newest:
            key[dated] = self.last_day_of_interval[starts[1:][dated] - 1]
        else:
            key[dated] = self.first_day_of_interval[starts[:-1][dated]]
        return key


def date_column(document_of_entry: Array, first_day: Array, last_day: Array, document_count: int) -> DateColumn:
    """A column from intervals in any order; those of a document that touch or overlap become one."""
    order = np.lexsort((first_day, document_of_entry))
    document = document_of_entry[order].astype(np.int64)
    first, last = first_day[order].astype(np.int64), last_day[order].astype(np.int64)
    # Documents lie further apart than any two days, so that one running maximum serves them all.
    base = document * (4 * LAST_DAY)
    reached = np.maximum.accumulate(base + last)
    starts_run = np.ones(len(first), dtype=bool)
    starts_run[1:] = (base + first)[1:] > reached[:-1] + 1
    opening = np.flatnonzero(starts_run)
    closing = np.append(opening[1:], len(first))[: len(opening)] - 1
    counts = np.bincount(document[opening], minlength=document_count)
    return DateColumn(starts_of(counts), first[opening].astype("<i4"), (reached - base)[closing].astype("<i4"))


def write_days(writer: ArrayFileWriter, clock: str, column: DateColumn) -> None:
    writer.append(f"{clock}.interval_start_of_document", compact(column.interval_start_of_document))
    writer.append(f"{clock}.first_day_of_interval", column.first_day_of_interval.astype("<i4"))
    writer.append(f"{clock}.last_day_of_interval", column.last_day_of_interval.astype("<i4"))


def read_days(file: ArrayFile, clock: str) -> DateColumn:
    return DateColumn(
        file[f"{clock}.interval_start_of_document"],
        file[f"{clock}.first_day_of_interval"],
        file[f"{clock}.last_day_of_interval"],
    )
