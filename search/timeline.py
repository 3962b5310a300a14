"""The documents of a search -> the bars of its histogram, each beside that of the whole collection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from search.columnar.documents import DocumentSet
from search.columnar.index import ColumnarIndex
from search.histogram import bars_between, granularity_for, in_earnest, is_long, whole_units
from search.model import BarGranularity, DateRange, HistogramBar, SearchRequest


def bars_of(index: ColumnarIndex, request: SearchRequest, chosen: DocumentSet) -> tuple[HistogramBar, ...]:
    """Bars over the days of the documents that every filter but the dates leaves, cut to the dates asked for.

    Where no dates are asked for, bars are whole units, and a few documents far from all others are left out: see
    `in_earnest`.
    """
    extent = index.extent(request.clock, chosen)
    if extent is None:
        return ()
    first, last = (date.fromordinal(day) for day in extent)
    if request.dates:
        first = max(first, request.dates.first_day or first)
        last = min(last, request.dates.last_day or last)
    elif is_long(first, last):
        decades = _bars(index, request, chosen, bars_between(first, last, "decade"), "decade")
        first, last = in_earnest(decades)
    if first > last:
        return ()
    granularity = granularity_for(first, last)
    if not request.dates:
        first, last = whole_units(first, last, granularity)
    return _bars(index, request, chosen, bars_between(first, last, granularity), granularity)


def _bars(
    index: ColumnarIndex,
    request: SearchRequest,
    chosen: DocumentSet,
    bars: Sequence[tuple[date, date]],
    granularity: BarGranularity,
) -> tuple[HistogramBar, ...]:
    starts, last_day = tuple(start.toordinal() for start, _ in bars), bars[-1][1].toordinal()
    counts = index.histogram(request.clock, chosen, starts, last_day).tolist()
    of = index.histogram_of_everything(request.clock, starts, last_day).tolist()
    return tuple(
        HistogramBar(start, end, granularity, count, of_all)
        for (start, end), count, of_all in zip(bars, counts, of, strict=True)
    )


def beyond_the_bars(
    index: ColumnarIndex, request: SearchRequest, chosen: DocumentSet, bars: Sequence[HistogramBar]
) -> tuple[int, int]:
    """The documents with days before and after the bars, where no dates were asked for."""
    extent = index.extent(request.clock, chosen)
    if request.dates or extent is None:
        return 0, 0
    first, last = bars[0].first_day, bars[-1].last_day
    before = DateRange(None, first - timedelta(days=1)) if extent[0] < first.toordinal() else None
    after = DateRange(last + timedelta(days=1), None) if extent[1] > last.toordinal() else None
    earlier, later = (len(chosen & index.overlapping(request.clock, days)) if days else 0 for days in (before, after))
    return earlier, later
