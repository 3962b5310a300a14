"""Dates that stand side by side -> one date: "Friday, 13 March", "from 3 to 5 March", "two days before Easter"."""

from __future__ import annotations

import re
from dataclasses import replace

from search.extraction.dates.nearest import weekday_after
from search.extraction.dates.periods import Period, day_of, month_of, span, unit_around, week_of_month
from search.extraction.dates.reading import Context, Found, Reading

_TOUCHING = re.compile(r"\s{0,2},?\s{0,8}(?:the\s{1,8})?\(?")
_THROUGH = re.compile(
    r"\s?[-–—]\s?|\s{1,8}(?:up\sto|down\sto|to|through|thru|until|till)\s{1,8}(?:the\s{1,8}|about\s)?"
)
_AND = re.compile(r"\s{1,8}and\s{1,8}(?:the\s{1,8})?")
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
        return _same_day(left, right)
    return _ranged(left, right, gap, context)


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


def _is_day(reading: Reading) -> bool:
    return reading.period.granularity == "day" if reading.period else reading.timex.count("-") == 2


def _ranged(left: Found, right: Found, gap: str, context: Context) -> Found | None:
    before = context.lowered[max(0, left.start - 60) : left.start]
    if not (_THROUGH.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(before))):
        return None
    if _MOVED.search(before) or _holds(left.reading.period, right.reading.period):
        return None
    left, right = _years_shared(left, right, context)
    first, last = left.reading.period, _end_of_range(left.reading, right.reading)
    period = span(first, last) if first and last else None
    return Found(left.start, right.end, Reading(period, period.timex, "range")) if period else None


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
    if len(gap) > 16 or not (_THROUGH.fullmatch(gap) or _AND.fullmatch(gap) or _LIST.fullmatch(gap)):
        return left, right
    gives = _gives_a_year(right.reading) or context.lowered.endswith("year", right.start, right.end)
    if left.reading.yearless and gives and right.reading.period:
        return _in_year(left, right.reading.period, is_before=True), right
    if right.reading.yearless and _gives_a_year(left.reading) and left.reading.period:
        return left, _in_year(right, left.reading.period, is_before=False)
    return left, right


def _gives_a_year(reading: Reading) -> bool:
    """True for a day or month with its year; a bare "2039, November 26" is the number of a telegram."""
    return reading.basis == "absolute" and bool(reading.period and reading.period.granularity in ("day", "month"))


def _in_year(found: Found, other: Period, *, is_before: bool) -> Found:
    parts = _month_and_day(found.reading)
    if parts is None:
        return found
    month, day = parts
    year = other.first_day.year
    period = _of_year(year, month, day)
    if period and is_before and period.first_day > other.last_day:
        period = _of_year(year - 1, month, day)
    elif period and not is_before and period.last_day < other.first_day:
        period = _of_year(year + 1, month, day)
    return replace(found, reading=Reading(period, period.timex, "absolute")) if period else found


def _month_and_day(reading: Reading) -> tuple[int, int] | None:
    """Month and day (0 for a whole month) of a bare day or month."""
    match = re.fullmatch(r"[\dX]{4}-(\d\d)(?:-(\d\d))?", reading.timex)
    return (int(match[1]), int(match[2] or 0)) if match else None


def _of_year(year: int, month: int, day: int) -> Period | None:
    return day_of(year, month, day) if day else month_of(year, month)
