"""
A query string -> the SearchRequest that it stands for.

What cannot be read is left out and said: reading gives the request together with the notices for the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from search.model import DateRange, Notice, SearchRequest
from search.settings import MOST_PAGE_SIZE
from web.parameters import CHOICES, DEFAULTS, LAST_PAGE, MANY, MOST_VALUE_CHARACTERS, MOST_VALUES, PARAMETERS
from web.typed_dates import days_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was read from a URL, and what had to be left out of it.

    `as_of` is the fingerprint of the collection that the link was made for; a search does not depend on it.
    """

    request: SearchRequest
    notices: tuple[Notice, ...] = ()
    as_of: str = ""


@dataclass(slots=True)
class Reader:
    """The parameters of one URL; collects a notice for everything that is left out."""

    args: MultiDict[str, str]
    notices: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        if name not in self.args:
            return ""
        values = [value for value in map(str.strip, self.args.getlist(name)) if value]
        if len(values) > 1:
            self.notices.append(f"“{name}” was given {len(values)} times; only the first was read.")
        return values[0] if values else ""

    def many(self, name: str) -> tuple[str, ...]:
        given = dict.fromkeys(value for value in map(str.strip, self.args.getlist(name)) if value)
        fitting = [value for value in given if len(value) <= MOST_VALUE_CHARACTERS]
        if len(fitting) < len(given):
            self.notices.append(f"A value of “{name}” was too long for a name and was ignored.")
        if len(fitting) > MOST_VALUES:
            self.notices.append(
                f"“{name}” had {len(fitting):,} values; only the first {MOST_VALUES} were read, the rest ignored."
            )
        return tuple(fitting[:MOST_VALUES])

    def choice(self, name: str) -> str:
        allowed, default = CHOICES[name], str(getattr(DEFAULTS, name))
        value = self.text(name) or default
        if value in allowed:
            return value
        self.notices.append(
            f"“{name}” can be {' or '.join(allowed)}; “{_short(value)}” was ignored and {default} used."
        )
        return default

    def flag(self, name: str) -> bool:
        value = self.text(name)
        if value not in ("", "0", "1"):
            self.notices.append(f"“{name}” can be 1 or 0; “{_short(value)}” was ignored.")
        return value == "1"

    def number(self, name: str, default: int, most: int) -> int:
        text = self.text(name)
        if not text:
            return default
        if text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most:
            return int(text)
        self.notices.append(
            f"“{name}” is a number from 1 to {most:,}; “{_short(text)}” was ignored and {default} used."
        )
        return default

    def query(self, most: int) -> str:
        text = self.text("q")
        if len(text) <= most:
            return text
        self.notices.append(
            f"The query is too long: it has {len(text):,} characters, and only the first {most:,} were read."
        )
        return text[:most].rstrip()

    def dates(self) -> DateRange | None:
        first, last = self._days("from"), self._days("to")
        if first and last and first[0] > last[1]:
            self.notices.append("The two dates were the wrong way round and were exchanged.")
            first, last = last, first
        return DateRange(first[0] if first else None, last[1] if last else None) if first or last else None

    def _days(self, name: str) -> tuple[date, date] | None:
        text = self.text(name)
        days = days_of(text) if text else None
        if text and not days:
            self.notices.append(
                f"The date “{_short(text)}” could not be read and was ignored; write 2022, 2022-02 or 2022-02-17."
            )
        return days

    def unknown(self) -> None:
        for name in self.args:
            if name not in PARAMETERS:
                self.notices.append(f"“{_short(name)}” is not a parameter of a search and was ignored.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def read_args(args: MultiDict[str, str], *, page_size: int, query_characters: int) -> Asked:
    """The request that a query string stands for; never fails, and says all that it left out."""
    reader = Reader(args)
    reader.unknown()
    asked = SearchRequest(
        text=reader.query(query_characters),
        dates=reader.dates(),
        undated=reader.flag("undated"),
        page=reader.number("page", 1, LAST_PAGE),
        page_size=reader.number("page_size", page_size, MOST_PAGE_SIZE),
        **{name: reader.choice(name) for name in CHOICES if name in args},  # type: ignore[arg-type]
        **{chosen: reader.many(name) for name, chosen in MANY.items() if name in args},  # type: ignore[arg-type]
    )
    as_of = reader.text("as_of")[:MOST_VALUE_CHARACTERS]
    return Asked(asked, tuple(map(Notice, reader.notices)), as_of)
