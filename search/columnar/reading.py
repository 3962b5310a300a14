"""Open segments -> what a query needs to know about all of them together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.filedb.filestore import FileStorage
from whoosh.query import Query
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader
from whoosh.searching import SearchContext, Searcher

from search.columnar.arrays import Array, Documents, Integers, starts_of
from search.columnar.codec import ColumnarCodec, SegmentRecord
from search.columnar.generation import open_segments
from search.columnar.lexicon import encoded
from search.columnar.recent import Recent
from search.columnar.scoring import TermStatistics, Weighting, WhooshWeighting, idf, relative_lengths
from search.columnar.segment import Segment
from search.schema import TEXT_FIELDS, whoosh_schema

_MOST_REMEMBERED = 256
Remembered = TypeVar("Remembered")


class OpenIndex:
    """The segments of a generation. Documents are numbered on through them; deleted ones keep their numbers.

    Nothing in it changes but what it remembers, which is computed from the files alone: threads may share it.
    """

    def __init__(self, folder: Path, weighting: Weighting | None = None) -> None:
        self.folder = folder
        self.segments: Sequence[Segment] = open_segments(folder)
        self.weighting = weighting or Weighting()
        self.bases: list[int] = starts_of(np.array([s.document_count for s in self.segments], dtype=np.int64)).tolist()
        self.size: int = self.bases[-1]
        self._memory = Recent[object](_MOST_REMEMBERED)
        self.live_count: int = sum(segment.live_count for segment in self.segments)

    def split(self, documents: Documents) -> Iterator[tuple[int, int]]:
        """Which of ascending documents are in each segment: the first and the one after the last."""
        return pairwise(np.searchsorted(documents, self.bases).tolist())

    def located(self, document: int) -> tuple[Segment, int]:
        """The segment of a document and its number there."""
        number = bisect_right(self.bases, document) - 1
        return self.segments[number], document - self.bases[number]

    def remembered(self, key: Hashable, compute: Callable[[], Remembered]) -> Remembered:
        """What `compute` gave for this key before, or gives now; the last few hundred are kept."""
        return cast(Remembered, self._memory.get(key, compute))

    # --- statistics ---

    def idf(self, documents_with: int) -> float:
        return idf(documents_with, self.live_count)

    @cached_property
    def average_length(self) -> dict[str, float]:
        """The mean length of each text field over live documents, in words; 1 where all are empty."""
        return {field: self._average_length(field) for field in TEXT_FIELDS}

    def _average_length(self, field: str) -> float:
        words = sum(int(segment.length_of_document[field][segment.live].sum()) for segment in self.segments)
        return words / self.live_count if words else 1.0

    def relative_lengths(self, segment: int, field: str) -> NDArray[np.float32]:
        """1 - b + b * length / average of each document of a segment."""
        return self._relative_lengths[segment, field]

    def relative_length(self, document: int, field: str) -> float:
        """1 - b + b * length / average of one document."""
        number = bisect_right(self.bases, document) - 1
        return float(self._relative_lengths[number, field][document - self.bases[number]])

    def penalties(self, segment: int, field: str) -> NDArray[np.float32]:
        """k1 times the relative length of each document of a segment."""
        return self._penalties[segment, field]

    @cached_property
    def _relative_lengths(self) -> dict[tuple[int, str], NDArray[np.float32]]:
        return {
            (number, field): relative_lengths(
                segment.length_of_document[field], self.average_length[field], self.weighting.b[field]
            )
            for number, segment in enumerate(self.segments)
            for field in TEXT_FIELDS
        }

    @cached_property
    def _penalties(self) -> dict[tuple[int, str], NDArray[np.float32]]:
        k1 = np.float32(self.weighting.k1)
        return {key: lengths * k1 for key, lengths in self._relative_lengths.items()}

    def first_words(self, segment: int, field: str) -> Integers:
        """How many words of the field stand before each document of a segment."""
        return self._first_words[segment, field]

    @cached_property
    def _first_words(self) -> dict[tuple[int, str], Integers]:
        return {
            (number, field): starts_of(segment.length_of_document[field])[:-1]
            for number, segment in enumerate(self.segments)
            for field in TEXT_FIELDS
        }

    # --- Whoosh over the same arrays ---

    @cached_property
    def whoosh_reader(self) -> IndexReader:
        storage, schema = FileStorage(str(self.folder), readonly=True), whoosh_schema()
        readers = [SegmentReader(storage, schema, _record(s), codec=ColumnarCodec(s)) for s in self.segments]
        return readers[0] if len(readers) == 1 else MultiReader(readers) if readers else EmptyReader(schema)

    def whoosh_searcher(self) -> Searcher:
        """Whoosh's own searcher, with the scores of the evaluator for single terms."""
        return Searcher(self.whoosh_reader, weighting=WhooshWeighting(self.weighting, self._statistics_of))

    def _statistics_of(self, field: str, text: bytes) -> TermStatistics:
        return TermStatistics(self.idf(self.document_frequency(field, text)), self.average_length[field])

    def document_frequency(self, field: str, term: str | bytes) -> int:
        """How many live documents hold a term."""
        text = term if isinstance(term, bytes) else encoded(term)
        fields = [(segment, segment.fields[field]) for segment in self.segments]
        found = [(segment, indexed, indexed.lexicon.number(text)) for segment, indexed in fields]
        return sum(s.live_documents_with(indexed, number) for s, indexed, number in found if number is not None)

    def by_whoosh(self, query: Query, segment: int) -> tuple[Documents, Array]:
        """The documents of a segment that Whoosh's own matcher finds, and their scores."""
        searcher = self.whoosh_searcher()
        leaf = searcher.leaf_searchers()[segment][0]
        matcher = query.matcher(leaf, SearchContext(weighting=searcher.weighting))
        found: dict[int, float] = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.score()
            matcher.next()
        documents = np.array(sorted(found), dtype=np.intp)
        return documents, np.array([found[document] for document in documents.tolist()], dtype=np.float32)


def _record(segment: Segment) -> WhooshSegment:
    return SegmentRecord(segment.name, segment.document_count, segment.document_count - segment.live_count)
