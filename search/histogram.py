"""A span of days -> the bars of a histogram that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from search.model import BarGranularity

_MOST_DAYS, _MOST_MONTHS, _MOST_YEARS, _MOST_DECADES = 62, 60, 120, 120


def granularity_for(first: date, last: date) -> BarGranularity:
    """Days for two months, months for five years, years for a lifetime; then decades and centuries."""
    years = last.year - first.year + 1
    if (last - first).days < _MOST_DAYS:
        return "day"
    if (last.year - first.year) * 12 + last.month - first.month < _MOST_MONTHS:
        return "month"
    return "year" if years <= _MOST_YEARS else "decade" if years <= 10 * _MOST_DECADES else "century"


def bars_between(first: date, last: date, granularity: BarGranularity) -> list[tuple[date, date]]:
    """First and last day of every bar from `first` to `last`; the outer bars are cut to that span."""
    starts = [start for start in _starts(first, last, granularity) if start <= last]
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]] + [last]
    return [(max(start, first), end) for start, end in zip(starts, ends, strict=True)]


def _starts(first: date, last: date, granularity: BarGranularity) -> Iterator[date]:
    if granularity == "day":
        return (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    if granularity == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return (date(month // 12, month % 12 + 1, 1) for month in months)
    step = {"year": 1, "decade": 10, "century": 100}[granularity]
    return (date(max(year, 1), 1, 1) for year in range(first.year // step * step, last.year + 1, step))
