"""Documents -> exact counts: of the values of a facet, and of the bars of a histogram."""

from __future__ import annotations

import numpy as np

from search.columnar.arrays import Integers, Mask
from search.columnar.columns import DateColumn, ValueColumn
from search.columnar.matched import Matched

# Up to a quarter of the documents, gathering the values of each is faster than passing over all values.
_FEW = 4
_LOOKED_AT_ONCE = 4096


def value_counts(column: ValueColumn, chosen: Matched, total_of_value: Integers) -> Integers:
    """How many of the chosen documents have each value: int64[values].

    `total_of_value` counts all documents of the segment. Of more than half of them, the others are counted instead
    and taken from the total.
    """
    if len(chosen) == chosen.size:
        return total_of_value
    if len(chosen) * 2 > chosen.size:
        others = Matched(chosen.size, mask=~chosen.mask)
        return total_of_value - _counted(column, others, len(total_of_value))
    return _counted(column, chosen, len(total_of_value))


def _counted(column: ValueColumn, chosen: Matched, values: int) -> Integers:
    if _are_few(chosen):
        return np.bincount(column.value_of_slot[column.slots(chosen.documents)], minlength=values)
    return np.bincount(column.value_of_slot[chosen.mask[column.document_of_slot]], minlength=values)


def bar_counts(column: DateColumn, chosen: Matched, first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
    """How many of the chosen documents have a day in each bar: int64[bars].

    Bar i reaches from its first day to the day before the next one's; the last bar ends on `last_day`.
    """
    if _are_few(chosen):
        intervals = column.intervals_of(chosen.documents)
        first_bar, last_bar = column.bars_of(intervals, first_day_of_bar, last_day)
        document = column.document_of_interval[intervals]
    else:
        is_chosen = column.intervals_in(chosen.mask)
        first_bar, last_bar = (bars[is_chosen] for bars in column.bars_of_all(first_day_of_bar, last_day))
        document = column.document_of_interval[is_chosen]
    if not column.has_one_each:
        _count_shared_bars_once(first_bar, last_bar, document)
    touches = first_bar <= last_bar
    bars = len(first_day_of_bar)
    opened = np.bincount(first_bar[touches], minlength=bars + 1)
    closed = np.bincount(last_bar[touches] + 1, minlength=bars + 1)
    return np.cumsum(opened - closed)[:bars]


def _count_shared_bars_once(first_bar: Integers, last_bar: Integers, document: Integers) -> None:
    """Intervals of a document are in order, so one can share a bar with the one before it alone; it leaves it out."""
    is_same = document[1:] == document[:-1]
    first_bar[1:][is_same] = np.maximum(first_bar[1:][is_same], last_bar[:-1][is_same] + 1)


def _are_few(chosen: Matched) -> bool:
    return len(chosen) * _FEW < chosen.size


def extent(column: DateColumn, chosen: Matched) -> tuple[int, int] | None:
    """The first and the last day of the chosen documents, or None when none has a day."""
    if _are_few(chosen):
        intervals = column.intervals_of(chosen.documents)
        first, last = column.first_day_of_interval[intervals], column.last_day_of_interval[intervals]
        return (int(first.min()), int(last.max())) if len(intervals) else None
    is_chosen = column.intervals_in(chosen.mask)
    earliest = _first_chosen(column.in_order_of_first_day, is_chosen)
    latest = _first_chosen(column.in_order_of_last_day, is_chosen)
    if earliest is None or latest is None:
        return None
    return int(column.first_day_of_interval[earliest]), int(column.last_day_of_interval[latest])


def _first_chosen(order: Integers, chosen: Mask) -> int | None:
    """The first interval in the order that is chosen. Of many chosen ones it is found within the first few looks."""
    for start in range(0, len(order), _LOOKED_AT_ONCE):
        looked = order[start : start + _LOOKED_AT_ONCE]
        found = np.flatnonzero(chosen[looked])
        if len(found):
            return int(looked[found[0]])
    return None
