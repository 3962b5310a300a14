"""
The building blocks of rules, as regular expressions over lower-case text.

Every repetition is bounded, so that no input makes a match take more than constant time.
"""

from __future__ import annotations

import re

from search.calendar import MONTHS, WEEKDAYS
from search.extraction.dates.lexicon import DECADES, ORDINALS, number_of


def words(*choices: str) -> str:
    """Any of these words, the longest first."""
    return "(?:" + "|".join(sorted(choices, key=len, reverse=True)) + ")"


S = r"\s{1,8}"  # a line may be wrapped and indented

_MONTH_IN_FULL = "(?:" + "|".join(MONTHS).lower() + ")"
_MONTH_CUT = "(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
MONTH = rf"(?P<month>{_MONTH_IN_FULL}(?!\w)|{_MONTH_CUT}(?!\w)\.?)"
MONTH_NAME = rf"(?:{_MONTH_IN_FULL}|{_MONTH_CUT})(?!\w)"
MONTH_START = "(?:" + "|".join(name[:3] for name in MONTHS).lower() + ")"
WEEKDAY = (
    "(?P<weekday>" + "|".join(WEEKDAYS).lower() + r"|(?:mon|tues?|wed|thurs?|thur|fri|sat|sun)\.)"
    r"(?!\w)"
)
ORDINAL_WORD = words(*(word.replace(" ", S) for word in ORDINALS))
ORDINAL_DIGITS = r"\d{1,2}(?:st|nd|rd|th|d|tb)"
# Not the start of a clock time, a sum or a decimal.
_NOT_A_DAY = r"(?!\w|[:.]\d|,\d(?!\d{3}(?!\d))|\s?%|\s{1,3}(?:percent|per\scent|million|billion|thousand|hundred)\b)"
DAY = rf"(?:(?:{ORDINAL_DIGITS}|\d{{1,2}}){_NOT_A_DAY}|{ORDINAL_WORD}(?!\w))"
JOINT = r"(?:\s?[-–—/]\s?|,?\s{1,4}(?:to|and|through|until|till|or)\s{1,4}(?:the\s{1,3})?|\s?[,&]\s{1,3})"

# "August 15, Juche 113 (2024)", as Pyongyang counts.
_JUCHE = r"(?P<juche>juche\s\d{1,3}\s\()?"
_SPOKEN_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_SPOKEN_PAIR = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]" + _SPOKEN_UNIT + r")?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:oh|o)[\s-]"
    + _SPOKEN_UNIT
    + ")"
)
SPOKEN_YEAR = (
    rf"(?:(?:one\sthousand\s(?:seven|eight|nine)|seventeen|eighteen|nineteen)\shundred\sand\s(?:{_SPOKEN_PAIR}|{_SPOKEN_UNIT})"
    rf"|(?:seventeen|eighteen|nineteen|twenty)[\s-]{_SPOKEN_PAIR}"
    rf"|two\sthousand(?:\s(?:and\s)?(?:{_SPOKEN_PAIR}|{_SPOKEN_UNIT}))?)(?!\w)"
)
FIGURES = r"(?:1\d|20)\d\d(?!\w|[,.]\d|\s?%)"
YEAR = rf"(?P<year>{FIGURES}(?!/\d{{3}})|{SPOKEN_YEAR}|['’‘]\d\d(?![\w’']))"

# The year of a date, stated or pointed at: ", 1998", " of the year 1861", " last year", " of that year".
YEAR_SUFFIX = (
    rf"(?:(?:\s?,\s{{0,8}}|\s{{1,8}}|-)(?:\(?[no]\.\s?s\.\)?,?\s)?(?:(?:of|in){S})?(?:the\syear{S})?(?:(?:of\sour\slord|a\.?\s?d\.?)\s)?{_JUCHE}{YEAR}(?(juche)\)?)"
    rf"|,?{S}(?:(?:of|in){S})?(?P<whose>this|last|next|that|the\s(?:same|following|previous|next|present|current"
    r"|preceding|past))\syear(?!\w))"
)
# What stands before a month or a season: "last May" counts from now, "that May" from the last date of the text.
WHICH = rf"last|next|this{S}past|this{S}coming|this|past|coming|that|the{S}(?:following|next|previous|preceding|same)"
# The months of a despatch: "the 14th instant", "the 3d of May last".
TRAIL = r"(?P<trail>instant|inst|ultimo|ult|proximo|prox|last|next|current)(?!\w)\.?"

QUANTITY_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?)"
)
UNIT = r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade|century|centurie)s?(?!\w)"

_HUNDREDS = dict.fromkeys(("seven", "seventeen"), 1700) | dict.fromkeys(("eight", "eighteen"), 1800)
_HUNDREDS |= dict.fromkeys(("nine", "nineteen"), 1900)
_YEAR_WORDS = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def year_number(words_or_figures: str) -> int | None:
    """The year that four figures or English words stand for."""
    if words_or_figures.isdecimal():
        return int(words_or_figures)
    if words_or_figures[0] in "'’‘":
        last_figures = int(words_or_figures[1:])
        return last_figures + (2000 if last_figures < 30 else 1900)
    text = re.sub(r"[\s-]+", " ", words_or_figures)
    if text.startswith("two thousand"):
        rest = text[len("two thousand") :].removeprefix(" and").strip()
        return 2000 + (number_of(rest) or 0) if rest else 2000
    text = text.removeprefix("one thousand ")
    if " hundred and " in text:
        century, _, rest = text.partition(" hundred and ")
        tail = number_of(rest)
        return _HUNDREDS[century] + tail if tail is not None else None
    century, _, rest = text.partition(" ")
    rest = rest.removeprefix("oh ").removeprefix("o ")
    tail = number_of(rest)
    return _YEAR_WORDS[century] + tail if tail is not None else None


DECADE_WORD = words(*DECADES)
