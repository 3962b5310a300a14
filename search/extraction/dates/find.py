"""Document -> DateMentions, in order of appearance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from search.extraction.dates.joining import joined
from search.extraction.dates.reading import NO_DATE, Context, Found
from search.extraction.dates.rules import RULES
from search.extraction.dates.scan import Scanner, Trial
from search.extraction.dates.spoken import as_spoken
from search.extraction.exchanging import exchange_table, exchanged, foreign
from search.model import DateMention, Document, Field, Granularity, published_range

_OF_THE_PRESENT = ("weekday", "weekday ahead", "relative", "deictic", "despatch")


@cache
def _scanner() -> Scanner:
    return Scanner(RULES)


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """Every date that the title and the body mention; the body reads on from the title."""
    context = Context(published_range(document.published) if document.published else None)
    title = _find_in("title", document.title, context)
    years = {one.first_day.year for one in title if one.first_day and one.basis == "absolute"}
    context.year_of_title = years.pop() if len(years) == 1 else None
    return (*title, *_find_in("body", document.body, context))


def _find_in(field: Field, text: str, context: Context) -> list[DateMention]:
    context.previous = None
    context.latest_at = context.latest_day_at = context.quarter_at = context.stated_at = 0
    # A line end in front gives the first word the same start as all others.
    context.source = "\n" + text
    context.lowered = _lowered(context.source)
    found = as_spoken(joined(_readings(context), context), context)
    return [_mention(field, text, one) for one in found]


def _lowered(text: str) -> str:
    """Lower case of the same length: "İ" stays, which would become two."""
    for character in foreign(text):
        if (low := character.lower()) != character and len(low) == 1:
            text = text.replace(character, low)
    return exchanged(text, _LOWER)


_LOWER = exchange_table({code: chr(code).lower() for code in range(128)})


def _readings(context: Context) -> list[Found]:
    found: list[Found] = []
    end = 0
    for place, trials in _scanner().places(context.lowered):
        one = _read_at(place, trials, context) if place > end else None
        if one:
            end = one.end
            if one.reading is not NO_DATE:
                found.append(one)
            _remember(one, context)
    return found


def _read_at(position: int, trials: Iterable[Trial], context: Context) -> Found | None:
    lowered = context.lowered
    for pattern, read in trials:
        match = pattern.match(lowered, position)
        reading = read(match, context) if match else None
        if match and reading:
            return Found(position, reading.end or match.end(), reading)
    return None


def _remember(one: Found, context: Context) -> None:
    """What "the following day" may count from; a date that counts from publication ends the rule of a stated year."""
    reading = one.reading
    context.previous = one
    if (
        reading.period
        and reading.period.granularity == "quarter"
        and "year" not in context.lowered[one.start : one.end]
    ):
        context.quarter, context.quarter_at = reading.period, one.start
    if reading.period and reading.basis == "relative":
        context.aside = reading.period
    if reading.period and not reading.passing:
        context.latest, context.latest_at = reading.period, one.start
        if reading.period.granularity == "day":
            context.latest_day, context.latest_day_at = reading.period, one.start
    if context.published and reading.basis in _OF_THE_PRESENT:
        context.stated_year = None


_GRANULARITIES: tuple[tuple[Granularity, re.Pattern[str]], ...] = (
    ("day", re.compile(r"XXXX-(?:WXX-\d|[\dX]{2}-[\dX]{2})")),
    ("week", re.compile(r"XXXX-WXX")),
    ("month", re.compile(r"XXXX-[\dX]{2}")),
    ("quarter", re.compile(r"XXXX-Q[\dX]")),
    ("season", re.compile(r"XXXX-(?:SP|SU|FA|WI)")),
    ("year", re.compile(r"XXXX")),
)


def unresolved_granularity(timex: str) -> Granularity:
    """What the words of an unresolved date would give if more were known: "XXXX-03-05" a day, "PAST_REF" a range."""
    return next((granularity for granularity, shape in _GRANULARITIES if shape.fullmatch(timex)), "range")


def _mention(field: Field, text: str, found: Found) -> DateMention:
    start, end = found.start - 1, found.end - 1
    reading, period = found.reading, found.reading.period
    if period is None:
        return DateMention(
            field,
            start,
            end,
            text[start:end],
            None,
            None,
            unresolved_granularity(reading.timex),
            reading.timex,
            reading.basis,
        )
    return DateMention(
        field,
        start,
        end,
        text[start:end],
        period.first_day,
        period.last_day,
        period.granularity,
        reading.timex,
        reading.basis,
    )
