"""Documents -> the values they have in a field: the columns that are counted and shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

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


@dataclass(frozen=True)
class ValueColumn:
    """The values of each document in one field, as term numbers of that field, ascending.

    Document d has `value_of_slot[value_start_of_document[d]:value_start_of_document[d + 1]]`.
    """

    value_start_of_document: Integers
    value_of_slot: Integers

    @property
    def document_count(self) -> int:
        return len(self.value_start_of_document) - 1

    @cached_property
    def is_present(self) -> Mask:
        """The documents that have a value: bool[documents]."""
        return counts_of(self.value_start_of_document) > 0

    def of(self, document: int) -> list[int]:
        start, end = self.value_start_of_document[document : document + 2].tolist()
        values: list[int] = self.value_of_slot[start:end].tolist()
        return values

    def slots(self, documents: Documents, *, skipped: int = 0) -> Integers:
        """The slots of these documents, one after the other, without the first `skipped` of each, which it has."""
        starts = self.value_start_of_document.take(documents).astype(np.int64) + skipped
        return slots_of(starts, self.value_start_of_document.take(documents + 1) - starts)

    @cached_property
    def document_of_slot(self) -> Documents:
        counts = counts_of(self.value_start_of_document)
        return np.repeat(np.arange(len(counts), dtype=np.intp), counts)


def value_column(value_of_entry: Array, document_of_entry: Array, document_count: int) -> ValueColumn:
    """A column from entries in any order; a value given twice to a document counts once."""
    entries = np.sort(document_of_entry.astype(np.int64) << 32 | value_of_entry.astype(np.int64))
    entries = entries[np.diff(entries, prepend=-1) > 0]
    counts = np.bincount(entries >> 32, minlength=document_count)
    return ValueColumn(starts_of(counts), entries & 0xFFFFFFFF)


def write_values(writer: ArrayFileWriter, name: str, column: ValueColumn) -> None:
    writer.append(f"{name}.value_start_of_document", compact(column.value_start_of_document))
    writer.append(f"{name}.value_of_slot", compact(column.value_of_slot))


def read_values(file: ArrayFile, name: str) -> ValueColumn:
    return ValueColumn(file[f"{name}.value_start_of_document"], file[f"{name}.value_of_slot"])
