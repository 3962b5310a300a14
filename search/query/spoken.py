"""Days -> English: the shortest words that say exactly these days."""

from __future__ import annotations

from datetime import date, timedelta

from search.calendar import MONTHS
from search.model import DateRange, last_day_of


def spoken_dates(dates: DateRange) -> str:
    """ "in February 2022", "on 17 February 2022", "from 2020 to 2022", "before May 2021", "after 2020"."""
    first, last = dates.first_day, dates.last_day
    if first and last:
        return _between(first, last)
    if last:
        return f"before {_starting(last + timedelta(1))}" if last < date.max else "on any day"
    return f"after {_ending(first - timedelta(1))}" if first and first > date.min else "on any day"


def _between(first: date, last: date) -> str:
    if first == last:
        return f"on {_day(first)}"
    for unit in ("month", "year"):
        if last == last_day_of(first, unit) and first == _start_of(first, unit):
            return f"in {_named(first, unit)}"
    unit = _common_unit(first, last)
    return f"from {_named(first, unit)} to {_named(last, unit)}"


def _common_unit(first: date, last: date) -> str:
    """The largest unit that both ends are whole in."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return "year"
    return "month" if first.day == 1 and last == last_day_of(last.replace(day=1), "month") else "day"


def _starting(day: date) -> str:
    """The largest unit that starts on a day."""
    return _named(day, "year" if (day.month, day.day) == (1, 1) else "month" if day.day == 1 else "day")


def _ending(day: date) -> str:
    """The largest unit that ends on a day."""
    if (day.month, day.day) == (12, 31):
        return _named(day, "year")
    return _named(day, "month" if day == last_day_of(day.replace(day=1), "month") else "day")


def _start_of(day: date, unit: str) -> date:
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _named(day: date, unit: str) -> str:
    month = MONTHS[day.month - 1]
    return {"year": f"{day.year}", "month": f"{month} {day.year}", "day": _day(day)}[unit]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
