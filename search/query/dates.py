"""
Date words and ranges -> days.

    2022   2022-02   2022-02-17   17.02.2022   17/2/2022   feb 2022   17 feb 2022   feb 17, 2022   may   monday
    q1 2022   spring 2022   1970s   today   yesterday   last month   this year   last 3 weeks   2 days ago
    2021-12..2022-02   2020-2022   may to july   ..2021   2020..   >2020   >=2020   <feb 2022   <=2021
    since 2020   before may 2021

A month, a day of a month or a weekday without a year is the latest that has begun. Numbers between slashes or
dots are day, month, year, unless only the other order is a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from search.calendar import NUMBER_OF_MONTH, NUMBER_OF_WEEKDAY, WEEKDAYS
from search.model import DateRange, last_day_of

_Days = tuple[date, date]

_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SMALL = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}

_MONTH = "(?P<month>" + "|".join(sorted(NUMBER_OF_MONTH, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_UNIT = "(?P<unit>day|week|month|quarter|year)"
_COUNT = r"(?P<count>\d{1,4}|" + "|".join(_SMALL) + ")"

_BOUNDS = re.compile(r"(?P<bound>>=|<=|>|<|since |after |before |until |from |till )(?P<words>.+)")


def parse_dates(words: str, *, today: date) -> DateRange | None:
    """The days that the words stand for; None when they are no date, or no day is left between two bounds."""
    words = normal_words(words)
    try:
        return _range(words, today) if ".." in words else _bound(words, today) or _whole(words, today)
    except (ValueError, OverflowError):
        return None  # 31 February, or a day outside the calendar


def normal_words(words: str) -> str:
    """Small letters, single spaces, none around the signs of a range: two spellings of one range are equal."""
    words = re.sub(r"\s+", " ", words.lower().replace(",", " ")).strip()
    words = re.sub(r"^(\d{4}) ?[-–—] ?(\d{4})$", r"\1..\2", words)
    words = re.sub(r"^(?:from )?(.+?) (?:to|[-–—]) (.+)$", r"\1..\2", words)
    return re.sub(r"\s*(\.\.+|>=|<=|>|<)\s*", lambda sign: sign[1].replace("...", ".."), words)


def is_reversed(words: str, *, today: date) -> bool:
    """True for a range that ends before it starts."""
    first, dots, last = normal_words(words).partition("..")
    return bool(dots) and parse_dates(words, today=today) is None and _is_date(f"{last}..{first}", today)


def _is_date(words: str, today: date) -> bool:
    return parse_dates(words, today=today) is not None


def _range(words: str, today: date) -> DateRange | None:
    first, last = (_days(part, today) if part else None for part in words.split("..", 1))
    is_empty_end = (words.startswith("..") or first) and (words.endswith("..") or last)
    if not is_empty_end or not (first or last):
        return None
    return DateRange(first[0] if first else None, last[1] if last else None)


def _bound(words: str, today: date) -> DateRange | None:
    match = _BOUNDS.fullmatch(words)
    days = _days(match["words"], today) if match else None
    if match is None or days is None:
        return None
    first, last = days
    return {
        ">": lambda: DateRange(last + timedelta(1), None),
        "after": lambda: DateRange(last + timedelta(1), None),
        "<": lambda: DateRange(None, first - timedelta(1)),
        "before": lambda: DateRange(None, first - timedelta(1)),
        "<=": lambda: DateRange(None, last),
        "until": lambda: DateRange(None, last),
        "till": lambda: DateRange(None, last),
    }.get(match["bound"].strip(), lambda: DateRange(first, None))()


def _whole(words: str, today: date) -> DateRange | None:
    days = _days(words, today)
    return DateRange(*days) if days else None


def _days(words: str, today: date) -> _Days | None:
    """First and last day of one date; ValueError for a date that no calendar has."""
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(words.strip()):
            return read(match, today)
    return None


# --- dates of the calendar ----------------------------------------------------------------------


def _iso(match: re.Match[str], today: date) -> _Days:
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    first = date(year, month or 1, day or 1)
    return first, last_day_of(first, "day" if day else "month" if month else "year")


def _numbers(match: re.Match[str], today: date) -> _Days:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    day = date(year, two, one) if two <= 12 else date(year, one, two)
    return day, day


def _named(match: re.Match[str], today: date) -> _Days:
    groups = match.groupdict()
    month, day = NUMBER_OF_MONTH[match["month"]], int(groups.get("day") or 0)
    if groups.get("year"):
        return _month_or_day(int(match["year"]), month, day)
    begun = [year for year in range(today.year, today.year - 9, -1) if _has_begun(year, month, day, today)]
    return _month_or_day(begun[0], month, day) if begun else _month_or_day(today.year, month, day)


def _has_begun(year: int, month: int, day: int, today: date) -> bool:
    is_missing_leap_day = (month, day) == (2, 29) and last_day_of(date(year, 2, 1), "month").day < 29
    return not is_missing_leap_day and date(year, month, day or 1) <= today


def _month_or_day(year: int, month: int, day: int) -> _Days:
    first = date(year, month, day or 1)
    return first, last_day_of(first, "day" if day else "month")


def _quarter(match: re.Match[str], today: date) -> _Days:
    first = date(int(match["year"]), int(match["quarter"]) * 3 - 2, 1)
    return first, _months_later(first, 3) - timedelta(1)


def _season(match: re.Match[str], today: date) -> _Days:
    """Whole northern months; a winter bears the year it starts in."""
    first = date(int(match["year"]), _SEASON_START[match["season"]], 1)
    return first, _months_later(first, 3) - timedelta(1)


def _decade(match: re.Match[str], today: date) -> _Days:
    first = int(match["decade"])
    return date(first, 1, 1), date(first + 9, 12, 31)


# --- dates counted from today -------------------------------------------------------------------


def _near(match: re.Match[str], today: date) -> _Days:
    day = today + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[match[0]])
    return day, day


def _unit(match: re.Match[str], today: date) -> _Days:
    """This, the last or the next whole week, month, quarter or year of the calendar."""
    return _calendar_unit(match["unit"], {"this": 0, "next": 1}.get(match["which"], -1), today)


def _recent(match: re.Match[str], today: date) -> _Days:
    """The last three weeks end today."""
    count = _number(match["count"])
    if match["unit"] == "day":
        return today - timedelta(count - 1), today
    return _shifted(today, match["unit"], -count) + timedelta(1), today


def _ago(match: re.Match[str], today: date) -> _Days:
    """Two days ago is a day; two months ago is the whole month."""
    count = _number(match["count"])
    return _calendar_unit(match["unit"], -count, today)


def _weekday(match: re.Match[str], today: date) -> _Days:
    """The latest that has begun, today included; "last Monday" on a Monday is a week ago."""
    back = (today.weekday() - NUMBER_OF_WEEKDAY[match["weekday"]]) % 7
    day = today - timedelta(7 if match["last"] and not back else back)
    return day, day


def _calendar_unit(unit: str, away: int, today: date) -> _Days:
    first = _shifted(_start_of(unit, today), unit, away)
    return first, _shifted(first, unit, 1) - timedelta(1)


def _start_of(unit: str, day: date) -> date:
    if unit == "week":
        return day - timedelta(day.weekday())
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def _shifted(day: date, unit: str, count: int) -> date:
    if unit in ("day", "week"):
        return day + timedelta(count * (7 if unit == "week" else 1))
    return _months_later(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def _months_later(day: date, count: int) -> date:
    """The same day of another month, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, last_day_of(first, "month").day))


def _number(word: str) -> int:
    number = _SMALL.get(word) or int(word)
    if not number:
        raise ValueError("no days at all")
    return number


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Days]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_YEAR}(?:[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?)?", _iso),
        (rf"(?P<one>\d\d?)[-/.](?P<two>\d\d?)[-/.]{_YEAR}", _numbers),
        (rf"{_MONTH}(?: {_YEAR})?", _named),
        (rf"{_YEAR} {_MONTH}", _named),
        (rf"(?:the )?{_DAY} (?:of )?{_MONTH}(?: {_YEAR})?", _named),
        (rf"{_MONTH} {_DAY}(?: {_YEAR})?", _named),
        (rf"q(?P<quarter>[1-4])[ -]{_YEAR}", _quarter),
        (rf"{_YEAR}[ -]?q(?P<quarter>[1-4])", _quarter),
        (rf"(?P<season>{'|'.join(_SEASON_START)})(?: of)? {_YEAR}", _season),
        (r"(?:the )?(?P<decade>\d{3}0)'?s", _decade),
        (r"yesterday|today|tomorrow", _near),
        (rf"(?:the )?(?P<which>this|last|past|previous|next) {_UNIT}", _unit),
        (rf"(?:the )?(?:last|past) {_COUNT} {_UNIT}s?", _recent),
        (rf"{_COUNT} {_UNIT}s? ago", _ago),
        (rf"(?P<last>last )?(?P<weekday>{'|'.join(WEEKDAYS).lower()})", _weekday),
    )
)
