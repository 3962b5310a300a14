"""Values -> the words and figures that stand for them on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from flask import Flask

from search.calendar import MONTHS
from search.model import DateRange, Version, last_day_of, published_range
from search.query.examples import EXAMPLES

# Kinds of actors in the order of the page, with the heading of each.
KINDS: Mapping[str, str] = {
    "person": "People",
    "state": "States",
    "organisation": "Organisations",
    "group": "Groups",
}

KIND_NAMES: Mapping[str, str] = {
    "person": "Person",
    "state": "State",
    "organisation": "Organisation",
    "group": "Group",
}

CLOCKS: Mapping[str, str] = {"published": "published", "mentioned": "mentioned in the text"}

# Why words were taken to name an actor.
BASES: Mapping[str, str] = {
    "name": "full name",
    "alias": "another name or spelling",
    "surname": "surname, after the full name",
    "demonym": "adjective or people of a country",
    "metonym": "capital or seat, for its government",
    "role": "office, held on that day",
    "misspelling": "close misspelling",
    "model": "statistical model",
}

# How an expression of time was resolved; a basis that is not here is shown as it is.
DATE_BASES: Mapping[str, str] = {
    "absolute": "as written",
    "partial": "year from the publication date or the text",
    "weekday": "weekday nearest to the publication date",
    "weekday ahead": "next such weekday, for the tense is future",
    "relative": "counted from the publication date",
    "deictic": "seen from the publication date",
    "chained": "counted from another date of the text",
    "reference": "no days of its own",
}


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """With a comma between thousands. Remembered: a page shows three hundred numbers, most of them small."""
    return f"{value:,}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """“1 document”, “1,204 documents”."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def day_text(day: date) -> str:
    """17 February 2022"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_text(first: date, last: date) -> str:
    """The shortest exact wording of a span of whole days: a day, a month, a year, or from one to another."""
    if first == last:
        return day_text(first)
    if first.day == 1 and last == last_day_of(first, "month"):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first == date(first.year, 1, 1) and last == date(last.year, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{day_text(first)} to {day_text(last)}"


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def range_text(dates: DateRange) -> str:
    """A range that may be open at one end."""
    if dates.first_day and dates.last_day:
        return days_text(dates.first_day, dates.last_day)
    if dates.first_day:
        return f"from {day_text(dates.first_day)} on"
    return f"until {day_text(dates.last_day)}" if dates.last_day else "any day"


@lru_cache(maxsize=8192)
def published_text(published: str) -> str:
    """The date of a document as it is known: a day, a month or a year; “undated” for none."""
    return days_text(*published_range(published)) if published else "undated"


def known_days(since: str, until: str) -> str:
    """When something was, as far as it is known: “9 March 2004 to May 2010”, “since 2004”; nothing for nothing."""
    first, last = (published_text(day) if day else "" for day in (since, until))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def alike_text(version: Version) -> str:
    """How much of one text stands in the other: “98% of the words alike, 70 words longer”; never rounded up."""
    alike = f"{int(version.alike * 100)}% of the words alike"
    if not version.longer_by:
        return alike
    return f"{alike}, {counted(abs(version.longer_by), 'word')} {'longer' if version.longer_by > 0 else 'shorter'}"


def init_app(app: Flask) -> None:
    for name, words in (
        ("number", number),
        ("counted", counted),
        ("day_text", day_text),
        ("days_text", days_text),
        ("day_before", day_before),
        ("day_after", day_after),
        ("range_text", range_text),
        ("published_text", published_text),
        ("alike_text", alike_text),
        ("known_days", known_days),
    ):
        app.add_template_filter(words, name)
        app.add_template_global(words, name)
    app.jinja_env.globals["KIND_NAMES"] = KIND_NAMES
    app.jinja_env.globals["KINDS"] = KINDS
    app.jinja_env.globals["CLOCKS"] = CLOCKS
    app.jinja_env.globals["BASES"] = BASES
    app.jinja_env.globals["DATE_BASES"] = DATE_BASES
    app.jinja_env.globals["QUERY_EXAMPLES"] = [(example.typed, example.finds) for example in EXAMPLES]
