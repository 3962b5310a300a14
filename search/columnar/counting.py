"""Documents -> exact counts of those that have a day in each bar of a histogram, and the days they reach over."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from search.columnar.arrays import Array, Documents, Integers
from search.columnar.bits import set_before
from search.columnar.days import DateColumn
from search.columnar.matched import Matched

# Up to a twelfth of the documents, it is faster to gather the days of each than to pass over all days.
_FEW = 12
_LOOKED_AT_ONCE = 4096
_MOST_LISTED = 1 << 17  # days: some 360 years


def bar_counts(column: DateColumn, chosen: Matched, first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
    """How many of the chosen documents have a day in each bar: int64[bars].

    Bar i reaches from its first day to the day before the next one's; the last bar ends on `last_day`. An interval
    touches the bars between the one it begins in and the one it ends in.
    """
    bars = Bars(first_day_of_bar, last_day)
    counts = _touching_of_few(column, chosen, bars) if _are_few(chosen) else _touching_of_many(column, chosen, bars)
    return counts - _touched_again(column, chosen, bars) if len(column.neighbours.document) else counts


class Bars:
    """Bars that follow each other without a gap: bar i has the days `edges[i]` to `edges[i + 1] - 1`."""

    def __init__(self, first_day_of_bar: tuple[int, ...], last_day: int) -> None:
        self._days = first_day_of_bar, last_day
        self.edges = np.array([*first_day_of_bar, last_day + 1], dtype=np.int32)  # as days are: no copy to compare them
        self.first_day, self.after = first_day_of_bar[0], last_day + 1

    def __len__(self) -> int:
        return len(self.edges) - 1

    def of(self, days: Array) -> Integers:
        """The bar of each day; of one before or after all bars, the nearest."""
        nearest: Array = np.clip(days, self.first_day, self.after - 1)
        if self.after - self.first_day > _MOST_LISTED:
            places: Integers = np.searchsorted(self.edges, nearest, side="right") - 1
            return places
        bars: Integers = _bar_of_day(*self._days)[nearest - self.first_day]
        return bars


@lru_cache(maxsize=8)
def _bar_of_day(first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
    """The bar of each day from the first to the last."""
    lengths = np.diff(np.array(first_day_of_bar), append=last_day + 1)
    return np.repeat(np.arange(len(lengths), dtype=np.int16), lengths)


def _touching_of_few(column: DateColumn, chosen: Matched, bars: Bars) -> Integers:
    """How many intervals of the chosen documents touch each bar."""
    intervals = column.intervals_of(chosen.documents)
    first, last = column.first_day_of_interval.take(intervals), column.last_day_of_interval.take(intervals)
    touches = (first < bars.after) & (last >= bars.first_day)
    begun = np.bincount(bars.of(first[touches]), minlength=len(bars))
    if column.are_single_days:
        return begun
    ended = np.bincount(bars.of(last[touches]) + 1, minlength=len(bars) + 1)
    return np.cumsum(begun - ended[: len(bars)])


def _touching_of_many(column: DateColumn, chosen: Matched, bars: Bars) -> Integers:
    """The same: of the intervals that begin before a bar is over, those are taken away that end before it begins."""
    first, last = column.by_first_day, column.by_last_day
    is_chosen = chosen.mask.take(first.document)
    begun = set_before(is_chosen, np.searchsorted(first.day, bars.edges[1:]))
    is_chosen = is_chosen if last is first else chosen.mask.take(last.document)
    return begun - set_before(is_chosen, np.searchsorted(last.day, bars.edges[:-1]))


def _touched_again(column: DateColumn, chosen: Matched, bars: Bars) -> Integers:
    """How often a bar is touched by an interval of a document that another one before it touches too.

    Intervals of a document are in order and apart, so only the bar in which one ends can be the one in which the next
    begins.
    """
    document, last_day, next_day = column.neighbours
    among = chosen.mask[document] & (last_day >= bars.first_day) & (next_day < bars.after)
    ended, begun = bars.of(last_day[among]), bars.of(next_day[among])
    return np.bincount(ended[ended == begun], minlength=len(bars))


def _are_few(chosen: Matched) -> bool:
    return len(chosen) * _FEW < chosen.size


def extent(column: DateColumn, chosen: Matched) -> tuple[int, int] | None:
    """The first and the last day of the chosen documents, or None when none has a day."""
    if _are_few(chosen):
        intervals = column.intervals_of(chosen.documents)
        first, last = column.first_day_of_interval.take(intervals), column.last_day_of_interval.take(intervals)
        return (int(first.min()), int(last.max())) if len(intervals) else None
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
