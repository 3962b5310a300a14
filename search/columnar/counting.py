"""Documents -> exact counts: of the values of a facet, and of the bars of a histogram."""

from __future__ import annotations

import numpy as np

from search.columnar.arrays import Integers, Mask
from search.columnar.columns import DateColumn, ValueColumn

# Up to a quarter of the documents, gathering the values of each is faster than passing over all values.
_FEW = 4
_LOOKED_AT_ONCE = 4096


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


def bar_counts(column: DateColumn, mask: Mask, first_day_of_bar: tuple[int, ...], last_day: int) -> Integers:
    """How many documents of the mask have a day in each bar: int64[bars].

    Bar i reaches from its first day to the day before the next one's; the last bar ends on `last_day`.
    """
    if _are_few(mask):
        chosen = column.intervals_of(np.flatnonzero(mask))
        first_bar, last_bar = column.bars_of(chosen, first_day_of_bar, last_day)
        document = column.document_of_interval[chosen]
    else:
        is_chosen = column.intervals_in(mask)
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


def _are_few(mask: Mask) -> bool:
    return int(np.count_nonzero(mask)) * _FEW < len(mask)


def extent(column: DateColumn, mask: Mask) -> tuple[int, int] | None:
    """The first and the last day of the documents of the mask, or None when none has a day."""
    if _are_few(mask):
        chosen = column.intervals_of(np.flatnonzero(mask))
        first, last = column.first_day_of_interval[chosen], column.last_day_of_interval[chosen]
        return (int(first.min()), int(last.max())) if len(chosen) else None
    is_chosen = column.intervals_in(mask)
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
