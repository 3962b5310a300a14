"""Documents -> exact counts: of the values of a facet, and of the bars of a histogram."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.columnar.arrays import Array, Integers, Mask
from search.columnar.columns import DateColumn, ValueColumn

# Up to a quarter of the documents, gathering the values of each is faster than passing over all values.
_FEW = 4


def value_counts(column: ValueColumn, mask: Mask, total_of_value: Integers) -> Integers:
    """How many documents of the mask have each value: int64[values].

    `total_of_value` counts all documents of the mask's segment. Of a mask of more than half of them, those outside
    are counted instead and taken from the total.
    """
    chosen = int(np.count_nonzero(mask))
    if chosen == len(mask):
        return total_of_value
    if chosen * 2 > len(mask):
        return total_of_value - _counted(column, ~mask, len(mask) - chosen, len(total_of_value))
    return _counted(column, mask, chosen, len(total_of_value))


def _counted(column: ValueColumn, mask: Mask, chosen: int, values: int) -> Integers:
    if chosen * _FEW < len(mask):
        return np.bincount(column.value_of_slot[column.slots(np.flatnonzero(mask))], minlength=values)
    return np.bincount(column.value_of_slot[mask[column.document_of_slot]], minlength=values)


def bar_counts(column: DateColumn, mask: Mask | None, first_day_of_bar: Sequence[int], last_day: int) -> Integers:
    """How many documents of the mask have a day in each bar: int64[bars]; no mask means all documents.

    Bar i reaches from its first day to the day before the next one's; the last bar ends on `last_day`.
    """
    first_bar, last_bar, document = _bars_of_intervals(column, first_day_of_bar, last_day, mask)
    # Intervals of a document are in order, so one can share a bar with the one before it alone: count that bar once.
    is_same = document[1:] == document[:-1]
    first_bar[1:][is_same] = np.maximum(first_bar[1:][is_same], last_bar[:-1][is_same] + 1)
    touches = first_bar <= last_bar
    bars = len(first_day_of_bar)
    opened = np.bincount(first_bar[touches], minlength=bars + 1)
    closed = np.bincount(last_bar[touches] + 1, minlength=bars + 1)
    return np.cumsum(opened - closed)[:bars]


def _bars_of_intervals(
    column: DateColumn, first_day_of_bar: Sequence[int], last_day: int, mask: Mask | None
) -> tuple[Integers, Integers, Array]:
    """First and last bar of each interval that touches any bar, and its document."""
    first, last = column.first_day_of_interval, column.last_day_of_interval
    chosen = (last >= first_day_of_bar[0]) & (first <= last_day)
    if mask is not None:
        chosen &= column.intervals_in(mask)
    edges = np.array(first_day_of_bar)
    bar_of_day = np.repeat(np.arange(len(edges)), np.diff(edges, append=last_day + 1))
    first_bar = bar_of_day[np.maximum(first[chosen], edges[0]) - edges[0]]
    last_bar = bar_of_day[np.minimum(last[chosen], last_day) - edges[0]]
    return first_bar, last_bar, column.document_of_interval[chosen]


def extent(column: DateColumn, mask: Mask) -> tuple[int, int] | None:
    """The first and the last day of the documents of the mask, or None when none has a day."""
    chosen = column.intervals_in(mask)
    if not chosen.any():
        return None
    return int(column.first_day_of_interval[chosen].min()), int(column.last_day_of_interval[chosen].max())
