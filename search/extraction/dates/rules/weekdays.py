"""Weekdays: "on Tuesday", "last Friday", "Tuesday of next week", "the following Friday"."""

from __future__ import annotations

import re
from datetime import date

from search.calendar import NUMBER_OF_WEEKDAY
from search.extraction.dates.nearest import weekday_after, weekday_before
from search.extraction.dates.patterns import MONTH_NAME, MONTH_START, ORDINAL_DIGITS, WEEKDAY, S
from search.extraction.dates.periods import Period, day_shifted, shifted_days, week_of
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule, resolved
from search.extraction.dates.tense import Direction

_WHICH = (
    r"(?P<which>last|next|this\spast|this\scoming|past|coming|this|the\s(?:following|next|previous|preceding|same)"
    r"|following|previous|that|the\s(?:last|past|coming))"
)
_MOVED = re.compile(
    r"\b(?:moved|postponed|delayed|deferred|adjourned|rescheduled|pushed\sback|put\soff|put\sback|extended|changed|shifted"
    r"|brought\sforward)\b[^.;]{0,60}\b(?:to|until|till|for)\s$"
)


def _read_weekday(match: re.Match[str], context: Context) -> Reading | None:
    weekday = NUMBER_OF_WEEKDAY[match["weekday"].rstrip(".")]
    unknown = f"XXXX-WXX-{weekday + 1}"
    if _NAMED_DAY.search(context.before(match, 12)) or _NAME_GOES_ON.match(context.source, match.end("weekday")):
        return NO_DATE
    if _RECURS.match(context.lowered, match.end("weekday")):
        return NO_DATE
    if match["weekday"].endswith(".") and not _is_abbreviated(match, context):
        return None
    if match["beyond"]:
        return _week_on(weekday, context, unknown)
    if match["week"]:
        return _of_week(match["week"], weekday, context, unknown)
    which = " ".join((match["which"] or match["after"] or "").split()).removeprefix("the ")
    if which in ("following", "previous", "preceding", "same", "that") or (match["which"] or "").startswith("the next"):
        return _chained(which, weekday, context, unknown)
    if which:
        return _pointed_at(which, weekday, match, context, unknown)
    return _bare(weekday, match, context, unknown)


# "Bloody Sunday" is a name, "every Friday" no one day.
_NAMED_DAY = re.compile(r"\b(?:every|each|super|black|bloody|cyber|shrove|fat|ruby|blue|casual|mega|man|girl)\s$")
# "On Monday and Tuesday nights"
_RECURS = re.compile(
    r"(?:s?\s?(?:,|and|or|to)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)?\s(?:mornings|afternoons|evenings|nights|prayers)\b"
)
_NAME_GOES_ON = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Star|Tribune|Independent|Business|Group|Club|Agreement)\b"
)


def _is_abbreviated(match: re.Match[str], context: Context) -> bool:
    """True for "Sun., Feb. 3" and "on Sun."; false where a sentence ends in the sun."""
    return context.is_capitalised(match, "weekday") and bool(
        context.before(match, 3) == "on " or _DATE_FOLLOWS.match(context.lowered, match.end())
    )


_DATE_FOLLOWS = re.compile(rf",?\s(?:{MONTH_START}|\d|[-–—])")


def _bare(weekday: int, match: re.Match[str], context: Context, unknown: str) -> Reading:
    is_dated = _DATED.match(context.lowered, match.end())
    latest = context.latest
    if latest and latest.granularity == "day" and _MOVED.search(context.before(match, 90)):
        period = weekday_after(weekday, latest.first_day)
        return resolved(period, unknown, "weekday")
    is_ahead = _follows_a_day_ahead(match, context) or _AHEAD.search(context.before(match, 60))
    if is_ahead or (_OPENS.search(context.before(match, 6)) and _IS.match(context.lowered, match.end())):
        direction: Direction | None = "future"
    elif _OVER.search(context.before(match)) or _DATELINE.match(context.lowered, match.end()):
        direction = "past"
    else:
        direction = context.direction(match) or _of_the_clause_before(match, context)
        if direction is None and _LIMIT.search(context.before(match, 10)):
            direction = "future"
    period = context.anchored(lambda today: toward(direction, weekday, today))
    if is_dated:
        return resolved(period, unknown, "weekday of a date", passing=True)
    return resolved(period, unknown, "weekday ahead" if direction == "future" else "weekday")


# "Monday, October 22" is as good as its date, and leaves open what year the text is in.
_NUMBER = r"\d{1,2}(?:st|nd|rd|th|d)?"
_DATED = re.compile(
    rf",?\s{{1,4}}(?:the\s)?(?:{MONTH_NAME}\.?\s{{1,4}}(?:the\s)?{_NUMBER}(?!\w)|{_NUMBER}\s(?:of\s)?{MONTH_NAME}"
    rf"|(?<=the\s){ORDINAL_DIGITS}(?!\w|\s[a-z]+\sof))"
)
# What lies ahead whatever the tense: "gave them until Monday", "ahead of Friday's vote".
_AHEAD = re.compile(
    r"(?:\b(?<!had\s)(?:gave|gives?|given|giving|granted)\b[^.;,]{1,40}\suntil|\b(?:has|have)\suntil|\bahead\sof)\s(?:\d[\d:.]{0,4}\s"
    r"(?:[ap]\.?m\.?\s)?|noon\s|midnight\s|next\s)?(?:on\s)?$"
)


_DATELINE = re.compile(r"(?<=\.)\s[-–—]")  # "SHAH ALAM, Thurs. -"
_LIMIT = re.compile(r"\b(?:by|until|till|before)\s$")
# "Monday is a holiday."
_OPENS = re.compile(r"[.!?\n“\"]\s{0,3}$")
_IS = re.compile(r"\sis\b")
# What is over when it is named so: "the results of Sunday's election", "after Tuesday's talks".
_OVER = re.compile(
    r"\b(?:(?:results?|aftermath|outcome|wake|victims|winners?|losers?)\sof|as\sof|since|following)\s(?:last\s)?$"
)


def _of_the_clause_before(match: re.Match[str], context: Context) -> Direction | None:
    """Ahead, for the Tuesday of "on Monday he will meet one; on Tuesday, the other"."""
    previous = context.previous
    if not previous or previous.reading.basis != "weekday ahead" or match.start() - previous.end > _CLAUSE:
        return None
    return None if _SENTENCE_ENDS.search(context.lowered, previous.end, match.start()) else "future"


_CLAUSE = 80  # characters
_SENTENCE_ENDS = re.compile(r"[.!?\n]")


def _follows_a_day_ahead(match: re.Match[str], context: Context) -> bool:
    """True for the Friday of "from tomorrow night into Friday"."""
    latest = context.latest
    if not latest or not context.published or latest.first_day <= context.published[1]:
        return False
    return bool(_NEXT_TO.fullmatch(context.lowered, context.latest_at, match.start()))


_NEXT_TO = re.compile(r"[\w\s-]{4,40}")


def toward(direction: Direction | None, weekday: int, today: date) -> Period | None:
    """The next such weekday when it lies ahead; else the last one, `today` included."""
    if direction == "future":
        return weekday_after(weekday, today)
    return weekday_before(weekday, today, today_counts=True)


def _pointed_at(which: str, weekday: int, match: re.Match[str], context: Context, unknown: str) -> Reading:
    if which.endswith(("last", "past")):
        period = context.anchored(lambda today: weekday_before(weekday, today, today_counts=False))
    elif which.endswith(("next", "coming")):
        period = context.anchored(lambda today: weekday_after(weekday, today))
    else:
        direction = context.direction(match) or "future"
        period = context.anchored(lambda today: toward(direction, weekday, today))
    return resolved(period, unknown, "weekday")


def _chained(which: str, weekday: int, context: Context, unknown: str) -> Reading:
    latest = context.latest
    if not latest:
        return Reading(None, unknown, "chained")
    if which in ("previous", "preceding"):
        period = weekday_before(weekday, latest.first_day, today_counts=False)
    elif which in ("following", "next"):
        period = weekday_after(weekday, latest.last_day)
    else:
        period = _in_week(latest.first_day, weekday)
    return resolved(period, unknown, "chained")


def _week_on(weekday: int, context: Context, unknown: str) -> Reading:
    """ "Tuesday week": seven days after the next Tuesday."""

    def build(today: date) -> Period | None:
        coming = weekday_after(weekday, today)
        return day_shifted(coming.first_day, 7) if coming else None

    return resolved(context.anchored(build), unknown, "weekday")


def _of_week(week: str, weekday: int, context: Context, unknown: str) -> Reading:
    step = -7 if week.startswith(("last", "ago")) else 7 if week.startswith("next") else 0

    def build(today: date) -> Period | None:
        moved = shifted_days(today, step)
        return _in_week(moved, weekday) if moved else None

    return resolved(context.anchored(build), unknown, "weekday")


def _in_week(day: date, weekday: int) -> Period | None:
    week = week_of(day)
    return day_shifted(week.first_day, weekday) if week else None


_HEAD_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s\.|rs\.|r\.|\.)"

RULES = (
    Rule(
        heads=(
            rf"{_HEAD_DAY}",
            rf"(?:last|next|this|past|coming|following|previous|that){S}(?:past{S}|coming{S})?{_HEAD_DAY}",
            rf"the{S}(?:following|next|previous|preceding|same|last|past|coming){S}{_HEAD_DAY}",
        ),
        pattern=rf"(?:{_WHICH}{S})?{WEEKDAY}"
        rf"(?:,?{S}(?:of{S})?(?P<week>(?:last|this|next)\sweek)(?!\w)|{S}(?P<beyond>week)(?=\s?[,.;]|\s?$|{S}(?:at|in|to|and|the|he|she|they|we|it|i)\b)|{S}(?P<after>last|next)(?=\s?[,.;]|\s?$|{S}(?:at|in|to|and|the)\b))?",
        read=_read_weekday,
    ),
)
