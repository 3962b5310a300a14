"""Two dates with words between them that span the days from one to the other -> the range: "from 3 to 5 March"."""

from __future__ import annotations

import re

from search.extraction.dates.nearest import weekday_after, weekday_before
from search.extraction.dates.periods import Period, span
from search.extraction.dates.reading import Context, Found, Reading
from search.extraction.dates.sharing import AND, EITHER, THROUGH, month_shared, years_shared

_BETWEEN = re.compile(r"\bbetween\s{1,8}(?:the\s)?$")
_MOVED = re.compile(
    r"\b(?:moved|postponed|delayed|deferred|adjourned|rescheduled|pushed|put|extended|changed|shifted)\b[^.;]*$"
)


def ranged(left: Found, right: Found, gap: str, context: Context) -> Found | None:
    before = context.lowered[max(0, left.start - 60) : left.start]
    is_range = (
        THROUGH.fullmatch(gap) or (AND.fullmatch(gap) and _BETWEEN.search(before)) or _is_double(left, right, gap)
    )
    if not is_range:
        return None
    if _MOVED.search(before) or _holds(left.reading.period, right.reading.period):
        return None
    left, right = years_shared(month_shared(left, right, context), right, context)
    first, last = _start_of_range(left, right, context), _end_of_range(left, right, context)
    period = span(first, last) if first and last else None
    return Found(left.start, right.end, Reading(period, period.timex, "range")) if period else None


def _is_double(left: Found, right: Found, gap: str) -> bool:
    """True for "November/December 1999"."""
    return bool(
        EITHER.fullmatch(gap) and left.reading.yearless and _is_month(left.reading) and _is_month(right.reading)
    )


def _is_month(reading: Reading) -> bool:
    return bool(re.fullmatch(r"[\dX]{4}-\d\d", reading.timex))


def _holds(whole: Period | None, part: Period | None) -> bool:
    """True for "this year through August", which is no range of its own."""
    return bool(whole and part and whole.first_day <= part.first_day and part.last_day <= whole.last_day)


def _start_of_range(left: Found, right: Found, context: Context) -> Period | None:
    """The start; a weekday before one of a named week is that week's: "from Monday to Friday of next week"."""
    start, end = left.reading.period, right.reading.period
    if start and end and _are_weekdays(left, right) and _names_a_week(right, context):
        return weekday_before(start.first_day.weekday(), end.first_day, today_counts=True)
    return start


def _end_of_range(left: Found, right: Found, context: Context) -> Period | None:
    """The end; a bare weekday is the first one after the start."""
    start, end = left.reading.period, right.reading.period
    if start and end and _are_weekdays(left, right) and not _names_a_week(right, context):
        return weekday_after(end.first_day.weekday(), start.first_day)
    return end


def _are_weekdays(left: Found, right: Found) -> bool:
    return left.reading.basis.startswith("weekday") and right.reading.basis.startswith("weekday")


def _names_a_week(found: Found, context: Context) -> bool:
    return context.lowered.endswith("week", found.start, found.end)
