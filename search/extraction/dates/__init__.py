"""
Document -> DateMentions: every date a text mentions, as days, with the words that give it.

    scan        where in the text a date may begin
    rules       what the words there say: one module for each kind of date
    reading     what a rule gives back, and what has been read so far
    joining     neighbours that are one date: a weekday beside its date, a distance and what it counts from
    ranges      neighbours that are the ends of one range
    sharing     neighbours of which one gives the year of both
    spoken      dates that depend on each other: days in quotations, one weekday meaning one day
    find        the way through all of them

    lexicon, patterns    the words of dates, as numbers and as regular expressions
    periods, nearest     the calendar, and which of many days is meant
    tense                whether a date lies behind the writer or ahead
"""

from search.extraction.dates.find import find_dates

__all__ = ["find_dates"]
