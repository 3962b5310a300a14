"""A date without a year + the one that it is joined to or listed with -> the same date in that year."""

from __future__ import annotations

import re

from search.extraction.dates.periods import OfYear, Period, day_of, month_of, of_any_year, quarter_of, season_of
from search.extraction.dates.reading import Context, Found, Reading

LONGEST_GAP = 16  # characters between two dates that belong together
THROUGH = re.compile(r"\s?[-–—]\s?|\s{1,8}(?:up\sto|down\sto|to|through|thru|until|till)\s{1,8}(?:the\s{1,8}|about\s)?")
AND = re.compile(r"\s{1,8}and\s{1,8}(?:the\s{1,8})?")
EITHER = re.compile(r"\s?/\s?")
_LIST = re.compile(r"\s{0,2}(?:,|&|,?\s{1,8}(?:and|or))\s{1,8}(?:the\s{1,8}|on\s{1,8})?")
_BARE_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|d|tb)?")


def years_shared(left: Found, right: Found, context: Context) -> tuple[Found, Found]:
    """Both dates, the one without a year in the year of the other, where they are joined or listed together."""
    gap = context.lowered[left.end : right.start]
    if len(gap) > LONGEST_GAP or not any(shape.fullmatch(gap) for shape in (THROUGH, AND, EITHER, _LIST)):
        return left, right
    gives = _gives_a_year(right.reading) or context.lowered.endswith("year", right.start, right.end)
    if left.reading.yearless and gives and right.reading.period:
        return _in_year(left, right.reading.period, is_before=True), right
    if right.reading.yearless and _gives_a_year(left.reading) and left.reading.period:
        return left, _in_year(right, left.reading.period, is_before=False)
    return left, right


def month_shared(left: Found, right: Found, context: Context) -> Found:
    """The left date in the month of the right one, where it is a bare number: "from the 1st to the 4th ultimo"."""
    month = right.reading.period.first_day if right.reading.period else None
    number = _BARE_NUMBER.fullmatch(context.lowered, left.start, left.end)
    if not month or not number or right.reading.basis != "despatch":
        return left
    day = day_of(month.year, month.month, int(number[1]))
    return left._replace(reading=Reading(day, day.timex, "despatch")) if day else left


def _gives_a_year(reading: Reading) -> bool:
    """True for a day or month with its year; a bare "2039, November 26" is the number of a telegram."""
    return reading.basis == "absolute" and bool(
        reading.period and reading.period.granularity in ("day", "month", "season", "quarter")
    )


def _in_year(found: Found, other: Period, *, is_before: bool) -> Found:
    of_year = any_year(found.reading)
    if of_year is None:
        return found
    year = other.first_day.year
    period = of_year(year)
    if period and is_before and period.first_day > other.last_day:
        period = of_year(year - 1)
    elif period and not is_before and period.last_day < other.first_day:
        period = of_year(year + 1)
    return found._replace(reading=Reading(period, period.timex, "absolute")) if period else found


def any_year(reading: Reading) -> OfYear | None:
    """A bare day, month, season or quarter, for any year."""
    match = re.fullmatch(r"[\dX]{4}-(?:(\d\d)(?:-(\d\d))?|Q(\d)|(SP|SU|FA|WI))", reading.timex)
    if not match:
        return None
    month, day, quarter, season = match.groups()
    if season:
        return of_any_year(season_of, season)
    if quarter:
        return of_any_year(quarter_of, int(quarter))
    return of_any_year(day_of, int(month), int(day)) if day else of_any_year(month_of, int(month))
