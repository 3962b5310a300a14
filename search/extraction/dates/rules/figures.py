"""Days and months all in figures: "2022-02-17", "17.02.2022", "2/17/2022", "2022-02"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from search.calendar import NUMBER_OF_MONTH
from search.extraction.dates.patterns import MONTH, MONTH_NAME, words
from search.extraction.dates.periods import day_of, month_of
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule


def _read_iso(match: re.Match[str], context: Context) -> Reading | None:
    year, month = int(match["iso_year"]), int(match["iso_month"])
    if match["iso_day"]:
        period = day_of(year, month, int(match["iso_day"]))
        return Reading(period, period.timex, "absolute") if period else NO_DATE
    if month > year % 100:
        return None  # "1911-12" is two years
    period = month_of(year, month) if 1 <= month <= 12 else None
    return Reading(period, period.timex, "absolute") if period else None


def _read_attacks(match: re.Match[str], context: Context) -> Reading | None:
    """ "9/11", known by its day alone."""
    if context.published and context.published[1] < date(2001, 9, 11):
        return None
    return Reading(day_of(2001, 9, 11), "2001-09-11", "named", passing=True)


def _read_figures(match: re.Match[str], context: Context) -> Reading | None:
    """17.02.2022 and 17/02/2022; 2/17/2022 where the second cannot be a month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["figures_year"])
    if match["figures_year"].startswith("0") or len(match["figures_year"]) == 2:
        year += 2000 if year < 50 else 1900
    is_day_first = second <= 12
    if match["mark"] == "/" and second <= 12 and first <= 12 and first != second:
        order = _order(year, first, second, context)
        if order is None:
            return None  # 3/4/2014 is one day to some readers and another to others
        is_day_first = order == "day first"
    day, month = (first, second) if is_day_first else (second, first)
    period = day_of(year, month, day) if month <= 12 else None
    return Reading(period, period.timex, "absolute") if period else None


def _order(year: int, first: int, second: int, context: Context) -> str | None:
    """Which of two small figures is the day: what makes it the day of publication, else as others of the text."""
    published = context.published
    if (
        published
        and published[0] == published[1]
        and published[0] in (_day(year, second, first), _day(year, first, second))
    ):
        return "day first" if published[0] == _day(year, second, first) else "month first"
    return _order_of(context.lowered)


@lru_cache(maxsize=2)  # asked for every such date of a text, answered by the whole of it
def _order_of(lowered: str) -> str | None:
    """Which figure the dates of a text put first where only one can be the month; None where they do not agree."""
    orders = {
        "day first" if int(first) > 12 else "month first"
        for first, second in _BOTH.findall(lowered)
        if (int(first) > 12) != (int(second) > 12)
    }
    return orders.pop() if len(orders) == 1 else None


_BOTH = re.compile(r"\b(\d\d?)/(\d\d?)/(?:19|20)?\d\d\b")


def _day(year: int, month: int, day: int) -> date | None:
    period = day_of(year, month, day)
    return period.first_day if period else None


def _read_short_year(match: re.Match[str], context: Context) -> Reading | None:
    """ "12-Feb-75", "12 FEB 75.", "Feb. 12, '75", and "121500Z FEB 75", the hour of a telegram."""
    month = NUMBER_OF_MONTH[match["month"].rstrip(".")]
    period = day_of(_nearest_year(int(match["short"]), context), month, int(match["day"]))
    return Reading(period, period.timex, "absolute") if period else NO_DATE


def _nearest_year(last_figures: int, context: Context) -> int:
    """The year with these last two figures: the last one that is not after publication, else one of 1950-2049."""
    if context.published is None:
        return last_figures + (2000 if last_figures < 50 else 1900)
    latest = context.published[1].year + 1
    return latest - (latest - last_figures) % 100


_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTHS = {roman: number for number, roman in enumerate(_ROMANS, 1)}


def _read_roman(match: re.Match[str], context: Context) -> Reading | None:
    """12.II.1975"""
    period = day_of(int(match["figures_year"]), _ROMAN_MONTHS[match["roman"]], int(match["day"]))
    return Reading(period, period.timex, "absolute") if period else NO_DATE


_MONTH_CUT = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec)"

RULES = (
    Rule(
        heads=(rf"\d{{1,2}}-{MONTH_NAME}-\d\d(?!\w)",),
        pattern=rf"(?P<day>\d{{1,2}})-{MONTH}-(?P<short>\d\d)(?!\w)",
        read=_read_short_year,
    ),
    Rule(
        heads=(rf"\d{{1,2}}\s{_MONTH_CUT}\s\d\d(?=[.,;:)/]|\s*$|\s*\n)",),
        pattern=rf"(?P<day>\d{{1,2}})\s(?P<month>{_MONTH_CUT})\s(?P<short>\d\d)(?=[.,;:)/](?!\d|\s\d{{4}})|\s*$|\s*\n)",
        read=_read_short_year,
    ),
    Rule(
        heads=(rf"\d{{6}}z\s{MONTH_NAME}",),
        pattern=rf"(?P<day>\d\d)\d{{4}}z\s{MONTH}\s(?:19|20)?(?P<short>\d\d)(?!\w)",
        read=_read_short_year,
    ),
    Rule(
        heads=(rf"{MONTH_NAME}\.?\s\d{{1,2}},?\s['’‘]\d\d(?!\w)",),
        pattern=rf"{MONTH}\s(?P<day>\d{{1,2}}),?\s['’‘](?P<short>\d\d)(?!\w)",
        read=_read_short_year,
    ),
    Rule(
        heads=(r"\d{1,2}\.\s?[ivx]{1,4}\.\s?\d{4}(?!\w)",),
        pattern=rf"(?P<day>\d{{1,2}})\.\s?(?P<roman>{words(*_ROMAN_MONTHS)})\.\s?(?P<figures_year>(?:1\d|20)\d\d)(?!\w)",
        read=_read_roman,
    ),
    Rule(
        heads=(r"\d\d\d\d-\d\d",),
        pattern=r"(?P<iso_year>\d{4})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?(?=t\d\d:\d\d|(?![\w-]|[.,]\d))",
        read=_read_iso,
    ),
    Rule(
        heads=(r"\d\d\d\d[./]\d{1,2}[./]\d",),
        pattern=r"(?P<iso_year>(?:1\d|20)\d\d)(?P<mark>[./])(?P<iso_month>\d{1,2})(?P=mark)(?P<iso_day>\d{1,2})(?![\w/-]|[.,]\d)",
        read=_read_iso,
    ),
    Rule(
        heads=(r"9/11(?![\w/-]|[.,]\d)",),
        pattern=r"9/11(?![\w/-]|[.,]\d|\s(?:commission|report|panel|memorial|museum|truth)\b)",
        read=_read_attacks,
    ),
    Rule(
        heads=(r"\d{1,2}[./-]\d{1,2}[./-]\d\d",),
        pattern=r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<figures_year>\d{4}|\d\d)(?![\w-]|[.,/]\d)",
        read=_read_figures,
    ),
)
