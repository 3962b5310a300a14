"""Years, decades and centuries: "1990", "fiscal 1989", "the 1960s", "the eighties", "the 19th century"."""

from __future__ import annotations

import re

from search.extraction.dates.lexicon import DECADES, ordinal_of
from search.extraction.dates.patterns import (
    DECADE_WORD,
    FIGURES,
    MONTH_START,
    ORDINAL_WORD,
    SPOKEN_YEAR,
    year_number,
)
from search.extraction.dates.periods import century_of, decade_of, span, year_of
from search.extraction.dates.reading import Context, Reading, Rule

_BESIDE = 26  # characters of the longest words that tell a number from a year
# Numbers that name a thing: "Resolution 1973", "page 1914", "No. 1861", "$1990", "1,990", "Flight 1801".
_NUMBERED = re.compile(
    r"(?:[$£€¥#§&@=+*%\\_<>^~|]|\b(?:no|nos|number|numbers|resolution|resolutions|res|unscr|page|pages|pp?|vol|volume"
    r"|section|sec|article|chapter|paragraph|para|flight|highway|route|room|box|file|telegram|despatch|dispatch|circular"
    r"|decree|document|doc|order|rule|law|regulation|directive|model|boeing|channel|extension|ext|tel|fax|phone"
    r"|psalm|verse|lot|unit|hotel|suite|line|figure|fig|table|series|mark|formula|serial|enclosure|inclosure|note|exceeds"
    r"|convoy|at\sleast|more\sthan|less\sthan|fewer\sthan|over|nearly|some|almost|approximately|estimated|total(?:l?ing)?\sof"
    r"|dlrs|rs|usd|usc|worth|only|roughly|about|killed|killing|than|gained|gains|lost|fell|rose|index|cost|costs|paid|pay)\.?"
    r"|\d\s?[,.]|\d)\s?$|[./:-]$"
)
# Words after which four figures are a year whatever follows.
_TAKES_A_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|of|during|from|to|after|before|between|early|late|mid|around|about|the|year|and|through|for"
    r"|fiscal|circa|ca|than|autumn|summer|spring|winter|fall|its|his|their|a|an|as|or|ended|ending|post|pre|back|that|this|act|treaty"
    r"|convention|agreement|constitution|protocol|conference|summit|crisis|revolution|elections?|olympics|budget)"
    r"[\s-](?:(?:about|around|the|year|years|calendar|fiscal|early|late|mid|circa)[\s-]){0,2}$|[(–—-]\s?$|^\s*$"
)
# "1500 soldiers", "1200 miles": a count, not a year.
_COUNTED = re.compile(
    r"\s(?:\w+\s)?(?:men|people|troops|miles|kilomet\w+|met(?:re|er)s|feet|tons|tonnes|pounds|dollars|francs|marks"
    r"|rubles|roubles|yen|soldiers|persons|workers|jobs|points|shares|acres|barrels|hours|gmt|est|edt|bst|cet|utc|local"
    r"|killed|dead|wounded|prisoners|refugees|children|women|families|houses|homes|million|billion|per|percent|times"
    r"|votes|seats|rounds|rifles|guns|horses|aircraft|tanks|warheads|missiles|degrees|words|units|copies|km|kg|mm|cc|mhz"
    r"|volts|watts|calories|inhabitants|members|delegates|demonstrators|protesters|employees|students|passengers|cases"
    r"|deaths|victims|casualties|square|cubic|pages|avenue|street|road|boulevard|hrs)\b"
)
# "In 1962 the missiles were found. On 16 October ...": the year of what follows.
_SETS_THE_YEAR = re.compile(r"(?:[.!?\n”\"]\s{0,4}|^)in\s(?:early\s|late\s)?$")
# "Your 2022, November 24": the number of a telegram, and its day.
_DAY_FOLLOWS = re.compile(rf",\s{MONTH_START}[a-z]*\.?\s\d")
# Where nothing else gives the year, any "in 1962" or "by mid-1962" does.
_NAMES_THE_YEAR = re.compile(
    r"\b(?:in|by|during|throughout|until|late\sin|early\sin|and)\s(?:the\s)?(?:(?:year|early|late|mid|end\sof)[\s-])?$|\bthe\syear\s$"
)
# "Eighteen hundred and sixty-one" may count anything.
_IN_WORDS = re.compile(r"\b(?:in|year|lord|of|since|until)\s$")
_NUMBERED_LIST = re.compile(
    r"\b(?:resolutions|pages|pp|nos|numbers|articles|telegrams|despatches|dispatches|flights|rooms)\.?\s(?:[\d/]{1,5}(?:,\s|,?\sand\s|\sor\s|\s?[-–]\s?)){1,6}$"
)
_LIST_GOES_ON = (",", "d", "r", "-", "–")  # how what joins such numbers may end
# "Resolutions 1199 (1998) and 1203 (1998)": neither figure is a date.
_NUMBER_BEFORE = re.compile(r"\b(?:resolutions?|res\.?|unscr|and|or)\s\d{1,4}\s\($|,\s\d{1,4}\s\($")
_OF_A_RESOLUTION = re.compile(r"\s\((?:19|20)\d\d\)")
_CABLE = re.compile(r"\b\d\d\s(?:[A-Z]{3,}\s){1,3}$")  # "75 MOSCOW 1945"
_LISTED_YEAR = re.compile(r"\b(?:in|of|for|years)\s(?:(?:1\d|20)\d\d,\s){1,4}$")
_PLURAL_FOLLOWS = re.compile(r"\s(?!was\b|is\b|has\b|as\b|its\b|this\b|does\b|says\b)[a-z]+s\b")


def _read_year(match: re.Match[str], context: Context) -> Reading | None:
    figures = match["year"]
    year = year_number(figures)
    if year is None or not _is_year(match, context, year):
        return None
    until = _until(match, year)
    if until is not None:
        first, last = year_of(year), year_of(until)
        period = span(first, last) if first and last else None
        return Reading(period, period.timex, "range") if period else None
    period = year_of(year)
    opening = _SETS_THE_YEAR if context.published else _NAMES_THE_YEAR
    if period and opening.search(context.before(match, 20)):
        context.stated_year, context.stated_at = year, match.start()
    return Reading(period, period.timex, "absolute") if period else None


def _is_year(match: re.Match[str], context: Context, year: int) -> bool:
    before = context.before(match, 40)
    beside = before[-_BESIDE:]
    if not match["year"].isdecimal():
        return "hundred" not in match["year"] or bool(_IN_WORDS.search(before))
    mark = before.rstrip()[-1:]  # tells which of these may stand there at all
    if mark == "," and _LISTED_YEAR.search(before):
        return True
    if (mark == "(" and _NUMBER_BEFORE.search(before)) or _OF_A_RESOLUTION.match(context.lowered, match.end()):
        return False
    if mark in _LIST_GOES_ON and _NUMBERED_LIST.search(before):
        return False
    if mark.isalpha() and _CABLE.search(context.source, max(0, match.start() - 30), match.start()):
        return False
    if _NUMBERED.search(beside) and not (before.endswith("-") and _TAKES_A_YEAR.search(beside)):
        return _allowed_after_about(before)
    if _COUNTED.match(context.lowered, match.end()):
        return False
    if _DAY_FOLLOWS.match(context.lowered, match.end()) and not before.endswith("in "):
        return False
    if _TAKES_A_YEAR.search(beside):
        return year % 100 != 0 or not _PLURAL_FOLLOWS.match(context.lowered, match.end()) or year >= 1800
    return 1700 <= year <= 2060 and not _PLURAL_FOLLOWS.match(context.lowered, match.end())


def _allowed_after_about(before: str) -> bool:
    return before.endswith(("in about ", "since about ", "until about ", "by about ", "act of "))


def _until(match: re.Match[str], year: int) -> int | None:
    """The last year of "1999-2003", "1914-18" or "1861/62"; None for a single year."""
    last = match["until"]
    if not last:
        return None
    if len(last) == 2:
        last_year = year - year % 100 + int(last)
        return last_year if last_year > year else None
    return int(last) if int(last) > year else None


def _read_decade(match: re.Match[str], context: Context) -> Reading | None:
    if match["decade"]:
        decade, century = DECADES[match["decade"]], match["century"]
        start = {"eighteen": 1800, "nineteen": 1900}.get(century or "", 1900) + decade
    else:
        figures = match["figures"]
        start = int(figures) if len(figures) == 4 else 1900 + int(figures)
    if len(match["figures"] or "") == 2 and not _is_short_decade(match, context):
        return None
    period = decade_of(start)
    return Reading(period, period.timex, "decade", passing=True) if period else None


def _is_short_decade(match: re.Match[str], context: Context) -> bool:
    """'80s always; 80s after "the", "early", "mid" or "late" (but "in his 80s" is an age)."""
    before = context.before(match, 12)
    return before.endswith(("'", "’", "‘", "`")) or bool(re.search(r"\b(?:the|early|mid|late)[\s-]$", before))


def _read_decade_word(match: re.Match[str], context: Context) -> Reading | None:
    if not match["century"] and not re.search(r"\bthe\s(?:early\s|mid-?\s?|late\s)?['’‘]?$", context.before(match, 14)):
        return None
    return _read_decade(match, context)


def _read_century(match: re.Match[str], context: Context) -> Reading | None:
    number = ordinal_of(match["ordinal"])
    period = century_of(number) if number else None
    return Reading(period, period.timex, "century", passing=True) if period else None


def _read_short_year(match: re.Match[str], context: Context) -> Reading | None:
    """ "In '89", "the summer of ’68"."""
    if not re.search(
        r"\b(?:in|of|since|until|by|from|to|before|after|early|late|mid)[\s-]['’‘]$", context.before(match, 12)
    ):
        return None
    period = year_of(1900 + int(match["figures"]))
    return Reading(period, period.timex, "absolute") if period else None


_CENTURY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})"
_CENTURIES = rf"(?:(?:,\s|,?\s(?:and|or|to|through)\s)(?:the\s)?{_CENTURY})"

RULES = (
    Rule(
        heads=(r"(?:1\d|20)\d0['’]?s(?!\w)", r"\d0['’]?s(?!\w)"),
        pattern=r"(?P<figures>\d0|\d{3}0)['’]?s(?!\w)(?P<decade>(?!))?(?P<century>(?!))?",
        read=_read_decade,
    ),
    Rule(
        heads=(rf"(?:eighteen|nineteen)[\s-]{DECADE_WORD}\b", rf"{DECADE_WORD}\b"),
        pattern=rf"(?:(?P<century>eighteen|nineteen)[\s-])?(?P<decade>{DECADE_WORD})(?!\w)(?P<figures>(?!))?",
        read=_read_decade_word,
    ),
    Rule(
        heads=(rf"{_CENTURY}{_CENTURIES}?[\s-]centur",),
        pattern=rf"(?P<ordinal>{_CENTURY})(?:[\s-]{{1,3}}centur(?:y|ies)(?!\w)|(?={_CENTURIES}[\s-]centuries\b))",
        read=_read_century,
    ),
    Rule(
        heads=(
            rf"{FIGURES}",
            r"(?:seventeen|eighteen|nineteen)[\s-](?:\w{3,9})\b",
            r"twenty[\s-](?:oh|\w{3,9}teen|ten|eleven|twelve|twenty)\b",
            r"two\sthousand\b",
            r"(?:seventeen|eighteen|nineteen|one\sthousand\s(?:seven|eight|nine))\shundred\sand\b",
        ),
        pattern=rf"(?P<year>{FIGURES}|{SPOKEN_YEAR})(?:\s?[-–—/]\s?['’‘]?(?P<until>(?:1\d|20)\d\d|\d\d)(?!\w|[.,/-]\d))?",
        read=_read_year,
    ),
    Rule(heads=(r"(?<=[\s-]['’‘])\d\d(?!\w)",), pattern=r"(?P<figures>[2-9]\d)(?!\w|[.,]\d)", read=_read_short_year),
)
