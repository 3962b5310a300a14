"""What a visitor typed as a date -> the days it stands for."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from search.calendar import MONTHS
from search.model import last_day_of

_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        _YEAR + r"[-/.](?P<month>\d{1,2})",
        _YEAR + r"[-/.](?P<month>\d{1,2})[-/.]" + _DAY,
        _NAME + r",? " + _YEAR,
        _DAY + r" " + _NAME + r",? " + _YEAR,
        _NAME + r" " + _DAY + r",? " + _YEAR,
    )
)


def days_of(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day, as people write them; None for anything else.

    2022, 2022-02, 2022-02-17, Feb 2022, 17 February 2022, February 17, 2022. Days and months in figures alone
    are read in the order year, month, day only: 02/03/2022 means two things and is not guessed.
    """
    found = next((match for form in _FORMS if (match := form.fullmatch(" ".join(text.split())))), None)
    if not found:
        return None
    parts = found.groupdict()
    month = parts.get("month") or (_month_number(parts["name"]) if "name" in parts else None)
    return _days(int(parts["year"]), None if month is None else int(month), parts.get("day"))


def _days(year: int, month: int | None, day: str | None) -> tuple[date, date] | None:
    granularity: Literal["day", "month", "year"] = "year" if month is None else "month" if day is None else "day"
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else int(day))
    except ValueError:
        return None
    return first, last_day_of(first, granularity)


def _month_number(name: str) -> int:
    """1 to 12 for a name or its first letters, three at least; 0 for any other word."""
    starts = [number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())]
    return starts[0] if starts else 0


def first_day_text(day: date) -> str:
    """The shortest text that `days_of` reads as starting on this day."""
    return day.isoformat()[: 4 if (day.month, day.day) == (1, 1) else 7 if day.day == 1 else 10]


def last_day_text(day: date) -> str:
    """The shortest text that `days_of` reads as ending on this day."""
    return day.isoformat()[: 4 if (day.month, day.day) == (12, 31) else 7 if day == last_day_of(day, "month") else 10]
