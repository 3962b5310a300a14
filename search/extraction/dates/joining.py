"""Dates that stand side by side -> one date: "Friday, 13 March", "two days before Easter", "a week ago today"."""

from __future__ import annotations

import re
from datetime import date

from search.extraction.dates.periods import (
    CALENDARS_APART,
    Period,
    day_of,
    day_period,
    shifted_days,
    unit_around,
    week_of_month,
)
from search.extraction.dates.ranges import ranged
from search.extraction.dates.reading import Context, Found, Reading, is_fine_enough
from search.extraction.dates.sharing import EITHER, LONGEST_GAP, any_year, years_shared

_TOUCHING = re.compile(r"\s{0,2},?\s{0,8}(?:the\s{1,8})?\(?")
_AGO = re.compile(r"\bago$")


def joined(found: list[Found], context: Context) -> list[Found]:
    """The dates of one text with neighbours joined; an offset with nothing to count from is dropped."""
    kept: list[Found] = []
    for right in found:
        while kept and (both := _join(kept[-1], right, context)):
            kept.pop()
            right = both
        kept.append(right)
    for right_end in range(len(kept) - 1, 0, -1):
        kept[right_end - 1 : right_end + 1] = years_shared(kept[right_end - 1], kept[right_end], context)
    return [one for one in kept if not one.reading.offset]


def _join(left: Found, right: Found, context: Context) -> Found | None:
    gap = context.lowered[left.end : right.start]
    if len(gap) > LONGEST_GAP:
        return None
    if left.reading.offset:
        return _counted_from(left, right, gap)
    if _TOUCHING.fullmatch(gap):
        return _same_day(left, right) or _to_the_day(left, right, context)
    return _in_both_calendars(left, right, gap) or ranged(left, right, gap, context)


def _counted_from(left: Found, right: Found, gap: str) -> Found | None:
    period = right.reading.period
    if not period or not left.reading.offset or gap.strip() not in ("", "the", "the month of"):
        return None
    steps, unit = left.reading.offset
    if unit == "week of month":
        week = week_of_month(period, steps)
        return Found(left.start, right.end, Reading(week, week.timex, "partial")) if week else None
    if not is_fine_enough(period, unit):
        return None  # "two days after the 2014 election"
    base = period.last_day if steps > 0 else period.first_day
    moved = unit_around(base, unit, steps)
    return Found(left.start, right.end, Reading(moved, moved.timex, "chained")) if moved else None


def _same_day(left: Found, right: Found) -> Found | None:
    """A weekday beside its date: the date tells, the weekday only widens the words."""
    if right.reading.offset:  # "on Thursday, a day after the landing"
        return None
    for weekday, dated in ((left, right), (right, left)):
        is_pair = weekday.reading.basis.startswith("weekday") and not dated.reading.basis.startswith("weekday")
        if is_pair and _is_day(dated.reading) and not _are_two_days(weekday.reading, dated.reading):
            return Found(left.start, right.end, dated.reading)
    return None


def _are_two_days(weekday: Reading, dated: Reading) -> bool:
    """True for a list: "last Sunday, the day after tomorrow"."""
    if dated.basis not in ("deictic", "chained") or not weekday.period or not dated.period:
        return False
    return weekday.period.first_day.weekday() != dated.period.first_day.weekday()


def _to_the_day(left: Found, right: Found, context: Context) -> Found | None:
    """ "Two weeks ago today", "a year ago Monday": the day so far from the one named last."""
    told = _AGO.search(context.lowered, left.start, left.end)
    if not told or not left.reading.period or not right.reading.period or not _is_day(right.reading):
        return None
    if right.reading.basis.startswith("weekday"):
        is_week = left.reading.period.granularity == "week"
        day = shifted_days(left.reading.period.first_day, right.reading.period.first_day.weekday()) if is_week else None
    else:
        day = _as_long_before(right.reading.period.first_day, left.reading.period)
    return Found(left.start, right.end, Reading(day_period(day), day.isoformat(), "relative")) if day else None


def _as_long_before(day: date, period: Period) -> date | None:
    """The day of an earlier week, month or year that stands where `day` stands in its own."""
    if period.granularity == "week":
        return shifted_days(period.first_day, day.weekday())
    month = day.month if period.granularity == "year" else period.first_day.month
    found = day_of(period.first_day.year, month, day.day) if period.granularity in ("month", "year") else None
    return found.first_day if found else None


def _in_both_calendars(left: Found, right: Found, gap: str) -> Found | None:
    """ "June 24/July 6, 1876": one day by the old calendar and the new, of which the new one tells."""
    new, of_year = right.reading.period, any_year(left.reading)
    if not EITHER.fullmatch(gap) or not new or not of_year or not _is_day(right.reading):
        return None
    old = of_year(new.first_day.year)
    apart = (new.first_day - old.first_day).days if old else 0
    return Found(left.start, right.end, right.reading) if apart % 365 in CALENDARS_APART else None


def _is_day(reading: Reading) -> bool:
    return reading.period.granularity == "day" if reading.period else reading.timex.count("-") == 2
