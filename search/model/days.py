"""A published date or a range as it is written -> days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from search.errors import InvalidRecord


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole days from `first_day` to `last_day`, both included; an end that is None is open."""

    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError(f"a range cannot end ({self.last_day}) before it starts ({self.first_day})")

    def overlaps(self, first_day: date, last_day: date) -> bool:
        """True when at least one day of first_day..last_day lies inside this range."""
        starts_in_time = self.last_day is None or first_day <= self.last_day
        ends_in_time = self.first_day is None or last_day >= self.first_day
        return starts_in_time and ends_in_time


@lru_cache(maxsize=4_096)  # every part of a document asks for the days of the same date
def published_range(published: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year; raises InvalidRecord for anything else."""
    parts = published.split("-")
    try:
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not published.replace("-", "").isdecimal():
            raise ValueError("not an ISO day, month or year")
        year, month, day = (int(part) for part in [*parts, "0", "0"][:3])
        first = date(year, month or 1, day or 1)
        return first, last_day_of(first, "day" if day else "month" if month else "year")
    except ValueError as error:
        raise InvalidRecord(
            f"published {published!r} is not a date ({error}); write 2022-02-17, 2022-02 or 2022", key="published"
        ) from error


def last_day_of(first: date, granularity: Literal["day", "month", "year"]) -> date:
    """The last day of the day, month or year that starts on `first`."""
    if granularity == "day":
        return first
    if granularity == "year" or first.month == 12:
        return date(first.year, 12, 31)
    return date.fromordinal(date(first.year, first.month + 1, 1).toordinal() - 1)
