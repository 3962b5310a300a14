"""Words that point from the writer's own day: "today", "yesterday", "now", "recently"."""

from __future__ import annotations

import re

from search.extraction.dates.patterns import S
from search.extraction.dates.periods import unit_around
from search.extraction.dates.reading import Context, Reading, Rule, resolved

_STEPS = {"today": 0, "to-day": 0, "tonight": 0, "to-night": 0, "yesterday": -1, "tomorrow": 1, "to-morrow": 1}


def _read_day(match: re.Match[str], context: Context) -> Reading | None:
    step = _STEPS[match["word"]]
    if match["beyond"]:
        step *= 2
    if match["word"] == "today" and re.match(
        r"['’]?\W{0,2}\s(?:news|website|programme|show)\b", context.lowered[match.end() : match.end() + 12]
    ):
        return None
    period = context.anchored(lambda today: unit_around(today, "day", step))
    return resolved(period, "XXXX-XX-XX", "deictic", passing=step == 0)


def _read_even_date(match: re.Match[str], context: Context) -> Reading:
    """ "Of even date", "the date hereof": the day of the despatch itself."""
    return resolved(context.anchored(lambda today: unit_around(today, "day")), "XXXX-XX-XX", "despatch")


def _reference(timex: str, words: str) -> Rule:
    """Words that TIMEX3 dates without days."""
    return Rule(heads=(words,), pattern=words, read=lambda match, context: Reading(None, timex, "reference"))


RULES = (
    Rule(
        heads=(
            r"(?:today|to-day|tonight|to-night|yesterday|tomorrow|to-morrow)(?!\w)",
            rf"the{S}day{S}(?:before|after){S}(?:yesterday|tomorrow|to-morrow)",
        ),
        pattern=rf"(?P<beyond>the{S}day{S}(?:before|after){S})?(?P<word>today|to-day|tonight|to-night|yesterday|tomorrow|to-morrow)(?!\w)",
        read=_read_day,
    ),
    Rule(
        heads=(rf"(?:of|under|bearing){S}even{S}date", rf"the{S}date{S}hereof", rf"this{S}date\b"),
        pattern=rf"(?:(?:of|under|bearing){S}even{S}date|the{S}date{S}hereof|this{S}date)(?!\w)",
        read=_read_even_date,
    ),
    _reference("PRESENT_REF", r"(?:now|currently|presently|nowadays)(?!\w|-)"),
    _reference("PRESENT_REF", r"current(?!\w|\saffairs|\saccount)"),
    _reference("PAST_REF", rf"(?:recently|lately|recent{S}(?:days|weeks|months|years))(?!\w)"),
    _reference(
        "PAST_REF", rf"the{S}(?:recent{S})?past(?=\s?[,.;:]|{S}(?:that|and|to|as|has|have|had|was|it|he|they)\b)"
    ),
    _reference("FUTURE_REF", rf"the{S}(?:near{S}|foreseeable{S}|distant{S})?future(?=\s?[,.;:])"),
    _reference("FUTURE_REF", rf"the{S}(?:near|short|long){S}term(?!\w)"),
    _reference("FUTURE_REF", rf"coming{S}(?:days|weeks|months|years|quarters)(?!\w)"),
)
