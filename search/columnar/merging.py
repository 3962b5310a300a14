"""Segments -> one segment, by concatenating arrays; deleted documents are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path

import numpy as np

from search.columnar.arrays import Array, Integers, compact, counts_of, slots_of, starts_of
from search.columnar.building import SegmentWriters, write_lengths
from search.columnar.columns import ValueColumn, write_values
from search.columnar.days import DateColumn, write_days
from search.columnar.encoding import FieldWriter
from search.columnar.inflections import write_inflections
from search.columnar.inversion import PostingBlock
from search.columnar.lexicon import Lexicon
from search.columnar.mentions import PLACED_FIELDS, joined_mentions, joined_sentences, write_mentions, write_sentences
from search.columnar.postings import IndexedField
from search.columnar.segment import CLOCKS, COUNTED_FIELDS, KEYWORD_FIELDS, Segment
from search.columnar.stored import STORED, StoreWriter
from search.columnar.tally import tally_of, write_tally
from search.schema import TEXT_FIELDS

# Occurrences merged at a time: about 100 MB of arrays. A single term with more is still merged in one piece.
_OCCURRENCES_AT_ONCE = 1 << 21
_DROPPED = -1


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge. `number_of_document` int64[documents] is each document's number in the merged segment."""

    segment: Segment
    number_of_document: Integers

    @property
    def has_dropped(self) -> bool:
        return self.segment.deleted is not None


def merge(segments: Sequence[Segment], folder: Path, name: str) -> None:
    """Writes the live documents of the segments, in their order, as the segment `name`."""
    sources = list(_sources(segments))
    document_count = sum(segment.live_count for segment in segments)
    writers = SegmentWriters.begun(folder, name)
    merge_ = _Merge(sources, writers, document_count)
    for field in TEXT_FIELDS:
        merge_.text_field(field)
    for field in KEYWORD_FIELDS:
        merge_.keyword_field(field)
    for clock in CLOCKS:
        write_days(writers.files["documents"], clock, _merged_days(sources, clock))
    _merge_places(segments, writers)
    for stored in STORED:
        _merge_store(sources, StoreWriter(writers.files["stored"], stored), stored)
    writers.close(document_count, {field: merge_.largest_position(field) for field in TEXT_FIELDS})


def _sources(segments: Sequence[Segment]) -> Iterator[Source]:
    base = 0
    for segment in segments:
        numbers = np.where(segment.live, base + np.cumsum(segment.live) - 1, _DROPPED)
        yield Source(segment, numbers)
        base += segment.live_count


@dataclass(frozen=True, slots=True)
class _Merge:
    sources: Sequence[Source]
    writers: SegmentWriters
    document_count: int

    def largest_position(self, field: str) -> int:
        return max(source.segment.largest_position[field] for source in self.sources)

    def text_field(self, name: str) -> None:
        lengths = np.concatenate([s.segment.length_of_document[name][s.segment.live] for s in self.sources])
        writer = FieldWriter(
            name,
            self.writers.files,
            document_count=self.document_count,
            length_of_document=lengths,
            largest_position=self.largest_position(name),
        )
        terms, _ = self._merge_terms(name, writer)
        write_lengths(self.writers.files["documents"], name, lengths)
        write_inflections(self.writers.files["terms"], name, terms)

    def keyword_field(self, name: str) -> None:
        writer = FieldWriter(name, self.writers.files, document_count=self.document_count)
        terms, numbers_of_source = self._merge_terms(name, writer)
        column, file = _merged_values(self.sources, name, numbers_of_source), self.writers.files["documents"]
        write_values(file, name, column)
        if name in COUNTED_FIELDS:
            write_tally(file, name, tally_of(column, len(terms)))

    def _merge_terms(self, name: str, writer: FieldWriter) -> tuple[list[bytes], list[Integers]]:
        """Merges the postings of a field; returns its terms, and for each source the new number of each old term."""
        fields = [source.segment.fields[name] for source in self.sources]
        union, numbers_of_source = _united([field.lexicon for field in fields])
        is_kept = np.zeros(len(union), dtype=bool)
        for first, last in _ranges(fields, numbers_of_source, len(union)):
            blocks = [
                _block_between(source, field, numbers, first, last)
                for source, field, numbers in zip(self.sources, fields, numbers_of_source, strict=True)
            ]
            block = _interleaved(blocks)
            is_kept[first:last] = kept = block.posting_count_of_term > 0
            writer.append(_chosen(union[first:last], kept), _without_empty(block, kept))
        writer.close()
        new_number = np.cumsum(is_kept) - 1
        return _chosen(union, is_kept), [new_number[numbers] for numbers in numbers_of_source]


def _chosen(terms: Sequence[bytes], is_kept: Array) -> list[bytes]:
    return list(compress(terms, is_kept.tolist()))


def _without_empty(block: PostingBlock, kept: Array) -> PostingBlock:
    return PostingBlock(
        block.posting_count_of_term[kept],
        block.document_of_posting,
        block.frequency_of_posting,
        block.position_of_occurrence,
    )


def _united(lexicons: Sequence[Lexicon]) -> tuple[list[bytes], list[Integers]]:
    """All terms in order, and for each lexicon the places of its terms among them."""
    union = sorted(set().union(*(lexicon.terms() for lexicon in lexicons)))
    place = {term: number for number, term in enumerate(union)}
    found = (map(place.__getitem__, lexicon.terms()) for lexicon in lexicons)  # read again, and not kept: they are many
    return union, [
        np.fromiter(numbers, np.int64, len(lexicon)) for numbers, lexicon in zip(found, lexicons, strict=True)
    ]


def _ranges(
    fields: Sequence[IndexedField], numbers_of_source: Sequence[Integers], terms: int
) -> Iterator[tuple[int, int]]:
    """Consecutive ranges of terms, each with about as many occurrences as are merged at a time."""
    occurrences = np.zeros(terms, dtype=np.int64)
    for field, numbers in zip(fields, numbers_of_source, strict=True):
        occurrences[numbers] += field.occurrence_counts()
    chunk = starts_of(occurrences)[:-1] // _OCCURRENCES_AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(chunk)) + 1).tolist(), terms] if terms else [0]
    return pairwise(edges)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one source adds to a range of terms; both counts are by term of the range."""

    posting_counts: Integers
    occurrence_counts: Integers
    documents: Integers
    frequencies: Integers
    positions: Array | None


def _block_between(source: Source, field: IndexedField, numbers: Integers, first: int, last: int) -> _Piece:
    start, end = np.searchsorted(numbers, [first, last]).tolist()
    if start == end:
        return _empty_piece(last - first, field.has_positions)
    block = field.block(start, end)
    term = np.repeat(numbers[start:end] - first, block.posting_count_of_term)
    documents, frequencies = source.number_of_document[block.document_of_posting], block.frequency_of_posting
    positions = block.position_of_occurrence
    if source.has_dropped:
        is_live = documents != _DROPPED
        positions = None if positions is None else positions[np.repeat(is_live, frequencies)]
        term, documents, frequencies = term[is_live], documents[is_live], frequencies[is_live]
    posting_counts = np.bincount(term, minlength=last - first)
    occurrence_counts = np.bincount(term, weights=frequencies, minlength=last - first).astype(np.int64)
    return _Piece(posting_counts, occurrence_counts, documents, frequencies, positions)


def _empty_piece(terms: int, has_positions: bool) -> _Piece:
    none, counts = np.empty(0, dtype=np.uint32), np.zeros(terms, dtype=np.int64)
    return _Piece(counts, counts, none, none, none if has_positions else None)


def _interleaved(pieces: Sequence[_Piece]) -> PostingBlock:
    """For each term the postings of the first source, then those of the second, and so on."""
    posting_slots = _interleaved_slots([piece.posting_counts for piece in pieces])
    total = sum((piece.posting_counts for piece in pieces[1:]), start=pieces[0].posting_counts)
    documents = _scattered(posting_slots, [piece.documents for piece in pieces])
    frequencies = _scattered(posting_slots, [piece.frequencies for piece in pieces])
    positions = [piece.positions for piece in pieces if piece.positions is not None]
    if not positions:
        return PostingBlock(total, documents, frequencies, None)
    occurrence_slots = _interleaved_slots([piece.occurrence_counts for piece in pieces])
    return PostingBlock(total, documents, frequencies, _scattered(occurrence_slots, positions))


def _interleaved_slots(counts_of_source: Sequence[Integers]) -> list[Integers]:
    """For each source the places of its values when sources take turns within each term."""
    counts = np.stack(counts_of_source)
    start_of_term = starts_of(counts.sum(axis=0))[:-1]
    before = np.cumsum(counts, axis=0) - counts
    return [slots_of(start_of_term + before[i], counts[i]) for i in range(len(counts_of_source))]


def _scattered(slots_of_source: Sequence[Integers], values_of_source: Sequence[Array]) -> Array:
    merged = np.empty(sum(map(len, slots_of_source)), dtype=np.uint32)
    for slots, values in zip(slots_of_source, values_of_source, strict=True):
        merged[slots] = values
    return merged


# --- columns and stored documents ---------------------------------------------------------------


def _merged_values(sources: Sequence[Source], name: str, numbers_of_source: Sequence[Integers]) -> ValueColumn:
    counts, values = [], []
    for source, numbers in zip(sources, numbers_of_source, strict=True):
        column, live = source.segment.values[name], source.segment.live
        counts_of_document = counts_of(column.value_start_of_document)
        counts.append(counts_of_document[live])
        values.append(numbers[column.value_of_slot[np.repeat(live, counts_of_document)]])
    return ValueColumn(starts_of(np.concatenate(counts)), np.concatenate(values))


def _merged_days(sources: Sequence[Source], clock: str) -> DateColumn:
    counts, first_days, last_days = [], [], []
    for source in sources:
        column, live = source.segment.days[clock], source.segment.live
        is_kept = column.intervals_in(live)
        counts.append(counts_of(column.interval_start_of_document)[live])
        first_days.append(column.first_day_of_interval[is_kept])
        last_days.append(column.last_day_of_interval[is_kept])
    starts = starts_of(np.concatenate(counts))
    return DateColumn(compact(starts), np.concatenate(first_days), np.concatenate(last_days))


def _merge_places(segments: Sequence[Segment], writers: SegmentWriters) -> None:
    file = writers.files["documents"]
    live_of_segment = [segment.live for segment in segments]
    sentences, numbers = joined_sentences([segment.sentences for segment in segments], live_of_segment)
    write_sentences(file, sentences)
    for field in PLACED_FIELDS:
        live_of_slot = [segment.live[segment.values[field].document_of_slot] for segment in segments]
        columns = [segment.mentions[field] for segment in segments]
        write_mentions(file, field, joined_mentions(columns, live_of_slot, sentences, numbers))


def _merge_store(sources: Sequence[Source], writer: StoreWriter, name: str) -> None:
    for source in sources:
        writer.add_from(source.segment.stores[name], source.segment.live)
    writer.close()
