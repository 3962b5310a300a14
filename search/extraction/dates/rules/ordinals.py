"""Days by their number alone: "the 14th instant", "the 29th ultimo", "on the 16th"."""

from __future__ import annotations

import re
from datetime import date

from search.extraction.dates.lexicon import ordinal_of
from search.extraction.dates.patterns import ORDINAL_DIGITS, ORDINAL_WORD, TRAIL, S
from search.extraction.dates.periods import Period, day_of, month_of
from search.extraction.dates.reading import Context, Reading, Rule, resolved
from search.extraction.dates.rules.dating import weekday_in_front


def _read_ordinal(match: re.Match[str], context: Context) -> Reading | None:
    """ "The 14th instant", "the 29th ultimo", and "the 14th" where only a day can be meant."""
    day = ordinal_of(match["day"])
    if not day or not 1 <= day <= 31:
        return None
    trail = match["trail"] or match["month_of"]
    if trail:
        step = _MONTHS_AWAY[trail.removeprefix("the ")[:4].rstrip()]
        period = context.anchored(lambda today: _day_of_month(today.year, today.month + step, day))
        return resolved(period, f"XXXX-XX-{day:02}", "despatch")
    if not _is_day_of_month(match, context):
        return None
    return _bare_ordinal(match, context, day)


_MONTHS_AWAY = {
    **dict.fromkeys(("inst", "curr", "this", "pres"), 0),
    **dict.fromkeys(("ulti", "ult", "last", "past"), -1),
    **dict.fromkeys(("prox", "next"), 1),
}


def _is_day_of_month(match: re.Match[str], context: Context) -> bool:
    """True for "of the 14th," and for "on the 14th Kennedy"; false for "the 14th Amendment" and "the 38th parallel"."""
    before = context.before(match)
    if not _TAKES_THE_DAY.search(before):
        return False
    if _NOTHING_COUNTED.match(context.lowered, match.end()):
        return True
    return before.endswith("on the ") and bool(_NAME_AFTER.match(context.source, match.end()))


_NAME_AFTER = re.compile(
    r"\s(?!Amendment|Army|Fleet|Congress|Parliament|Street|Avenue|Floor|Session|Regiment|Division|Corps|Brigade|Battalion"
    r"|Anniversary|Century|Meeting|Summit|Conference|Party|Parallel|District|Ward|Hour|Day|Hole)[A-Z]"
)
_TAKES_THE_DAY = re.compile(
    r"\b(?:(?:on|of|by|until|till|since|from|to|dated|before|after|and|about|between)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)\s(?:the\s)?$"
)
_NOTHING_COUNTED = re.compile(
    r"\s?[,.;:)\]—–!?]|\s{1,8}(?:and|at|in|to|that|which|the|we|he|she|it|they|i|was|by|for|with|from|when|but|as|upon"
    r"|there|until|or|because|after|before|informing|stating|asking|enclosing|relative|concerning)\b|\s*$"
)


def _bare_ordinal(match: re.Match[str], context: Context, day: int) -> Reading | None:
    latest = context.latest
    chained = context.published is None or (latest and latest.last_day < context.published[0])
    if latest and latest.granularity in ("day", "month") and chained and _is_of_another_time(context, latest):
        period = _day_of_month(latest.first_day.year, latest.first_day.month, day)
        return Reading(period, period.timex, "chained") if period else None
    is_of_a_paper = _PAPER.search(context.before(match))
    step = 1 if context.direction(match) == "future" and not is_of_a_paper else -1
    weekday = weekday_in_front(match, context)

    def build(today: date) -> Period | None:
        this_month = _day_of_month(today.year, today.month, day)
        if weekday is not None:
            months = (today.month, today.month - 1, today.month + 1)
            days = [found for month in months if (found := _day_of_month(today.year, month, day))]
            agreeing = [found for found in days if found.first_day.weekday() == weekday]
            return min(agreeing, key=lambda found: _misfit(found.first_day, today, step), default=this_month)
        fits = this_month and (this_month.first_day <= today if step < 0 else this_month.first_day >= today)
        return this_month if fits else _day_of_month(today.year, today.month + step, day)

    return resolved(context.anchored(build), f"XXXX-XX-{day:02}", "partial")


# What bears a date was written: "in answer to mine of the 4th".
_PAPER = re.compile(
    r"\b(?:notes?|letters?|despatch(?:es)?|dispatch(?:es)?|telegrams?|communications?|instructions?|messages?|circulars?"
    r"|memorandum|mine|yours|date),?\s(?:of|dated)\s(?:the\s)?$"
)


def _misfit(day: date, today: date, step: int) -> int:
    """Days between the two, and many more where the day lies the wrong way."""
    away = (day - today).days * step
    return away if away >= 0 else 1000 - away


def _is_of_another_time(context: Context, latest: Period) -> bool:
    """True when the text's own time is another than the writer's: no publication, or more than two months before."""
    return context.published is None or (context.published[0] - latest.last_day).days > 60


def _day_of_month(year: int, month: int, day: int) -> Period | None:
    whole = month_of(year, month)
    return day_of(whole.first_day.year, whole.first_day.month, day) if whole else None


RULES = (
    Rule(
        heads=(rf"{ORDINAL_DIGITS}(?!\w)", rf"{ORDINAL_WORD}\s(?:instant|inst|ultimo|ult|proximo|prox)\b"),
        pattern=rf"(?P<day>{ORDINAL_DIGITS}|{ORDINAL_WORD})(?!\w)(?:,?{S}(?:day\s)?(?:of\s)?(?:the\s)?"
        rf"(?:(?P<month_of>this|last|next|past|present|current)\s(?:month|mo\.)|{TRAIL}(?!\s\w+\sof)))?",
        read=_read_ordinal,
    ),
    Rule(
        heads=(r"\d{1,2}(?:st|nd|rd|th|d)?\s(?:instant|inst|ultimo|ult|proximo|prox)\b",),
        pattern=rf"(?P<day>\d{{1,2}})\s{TRAIL}(?P<month_of>(?!))?",
        read=_read_ordinal,
    ),
)
