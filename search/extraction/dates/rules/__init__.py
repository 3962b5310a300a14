"""
Every way to say a date, a module for each kind; earlier rules win where several fit.

    figures     2022-02-17, 17.02.2022
    days        17 February 2022, Feb. 17, March 1996
    ordinals    the 14th instant, on the 16th
    years       1990, 1914-18, the 1960s, the 19th century
    seasons     the summer of 1925, last fall, the third quarter, fiscal 1989
    holidays    Christmas Eve, Good Friday
    weekdays    on Tuesday, last Friday, Tuesday of next week
    distances   two weeks ago, six days later
    units       last week, this year, the following day
    deictic     today, yesterday, now, recently
    dating      what days, months, seasons and holidays share: the year of a bare day, month or season
"""

from search.extraction.dates.rules import (
    days,
    deictic,
    distances,
    figures,
    holidays,
    ordinals,
    seasons,
    units,
    weekdays,
    years,
)

RULES = (
    *holidays.RULES,
    *seasons.RULES,
    *figures.RULES,
    *days.RULES,
    *ordinals.RULES,
    *distances.RULES,
    *years.RULES,
    *weekdays.RULES,
    *units.RULES,
    *deictic.RULES,
)
