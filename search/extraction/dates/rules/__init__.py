"""
Every way to say a date, a module for each kind; earlier rules win where several fit.

    days        17 February 2022, Feb. 17, 2022-02-17, the 14th instant, March 1996
    years       1990, 1914-18, the 1960s, the 19th century
    seasons     the summer of 1925, last fall, the third quarter, fiscal 1989
    holidays    Christmas Eve, Good Friday
    weekdays    on Tuesday, last Friday, Tuesday of next week
    distances   two weeks ago, six days later
    units       last week, this year, the following day
    deictic     today, yesterday, now, recently
    dating      what the first four share: the year of a bare day, month or season
"""

from search.extraction.dates.rules import days, deictic, distances, holidays, seasons, units, weekdays, years

RULES = (
    *holidays.RULES,
    *seasons.RULES,
    *days.RULES,
    *distances.RULES,
    *years.RULES,
    *weekdays.RULES,
    *units.RULES,
    *deictic.RULES,
)
