"""A bare day, month, season or weekday + where the writer stands -> the one that is meant."""

from __future__ import annotations

from datetime import date

from search.extraction.dates.periods import OfYear, Period, day_shifted, remembered
from search.extraction.dates.tense import Direction

_MISFIT = (3000, 300)  # days; for a day of the month less, because it tells where it lies better than many a verb does


@remembered
def nearest(of_year: OfYear, today: date, direction: Direction | None, *, is_certain: bool = False) -> Period | None:
    """The period of some year that lies nearest and fits the tense; the one that holds `today` fits both tenses.

    A verb can mislead ("said the dividend is payable Jan. 2"), so that a day which lies close by the wrong way is
    taken before one that is nearly a year off, unless the direction is certain.
    """
    candidates = [p for year in range(today.year - 1, today.year + 2) if (p := of_year(year))]
    if not candidates:  # 29 February comes every four years, or eight
        candidates = [p for year in range(today.year - 8, today.year + 9) if (p := of_year(year))]
    return min(candidates, key=lambda p: distance(p, today) + _misfit(p, today, direction, is_certain), default=None)


@remembered
def is_settled(of_year: OfYear, today: date, *, is_certain: bool) -> bool:
    """True where no tense would have another year meant: one holds `today`, or is close and the tense may mislead."""
    candidates = [p for year in range(today.year - 1, today.year + 2) if (p := of_year(year))]
    if len(candidates) < 2:
        return False
    near, far = sorted(distance(period, today) for period in candidates)[:2]
    return near == 0 or (_is_short(candidates[0]) and not is_certain and near + _MISFIT[True] < far)


def _misfit(period: Period, today: date, direction: Direction | None, is_certain: bool) -> int:
    """Days by which a period that does not fit the tense counts as farther away."""
    is_ahead, is_behind = period.first_day > today, period.last_day < today
    return (
        _MISFIT[_is_short(period) and not is_certain]
        if (direction == "past" and is_ahead) or (direction == "future" and is_behind)
        else 0
    )


def _is_short(period: Period) -> bool:
    """True for days and for ranges of days."""
    return (period.last_day - period.first_day).days < 27


def distance(period: Period, today: date) -> int:
    """Days between `today` and the nearest day of the period; 0 within it."""
    return max((period.first_day - today).days, (today - period.last_day).days, 0)


def last(of_year: OfYear, today: date) -> Period | None:
    """The latest one that is over before `today`."""
    candidates = [p for year in range(today.year - 2, today.year + 1) if (p := of_year(year))]
    return max((p for p in candidates if p.last_day < today), key=lambda p: p.first_day, default=None)


def following(of_year: OfYear, today: date) -> Period | None:
    """The first one that begins after `today`."""
    candidates = [p for year in range(today.year, today.year + 3) if (p := of_year(year))]
    return min((p for p in candidates if p.first_day > today), key=lambda p: p.first_day, default=None)


def weekday_before(weekday: int, today: date, *, today_counts: bool) -> Period | None:
    """The last such weekday; `today` itself is the last one only when it counts."""
    back = (today.weekday() - weekday) % 7
    return day_shifted(today, -(back or (0 if today_counts else 7)))


def weekday_after(weekday: int, today: date) -> Period | None:
    """The next such weekday after `today`."""
    return day_shifted(today, (weekday - today.weekday() - 1) % 7 + 1)
