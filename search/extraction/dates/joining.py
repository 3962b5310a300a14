"""Dates that stand side by side -> one date: "Friday, 13 March", "from 3 to 5 March", "two days before Easter"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from search.extraction.dates.nearest import OfYear, weekday_after
from search.extraction.dates.periods import (
    CALENDARS_APART,
    Period,
    day_of,
    day_period,
    month_of,
    quarter_of,
    season_of,
    shifted_days,
    span,
    unit_around,
    week_of_month,
)
from search.extraction.dates.reading import Context, Found, Reading

_TOUCHING = re.compile(r"\s{0,2},?\s{0,8}(?:the\s{1,8})?\(?")
_THROUGH = re.compile(
    r"\s?[-–—]\s?|\s{1,8}(?:up\sto|down\sto|to|through|thru|until|till)\s{1,8}(?:the\s{1,8}|about\s)?"
)
_BARE_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|d|tb)?")
_AGO = re.compile(r"\bago$")
_AND = re.compile(r"\s{1,8}and\s{1,8}(?:the\s{1,8})?")
_EITHER = re.compile(r"\s?/\s?")
_LIST = re.compile(r"\s{0,2}(?:,|&|,?\s{1,8}(?:and|or))\s{1,8}(?:the\s{1,8}|on\s{1,8})?")
_BETWEEN = re.compile(r"\bbetween\s{1,8}(?:the\s)?$")
_MOVED = re.compile(
    r"\b(?:moved|postponed|delayed|deferred|adjourned|rescheduled|pushed|put|extended|changed|shifted)\b[^.;]*$"
)


def joined(found: list[Found], context: Context) -> list[Found]:
    """The dates of one text with neighbours joined; an offset with nothing to count from is dropped."""
    kept: list[Found] = []
    for right in found:
        while kept and (both := _join(kept[-1], right, context)):
            kept.pop()
            right = both
        kept.append(right)
    for right_end in range(len(kept) - 1, 0, -1):
        kept[right_end - 1 : right_end + 1] = _years_shared(kept[right_end - 1], kept[right_end], context)
    return [one for one in kept if not one.reading.offset]


def _join(left: Found, right: Found, context: Context) -> Found | None:
    gap = context.lowered[left.end : right.start]
    if len(gap) > 16:
        return None
    if left.reading.offset:
        return _counted_from(left, right, gap)
    if _TOUCHING.fullmatch(gap):
        return _same_day(left, right) or _to_the_day(left, right, context)
    return _in_both_calendars(left, right, gap) or _ranged(left, right, gap, context)


def _counted_from(left: Found, right: Found, gap: str) -> Found | None:
    period = right.reading.period
    if not period or not left.reading.offset or gap.strip() not in ("", "the", "the month of"):
        return None
    steps, unit = left.reading.offset
    if unit == "week of month":
        week = week_of_month(period, steps)
        return Found(left.start, right.end, Reading(week, week.timex, "partial")) if week else None
    base = period.last_day if steps > 0 else period.first_day
    moved = unit_around(base, unit, steps)
    return Found(left.start, right.end, Reading(moved, moved.timex, "chained")) if moved else None


def _same_day(left: Found, right: Found) -> Found | None:
    """A weekday beside its date: the date tells, the weekday only widens the words."""
    for weekday, dated in ((left, right), (right, left)):
        is_pair = weekday.reading.basis.startswith("weekday") and not dated.reading.basis.startswith("weekday")
        if is_pair and _is_day(dated.reading):
            return Found(left.start, right.end, dated.reading)
    return None


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
    new, of_year = right.reading.period, _of_year(left.reading)
    if not _EITHER.fullmatch(gap) or not new or not of_year or not _is_day(right.reading):
        return None
    old = of_year(new.first_day.year)
    apart = (new.first_day - old.first_day).days if old else 0
    return Found(left.start, right.end, right.reading) if apart % 365 in CALENDARS_APART else None


def _is_day(reading: Reading) -> bool:
    return reading.period.granularity == "day" if reading.period else reading.timex.count("-") == 2


def _ranged(left: Found, right: Found, gap: str, context: Context) -> Found | None:
    before = context.lowered[max(0, left.start - 60) : left.start]
    is_range = (
        _THROUGH.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(before)) or _is_double(left, right, gap)
    )
    if not is_range:
        return None
    if _MOVED.search(before) or _holds(left.reading.period, right.reading.period):
        return None
    left, right = _years_shared(_month_shared(left, right, context), right, context)
    first, last = left.reading.period, _end_of_range(left.reading, right.reading)
    period = span(first, last) if first and last else None
    return Found(left.start, right.end, Reading(period, period.timex, "range")) if period else None


def _is_double(left: Found, right: Found, gap: str) -> bool:
    """True for "November/December 1999"."""
    return bool(
        _EITHER.fullmatch(gap) and left.reading.yearless and _is_month(left.reading) and _is_month(right.reading)
    )


def _is_month(reading: Reading) -> bool:
    return bool(re.fullmatch(r"[\dX]{4}-\d\d", reading.timex))


def _holds(whole: Period | None, part: Period | None) -> bool:
    """True for "this year through August", which is no range of its own."""
    return bool(whole and part and whole.first_day <= part.first_day and part.last_day <= whole.last_day)


def _end_of_range(left: Reading, right: Reading) -> Period | None:
    """The end; a weekday is the first one after the start."""
    if left.period and right.period and right.basis.startswith("weekday") and left.basis.startswith("weekday"):
        return weekday_after(right.period.first_day.weekday(), left.period.first_day)
    return right.period


def _years_shared(left: Found, right: Found, context: Context) -> tuple[Found, Found]:
    """Both dates, the one without a year in the year of the other, where they are joined or listed together."""
    gap = context.lowered[left.end : right.start]
    if len(gap) > 16 or not any(shape.fullmatch(gap) for shape in (_THROUGH, _AND, _LIST, _EITHER)):
        return left, right
    gives = _gives_a_year(right.reading) or context.lowered.endswith("year", right.start, right.end)
    if left.reading.yearless and gives and right.reading.period:
        return _in_year(left, right.reading.period, is_before=True), right
    if right.reading.yearless and _gives_a_year(left.reading) and left.reading.period:
        return left, _in_year(right, left.reading.period, is_before=False)
    return left, right


def _month_shared(left: Found, right: Found, context: Context) -> Found:
    """The left date in the month of the right one, where it is a bare number: "from the 1st to the 4th ultimo"."""
    month = right.reading.period.first_day if right.reading.period else None
    number = _BARE_NUMBER.fullmatch(context.lowered, left.start, left.end)
    if not month or not number or right.reading.basis != "despatch":
        return left
    day = day_of(month.year, month.month, int(number[1]))
    return replace(left, reading=Reading(day, day.timex, "despatch")) if day else left


def _gives_a_year(reading: Reading) -> bool:
    """True for a day or month with its year; a bare "2039, November 26" is the number of a telegram."""
    return reading.basis == "absolute" and bool(
        reading.period and reading.period.granularity in ("day", "month", "season", "quarter")
    )


def _in_year(found: Found, other: Period, *, is_before: bool) -> Found:
    of_year = _of_year(found.reading)
    if of_year is None:
        return found
    year = other.first_day.year
    period = of_year(year)
    if period and is_before and period.first_day > other.last_day:
        period = of_year(year - 1)
    elif period and not is_before and period.last_day < other.first_day:
        period = of_year(year + 1)
    return replace(found, reading=Reading(period, period.timex, "absolute")) if period else found


def _of_year(reading: Reading) -> OfYear | None:
    """A bare day, month, season or quarter, for any year."""
    match = re.fullmatch(r"[\dX]{4}-(?:(\d\d)(?:-(\d\d))?|Q(\d)|(SP|SU|FA|WI))", reading.timex)
    if not match:
        return None
    month, day, quarter, season = match.groups()
    if season:
        return lambda year: season_of(year, season)
    if quarter:
        return lambda year: quarter_of(year, int(quarter))
    return lambda year: day_of(year, int(month), int(day)) if day else month_of(year, int(month))
