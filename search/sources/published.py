"""A date as seeds give it -> an ISO day, month or year."""

import re
from email.utils import parsedate

from search.model import published_range

_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d")


def iso_published(value: str) -> str:
    """The ISO date, of a timestamp its day as written, or ""; raises InvalidRecord for anything else."""
    value = value.strip()
    timestamp = _TIMESTAMP.match(value)
    published = timestamp[1] if timestamp else value
    if published:
        published_range(published)
    return published


def iso_of_mail_date(value: str) -> str:
    """The ISO day of "Thu, 17 Feb 2022 10:00:00 GMT", a form web pages use too; anything else as it is."""
    parsed = parsedate(value) if value[:1].isalpha() else None
    return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else value
