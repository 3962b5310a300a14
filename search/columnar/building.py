"""IndexedDocuments -> a segment on disk, in bounded memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.columnar.arrays import ArrayFileWriter, Integers, compact, open_arrays
from search.columnar.columns import value_column, write_values
from search.columnar.days import date_column, write_days
from search.columnar.encoding import FieldWriter
from search.columnar.inflections import write_inflections
from search.columnar.inversion import invert
from search.columnar.lexicon import encoded
from search.columnar.mentions import LabelledColumn, PlaceCollector
from search.columnar.numbering import Numbering
from search.columnar.pairs import write_no_pairs, write_pairs
from search.columnar.postings import IndexedField
from search.columnar.segment import CLOCKS, COUNTED_FIELDS, KEYWORD_FIELDS, WRITTEN_KINDS, file_name
from search.columnar.stored import STORED, StoreWriter
from search.columnar.tally import tally_of, write_tally
from search.columnar.vocabulary import TextCollector, Vocabulary
from search.model import IndexedDocument
from search.records import annotations_to_json, record_to_text
from search.schema import TEXT_FIELDS


class DateCollector:
    """Gathers the intervals of days of one clock of many documents."""

    def __init__(self) -> None:
        self._document, self._first, self._last = array("I"), array("i"), array("i")

    def add(self, document: int, first_day: int, last_day: int) -> None:
        self._document.append(document)
        self._first.append(first_day)
        self._last.append(last_day)

    def write(self, clock: str, file: ArrayFileWriter, document_count: int) -> None:
        document, first, last = np.array(self._document), np.array(self._first), np.array(self._last)
        write_days(file, clock, date_column(document, first, last, document_count))


@dataclass(frozen=True, slots=True)
class SegmentWriters:
    """The files of a segment that is being written, by kind."""

    folder: Path
    name: str
    files: dict[str, ArrayFileWriter]

    @classmethod
    def begun(cls, folder: Path, name: str) -> SegmentWriters:
        return cls(folder, name, {kind: _file_writer(folder, name, kind) for kind in WRITTEN_KINDS})

    def close(self, document_count: int, largest_position: dict[str, int], *, is_whole: bool = True) -> None:
        """Finishes the files, and writes the pairs of words if the segment is whole."""
        self.files["documents"].attributes |= {"document_count": document_count, "largest_position": largest_position}
        for file in self.files.values():
            file.close()
        written = {kind: open_arrays(self.folder / file_name(self.name, kind), kind) for kind in WRITTEN_KINDS}
        pairs = _file_writer(self.folder, self.name, "pairs")
        for name in TEXT_FIELDS:
            field = IndexedField(name, written, document_count)
            if is_whole:
                write_pairs(pairs, field, written["documents"][f"{name}.length_of_document"])
            else:
                write_no_pairs(pairs, field)
        pairs.close()


def _file_writer(folder: Path, name: str, kind: str) -> ArrayFileWriter:
    return ArrayFileWriter(folder / file_name(name, kind), kind, {"segment": name})


class RunWriter:
    """Gathers documents in memory and writes them as one segment."""

    def __init__(self, folder: Path, name: str, vocabulary: Vocabulary) -> None:
        self.name, self.document_count = name, 0
        self._writers = SegmentWriters.begun(folder, name)
        self._vocabulary = vocabulary
        self._texts = {field: TextCollector(vocabulary) for field in TEXT_FIELDS}
        self._keywords = {field: Numbering() for field in KEYWORD_FIELDS}
        self._days = {clock: DateCollector() for clock in CLOCKS}
        self._places = PlaceCollector()
        self._stores = {stored: StoreWriter(self._writers.files["stored"], stored) for stored in STORED}

    def add(self, indexed: IndexedDocument) -> None:
        document, number = indexed.document, self.document_count
        self._texts["title"].add(document.title)
        self._texts["body"].add(document.body)
        for field, values in keywords_of(indexed).items():
            self._keywords[field].add(values)
        self._places.add(indexed.sentences)
        for clock, intervals in (("published", [indexed.published]), ("mentioned", indexed.mentioned)):
            for interval in filter(None, intervals):
                self._days[clock].add(number, interval[0].toordinal(), interval[1].toordinal())
        self._stores["document"].add(record_to_text(document, indexed.annotations))
        self._stores["annotations"].add(annotations_to_json(indexed.annotations))
        self.document_count += 1

    @property
    def size(self) -> int:
        """About how many bytes writing will take at its peak."""
        texts = sum(text.size for text in self._texts.values())
        return self._vocabulary.size + texts + 500 * self.document_count

    def close(self, *, is_whole: bool) -> None:
        """Writes the segment; stems and tallies only if it is whole, and not to be merged with others at once."""
        largest = {field: self._write_text(field, text, is_whole) for field, text in self._texts.items()}
        columns = {field: self._write_keywords(field, is_whole) for field in KEYWORD_FIELDS}
        for clock, days in self._days.items():
            days.write(clock, self._writers.files["documents"], self.document_count)
        self._places.write(self._writers.files["documents"], columns)
        for store in self._stores.values():
            store.close()
        self._writers.close(self.document_count, largest, is_whole=is_whole)

    def _write_text(self, field: str, text: TextCollector, is_whole: bool) -> int:
        """Writes one field; returns the highest position in it."""
        terms, blocks, length_of_document = text.inverted()
        largest = int(length_of_document.max(initial=1)) - 1
        writer = FieldWriter(
            field,
            self._writers.files,
            document_count=self.document_count,
            length_of_document=length_of_document,
            largest_position=largest,
        )
        for between, block in blocks:
            writer.append(terms[between.start : between.stop], block)
        writer.close()
        write_lengths(self._writers.files["documents"], field, length_of_document)
        if is_whole:
            write_inflections(self._writers.files["terms"], field, terms)
        return largest

    def _write_keywords(self, field: str, is_whole: bool) -> LabelledColumn:
        keywords, document_count = self._keywords[field], self.document_count
        values, document = keywords.values(), np.repeat(np.arange(document_count), keywords.counts())
        column = value_column(keywords.ranks(values), document, document_count)
        writer = FieldWriter(field, self._writers.files, document_count=document_count)
        terms = list(map(encoded, values))
        slots = np.arange(len(column.value_of_slot))
        for between, block in invert(column.value_of_slot, slots, column.value_start_of_document, len(terms)):
            writer.append(terms[between.start : between.stop], block)
        writer.close()
        write_values(self._writers.files["documents"], field, column)
        if is_whole and field in COUNTED_FIELDS:
            write_tally(self._writers.files["documents"], field, tally_of(column, len(terms)))
        return LabelledColumn(values, column)


def keywords_of(indexed: IndexedDocument) -> dict[str, tuple[str, ...]]:
    """The values of a document by field of KEYWORD_FIELDS."""
    document = indexed.document
    single = {"source": document.source, "language": document.language, "author": document.author}
    return {
        "id": (document.id,),
        "actor": indexed.actors,
        "topic": indexed.topics,
        **{field: (value,) if value else () for field, value in single.items()},
    }


def write_lengths(file: ArrayFileWriter, field: str, length_of_document: Integers) -> None:
    file.append(f"{field}.length_of_document", compact(length_of_document))
