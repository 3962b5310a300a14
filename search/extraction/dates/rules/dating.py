"""A bare day, month or season + the year beside it, or what stands for one -> a reading."""

from __future__ import annotations

import re
from datetime import date

from search.calendar import NUMBER_OF_WEEKDAY
from search.extraction.dates.nearest import following, is_settled, last, nearest
from search.extraction.dates.patterns import year_number
from search.extraction.dates.periods import OfYear, Period, day_of
from search.extraction.dates.reading import Context, Reading, resolved
from search.extraction.dates.tense import Direction

# Words before a date that may lie ahead of a past verb: "gave him until mid-November".
_ENDS_AT = re.compile(
    r"\b(?:(?:by|until|till|through|before|mid|late|early)[\s-]{1,4}(?:the\s)?|(?:planned|scheduled|set|due)\sfor\s)$"
)
# A verb that tells what happened, with at most the place between it and the day: "was shot in Rome on 15 March".
_HAPPENED_ON = re.compile(
    r"\b(?<!be\s)(?:met|left|died|fell|came|went|began|broke|fled|flew|won|lost|held|shot|killed|signed|arrived|arrested|resigned"
    r"|visited|opened|closed|ended|returned|attacked|bombed|landed|sailed|elected|adopted|ratified|published|issued|seized"
    r"|invaded|surrendered|withdrew|spoke|wrote|took\splace|happened|occurred|received|captured|born|founded|launched|sank"
    r"|sunk|concluded|dismissed|appointed|assassinated|executed|released|expelled|recalled|collapsed|crashed|voted)"
    r"(?:\s(?:here|there))?(?:\s(?:in|at|near|off|from|outside|by)\s(?:[\w'’.-]+\s){1,4})?,?\s?on\s(?:the\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?$"
)
_LONGEST_ON = len("on the wednesday, ")
_SINCE = re.compile(
    r"\bsince\s(?:(?:about|around|as\searly\sas|early|late|at\sleast)\s|mid-)?(?:the\s)?$"
)  # "since 1 January the rules apply"
# What tells of its own time: "On 3 May 1961 he resigned", not "the treaty of December 1978" or "since 1 March 1948".
_TELLS = re.compile(
    r"(?:\b(?:on|in|from|by|until|between|early|late|mid)[\s-](?:the\s)?|day,?\s|[.!?;:\n—“\"(]\s{0,4})$"
)
# Characters for which a year of the past governs the bare days, and the bare months, of a text of the present.
_GOVERNED_DAYS, _GOVERNED_MONTHS = 400, 160
# The same where nothing tells when the text was written, but its title names a year.
_STORY = 500
_SENTENCE = re.compile(r"[.!?]\s")
_STEPS = {"this": 0, "the present": 0, "the current": 0, "last": -1, "the past": -1, "next": 1}


def dated(match: re.Match[str], context: Context, of_year: OfYear, unknown: str) -> Reading | None:
    """The reading of a pattern that ends in YEAR_SUFFIX; None for a day that no calendar has."""
    if match["year"]:
        return _stated(match, context, of_year)
    if match["whose"]:
        return _of_pointed_year(" ".join(match["whose"].split()), context, of_year, unknown)
    period = _governed(match, context, of_year)
    if period:
        return resolved(period, unknown, "partial", yearless=True)
    before = context.before(match, 60)
    happened = "on" in before[-_LONGEST_ON:] and _HAPPENED_ON.search(before) is not None
    began = "since" in before and _SINCE.search(before) is not None
    # The tense is not asked for in vain: to find the verb takes longer than all the rest.
    is_open = not _is_settled(of_year, context, may_be_certain=happened or began)
    direction: Direction | None = None
    if is_open:
        direction = "past" if began else context.direction(match)
    if direction == "past" and _ENDS_AT.search(before[-24:]):
        direction = None
    is_certain = direction == "past" and (happened or began)
    period = context.anchored(lambda today: nearest(of_year, today, direction, is_certain=is_certain))
    return resolved(period, unknown, "partial", yearless=True)


def _is_settled(of_year: OfYear, context: Context, *, may_be_certain: bool) -> bool:
    published = context.published
    is_day = published is not None and published[0] == published[1]
    return bool(published and is_day and is_settled(of_year, published[0], is_certain=may_be_certain))


def pointed_at(which: str, context: Context, of_year: OfYear, unknown: str) -> Reading:
    """ "Last May" from the writer's day; "that May", "the following spring" from the last date of the text."""
    which = " ".join(which.split())
    if which != "that" and not which.startswith("the "):
        return relative_to_now(which, context, of_year, unknown)
    if context.latest is None:
        return Reading(None, unknown, "chained")
    if which in ("that", "the same"):
        return resolved(of_year(context.latest.first_day.year), unknown, "chained")
    step = last if which in ("the previous", "the preceding") else following
    start = context.latest.first_day if step is last else context.latest.last_day
    return resolved(step(of_year, start), unknown, "chained")


def relative_to_now(which: str, context: Context, of_year: OfYear, unknown: str) -> Reading:
    """ "Last May", "next spring", "this December"."""
    if which.endswith(("last", "past")):
        period = context.anchored(lambda today: last(of_year, today))
    elif which.endswith(("next", "coming")):
        period = context.anchored(lambda today: following(of_year, today))
    else:
        period = context.anchored(lambda today: _around(of_year, today))
    return resolved(period, unknown, "relative")


def _around(of_year: OfYear, today: date) -> Period | None:
    """The one that holds `today` (a winter began last year), else that of the year."""
    before = of_year(today.year - 1) if today.year > 1 else None
    return before if before and before.last_day >= today else of_year(today.year)


def _stated(match: re.Match[str], context: Context, of_year: OfYear) -> Reading | None:
    year = year_number(match["year"])
    period = of_year(year) if year else None
    if not period:
        return None
    is_history = context.published is None
    if is_history or (period.granularity in ("day", "month") and _TELLS.search(context.before(match, 16))):
        context.stated_year, context.stated_at = year, match.start()
    return Reading(period, period.timex, "absolute")


def _of_pointed_year(whose: str, context: Context, of_year: OfYear, unknown: str) -> Reading:
    if whose in _STEPS:
        return resolved(context.anchored(lambda today: of_year(today.year + _STEPS[whose])), unknown, "relative")
    step = {"the following": 1, "the next": 1, "the previous": -1, "the preceding": -1}.get(whose, 0)
    latest = context.latest
    return resolved(of_year(latest.first_day.year + step) if latest else None, unknown, "chained")


def _governed(match: re.Match[str], context: Context, of_year: OfYear) -> Period | None:
    """The period of the year that the text stated last, if that year still governs."""
    year = _year_that_governs(match, context)
    period = of_year(year) if year else None
    if period and year and _turns_the_year(period, context):
        period = of_year(year + 1)
    if not period:
        return None
    if context.published is None:
        context.stated_year, context.stated_at = period.first_day.year, match.start()
        return period
    if not _is_in_reach(match, context, period):
        return None
    if period.granularity == "day":
        context.stated_at = match.start()
    return period


def _year_that_governs(match: re.Match[str], context: Context) -> int | None:
    is_far = match.start() - context.stated_at > _STORY
    if context.published is None and context.year_of_title and is_far:
        return context.year_of_title
    return context.stated_year


def _turns_the_year(period: Period, context: Context) -> bool:
    """True for the 3 January that follows 28 December."""
    latest = context.latest
    if not latest or latest.first_day < period.last_day:
        return False
    return period.first_day.month <= 3 and latest.first_day.month >= 10


def _is_in_reach(match: re.Match[str], context: Context, period: Period) -> bool:
    """True while a text of the present still tells of the year it stated: onwards, in the past, and close by."""
    published, latest = context.published, context.latest
    is_day = period.granularity == "day"
    return (
        match.start() - context.stated_at <= (_GOVERNED_DAYS if is_day else _GOVERNED_MONTHS)
        and (is_day or len(_SENTENCE.findall(context.lowered, context.stated_at, match.start())) <= 1)
        and bool(published and period.first_day.year < published[0].year)
        and not (latest and period.last_day < latest.first_day and not _goes_back(context, period, latest))
        and context.direction(match) != "future"
    )


_RECENT = 92  # days; what may have happened so close before a text is hardly told of a year of the past


def _goes_back(context: Context, period: Period, latest: Period) -> bool:
    """True for a day told after a later one, both without a year: "In 1979 ... In December ... On 4 November".

    After a date with its year a story goes on: "On 8 November 1881 ... On 13 June".
    """
    previous = context.previous
    is_yearless = previous is not None and previous.reading.yearless and previous.reading.period == latest
    if not is_yearless or period.granularity != "day" or latest.first_day.year != period.first_day.year:
        return False
    return context.published is not None and not _is_recent(period.first_day, context.published[0])


def _is_recent(day: date, today: date) -> bool:
    same_days = (day_of(year, day.month, day.day) for year in (today.year - 1, today.year, today.year + 1))
    return any(abs((same.first_day - today).days) <= _RECENT for same in same_days if same)


def weekday_in_front(match: re.Match[str], context: Context) -> int | None:
    """The weekday that a bare date stands beside: "Monday, October 22"."""
    previous = context.previous
    if not previous or previous.reading.basis != "weekday of a date" or not 0 <= match.start() - previous.end <= 8:
        return None
    name = re.search(r"(?:mon|tue|wed|thu|fri|sat|sun)", context.lowered[previous.start : previous.end])
    return NUMBER_OF_WEEKDAY[name[0]] if name else None
