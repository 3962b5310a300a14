"""Days with names of their own: "Christmas Eve", "Good Friday", "Thanksgiving", "Election Day"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from search.extraction.dates.patterns import YEAR_SUFFIX
from search.extraction.dates.periods import Period, day_of, day_period
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule
from search.extraction.dates.rules.dating import dated

DayOfYear = Callable[[int], Period | None]


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous rule that Meeus prints (Astronomical Algorithms, 8)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> DayOfYear:
    return lambda year: day_of(year, month, day)


def _from_easter(days: int) -> DayOfYear:
    return lambda year: day_period(easter_of(year) + timedelta(days)) if 1583 <= year <= 9999 else None


def _nth(month: int, weekday: int, count: int, *, later: int = 0) -> DayOfYear:
    """The count-th such weekday of a month, and so many days later."""

    def day(year: int) -> Period | None:
        if not 1 <= year <= 9999:
            return None
        first = date(year, month, 1)
        return day_period(first + timedelta((weekday - first.weekday()) % 7 + 7 * (count - 1) + later))

    return day


_HOLIDAYS: dict[str, DayOfYear] = {
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "armistice day": _fixed(11, 11),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "holy saturday": _from_easter(-1),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "election day": _nth(11, 0, 1, later=1),
    "labor day": _nth(9, 0, 1),
}
_NOT_THE_DAY = re.compile(
    r"\s(?:agreement|accords?|peace|pact|treaty|deal|rising|uprising|island|tree|cards?|shopping|season|present|bombing"
    r"|speech|dinner|offensive|proclamation|massacre)\b"
)
_PLAIN = {"christmas", "easter", "thanksgiving", "may day"}


def _read_holiday(match: re.Match[str], context: Context) -> Reading | None:
    name = " ".join(match["holiday"].replace("’", "'").split())
    if _NOT_THE_DAY.match(context.lowered, match.end("holiday")):
        return NO_DATE
    if not context.is_capitalised(match, "holiday"):
        return None
    if context.before(match, 12).endswith(("lunar ", "chinese ", "orthodox ", "old ")):
        return NO_DATE
    if name in _PLAIN and not re.search(
        r"\b(?:at|by|on|before|after|until|till|since|last|for|over|from|around|of)\s$", context.before(match)
    ):
        return None
    return dated(match, context, _HOLIDAYS[name], "XXXX-XX-XX")


_NAMES = "|".join(
    re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s{1,4}") for name in sorted(_HOLIDAYS, key=len, reverse=True)
)

RULES = (
    Rule(
        heads=tuple(re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s{1,4}") for name in _HOLIDAYS),
        pattern=rf"(?P<holiday>{_NAMES})(?!\w)(?:{YEAR_SUFFIX})?",
        read=_read_holiday,
    ),
)
