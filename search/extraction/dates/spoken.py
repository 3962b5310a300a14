"""Dates read one by one -> dates that agree with each other across the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from search.extraction.dates.periods import Period, day_period, shifted_days
from search.extraction.dates.reading import Context, Found
from search.extraction.dates.tense import sentence_end, sentence_start

_QUOTATION = re.compile(r"[“\"]|``|''|”")
_SINGLE_OPENS = re.compile(r"(?<![\w'])['‘](?!\s)")
_SINGLE_CLOSES = re.compile(r"[,.?!]['’](?![\w'])")
_SAID = re.compile(
    r"\b(?:said|told|declared|stated|announced|added|warned|wrote|tweeted|asked|replied|insisted|explained)\b"
)
_LONGEST_QUOTATION = 600


def as_spoken(found: list[Found], context: Context) -> list[Found]:
    """The same dates, "today" counted from the day it was spoken, and one weekday meaning one day."""
    if context.published is None or not found:
        return found
    starts = [one.start for one in found]
    spoken = [_spoken(one, found, starts, context) for one in found]
    return _one_day_for_a_weekday(spoken, context.published[0])


def _one_day_for_a_weekday(found: list[Found], today: date) -> list[Found]:
    """A weekday ahead that is also the day of publication is that very day where the text reports on it."""
    reported = {one.reading.period for one in found if one.reading.basis == "weekday"}
    if day_period(today) not in reported:
        return found
    in_a_week = shifted_days(today, 7)
    return [
        one._replace(reading=one.reading._replace(period=day_period(today), timex=today.isoformat()))
        if one.reading.basis == "weekday ahead" and one.reading.period and one.reading.period.first_day == in_a_week
        else one
        for one in found
    ]


def _spoken(one: Found, found: list[Found], starts: list[int], context: Context) -> Found:
    """A deictic day in a quotation, counted from the day on which the text says it was spoken."""
    period = one.reading.period
    if one.reading.basis != "deictic" or not period or not context.published:
        return one
    spoken = _day_of_speech(one, found, starts, context)
    if not spoken:
        return one
    moved = shifted_days(spoken.first_day, (period.first_day - context.published[0]).days)
    return (
        one._replace(reading=one.reading._replace(period=day_period(moved), timex=moved.isoformat())) if moved else one
    )


def _day_of_speech(one: Found, found: list[Found], starts: list[int], context: Context) -> Period | None:
    quotation = _quotation_around(one, context)
    if not quotation:
        return None
    opening, closing = quotation
    begin = sentence_start(context.source, context.lowered, opening)
    end = sentence_end(context.source, context.lowered, closing)
    for region in ((closing, end), (begin, opening)):
        if not _SAID.search(context.lowered, *region):
            continue
        for other in found[bisect_left(starts, region[0]) : bisect_left(starts, region[1])]:
            if other.reading.period and other.reading.period.granularity == "day":
                return other.reading.period
    return None


def _quotation_around(one: Found, context: Context) -> tuple[int, int] | None:
    """Where the quotation that holds a mention opens and closes; None outside quotations."""
    begin = context.source.rfind("\n", max(0, one.start - _LONGEST_QUOTATION), one.start)
    begin = max(begin, one.start - _LONGEST_QUOTATION, 0)
    marks = list(_QUOTATION.finditer(context.source, begin, one.start))
    closes = _QUOTATION
    if len(marks) % 2 == 0:
        marks, closes = _opened(context.source, begin, one.start), _SINGLE_CLOSES
    closing = closes.search(context.source, one.end, one.end + _LONGEST_QUOTATION) if marks else None
    return (marks[-1].start(), closing.end()) if closing else None


def _opened(source: str, begin: int, end: int) -> list[re.Match[str]]:
    """The single quotation marks that open after the last one that closes; an apostrophe does neither."""
    closed = [mark.end() for mark in _SINGLE_CLOSES.finditer(source, begin, end)]
    return list(_SINGLE_OPENS.finditer(source, max([begin, *closed]), end))
