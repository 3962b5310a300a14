"""So far from now, or from the last date of the text: "two weeks ago", "six days later", "a year earlier"."""

from __future__ import annotations

import re

from search.extraction.dates.lexicon import number_of
from search.extraction.dates.patterns import QUANTITY_WORD, UNIT, S
from search.extraction.dates.periods import unit_around
from search.extraction.dates.reading import NO_DATE, Context, Reading, Rule, resolved

_UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX"}
_ACCOUNT = 400  # characters of a report in which a quarter named before is still the one spoken of
_VAGUE = ("few", "several", "some", "many")
_QUANTITY = rf"(?P<quantity>(?:a{S}couple{S}of|a{S}few|several|some|many|a|an|\d{{1,3}}|{QUANTITY_WORD}))"
_HEAD_QUANTITY = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]\w{3,5})?|several|some|many"
    rf"|a{S}couple{S}of|a{S}few|an|a)"
)
_HEAD_TAIL = (
    rf"{S}(?:short{S}|full{S}|long{S})?"
    rf"(?:day|night|week|fortnight|month|quarter|year|decade|centur)\w{{0,3}}{S}"
    r"(?:ago|earlier|later|hence|before|after(?:wards?)?|from|back|since)\b"
)


def _read_distance(match: re.Match[str], context: Context) -> Reading | None:
    unit = {"night": "day", "centurie": "century"}.get(match["unit"], match["unit"])
    back = match["back"]
    if context.before(match, 5) == "half ":
        return NO_DATE
    if match["quantity"].split()[-1] in _VAGUE:
        return _read_vague(back)
    count = 2 if "couple" in match["quantity"] else number_of(match["quantity"])
    if count is None:
        return None
    years = {"decade": 10, "century": 100}.get(unit)
    if years:
        unit, count = "year", years * count
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return _counted(count, unit, back, match, context)


def _of_accounts(years: int, match: re.Match[str], context: Context) -> Reading | None:
    """ "A year earlier" in a report on a quarter: that quarter of the year before."""
    if context.quarter is None or match.start() - context.quarter_at > _ACCOUNT:
        return None
    return resolved(unit_around(context.quarter.first_day, "quarter", -4 * years), "XXXX-QX", "chained", passing=True)


def _read_year_earlier(match: re.Match[str], context: Context) -> Reading:
    """ "The year-earlier quarter", "year-ago results": the quarter spoken of, or the last one, a year before."""
    period = context.anchored(lambda today: unit_around(today, "quarter", -5))
    return _of_accounts(1, match, context) or resolved(period, "XXXX-QX", "relative", passing=True)


def _counted(count: int, unit: str, back: str, match: re.Match[str], context: Context) -> Reading | None:
    unknown = _UNKNOWN.get(unit, "XXXX")
    if (
        unit == "year"
        and count == 1
        and back in ("ago", "earlier")
        and (accounts := _of_accounts(count, match, context))
    ):
        return accounts
    if back.split()[0] in ("ago", "back", "hence", "from", "since"):
        steps = count if back.split()[0] in ("hence", "from") else -count
        return resolved(
            context.anchored(lambda today: unit_around(today, unit, steps)), unknown, "relative", passing=unit != "day"
        )
    steps = count if back in ("later", "after", "afterwards", "afterward") else -count
    return _chained(steps, unit, match, context)


def _read_offset(match: re.Match[str], context: Context) -> Reading | None:
    """ "The day before", "two weeks after", when a date follows for it to count from."""
    if _TELLS_ON.match(context.lowered, match.end()):
        return None
    count = 1 if match["quantity"] in ("the", None) else number_of(match["quantity"])
    if count is None:
        return None
    unit = {"night": "day", "centurie": "century"}.get(match["unit"], match["unit"])
    steps = -count if match["side"].startswith(("before", "prior")) else count
    return Reading(None, _UNKNOWN.get(unit, "XXXX"), "chained", offset=(steps, unit))


# "The day before he had been ill" counts from the date in front, "the week before last" from now.
_TELLS_ON = re.compile(
    r"\s(?:he|she|they|it|we|i)\shad\b|\s(?:last|next)(?=\s?[,.;)]|\s(?:he|she|they|it|we|i|a|an|the|in|on|at|for|to|with|by|and|or|when|that|was|were)\b|\s?$)"
)


def _chained(steps: int, unit: str, match: re.Match[str], context: Context) -> Reading | None:
    latest = context.base_of(unit, match.start())
    if latest:
        base = latest.last_day if steps > 0 else latest.first_day
        return resolved(unit_around(base, unit, steps), _UNKNOWN.get(unit, "XXXX"), "chained")
    if match["back"] == "earlier" and unit == "year":
        period = context.anchored(lambda today: unit_around(today, "year", steps))
        return resolved(period, "XXXX", "relative", passing=True)
    return Reading(None, _UNKNOWN.get(unit, "XXXX"), "chained") if match["back"] in ("later", "earlier") else None


def _read_vague(back: str) -> Reading | None:
    if back in ("ago", "earlier", "back"):
        return Reading(None, "PAST_REF", "reference")
    return None


def _read_ahead(match: re.Match[str], context: Context) -> Reading | None:
    """ "In three days' time": so far from now."""
    count = 2 if "couple" in match["quantity"] else number_of(match["quantity"])
    unit = "week" if match["unit"] == "fortnight" else match["unit"]
    if count is None or unit not in ("day", "week", "month", "year"):
        return None
    steps = 2 * count if match["unit"] == "fortnight" else count
    return resolved(
        context.anchored(lambda today: unit_around(today, unit, steps)), _UNKNOWN.get(unit, "XXXX"), "relative"
    )


RULES = (
    Rule(
        heads=(
            rf"{_HEAD_QUANTITY}{S}(?:day|week|fortnight|month|year)(?:s['’]|['’]s){S}time\b",
            rf"\d{{1,3}}{S}(?:day|week|month|year)(?:s['’]|['’]s){S}time\b",
        ),
        pattern=rf"{_QUANTITY}{S}(?P<unit>day|week|fortnight|month|year)(?:s['’]|['’]s){S}time(?!\w)",
        read=_read_ahead,
    ),
    Rule(
        heads=(r"year-(?:ago|earlier)(?!\w)", rf"the{S}(?:comparable{S})?year-(?:ago|earlier)(?!\w)"),
        pattern=rf"(?:the{S}(?:comparable{S})?)?year-(?:ago|earlier)(?:{S}(?:quarter|period))?(?!\w)",
        read=_read_year_earlier,
    ),
    Rule(
        heads=(rf"{_HEAD_QUANTITY}{_HEAD_TAIL}", rf"\d{{1,3}}{_HEAD_TAIL}"),
        pattern=rf"{_QUANTITY}{S}(?:short{S}|full{S}|long{S})?{UNIT}{S}"
        r"(?P<back>ago|back(?=\s?[,.;])|earlier|later|hence|before(?=\s?[,.;])|after(?=\s?[,.;])|afterwards?|from\snow"
        r"|from\stoday|since(?=\s?[,.;]))(?!\w)",
        read=_read_distance,
    ),
    Rule(
        heads=(
            rf"the{S}(?:day|week|month|year){S}(?:before|after|following|prior{S}to){S}",
            rf"day{S}before{S}",
            rf"(?:a|one|two|three|four|five|six|seven|eight|nine|ten){S}(?:day|week|month|year)s?{S}(?:before|after|prior{S}to){S}",
        ),
        pattern=rf"(?:(?P<quantity>the|a|{QUANTITY_WORD}){S}|(?=day)){UNIT}{S}(?P<side>before|after|following|prior{S}to)(?={S})",
        read=_read_offset,
    ),
)
