"""A generation written by Whoosh's stock codec -> matching documents, scores and exact counts, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as whoosh_query
from whoosh.index import create_in, open_dir
from whoosh.scoring import BM25F

from search.columnar.queries import Dates, OneOf
from search.facets import FACETS
from search.model import Clock, DateRange, IndexedDocument
from search.schema import fields_of, whoosh_schema

Mask = NDArray[np.bool_]
Documents = NDArray[np.intp]
Scores = NDArray[np.float32]

_TITLE_WEIGHT = 2.0
_FIRST_ORDINAL, _LAST_ORDINAL = date.min.toordinal(), date.max.toordinal()


def write_index(folder: Path, documents: Iterable[IndexedDocument]) -> int:
    """Writes a complete index into an empty folder; returns how many documents it holds."""
    index = create_in(str(folder), whoosh_schema())
    with index.writer(limitmb=64) as writer:
        for document in documents:
            writer.add_document(**fields_of(document))
    return int(index.doc_count())


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """Which documents have which value. `document_of_entry` and `value_of_entry` run in parallel, one entry for
    each (document, value); `names` gives the id of a value by its number, in alphabetical order."""

    names: tuple[str, ...]
    document_of_entry: Documents
    value_of_entry: Documents

    def count(self, mask: Mask) -> NDArray[np.intp]:
        """Documents of the mask by value number."""
        return np.bincount(self.value_of_entry[mask[self.document_of_entry]], minlength=len(self.names))

    def having(self, value: str, size: int) -> Mask:
        """A mask of the documents with this value; nobody's value gives an empty one."""
        mask = np.zeros(size, dtype=bool)
        if value in self.names:
            mask[self.document_of_entry[self.value_of_entry == self.names.index(value)]] = True
        return mask


@dataclass(frozen=True, slots=True)
class DateColumn:
    """Intervals of days (proleptic ordinals, both ends included), one entry for each (document, interval)."""

    document_of_entry: Documents
    first_day_of_entry: NDArray[np.int32]
    last_day_of_entry: NDArray[np.int32]

    def overlapping(self, first: int, last: int, size: int) -> Mask:
        """A mask of the documents with an interval that touches first..last."""
        mask = np.zeros(size, dtype=bool)
        mask[self.document_of_entry[(self.first_day_of_entry <= last) & (self.last_day_of_entry >= first)]] = True
        return mask

    def dated(self, size: int) -> Mask:
        return self.overlapping(_FIRST_ORDINAL, _LAST_ORDINAL, size)

    def extent(self, mask: Mask) -> tuple[int, int] | None:
        """The first and the last day of the intervals of the mask's documents."""
        chosen = mask[self.document_of_entry]
        if not chosen.any():
            return None
        return int(self.first_day_of_entry[chosen].min()), int(self.last_day_of_entry[chosen].max())

    def sort_key(self, size: int, *, newest: bool) -> NDArray[np.int32]:
        """The day that a document is sorted by; the undated are given the far end, so that they come last."""
        key = np.full(size, _FIRST_ORDINAL - 1 if newest else _LAST_ORDINAL + 1, dtype=np.int32)
        if newest:
            np.maximum.at(key, self.document_of_entry, self.last_day_of_entry)
        else:
            np.minimum.at(key, self.document_of_entry, self.first_day_of_entry)
        return key


class StockIndex:
    """An open generation. Documents are numbered from 0 in the order of their ids."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(str(folder), readonly=True)
        self._reader = self._index.reader()
        stored = sorted(((fields["id"], number) for number, fields in self._reader.iter_docs()))
        self.ids = tuple(name for name, _ in stored)
        self.size = len(self.ids)
        self._whoosh_number = np.array([number for _, number in stored], dtype=np.intp)
        self._number_of_whoosh = {number: position for position, (_, number) in enumerate(stored)}
        self.facets = {facet.name: self._facet_column(facet.name) for facet in FACETS}
        self.clocks: dict[Clock, DateColumn] = {"published": self._dates(0), "mentioned": self._dates(1)}

    def evaluate(self, query: whoosh_query.Query) -> tuple[Documents, Scores]:
        """The documents that match, by number, and the score of each."""
        query = query.accept(self._with_documents_for_days)
        with self._index.searcher(weighting=BM25F(title_B=0.5)) as searcher:
            found = searcher.search(query, limit=None, optimize=False).top_n
        numbers = [self._number_of_whoosh[number] for _, number in found]
        return np.array(numbers, dtype=np.intp), np.array([score for score, _ in found], dtype=np.float32)

    def stored(self, number: int) -> dict[str, str]:
        """`document` and `annotations` of a document, as JSON text."""
        fields: dict[str, str] = self._reader.stored_fields(int(self._whoosh_number[number]))
        return fields

    def document_number(self, document_id: str) -> int | None:
        position = np.searchsorted(np.array(self.ids), document_id)
        found = position < self.size and self.ids[position] == document_id
        return int(position) if found else None

    def dates_mask(self, clock: Clock, dates: DateRange) -> Mask:
        first = dates.first_day.toordinal() if dates.first_day else _FIRST_ORDINAL
        last = dates.last_day.toordinal() if dates.last_day else _LAST_ORDINAL
        return self.clocks[clock].overlapping(first, last, self.size)

    def document_frequencies(self, field: str) -> list[tuple[str, int]]:
        """Every term of a text field with the number of documents that hold it, in alphabetical order."""
        return [(text.decode(), info.doc_frequency()) for (name, text), info in self._reader if name == field]

    def values_of(self, field: str) -> tuple[str, ...]:
        """Every value of a field of exact values, in alphabetical order."""
        return tuple(sorted(self._reader.field_terms(field)))

    def _with_documents_for_days(self, query: whoosh_query.Query) -> whoosh_query.Query:
        """Days are columns, which Whoosh cannot search: the documents they stand for take their place."""
        if not isinstance(query, Dates):
            return query
        return OneOf(self._whoosh_number[self.dates_mask(query.clock, query.range)].tolist())

    def _facet_column(self, name: str) -> FacetColumn:
        entries = self._entries(name)
        names = tuple(sorted({value for _, value in entries}))
        number_of = {value: number for number, value in enumerate(names)}
        return FacetColumn(
            names,
            np.array([document for document, _ in entries], dtype=np.intp),
            np.array([number_of[value] for _, value in entries], dtype=np.intp),
        )

    def _entries(self, name: str) -> list[tuple[int, str]]:
        return [
            (self._number_of_whoosh[number], text)
            for text in self._reader.field_terms(name)
            for number in self._reader.postings(name, text).all_ids()
        ]

    def _dates(self, clock: int) -> DateColumn:
        entries = [
            (position, first.toordinal(), last.toordinal())
            for position, number in enumerate(self._whoosh_number)
            for first, last in _intervals(self._reader.stored_fields(int(number))["columns"][clock])
        ]
        columns = np.array(entries, dtype=np.int32).reshape(-1, 3)
        return DateColumn(columns[:, 0].astype(np.intp), columns[:, 1], columns[:, 2])


def _intervals(stored: Any) -> Sequence[tuple[date, date]]:
    """The published clock stores one interval or None, the mentioned one a tuple of them."""
    if not stored:
        return ()
    return (stored,) if isinstance(stored[0], date) else stored
