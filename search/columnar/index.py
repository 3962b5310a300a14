"""A generation on disk -> the documents that match a query, in order, counted and shown."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from whoosh.query import Query

from search.columnar.arrays import Array, Documents, Integers, Mask, Scores
from search.columnar.counting import bar_counts, extent
from search.columnar.days import FIRST_DAY, LAST_DAY
from search.columnar.documents import DocumentSet, joined
from search.columnar.evaluation import Evaluation
from search.columnar.expansion import SearchWords
from search.columnar.lexicon import Lexicon, decoded, encoded
from search.columnar.matched import Matched
from search.columnar.meeting import Units, documents_with_units, units_with, value_counts_within
from search.columnar.ranking import first_places, smallest
from search.columnar.reading import OpenIndex
from search.columnar.recent import Recent
from search.columnar.scoring import Weighting
from search.columnar.segment import CLOCKS, KEYWORD_FIELDS, Segment
from search.model import Clock, DateRange, Unit

_LOOKED_AT_ONCE = 4096
_REMEMBERED_HISTOGRAMS = 64
_REMEMBERED_TEXTS = 4 << 20  # bytes of memory


def open_columnar(folder: Path) -> ColumnarIndex:
    """The index in a folder; raises IndexDamaged, naming the file, for one that is not what was written."""
    return ColumnarIndex(folder)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents have each value of a facet. `names` are sorted by their bytes; both run in parallel."""

    names: Names
    count_of_value: Integers

    def of(self, value: str) -> int:
        number = self.names.number(value)
        return 0 if number is None else int(self.count_of_value[number])

    def of_numbers(self, numbers: Integers) -> list[int]:
        """How many documents have each of these values."""
        found: list[int] = self.count_of_value.take(numbers).tolist()
        return found

    @property
    def distinct(self) -> int:
        """How many values have at least one document."""
        return int(np.count_nonzero(self.count_of_value))

    def leading(self, count: int) -> dict[str, int]:
        """The `count` values with most documents and all that equal the last of them, in the order of names."""
        counts = self.count_of_value
        return self._from(int(np.partition(counts, -count)[-count]) if len(counts) > count else 0)

    def first(self, count: int, place_of_value: Integers) -> Integers:
        """The numbers of the `count` values with most documents, none without any; of two with as many, first the one
        whose place is before that of the other."""
        numbers = first_places([-self.count_of_value, place_of_value], count)
        return numbers[self.count_of_value.take(numbers) > 0]

    def items(self) -> list[tuple[str, int]]:
        """Every value with at least one document, by name."""
        return list(self._from(1).items())

    def _from(self, fewest: int) -> dict[str, int]:
        """Every value with so many documents, and at least one, by name."""
        (numbers,) = (self.count_of_value >= max(fewest, 1)).nonzero()
        return dict(zip(self.names.of(numbers), self.of_numbers(numbers), strict=True))


class Names:
    """The values of a facet by number: those of all segments, sorted by their bytes."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._only = lexicons[0] if len(lexicons) == 1 else None
        self._united: list[bytes] = [] if self._only else sorted({t for lexicon in lexicons for t in lexicon.terms()})
        self._number = {term: number for number, term in enumerate(self._united)}
        several = [] if self._only else lexicons
        self._of_segment = [np.array([self._number[t] for t in of.terms()], dtype=np.int64) for of in several]

    def numbered(self, segment: int, terms: Integers) -> Integers:
        """Terms of a segment's lexicon by their numbers among all of them."""
        return terms if self._only else self._of_segment[segment][terms]

    def summed(self, counts_of_segment: Sequence[Integers]) -> Integers:
        """Counts of the values of each segment as counts of all values: int64[values]."""
        if self._only:
            return counts_of_segment[0]
        total = np.zeros(len(self), dtype=np.int64)
        for numbers, counts in zip(self._of_segment, counts_of_segment, strict=True):
            total[numbers] += counts
        return total

    def __len__(self) -> int:
        return len(self._only) if self._only else len(self._united)

    def of(self, numbers: Integers) -> list[str]:
        """The values with these numbers."""
        return list(map(self.texts.__getitem__, numbers.tolist()))

    @cached_property
    def texts(self) -> list[str]:
        """All of them, read once: a page names a hundred."""
        return [decoded(term) for term in (self._only.terms() if self._only else self._united)]

    def number(self, value: str) -> int | None:
        return self._only.number(encoded(value)) if self._only else self._number.get(encoded(value))


class ColumnarIndex(OpenIndex):
    """An open generation. Documents ascend."""

    def __init__(self, folder: Path, weighting: Weighting | None = None) -> None:
        super().__init__(folder, weighting)
        self._histograms = Recent[Integers](_REMEMBERED_HISTOGRAMS)
        self._orders = Recent[Documents](2 * len(CLOCKS))
        self._undated = Recent[DocumentSet](len(CLOCKS))
        self._sort_days = Recent[Array](2 * len(CLOCKS))
        self._texts = Recent[str](_REMEMBERED_TEXTS, sys.getsizeof)

    # --- matching and scoring ---

    def evaluation(self, query: Query, deadline: float = math.inf, words: SearchWords | None = None) -> Evaluation:
        """A query to be matched and scored step by step, until the deadline; for one thread."""
        return Evaluation(self, query, deadline, words)

    def words(self) -> SearchWords:
        """For the queries of one search, so that each of their words is looked up once; for one thread."""
        return SearchWords(self)

    def evaluate(self, query: Query) -> tuple[Documents, Scores]:
        """The documents that match, and the score of each."""
        evaluation = self.evaluation(query)
        documents = evaluation.matched().documents
        return documents, evaluation.scores(documents)

    @cached_property
    def live(self) -> DocumentSet:
        """Every document that is not deleted."""
        return self._set(Matched(s.document_count, mask=s.live, count=s.live_count) for s in self.segments)

    def masked(self, mask: Mask) -> DocumentSet:
        """The documents of a mask over all documents, none of which is deleted."""
        return self._set(Matched(end - start, mask=mask[start:end]) for start, end in pairwise(self.bases))

    def _set(self, pieces: Iterable[Matched]) -> DocumentSet:
        return DocumentSet(list(pieces), self.bases)

    def _live_set(self, pieces: Iterable[Matched]) -> DocumentSet:
        return self._set(map(Segment.only_live, self.segments, pieces))

    # --- facets ---

    def having(self, facet: str, value: str) -> DocumentSet:
        """The documents with a value of a facet."""
        return self._live_set(segment.with_term(facet, encoded(value)) for segment in self.segments)

    def count(self, facet: str, chosen: DocumentSet) -> Counts:
        """How many of these documents have each value of a facet."""
        return self._counts(
            facet, [segment.tallies[facet].counts(piece) for segment, piece in self._by_segment(chosen)]
        )

    def _counts(self, facet: str, of_segment: Sequence[Integers]) -> Counts:
        names = self.names[facet]
        return Counts(names, names.summed(of_segment))

    # --- labels that stand together ---

    def units_with(self, facet: str, values: Iterable[str], unit: Unit) -> Units:
        """The sentences or paragraphs in which one of these values of a facet stands."""
        terms, units = [encoded(value) for value in values], []
        for segment in self.segments:
            numbers = [segment.fields[facet].lexicon.number(term) for term in terms]
            units.append(units_with(segment, facet, [number for number in numbers if number is not None], unit))
        return Units(unit, tuple(units))

    def documents_with(self, units: Units) -> DocumentSet:
        """The documents that have one of the units."""
        pairs = zip(self.segments, units.of_segment, strict=True)
        return self._live_set(
            Matched(segment.document_count, mask=documents_with_units(segment, of, units.unit)) for segment, of in pairs
        )

    def count_within(self, facet: str, chosen: DocumentSet, units: Units) -> Counts:
        """How many of these documents have each value of a facet in one of the units."""
        counts = [
            value_counts_within(segment, facet, piece.mask, of, units.unit)
            for (segment, piece), of in zip(self._by_segment(chosen), units.of_segment, strict=True)
        ]
        return self._counts(facet, counts)

    def _by_segment(self, chosen: DocumentSet) -> Iterator[tuple[Segment, Matched]]:
        return zip(self.segments, chosen.pieces, strict=True)

    @cached_property
    def names(self) -> dict[str, Names]:
        """The values of each field of exact values."""
        return {facet: Names([s.fields[facet].lexicon for s in self.segments]) for facet in KEYWORD_FIELDS}

    # --- days ---

    def overlapping(self, clock: Clock, dates: DateRange) -> DocumentSet:
        """The documents with a day in the range, on a clock."""
        first = dates.first_day.toordinal() if dates.first_day else FIRST_DAY
        last = dates.last_day.toordinal() if dates.last_day else LAST_DAY
        days = [segment.days[clock] for segment in self.segments]
        return self._live_set(Matched(of.document_count, mask=of.overlapping(first, last)) for of in days)

    def undated(self, clock: Clock) -> DocumentSet:
        """The documents without any day on a clock; remembered."""
        return self._undated.get(clock, lambda: self._without_day(clock))

    def _without_day(self, clock: Clock) -> DocumentSet:
        days = [segment.days[clock] for segment in self.segments]
        return self.live - self._set(Matched(of.document_count, mask=of.dated) for of in days)

    def extent(self, clock: Clock, chosen: DocumentSet) -> tuple[int, int] | None:
        """The first and the last day, as ordinals, of these documents; None when none has a day."""
        found = [days for segment, piece in self._by_segment(chosen) if (days := extent(segment.days[clock], piece))]
        return (min(first for first, _ in found), max(last for _, last in found)) if found else None

    def histogram(
        self, clock: Clock, chosen: DocumentSet, first_day_of_bar: tuple[int, ...], last_day: int
    ) -> Integers:
        """How many of these documents have a day in each bar; see `counting.bar_counts`."""
        total = np.zeros(len(first_day_of_bar), dtype=np.int64)
        for segment, piece in self._by_segment(chosen):
            total += bar_counts(segment.days[clock], piece, first_day_of_bar, last_day)
        return total

    def histogram_of_everything(self, clock: Clock, first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
        """The histogram of all live documents, remembered for the bars asked for most recently."""
        bars = (clock, first_day_of_bar, last_day)
        return self._histograms.get(bars, lambda: self.histogram(clock, self.live, first_day_of_bar, last_day))

    # --- order ---

    def first_by(self, keys: Sequence[Array], documents: Documents, count: int) -> Integers:
        """The places of the first `count` documents, by keys in parallel with them, then by id."""
        places = smallest(keys[0], count)
        among = [*(key[places] for key in keys), self.rank_of_document[documents[places]]]
        return places[first_places(among, count)]

    def first_by_day(self, clock: Clock, chosen: DocumentSet, count: int, *, newest: bool) -> Documents:
        """The first `count` of these documents by day, the undated last, then by id."""
        if len(chosen) <= _LOOKED_AT_ONCE:
            documents, day = chosen.documents, self.sort_day(clock, newest=newest)[chosen.documents]
            return documents[self.first_by([-day if newest else day], documents, count)]
        order, found, missing = self._in_order_of_day(clock, newest), [], count
        for start in range(0, self.size, _LOOKED_AT_ONCE):
            looked = order[start : start + _LOOKED_AT_ONCE]
            found.append(looked[chosen.contains(looked)][:missing])
            missing -= len(found[-1])
            if not missing:
                break
        return np.concatenate([np.empty(0, dtype=np.intp), *found])

    def _in_order_of_day(self, clock: Clock, newest: bool) -> Documents:
        """Every document by day, then by id; remembered."""
        return self._orders.get((clock, newest), lambda: self._by_day(clock, newest))

    def _by_day(self, clock: Clock, newest: bool) -> Documents:
        day = self.sort_day(clock, newest=newest)
        return np.lexsort((self.rank_of_document, -day if newest else day))

    def sort_day(self, clock: Clock, *, newest: bool) -> Array:
        """The day each document is sorted by on a clock; the undated are given a day before (after) all others."""
        return self._sort_days.get((clock, newest), lambda: self._sort_day(clock, newest))

    def _sort_day(self, clock: Clock, newest: bool) -> Array:
        return joined([segment.days[clock].sort_key(newest=newest) for segment in self.segments], int)

    @cached_property
    def rank_of_document(self) -> Array:
        """The place of each document in the order of ids, over all segments."""
        names = self.names["id"]
        return joined([names.numbered(n, s.rank_of_document) for n, s in enumerate(self.segments)], int)

    # --- documents ---

    def stored(self, document: int, name: str = "document") -> str:
        """The record of a document, or its annotations as JSON; those read lately, which the next page often shows
        again, are remembered."""
        return self._texts.get((document, name), lambda: self._stored(document, name))

    def _stored(self, document: int, name: str) -> str:
        segment, number = self.located(document)
        return segment.stored(number, name)

    def document_id(self, document: int) -> str:
        segment, number = self.located(document)
        return segment.document_id(number)

    def document_number(self, document_id: str) -> int | None:
        """The live document with this id, or None."""
        for base, segment in zip(self.bases, self.segments, strict=False):
            if (number := segment.document_number(document_id)) is not None:
                return base + number
        return None

    def document_frequencies(self, field: str) -> list[tuple[str, int]]:
        """Every word of a field with the documents that hold it, deleted ones included, in the order of bytes."""
        totals: dict[bytes, int] = {}
        for segment in self.segments:
            counts = segment.fields[field].document_count_of_term.tolist()
            for number, term in segment.fields[field].lexicon.listed(range(len(counts))):
                totals[term] = totals.get(term, 0) + counts[number]
        return [(decoded(term), totals[term]) for term in sorted(totals)]

    def values_of(self, field: str) -> tuple[str, ...]:
        """Every value of a field of exact values that a live document has, in the order of bytes."""
        terms = {term for segment in self.segments for term in segment.values_of(field)}
        return tuple(map(decoded, sorted(terms)))

    def check(self) -> None:
        """Reads every file and compares it with its checksums; raises IndexDamaged naming the first that differs."""
        for segment in self.segments:
            segment.check()
