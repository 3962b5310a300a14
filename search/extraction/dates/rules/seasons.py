"""Seasons and parts of years: "the summer of 1925", "the third quarter", "H1 1990", "the first nine months of 1988"."""

from __future__ import annotations

import re
from datetime import date

from search.extraction.dates.lexicon import SEASONS, number_of
from search.extraction.dates.patterns import FIGURES, WHICH, YEAR_SUFFIX, S
from search.extraction.dates.periods import (
    Period,
    decade_of,
    half_of,
    months_of,
    of_any_year,
    quarter_of,
    season_of,
    unit_around,
    year_of,
)
from search.extraction.dates.reading import Context, Reading, Rule, resolved
from search.extraction.dates.rules.dating import dated, pointed_at
from search.extraction.dates.tense import Direction

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_TAKES_A_SEASON = re.compile(
    r"\b(?:in|over|during|by|since|until|till|through|of|for|late|early|mid|before|after|than|into|from)[\s-](?:the\s(?:early\s|late\s)?)?$"
)
# "In the spring and summer of 1940": the year is that of both.
_YEAR_OF_A_LATER_SEASON = re.compile(
    rf"(?:,\s|,?\s(?:and|or)\s|\s?[-–/]\s?)(?:the\s)?(?:spring|summer|autumn|fall|winter)\s(?:of\s)?{FIGURES}"
)
_FALLS = re.compile(r"\sin\s")  # "profits fall in 1987"
_NAMED_SEASON = re.compile(
    r"\s(?:of|wheat|crops?|grain|sowing|olympics?|games|school|camp|offensive|palace|time|house|line|down|off|apart|into|season's|water)\b"
)


def _read_season(match: re.Match[str], context: Context) -> Reading | None:
    season = SEASONS[match["season"]]
    of_year, unknown = of_any_year(season_of, season), f"XXXX-{season}"
    if _YEAR_OF_A_LATER_SEASON.match(context.lowered, match.end()):
        return Reading(None, unknown, "partial", yearless=True)
    if match["which"] and not match["year"]:
        return pointed_at(match["which"], context, of_year, unknown)
    before = context.before(match, 4)
    if match["season"] == "fall" and before != "the " and _FALLS.match(context.lowered, match.end("season")):
        return None
    if match["year"] or match["whose"]:
        return dated(match, context, of_year, unknown)
    if not _TAKES_A_SEASON.search(context.before(match, 18)) or _NAMED_SEASON.match(context.lowered, match.end()):
        return None
    if context.is_capitalised(match, "season") or (season == "FA" and before != "the "):
        return None
    return dated(match, context, of_year, unknown)


def _read_quarter(match: re.Match[str], context: Context) -> Reading | None:
    number = _ORDER.get(match["order"] or "") or int(match["figure"] or match["figure_first"] or 4)
    year = match["leading"]
    if year:
        return _reading(quarter_of(int(year), number))
    if match["year"] or match["whose"]:
        return dated(match, context, of_any_year(quarter_of, number), f"XXXX-Q{number}")
    direction = context.direction(match)
    period = context.anchored(lambda today: _nearest_quarter(number, today, direction))
    return resolved(period, f"XXXX-Q{number}", "partial")


def _nearest_quarter(number: int, today: date, direction: Direction | None) -> Period | None:
    this_year = quarter_of(today.year, number)
    if direction == "future" or (this_year and this_year.first_day <= today):
        return this_year
    is_over = direction == "past" or (number == 4 and today.month <= 6)
    return quarter_of(today.year - 1, number) if is_over else this_year


def _read_half(match: re.Match[str], context: Context) -> Reading | None:
    half = int(match["figure"] or match["figure_first"] or (1 if match["order"] in ("first", "1st") else 2))
    decade = match["decade"]
    if decade:
        return _reading(decade_of(int(decade)) if len(decade) == 4 else decade_of(1900 + int(decade)))
    if match.end() == match.end("figure") and not _is_half_alone(match, context):
        return None
    if match["now"]:
        return resolved(context.anchored(lambda today: half_of(today.year, half)), f"XXXX-H{half}", "relative")
    return dated(match, context, of_any_year(half_of, half), f"XXXX-H{half}")


_TAKES_A_HALF = re.compile(r"\b(?:in|for|during|of|by|through|until|since|from)\s$")


def _is_half_alone(match: re.Match[str], context: Context) -> bool:
    """True for "in H1", not for the H1 visa."""
    return context.source[match.start()].isupper() and _TAKES_A_HALF.search(context.before(match)) is not None


def _read_months(match: re.Match[str], context: Context) -> Reading | None:
    """ "The first nine months of 1988"."""
    count = number_of(match["count"])
    if count is None or not 1 < count < 12:
        return None
    first = 1 if match["end"] in ("first", "opening") else 13 - count
    of_year = of_any_year(months_of, first, count)
    if match["now"]:
        return resolved(context.anchored(lambda today: of_year(today.year)), "XXXX", "relative")
    return dated(match, context, of_year, "XXXX")


def _read_the_quarter(match: re.Match[str], context: Context) -> Reading | None:
    """ "The quarter", "the latest quarter": the one the text speaks of, else the last that is over."""
    latest = context.latest
    if latest and latest.granularity == "quarter":
        return Reading(latest, latest.timex, "chained", passing=True)
    period = context.anchored(lambda today: unit_around(today, "quarter", -1))
    return resolved(period, "XXXX-QX", "relative", passing=True)


def _read_fiscal(match: re.Match[str], context: Context) -> Reading | None:
    return _reading(year_of(int(match["fiscal"])))


def _reading(period: Period | None) -> Reading | None:
    return Reading(period, period.timex, "absolute") if period else None


_COUNT = r"two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)(?!\w|-?time)"
_QUARTER_ORDER = r"(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)"

RULES = (
    Rule(
        heads=(
            r"(?:spring|summer|autumn|fall|winter)(?!\w)",
            rf"the{S}(?:following|next|previous|preceding|same){S}(?:spring|summer|autumn|fall|winter)(?!\w)",
            rf"(?:last|next|this|past|coming|that){S}(?:past{S}|coming{S})?(?:spring|summer|autumn|fall|winter)(?!\w)",
        ),
        pattern=rf"(?:(?P<which>{WHICH}){S})?{_SEASON}(?:{YEAR_SUFFIX}(?:[-–/]\d{{2,4}}(?!\w))?)?",
        read=_read_season,
    ),
    Rule(
        heads=(
            r"(?:first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter",
            r"fiscal[\s-](?:first|second|third|fourth)[\s-]quarter",
            r"q[1-4](?!\w)",
            r"[1-4]q(?!\w)",
            r"(?:last|final)\squarter\sof\s(?:1\d|20)\d\d",
            r"\d{4}\s(?:first|second|third|fourth)[\s-]quarter",
        ),
        pattern=rf"(?:(?P<leading>{FIGURES})\s|fiscal[\s-])?(?:{_QUARTER_ORDER}[\s-]{{1,4}}quarter|(?:last|final)(?=\squarter\sof\s\d)\squarter|q(?P<figure>[1-4])|(?P<figure_first>[1-4])q)(?!\w|final)(?!-?final)(?:{YEAR_SUFFIX})?",
        read=_read_quarter,
    ),
    Rule(
        heads=(rf"(?:first|second|last|latter|1st|2nd){S}half{S}of", r"h[12](?!\w)", r"[12]h[\s-]"),
        pattern=rf"(?:(?P<order>first|second|last|latter|1st|2nd){S}half|h(?P<figure>[12])|(?P<figure_first>[12])h)(?:{S}of{S}the{S}(?P<now>year)|{S}of{S}the{S}['’]?(?P<decade>\d{{2,4}})['’]?s|{YEAR_SUFFIX}|(?<=h[12]))(?!\w)",
        read=_read_half,
    ),
    Rule(
        heads=(rf"(?:first|last|opening|closing|final){S}(?:{_COUNT}){S}months{S}of",),
        pattern=rf"(?P<end>first|last|opening|closing|final){S}(?P<count>{_COUNT}){S}months(?:{S}of{S}(?:the|this){S}(?P<now>year)|{YEAR_SUFFIX})(?!\w)",
        read=_read_months,
    ),
    Rule(
        heads=(rf"the{S}(?:latest{S})?(?:quarter|period)(?!\w)",),
        pattern=rf"the{S}(?:latest{S}(?:quarter|period)|quarter)(?!\w)(?!{S}of\b)",
        read=_read_the_quarter,
    ),
    Rule(
        heads=(r"(?:fiscal|fy)\s?\d{4}",),
        pattern=rf"(?:fiscal(?:{S}year)?|fy)\s?(?P<fiscal>{FIGURES})",
        read=_read_fiscal,
    ),
)
