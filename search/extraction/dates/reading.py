"""What has been read so far, and what a rule reads next."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from search.extraction.dates.periods import Period
from search.extraction.dates.tense import Direction, direction_of


class Reading(NamedTuple):
    """What a rule makes of some words: their period, or None with a TIMEX3 value that says what is missing.

    `yearless` readings take the year of a date they are joined to ("3 March to 5 April 2014").
    A `passing` reading is no day of the story: "the following day" never counts from it.
    `end` is where the words end when that is before the end of the match ("3" of "3 and 7 March").
    An `offset` ("two days before") counts from the date that stands right after it, and is nothing without one.
    """

    period: Period | None
    timex: str
    basis: str
    yearless: bool = False
    passing: bool = False
    offset: tuple[int, str] | None = None
    end: int | None = None


# Words that are no date and hold none: "the Good Friday Agreement", "31 February".
NO_DATE = Reading(None, "", "")


class Found(NamedTuple):
    """A reading and the characters of the text that it reads, end exclusive."""

    start: int
    end: int
    reading: Reading


_NEAR = 400  # characters
# Days of the longest date that a distance in some unit can be counted from.
_LONGEST_BASE = {"day": 5, "week": 14, "month": 62, "quarter": 100, "decade": 3700, "century": 36600}


def is_fine_enough(period: Period, unit: str) -> bool:
    """True when a distance in this unit can be counted from the period: no days from a whole year."""
    return (period.last_day - period.first_day).days < _LONGEST_BASE.get(unit, 400)


@dataclass(slots=True)
class Context:
    """The text under the eye, the days around its publication, and the dates read so far.

    `lowered` has the length of `source`, so that offsets agree. `latest` is the last date of the text, and
    `stated_year` the year that it states and that governs the bare days after it, until the writer returns to the
    present; where nothing tells when a text was written, `year_of_title` governs what lies far from such a year.
    `quarter` is the last quarter it speaks of, and `aside` the last passing date, for want of a better one.
    """

    published: tuple[date, date] | None
    source: str = ""
    lowered: str = ""
    latest: Period | None = None
    latest_at: int = 0
    aside: Period | None = None
    year_of_title: int | None = None
    latest_day: Period | None = None
    latest_day_at: int = 0
    stated_year: int | None = None
    stated_at: int = 0
    previous: Found | None = None
    quarter: Period | None = None
    quarter_at: int = 0

    def base_of(self, unit: str, position: int, *, or_aside: bool = False) -> Period | None:
        """What a distance in `unit` at `position` counts from: the last date of the text that is as fine as the unit.

        A day is counted over a coarser date between: "on Wednesday ... the drafts of December ... the same day".
        """
        for period in (self.latest, self.aside if or_aside else None):
            if period and is_fine_enough(period, unit):
                return period
        return self.latest_day if unit == "day" and position - self.latest_day_at < _NEAR else None

    def anchored(self, build: Callable[[date], Period | None]) -> Period | None:
        """What `build` makes of the publication day, when every day that it may have been agrees."""
        if self.published is None:
            return None
        first_day, last_day = self.published
        period = build(first_day)
        return period if first_day == last_day or period == build(last_day) else None

    def direction(self, match: re.Match[str]) -> Direction | None:
        """Which way the sentence points at a match; None where it does not say."""
        return direction_of(self.source, self.lowered, match.start(), match.end())

    def before(self, match: re.Match[str], characters: int = 24) -> str:
        """The lower-case text that leads up to a match."""
        return self.lowered[max(0, match.start() - characters) : match.start()]

    def is_capitalised(self, match: re.Match[str], group: str) -> bool:
        return self.source[match.start(group)].isupper()


Reader = Callable[[re.Match[str], Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that may be a date, and how to read them; None when they are not one after all.

    A head is the start of the words, as a pattern that begins with the letters of its first word (or a digit);
    texts are searched for heads alone.
    """

    heads: tuple[str, ...]
    pattern: str
    read: Reader


def resolved(
    period: Period | None, timex: str, basis: str, *, yearless: bool = False, passing: bool = False
) -> Reading:
    """A reading of `period`, or of `timex` when there is none."""
    return Reading(period, period.timex if period else timex, basis, yearless, passing)
