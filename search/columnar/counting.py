"""Documents -> exact counts of those that have a day in each bar of a histogram, and the days they reach over."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np

from search.columnar.arrays import Array, Documents, Integers, smallest_dtype
from search.columnar.days import DateColumn
from search.columnar.matched import Matched

# Up to a twelfth of the documents, it is faster to gather the days of each than to look for the outermost chosen ones.
_FEW = 12
_LOOKED_AT_ONCE = 4096
_MOST_LISTED = 1 << 17  # days: some 360 years


def bar_counts(column: DateColumn, chosen: Matched, first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
    """How many of the chosen documents have a day in each bar: int64[bars].

    Bar i reaches from its first day to the day before the next one's; the last bar ends on `last_day`. An interval
    touches the bars between the one it begins in and the one it ends in. Where more documents are chosen than not, the
    others are counted and taken away from all.
    """
    bars = bars_of(first_day_of_bar, last_day)
    counts: Integers
    if 2 * len(chosen) > chosen.size:
        counts = _touching_in_all(column, bars) - _touching(column, chosen.others, bars)
    else:
        counts = _touching(column, chosen, bars)
    return counts - _touched_again(column, chosen, bars) if len(column.neighbours.document) else counts


class Bars:
    """Bars that follow each other without a gap: bar i has the days `edges[i]` to `edges[i + 1] - 1`."""

    def __init__(self, first_day_of_bar: tuple[int, ...], last_day: int) -> None:
        self.edges = np.array([*first_day_of_bar, last_day + 1], dtype=np.int32)  # as days are: no copy to compare them
        self._day_before = np.int32(first_day_of_bar[0] - 1)
        self._are_listed = last_day - first_day_of_bar[0] <= _MOST_LISTED

    def __len__(self) -> int:
        return len(self.edges) - 1

    def begun_by(self, days: Array) -> Integers:
        """How many bars have begun by each day; after the last one, one more."""
        if not self._are_listed:
            return np.searchsorted(self.edges, days, side="right")
        return self._begun_by_day.take(days - self._day_before, mode="clip")

    @cached_property
    def _begun_by_day(self) -> Integers:
        """How many bars have begun by each day, from the one before the first bar to the one after the last."""
        edges = np.array([self._day_before, *self.edges, self.edges[-1] + 1])
        return np.repeat(np.arange(len(edges) - 1, dtype=smallest_dtype(len(edges))), np.diff(edges))

    def counts(self, days: Array) -> Integers:
        """How many days are before all bars, in each of them, and after them: int64[bars + 2]."""
        return np.bincount(self.begun_by(days), minlength=len(self) + 2)


bars_of = lru_cache(maxsize=8)(Bars)  # a search counts the same bars of several sets


def _touching(column: DateColumn, chosen: Matched, bars: Bars) -> Integers:
    """How many intervals of the chosen documents touch each bar: those that begin in it or before, without those that
    end before it."""
    intervals = column.intervals_of(chosen.documents)
    begun = bars.counts(column.first_day_of_interval.take(intervals))
    if column.are_single_days:
        return begun[1:-1]
    ended = bars.counts(column.last_day_of_interval.take(intervals))
    return np.cumsum(begun)[1:-1] - np.cumsum(ended)[:-2]


def _touching_in_all(column: DateColumn, bars: Bars) -> Integers:
    """The same of all documents."""
    begun = np.searchsorted(column.by_first_day.day, bars.edges[1:])
    return begun - np.searchsorted(column.by_last_day.day, bars.edges[:-1])


def _touched_again(column: DateColumn, chosen: Matched, bars: Bars) -> Integers:
    """How often a bar is touched by an interval of a document that another one before it touches too.

    Intervals of a document are in order and apart, so only the bar in which one ends can be the one in which the next
    begins.
    """
    document, last_day, next_day = column.neighbours
    among = chosen.mask[document]
    ended, begun = bars.begun_by(last_day[among]), bars.begun_by(next_day[among])
    return np.bincount(ended[ended == begun], minlength=len(bars) + 2)[1:-1]


def _are_few(chosen: Matched) -> bool:
    return len(chosen) * _FEW < chosen.size


def extent(column: DateColumn, chosen: Matched) -> tuple[int, int] | None:
    """The first and the last day of the chosen documents, or None when none has a day."""
    if _are_few(chosen):
        intervals = column.intervals_of(chosen.documents)
        if not len(intervals):
            return None
        first = column.first_day_of_interval.take(intervals)
        last = first if column.are_single_days else column.last_day_of_interval.take(intervals)
        return int(first.min()), int(last.max())
    earliest = _first_chosen(column.by_first_day.document, chosen)
    latest = _first_chosen(column.by_last_day.document[::-1], chosen)
    if earliest is None or latest is None:
        return None
    return int(column.by_first_day.day[earliest]), int(column.by_last_day.day[-1 - latest])


def _first_chosen(documents: Documents, chosen: Matched) -> int | None:
    """The place of the first chosen one. Of many chosen ones it is found within the first few looks."""
    for start in range(0, len(documents), _LOOKED_AT_ONCE):
        found = chosen.mask[documents[start : start + _LOOKED_AT_ONCE]]
        if found.any():
            return start + int(found.argmax())
    return None
