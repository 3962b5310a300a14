"""Units of the calendar around the writer or the story: "last week", "this year", "the following day", "that month"."""

from __future__ import annotations

import re
from datetime import date

from search.extraction.dates.patterns import MONTH_START, S
from search.extraction.dates.periods import Period, day_shifted, month_of, unit_around
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule, resolved

_UNIT = (
    r"(?P<unit>day|date|morning|afternoon|evening|night|weekend|week-end|week|month|(?:fiscal|financial|calendar|academic)\syear"
    r"|year|(?:fiscal\s)?quarter|decade|century)(?!\w|-(?:long|old|earlier|ago))"
)
_PART_OF_DAY = ("day", "date", "morning", "afternoon", "evening", "night")
_UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "weekend": "XXXX-WXX-WE"}
_JUST_NAMED = 250  # characters
_STEPS = {"last": -1, "past": -1, "this": 0, "current": 0, "present": 0, "next": 1, "coming": 1}


def _unit(words: str) -> str:
    unit = words.replace("-", "").split()[-1]
    return "day" if unit in _PART_OF_DAY else unit


def _read_around_now(match: re.Match[str], context: Context) -> Reading | None:
    """Last, this or next unit of the calendar, counted from publication."""
    which, unit = match["which"].split()[-1], _unit(match["unit"])
    step = _STEPS[which]
    if unit == "weekend" and which == "this" and context.direction(match) == "past":
        return _read_weekend(match, context)
    if unit == "day" and not _is_day_near(which, match["unit"]):
        return None
    if match["the"] and which in ("last", "past", "next", "coming"):
        return None  # "the next day" may be that of the story
    if context.before(match, 4) == "the " and which in ("last", "past", "next", "coming") and unit != "century":
        return NO_DATE  # "the last year", "the next week" measure time
    period = context.anchored(lambda today: unit_around(today, unit, step))
    return resolved(period, _UNKNOWN.get(unit, "XXXX"), "relative", passing=unit != "day")


def _is_day_near(which: str, words: str) -> bool:
    """ "Last night", "last evening", "this morning", "this day"; not "last day"."""
    return which == "this" or (which == "last" and words in ("night", "evening"))


def _read_a_year_before(match: re.Match[str], context: Context) -> Reading:
    """ "This time last year": the same month of it."""
    period = context.anchored(lambda today: month_of(today.year - 1, today.month))
    return resolved(period, "XXXX-XX", "relative", passing=True)


def _read_chained(match: re.Match[str], context: Context) -> Reading | None:
    """The following, previous or same unit, counted from the last date of the text."""
    which, unit = match["which"], _unit(match["unit"])
    step = -1 if which in ("previous", "preceding") else 0 if which in ("same", "that") else 1
    latest = context.base_of(unit, match.start(), or_aside=step > 0)
    if latest is None:
        return Reading(None, _UNKNOWN.get(unit, "XXXX"), "chained") if which not in ("next",) else None
    base = latest.last_day if step > 0 else latest.first_day
    period = unit_around(base, unit, step)
    return resolved(period, _UNKNOWN.get(unit, "XXXX"), "chained")


def _read_day_after(match: re.Match[str], context: Context) -> Reading | None:
    """ "The day after", "the week before", with nothing that follows to count from."""
    unit = _unit(match["unit"])
    latest = context.base_of(unit, match.start())
    if not latest:
        return None
    is_before = match["which"] == "before"
    moved = unit_around(latest.first_day if is_before else latest.last_day, unit, -1 if is_before else 1)
    return resolved(moved, _UNKNOWN.get(unit, "XXXX"), "chained")


def _read_next_day(match: re.Match[str], context: Context) -> Reading | None:
    """ "Next day he left": the day after the last date of the text."""
    latest = context.base_of("day", match.start())
    return resolved(day_shifted(latest.last_day, 1), "XXXX-XX-XX", "chained") if latest else None


def _read_beyond(match: re.Match[str], context: Context) -> Reading:
    """ "The week before last", "the month after next"."""
    unit, step = match["unit"], -2 if match["which"].startswith("before") else 2
    period = context.anchored(lambda today: unit_around(today, unit, step))
    return resolved(period, _UNKNOWN.get(unit, "XXXX"), "relative", passing=True)


_BEFORE_IT = re.compile(r"\bahead\sof\s$")  # "took profits ahead of the weekend"


def _read_weekend(match: re.Match[str], context: Context) -> Reading | None:
    is_ahead = _BEFORE_IT.search(context.before(match, 12)) is not None
    direction = "future" if is_ahead else context.direction(match)

    def build(today: date) -> Period | None:
        steps = 0 if direction == "future" or today.weekday() >= 5 else -1
        return unit_around(today, "weekend", steps)

    return resolved(context.anchored(build), _UNKNOWN["weekend"], "relative", passing=True)


def _read_end(match: re.Match[str], context: Context) -> Reading | None:
    """ "The end of the month", "year-end", "earlier in the year": that of a date just named, else the writer's own."""
    unit = _unit(match["unit"] or "year")
    latest = context.base_of(unit, match.start())
    if latest and not _is_ahead(match, context):
        return resolved(unit_around(latest.first_day, unit), "XXXX", "chained", passing=True)
    period = context.anchored(lambda today: unit_around(today, unit))
    return resolved(period, _UNKNOWN.get(unit, "XXXX"), "relative", passing=True)


def _read_unit_of(match: re.Match[str], context: Context) -> Reading:
    """ "The week of March 6": the unit that holds the day which follows."""
    unit = _unit(match["unit"])
    return Reading(None, _UNKNOWN.get(unit, "XXXX"), "chained", offset=(0, unit))


def _is_ahead(match: re.Match[str], context: Context) -> bool:
    """True for "by the end of the year" of a text with a day of publication, and far from any other date."""
    if context.published is None:
        return False
    is_far = match.start() - context.latest_at > _JUST_NAMED
    return is_far or bool(_LIMIT.search(context.before(match, 12))) or context.direction(match) == "future"


_LIMIT = re.compile(r"\b(?:by|before|until|till)\s$")


def _read_week_of_month(match: re.Match[str], context: Context) -> Reading:
    """ "The first week of June": seven days of the month that follows."""
    week = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}[match["order"]]
    return Reading(None, "XXXX-WXX", "partial", offset=(week, "week of month"))


_UNIT_OF_NOW = r"(?P<unit>(?:fiscal\s|calendar\s|full\s)?year|quarter|month|week|century|decade)(?!\w|-)"

RULES = (
    Rule(
        heads=(rf"the{S}(?:week|weekend|month|quarter|year){S}(?:before{S}last|after{S}next)(?!\w)",),
        pattern=rf"the{S}(?P<unit>week|weekend|month|quarter|year){S}(?P<which>before{S}last|after{S}next)(?!\w)",
        read=_read_beyond,
    ),
    Rule(
        heads=(rf"(?:first|second|third|fourth|last){S}week{S}(?:of|in){S}(?:the{S}month{S}of{S})?{MONTH_START}",),
        pattern=rf"(?P<order>first|second|third|fourth|last){S}week{S}(?:of|in)(?={S}(?:the{S}month{S}of{S})?{MONTH_START})",
        read=_read_week_of_month,
    ),
    Rule(
        heads=(
            rf"the{S}(?:very{S})?(?:end|close|beginning|start|middle){S}of{S}the{S}(?:year|month|quarter|week|century|decade|fiscal|calendar)",
            rf"(?:earlier|later){S}in{S}the{S}(?:year|month|week)\b",
        ),
        pattern=rf"(?:the{S}(?:very{S})?(?:end|close|beginning|start|middle){S}of|(?:earlier|later){S}in){S}the{S}{_UNIT_OF_NOW}",
        read=_read_end,
    ),
    Rule(
        heads=(r"(?:year|month)(?:['’]s)?[\s-]end(?!\w)",),
        pattern=r"(?P<unit>year|month)(?:['’]s)?[\s-]end(?!\w)",
        read=_read_end,
    ),
    Rule(
        heads=(rf"the{S}(?:full|fiscal|latest{S}fiscal){S}year(?!\w)",),
        pattern=rf"the{S}(?:full|fiscal|latest{S}fiscal){S}(?P<unit>year)(?!\w|{S}\d|{S}end(?:ed|ing)\b)",
        read=_read_end,
    ),
    Rule(
        heads=(
            rf"(?:last|this|next|coming){S}(?:past{S}|coming{S}|same{S})?(?:day|date|morn|after|even|night|week|month|year|fiscal"
            r"|financial|calendar|academic|quarter|decade|century)",
            rf"the{S}(?:current|present|coming|last|past){S}(?:week|month|year|fiscal|financial|calendar|academic|quarter|decade|century)",
            rf"current{S}(?:week|month|year|fiscal|quarter)",
        ),
        pattern=rf"(?P<the>the{S}(?=last|past|next|coming))?(?:the{S})?"
        rf"(?P<which>this{S}(?:past|coming)|last|this|next|coming|past|current|present){S}{_UNIT}",
        read=_read_around_now,
    ),
    Rule(
        heads=(
            rf"the{S}(?:very{S})?(?:following|next|previous|preceding|same|ensuing){S}(?:day|date|morn|after|even|night|week|month|year|quarter|decade)",
            rf"that{S}(?:same{S})?(?:day|date|morning|afternoon|evening|night|week|month|year|quarter)\b",
            rf"(?:later|earlier){S}that{S}(?:same{S})?(?:day|morning|evening|night|week|month|year)",
        ),
        pattern=rf"(?:later{S}|earlier{S})?(?:the{S})?(?:very{S})?(?P<which>following|next|previous|preceding|same|ensuing|that){S}(?:same{S})?{_UNIT}",
        read=_read_chained,
    ),
    Rule(
        heads=(rf"this{S}time{S}last{S}year(?!\w)",),
        pattern=rf"this{S}time{S}last{S}year(?!\w)",
        read=_read_a_year_before,
    ),
    Rule(
        heads=(rf"the{S}(?:week|weekend){S}of{S}",),
        pattern=rf"the{S}(?P<unit>week|weekend){S}of(?={S})",
        read=_read_unit_of,
    ),
    Rule(
        heads=(
            rf"the{S}day{S}(?:after|before)(?=\s?[,.;]|{S}(?:he|she|they|it|in|at|the\s\w+\s\w+ed)\b)",
            rf"the{S}(?:night|week|month|year){S}(?:after|before)(?=\s?[,.;]|{S}(?:he|she|they|it)\shad\b)",
        ),
        pattern=rf"the{S}(?P<unit>day|night|week|month|year){S}(?P<which>after|before)(?!\w)",
        read=_read_day_after,
    ),
    Rule(
        heads=(rf"next{S}(?:day|morning|evening)(?!\w)",),
        pattern=rf"next{S}(?:day|morning|evening)(?!\w)",
        read=_read_next_day,
    ),
    Rule(heads=(rf"the{S}week-?end\b",), pattern=rf"the{S}week-?end(?!\w)", read=_read_weekend),
)
