"""The documents of a search -> the bars of its histogram, each beside that of the whole collection."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from search.columnar.documents import DocumentSet
from search.columnar.index import ColumnarIndex
from search.histogram import bars_between, first_days, granularity_for, in_earnest, is_long, whole_units
from search.model import BarGranularity, DateRange, HistogramBar, SearchRequest
from search.model.freezing import frozen, unfrozen

_Unfrozen = unfrozen(HistogramBar)


class Timeline(NamedTuple):
    """The bars, and how many documents have days before and after all of them, where these leave a few out."""

    bars: tuple[HistogramBar, ...] = ()
    earlier: int = 0
    later: int = 0


def timeline_of(index: ColumnarIndex, request: SearchRequest, chosen: DocumentSet) -> Timeline:
    """Over the days of the documents that every filter but the dates leaves, cut to the dates asked for.

    Where no dates are asked for, bars are whole units, and a few documents far from all others are left out: see
    `in_earnest`.
    """
    extent = index.extent(request.clock, chosen)
    if extent is None:
        return Timeline()
    earliest, latest = (date.fromordinal(day) for day in extent)
    if request.dates:
        first = max(earliest, request.dates.first_day or earliest)
        last = min(latest, request.dates.last_day or latest)
        bars = _bars(index, request, chosen, first, last, granularity_for(first, last)) if first <= last else ()
        return Timeline(bars)
    first, last = earliest, latest
    if is_long(first, last):
        first, last = in_earnest(_bars(index, request, chosen, first, last, "decade"))
    granularity = granularity_for(first, last)
    first, last = whole_units(first, last, granularity)
    return Timeline(
        _bars(index, request, chosen, first, last, granularity),
        _having(index, request, chosen, DateRange(None, first - timedelta(days=1))) if earliest < first else 0,
        _having(index, request, chosen, DateRange(last + timedelta(days=1), None)) if latest > last else 0,
    )


def _bars(
    index: ColumnarIndex,
    request: SearchRequest,
    chosen: DocumentSet,
    first: date,
    last: date,
    granularity: BarGranularity,
) -> tuple[HistogramBar, ...]:
    bars = bars_between(first, last, granularity)
    starts, last_day = first_days(first, last, granularity), bars[-1][1].toordinal()
    counts = index.histogram(request.clock, chosen, starts, last_day).tolist()
    of = index.histogram_of_everything(request.clock, starts, last_day).tolist()
    drawn = [
        _Unfrozen(start, end, granularity, count, of_all)
        for (start, end), count, of_all in zip(bars, counts, of, strict=True)
    ]
    return frozen(drawn, HistogramBar)


def _having(index: ColumnarIndex, request: SearchRequest, chosen: DocumentSet, days: DateRange) -> int:
    return len(chosen & index.overlapping(request.clock, days))
