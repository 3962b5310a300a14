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


def _read_reference(match: re.Match[str], context: Context) -> Reading | None:
    word = " ".join(match.group().split())
    for timex, pattern in _REFERENCES:
        if pattern.fullmatch(word):
            return Reading(None, timex, "reference")
    return None


_REFERENCES = (
    (
        "PRESENT_REF",
        re.compile(r"now|currently|current|presently|nowadays"),
    ),
    (
        "PAST_REF",
        re.compile(r"recently|lately|recent(?: \w+)?|the (?:recent )?past"),
    ),
    (
        "FUTURE_REF",
        re.compile(r"soon|.*\bfuture.*|coming \w+|the (?:near|short|long) term"),
    ),
)

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
    Rule(
        heads=(
            r"(?:now|currently|presently|nowadays|recently|lately|soon)(?!\w|-)",
            r"current(?!\w|\saffairs|\saccount)",
            r"recent(?!\w)",
            r"future(?!\w|s)",
            rf"the{S}(?:recent{S})?past(?=\s?[,.;:])",
            rf"the{S}(?:near{S}|foreseeable{S}|distant{S})?future",
            rf"the{S}(?:near|short|long){S}term",
            rf"coming{S}(?:days|weeks|months|years|quarters)",
        ),
        pattern=rf"(?:now|currently|presently|nowadays|recently|lately|soon|current|recent(?:{S}(?:days|weeks|months|years)(?!\w))?"
        rf"|the{S}(?:recent{S})?past|(?:the{S})?(?:near{S}|foreseeable{S}|distant{S})?future(?:{S}quarters)?|the{S}(?:near|short|long){S}term"
        rf"|coming{S}(?:days|weeks|months|years|quarters))(?!\w)",
        read=_read_reference,
    ),
)
