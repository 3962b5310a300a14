"""Years, months, weeks, seasons -> whole days with a granularity and a TIMEX3 value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from search.model import Granularity, last_day_of

# The same days are asked for over and over: all the news of a month speaks of the same two years.
remembered = lru_cache(maxsize=4096)

# Days from the old calendar to the new one in the 18th, 19th and 20th centuries.
CALENDARS_APART = (11, 12, 13)

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first_day` to `last_day`, both included, and how TIMEX3 writes them."""

    first_day: date
    last_day: date
    granularity: Granularity
    timex: str


OfYear = Callable[[int], Period | None]


@remembered
def of_any_year(of: Callable[..., Period | None], *which: int | str) -> OfYear:
    """What `of` gives for the same day, month or season of any year; the same function for the same one."""
    return lambda year: of(year, *which)


@remembered
def day_period(day: date) -> Period:
    return Period(day, day, "day", day.isoformat())


@remembered
def day_of(year: int, month: int, day: int) -> Period | None:
    """The day, or None where the calendar has no such day."""
    try:
        return day_period(date(year, month, day))
    except ValueError:
        return None


def days_of(year: int, month: int, first: int, last: int) -> Period | None:
    """The days of a month from one to another."""
    begin, end = day_of(year, month, first), day_of(year, month, last)
    return span(begin, end) if begin and end else None


@remembered
def month_of(year: int, month: int) -> Period | None:
    """The month; `month` may run over either end of the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    first = date(year, month, 1)
    return Period(first, last_day_of(first, "month"), "month", f"{year:04}-{month:02}")


@remembered
def year_of(year: int) -> Period | None:
    if not 1 <= year <= 9999:
        return None
    return Period(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}")


@remembered
def quarter_of(year: int, quarter: int) -> Period | None:
    """The quarter of the calendar; `quarter` may run over either end of the year."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    months = months_of(year, 3 * quarter - 2, 3)
    return months and replace(months, granularity="quarter", timex=f"{year:04}-Q{quarter}")


def half_of(year: int, half: int) -> Period | None:
    months = months_of(year, 6 * half - 5, 6)
    return months and replace(months, timex=f"{year:04}-H{half}")


@remembered
def season_of(year: int, season: str) -> Period | None:
    """The northern season by whole months; the winter of a year begins in its December."""
    months = months_of(year, _SEASON_STARTS[season], 3)
    return months and replace(months, granularity="season", timex=f"{year:04}-{season}")


def week_of(day: date) -> Period | None:
    """The week of `day`, Monday to Sunday, numbered as ISO 8601 does."""
    year, week, weekday = day.isocalendar()
    monday = shifted_days(day, 1 - weekday)
    sunday = shifted_days(day, 7 - weekday)
    if monday is None or sunday is None:
        return None
    return Period(monday, sunday, "week", f"{year:04}-W{week:02}")


def week_of_month(month: Period, number: int) -> Period | None:
    """Days 1-7, 8-14, 15-21 or 22-28 of a month, or its last seven (-1); None of anything but a month."""
    if month.granularity != "month":
        return None
    first = month.last_day - timedelta(6) if number < 0 else month.first_day + timedelta(7 * (number - 1))
    last = first + timedelta(6)
    return Period(first, last, "week", f"{first.isoformat()}/{last.isoformat()}")


def weekend_of(day: date) -> Period | None:
    """Saturday and Sunday of the week of `day`."""
    week = week_of(day)
    if week is None:
        return None
    return Period(week.first_day + timedelta(5), week.last_day, "range", f"{week.timex}-WE")


def decade_of(year: int) -> Period | None:
    """The ten years that share all but the last figure of `year`; TIMEX3 writes those figures."""
    start = year - year % 10
    if not 1 <= start <= 9990:
        return None
    return Period(date(start, 1, 1), date(start + 9, 12, 31), "range", f"{start // 10:03}")


def century_of(century: int) -> Period | None:
    """The hundred years that share their first two figures: the 19th century is 1800-1899."""
    start = 100 * (century - 1)
    if not 1 <= start <= 9900:
        return None
    return Period(date(start, 1, 1), date(start + 99, 12, 31), "range", f"{century - 1:02}")


def span(first: Period, last: Period) -> Period | None:
    """From the first day of one to the last day of the other; None when they are the wrong way round."""
    if first.first_day > last.last_day:
        return None
    return Period(first.first_day, last.last_day, "range", f"{first.timex}/{last.timex}")


def shifted_days(day: date, days: int) -> date | None:
    """`day` moved by so many days; None beyond the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def day_shifted(day: date, days: int) -> Period | None:
    """The day so many days after `day` (before it when negative)."""
    moved = shifted_days(day, days)
    return day_period(moved) if moved else None


@remembered
def unit_around(day: date, unit: str, steps: int = 0) -> Period | None:
    """The calendar unit that holds `day`, or the one so many steps later (earlier when negative)."""
    if unit in ("day", "week", "fortnight", "weekend"):
        length = {"day": 1, "fortnight": 14}.get(unit, 7)
        moved = shifted_days(day, length * steps)
        if moved is None:
            return None
        return day_period(moved) if unit == "day" else weekend_of(moved) if unit == "weekend" else week_of(moved)
    if unit == "month":
        return month_of(day.year, day.month + steps)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3 + steps)
    if unit == "decade":
        return decade_of(day.year + 10 * steps)
    if unit == "century":
        return century_of(day.year // 100 + 1 + steps)
    return year_of(day.year + steps)


def months_of(year: int, month: int, count: int) -> Period | None:
    """So many months from one of the year."""
    first, last = month_of(year, month), month_of(year, month + count - 1)
    return span(first, last) if first and last else None
