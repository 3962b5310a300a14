"""A span of days -> the bars of a histogram that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from search.model import BarGranularity, HistogramBar, last_day_of

_FEW_IN = 100
_QUARTER = 4
_MOST_DAYS, _MOST_MONTHS, _MOST_YEARS, _MOST_DECADES = 62, 60, 120, 120


def granularity_for(first: date, last: date) -> BarGranularity:
    """Days for two months, months for five years, years for a lifetime; then decades and centuries."""
    years = last.year - first.year + 1
    if (last - first).days < _MOST_DAYS:
        return "day"
    if (last.year - first.year) * 12 + last.month - first.month < _MOST_MONTHS:
        return "month"
    return "year" if years <= _MOST_YEARS else "decade" if years <= 10 * _MOST_DECADES else "century"


def is_long(first: date, last: date) -> bool:
    """True for a span that would have bars of more than a year."""
    return granularity_for(first, last) in ("decade", "century")


def in_earnest(bars: Sequence[HistogramBar]) -> tuple[date, date]:
    """First and last day of the bars without those at either end that few documents touch.

    At each end at most one in a hundred of all that is counted may be left out, and only where that leaves out at
    least a quarter of the bars: a handful of centuries must not press all others together.
    """
    few = sum(bar.count for bar in bars) // _FEW_IN
    first, last = _skipped(bars, few), _skipped(bars[::-1], few)
    first, last = (skipped if skipped * _QUARTER >= len(bars) else 0 for skipped in (first, last))
    return bars[first].first_day, bars[len(bars) - 1 - last].last_day


def _skipped(bars: Sequence[HistogramBar], few: int) -> int:
    """How many bars from the start hold no more than `few` documents together, and are followed by more."""
    together = 0
    for number, bar in enumerate(bars):
        together += bar.count
        if together > few:
            return number
    return 0


@lru_cache(maxsize=64)
def bars_between(first: date, last: date, granularity: BarGranularity) -> tuple[tuple[date, date], ...]:
    """First and last day of every bar from `first` to `last`; the outer bars are cut to that span."""
    starts = [start for start in _starts(first, last, granularity) if start <= last]
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]] + [last]
    starts[0] = max(starts[0], first)
    return tuple(zip(starts, ends, strict=True))


@lru_cache(maxsize=64)
def first_days(first: date, last: date, granularity: BarGranularity) -> tuple[int, ...]:
    """The first day of every bar as an ordinal."""
    return tuple(start.toordinal() for start, _ in bars_between(first, last, granularity))


def whole_units(first: date, last: date, granularity: BarGranularity) -> tuple[date, date]:
    """The span widened to whole days, months, years, decades or centuries, as far as there are dates."""
    first = next(iter(_starts(first, first, granularity)))
    if granularity == "day":
        return first, last
    if granularity == "month":
        return first, last_day_of(last.replace(day=1), "month")
    years = {"year": 1, "decade": 10, "century": 100}[granularity]
    return first, date(min(last.year // years * years + years - 1, date.max.year), 12, 31)


def _starts(first: date, last: date, granularity: BarGranularity) -> Iterator[date]:
    if granularity == "day":
        return (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    if granularity == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return (date(month // 12, month % 12 + 1, 1) for month in months)
    step = {"year": 1, "decade": 10, "century": 100}[granularity]
    return (date(max(year, 1), 1, 1) for year in range(first.year // step * step, last.year + 1, step))
