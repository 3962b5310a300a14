"""Days and months of the calendar: "17 February 2022", "Feb. 17", "March 1996", "the 3d of May last"."""

from __future__ import annotations

import re
from datetime import date

from search.calendar import NUMBER_OF_MONTH
from search.extraction.dates.lexicon import ordinal_of
from search.extraction.dates.patterns import (
    DAY,
    FIGURES,
    JOINT,
    MONTH,
    MONTH_NAME,
    MONTH_START,
    ORDINAL_DIGITS,
    ORDINAL_WORD,
    TRAIL,
    WHICH,
    YEAR_SUFFIX,
    S,
)
from search.extraction.dates.periods import CALENDARS_APART, OfYear, day_of, day_period, days_of, month_of, of_any_year
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule
from search.extraction.dates.rules.dating import dated, pointed_at, relative_to_now, weekday_in_front

# Months that are also words or names stand alone only after a word that takes a date.
_TAKES_A_DATE = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|through|during|before|after|for|and|between|or|early|late|mid|than|the|at"
    r"|last|next|this|with|both|around|about|as)[\s-]{1,3}|^\s*|[(,–—-]\s?)$"
)
_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]+")
_DATE_WORD_FOLLOWS = re.compile(
    r"\s(?:Fools?|Revolution|Summit|Conference|Agreement|Plan|Treaty|War|Offensive|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|Day)"
)
_MONTH_ALSO_NAME = {"april", "may", "june", "august", "march", "jan", "mar", "dec", "sep"}


def _read_month_first(match: re.Match[str], context: Context) -> Reading | None:
    if not match["day"]:
        return _read_month(match, context)
    return _read_day(match, context)


def _read_day(match: re.Match[str], context: Context) -> Reading | None:
    month, day = NUMBER_OF_MONTH[match["month"].rstrip(".")], ordinal_of(match["day"])
    if not day or not 1 <= day <= 31:
        return None
    until = ordinal_of(match["until"]) if match["until"] else None
    if until and "/" in match["joint"] and until - day in CALENDARS_APART:
        day, until = until, None
    is_list = bool(match["others"] or (until and _is_list(match["joint"]) and until != day + 1))
    through = ordinal_of(match["through"]) if match["through"] else None
    last = through or (None if is_list else until)
    of_year = of_any_year(day_of, month, day) if last is None else of_any_year(days_of, month, day, last)
    if (month, day) == (9, 11) and not match["year"] and _is_of_the_attacks(match, context):
        return Reading(day_period(date(2001, 9, 11)), "2001-09-11", "named", passing=True)
    unknown = f"XXXX-{month:02}-{day:02}"
    trail = match["trail"]
    if trail:
        which = {"next": "next", "current": "this"}.get(trail, "last")
        reading = relative_to_now(which, context, of_year, unknown)
        return reading._replace(end=match.end("through" if through else "day")) if is_list else reading
    if not of_year(2000) or (not (match["year"] or match["whose"]) and _is_name(match, context)):
        return NO_DATE
    reading = dated(match, context, of_year, unknown) or NO_DATE
    if reading.yearless:
        reading = _agreeing(reading, match, context, of_year)
    return reading._replace(end=match.end("through" if through else "day")) if is_list else reading


def _agreeing(reading: Reading, match: re.Match[str], context: Context, of_year: OfYear) -> Reading:
    """The reading in a year in which the weekday beside it is true: that of the text, else one close to publication."""
    weekday = weekday_in_front(match, context)
    if weekday is None or (reading.period and reading.period.first_day.weekday() == weekday):
        return reading
    years = [context.latest.first_day.year] if context.latest else []
    if context.published:
        years += [context.published[0].year + step for step in (0, -1, 1)]
    for period in map(of_year, years):
        if period and period.first_day.weekday() == weekday:
            return reading._replace(period=period, timex=period.timex)
    return reading


_ATTACKS = re.compile(r",?\s(?:terror\w*\s|hijack\w*\s)?(?:attacks?|hijackings?|atrocities|atrocity)\b")
_OF_THE_ATTACKS = re.compile(
    r"\b(?:(?:attacks?|hijackings?|atrocities|events)\s(?:of|on)\s|(?:aftermath|wake|victims|horrors?|lessons|tragedy|memory|trauma)\sof\s"
    r"|since\s|(?:years|months|decades?)\s(?:after|before)\s|(?:post|pre)-)$"
)
# What is said of that day and of no other; of a day close to publication the first of these may be said too.
_AS_OF_THE_ATTACKS = re.compile(r"\b(?:after|before|until|till|like)\s$")
_CHANGED = re.compile(r"\s(?:hijackers?|plot|plotters|masterminds?|victims?|families|tragedy|changed)\b")
_CLOSE = 45  # days


def _is_of_the_attacks(match: re.Match[str], context: Context) -> bool:
    if context.published is not None and context.published[0] < date(2001, 9, 11):
        return False
    if _ATTACKS.match(context.lowered, match.end()) or _CHANGED.match(context.lowered, match.end()):
        return True
    if _OF_THE_ATTACKS.search(context.before(match)):
        return True
    return not _is_close(context, 9, 11) and _AS_OF_THE_ATTACKS.search(context.before(match)) is not None


def _is_close(context: Context, month: int, day: int) -> bool:
    """True where the day of that name is close to publication, and where nothing tells when that was."""
    if context.published is None:
        return True
    today = context.published[0]
    years = (today.year - 1, today.year, min(today.year + 1, date.max.year))
    return any(abs((date(year, month, day) - today).days) <= _CLOSE for year in years)


_NAMES_A_GROUP = re.compile(
    r"(?:\s\w+)?\s(?:group|movement|organi[sz]ation|brigades?|cell|faction|front|guerrillas|team|instructors|plot|plotters"
    r"|gang|terrorists|militants)\b"
)
# Who would claim or deny something on the first words of a sentence is no day: "November 17 claimed the attack".
_ACTS = re.compile(
    r"\s(?:claimed|denied|threatened|vowed|murdered|assassinated)\b|,\san?\s(?:\w+\s){0,4}(?:group|organi[sz]ation)\b"
)
_NAMED_AFTER_A_DAY = re.compile(r"\b(?:group|organi[sz]ation|movement|brigade|cell|(?:members|leaders?|gunmen)\sof)\s$")


def _is_name(match: re.Match[str], context: Context) -> bool:
    """True for what is called by a day: "the July 20 plot", "Revolutionary Organization 17 November"."""
    return bool(
        _NAMES_A_GROUP.match(context.lowered, match.end())
        or _ACTS.match(context.lowered, match.end())
        or _NAMED_AFTER_A_DAY.search(context.before(match))
    )


def _is_list(joint: str) -> bool:
    return any(word in joint for word in ("and", "or", ",", "&"))


def _read_month(match: re.Match[str], context: Context) -> Reading | None:
    name = match["month"].rstrip(".")
    month = NUMBER_OF_MONTH[name]
    of_year, unknown = of_any_year(month_of, month), f"XXXX-{month:02}"
    dated_beside = match["year"] or match["whose"]
    if _is_event(match, context):
        return NO_DATE
    is_word = name in ("march", "may") and not context.is_capitalised(match, "month")
    if is_word or (not (dated_beside or match["trail"] or match["which"]) and not _is_month(match, context, name)):
        return None
    if match["trail"]:
        which = {"next": "next", "current": "this"}.get(match["trail"], "last")
        return relative_to_now(which, context, of_year, unknown)
    if match["which"] and not dated_beside:
        return pointed_at(match["which"], context, of_year, unknown)
    return dated(match, context, of_year, unknown)


# "The October Revolution", "Black September", "the October War": names, though of months.
_EVENT_FOLLOWS = re.compile(r"\s(?:Revolution|Uprising|Revolt|Rebellion|War|Movement|Manifesto|Massacre|Brigades?)\b")
_NAMED_MONTH = re.compile(r"\b(?:black|red|bloody)\s$")


def _is_event(match: re.Match[str], context: Context) -> bool:
    if match["year"] or match["which"]:
        return False
    return bool(_EVENT_FOLLOWS.match(context.source, match.end()) or _NAMED_MONTH.search(context.before(match, 8)))


# "May I speak?" begins a sentence, and so does "March on!".
_VERB_GOES_ON = re.compile(r"\s(?:i|we|he|she|they|you|it|god|the|his|her|their|our|your|this|that|there|on|with)\b")
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?:\n“”\"])\s{0,4}$")


_WORD_GOES_ON = re.compile(rf"-(?!{MONTH_START})[a-z]")  # "Mar-a-Lago"


_TO_A_DATED_MONTH = re.compile(rf"(?:\s?[-–—/]\s?|\s(?:to|through|until)\s){MONTH_NAME}\.?,?\s{FIGURES}")


def _is_month(match: re.Match[str], context: Context, name: str) -> bool:
    if not context.is_capitalised(match, "month"):
        return False
    before = context.before(match)
    if (
        name in ("may", "march")
        and _OPENS_A_SENTENCE.search(before)
        and _VERB_GOES_ON.match(context.lowered, match.end())
    ):
        return False
    if len(name) < 4 and name != "may":
        if _WORD_GOES_ON.match(context.lowered, match.end("month")):
            return False
        is_dated = re.search(r"\b(?:in|of|by|since|until|from|last|next|to)\s$", before)
        return bool(is_dated or _TO_A_DATED_MONTH.match(context.lowered, match.end()))
    if name not in _MONTH_ALSO_NAME:
        return True
    if not _TAKES_A_DATE.search(before):
        return False
    follows = _NAME_FOLLOWS.match(context.source, match.end("month"))
    return (
        not follows
        or bool(re.search(r"\b(?:in|since|until|last|next|by|during)\s$", before))
        or bool(_DATE_WORD_FOLLOWS.match(context.source, match.end("month")))
    )


def _read_listed(match: re.Match[str], context: Context) -> Reading | None:
    """The second day of "March 3 and 7": a number right behind a day of some month."""
    previous = context.previous
    if not previous or not previous.reading.period or previous.reading.period.granularity != "day":
        return None
    if not _LISTED.fullmatch(context.lowered, previous.end, match.start()):
        return None
    if previous.reading.basis.startswith("weekday") or context.lowered[previous.end - 4 : previous.end].isdecimal():
        return None
    first = previous.reading.period.first_day
    day = ordinal_of(match["day"])
    period = day_of(first.year, first.month, day) if day else None
    return previous.reading._replace(period=period, timex=period.timex, end=None) if period else None


_LISTED = re.compile(r"(?:,|,?\s{1,4}(?:and|or|&))\s{1,4}(?:the\s)?")


# "Of May last" is a date; "in May, last month" is another.
_NOT_A_UNIT = (
    r"(?!\s(?:week|weekend|month|quarter|year|night|evening|spring|summer|autumn|fall|winter|of|the|time|for|in|step"
    r"|meeting|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
)
_RUN_OF_DAYS = r"(?:\s?[-–—]\s?|\s(?:to|until|through)\s)"  # "3 to 5 and 9 May"
_LIST_GOES_ON = r"(?=\s?[,.;)]|\s(?:and|in|at|to|when|as|with|for|by)\b|\s?$)"
_LISTED_NUMBER = rf"\d{{1,2}}(?:st|nd|rd|th|d)?(?!\w)(?![.,]\d){_LIST_GOES_ON}"

RULES = (
    Rule(
        heads=(
            rf"\d{{1,2}}(?:\s?(?:st|nd|rd|th|d|tb))?\.?(?:\s{{1,8}}(?:day\s)?(?:of\s{{1,8}})?|-){MONTH_NAME}",
            rf"{ORDINAL_WORD}\s{{1,8}}(?:day\s)?of\s{{1,8}}{MONTH_NAME}",
            rf"\d{{1,2}}{_RUN_OF_DAYS}\d{{1,2}}(?:,\s\d{{1,2}}){{0,4}},?\s(?:and|&)\s\d{{1,2}}\s{{1,8}}(?:of\s)?{MONTH_NAME}",
            rf"\d{{1,2}}(?:st|nd|rd|th|d|tb)?(?:,\s\d{{1,2}}(?:st|nd|rd|th|d|tb)?){{0,4}}{JOINT}"
            rf"\d{{1,2}}(?:st|nd|rd|th|d|tb)?\s{{1,8}}(?:of\s)?{MONTH_NAME}",
        ),
        pattern=rf"(?P<day>{DAY}|\d{{1,2}}\s(?:st|nd|rd|th)\b)\.?(?:{_RUN_OF_DAYS}(?P<through>{DAY})(?=,?\s(?:and|&)\s|,\s\d))?(?P<others>(?:,\s{DAY}){{1,4}})?(?:(?P<joint>{JOINT})(?P<until>{DAY}))?(?:{S}(?:day\s)?(?:of{S})?|-){MONTH}(?!{S}\d{{1,2}}(?!\d))"
        rf"(?:{YEAR_SUFFIX}|,?{S}{TRAIL}{_NOT_A_UNIT})?",
        read=_read_day,
    ),
    Rule(
        heads=(
            rf"{MONTH_NAME}",
            rf"(?:last|next|this|past|coming|that){S}(?:past{S}|coming{S})?{MONTH_NAME}",
            rf"the{S}(?:following|next|previous|preceding|same){S}{MONTH_NAME}",
        ),
        pattern=rf"(?P<others>(?!))?(?P<through>(?!))?(?:(?P<which>{WHICH}){S})?{MONTH}(?:,?{S}(?:the{S})?(?P<day>{DAY})(?!\s{MONTH_START})"
        rf"(?:(?P<joint>{JOINT})(?P<until>{DAY})(?!\s{MONTH_START}))?)?"
        rf"(?:{YEAR_SUFFIX}|,?{S}{TRAIL}{_NOT_A_UNIT})?",
        read=_read_month_first,
    ),
    Rule(
        heads=(
            rf"(?<=[,&\s]\s){_LISTED_NUMBER}",
            rf"(?<=\sor\s){_LISTED_NUMBER}",
            rf"(?<=\sand\s){_LISTED_NUMBER}",
            rf"(?<=the\s)\d{{1,2}}(?:st|nd|rd|th|d)(?!\w){_LIST_GOES_ON}",
        ),
        pattern=rf"(?P<day>{ORDINAL_DIGITS}|\d{{1,2}})(?![.,]\d){_LIST_GOES_ON}",
        read=_read_listed,
    ),
)
