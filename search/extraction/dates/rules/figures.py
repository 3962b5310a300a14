"""Days and months all in figures: "2022-02-17", "17.02.2022", "2/17/2022", "2022-02"."""

from __future__ import annotations

import re

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


def _read_figures(match: re.Match[str], context: Context) -> Reading | None:
    """17.02.2022 and 17/02/2022; 2/17/2022 where the second cannot be a month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["figures_year"])
    if match["figures_year"].startswith("0") or len(match["figures_year"]) == 2:
        year += 2000 if year < 50 else 1900
    if match["mark"] == "/" and second <= 12 and first <= 12:
        return None  # 3/4/2014 is one day to some readers and another to others
    day, month = (first, second) if second <= 12 else (second, first)
    period = day_of(year, month, day) if month <= 12 else None
    return Reading(period, period.timex, "absolute") if period else None


RULES = (
    Rule(
        heads=(r"\d\d\d\d-\d\d",),
        pattern=r"(?P<iso_year>\d{4})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?(?![\w-]|[.,]\d)",
        read=_read_iso,
    ),
    Rule(
        heads=(r"\d{1,2}[./-]\d{1,2}[./-]\d\d",),
        pattern=r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<figures_year>\d{4}|\d\d)(?![\w-]|[.,/]\d)",
        read=_read_figures,
    ),
)
