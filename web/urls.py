"""
SearchRequest <-> query string. The URL is the only state that a page has.

What cannot be read is left out and said: reading gives the request together with the notices for the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from werkzeug.datastructures import MultiDict

from search.facets import FACETS, Facet
from search.model import SCOPES, Clock, DateRange, FacetValue, Match, Notice, SearchRequest, Sort
from search.settings import MOST_PAGE_SIZE
from web.collection import index
from web.typed_dates import days_of, first_day_text, last_day_text

DEFAULTS = SearchRequest()
MOST_VALUES = 50
MOST_VALUE_CHARACTERS = 300
LAST_PAGE = 1_000_000

# The parameters that hold many values, with the field of SearchRequest they fill.
MANY = {facet.name: facet.chosen for facet in FACETS} | {
    f"not_{facet.name}": facet.excluded for facet in FACETS if facet.excluded
}
# The parameters that hold one of a few words.
CHOICES = {
    "actor_match": get_args(Match),
    "clock": get_args(Clock),
    "operator": get_args(Match),
    "scope": SCOPES,
    "sort": get_args(Sort),
}
SINGLE = ("q", "from", "to", "undated", "page", "page_size", "as_of", *CHOICES)
PARAMETERS = (*SINGLE, *MANY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was read from a URL, and what had to be left out of it.

    `as_of` is the fingerprint of the collection that the link was made for; a search does not depend on it.
    """

    request: SearchRequest
    notices: tuple[Notice, ...] = ()
    as_of: str = ""


@dataclass(slots=True)
class _Reader:
    """The parameters of one URL; collects a notice for everything that is left out."""

    args: MultiDict[str, str]
    notices: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
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
    reader = _Reader(args)
    reader.unknown()
    asked = SearchRequest(
        text=reader.query(query_characters),
        dates=reader.dates(),
        undated=reader.flag("undated"),
        page=reader.number("page", 1, LAST_PAGE),
        page_size=reader.number("page_size", page_size, MOST_PAGE_SIZE),
        **{name: reader.choice(name) for name in CHOICES},  # type: ignore[arg-type]
        **{chosen: reader.many(name) for name, chosen in MANY.items()},  # type: ignore[arg-type]
    )
    as_of = reader.text("as_of")[:MOST_VALUE_CHARACTERS]
    return Asked(asked, tuple(map(Notice, reader.notices)), as_of)


def args_of(asked: SearchRequest, *, page_size: int) -> list[tuple[str, str]]:
    """The parameters that `read_args` reads as this request, shortest form, always in the same order."""
    single = {
        "q": asked.text,
        "from": first_day_text(asked.dates.first_day) if asked.dates and asked.dates.first_day else "",
        "to": last_day_text(asked.dates.last_day) if asked.dates and asked.dates.last_day else "",
        "undated": "1" if asked.undated else "",
        "page": str(asked.page) if asked.page > 1 else "",
        "page_size": str(asked.page_size) if asked.page_size != page_size else "",
    } | {name: value for name in CHOICES if (value := getattr(asked, name)) != getattr(DEFAULTS, name)}
    many = [(name, value) for name, chosen in MANY.items() for value in getattr(asked, chosen)]
    return [(name, value) for name, value in single.items() if value] + many


# --- within a request of the site ---------------------------------------------------------------


def asked_here() -> Asked:
    """What the URL of the current page asks for."""
    config = current_app.config
    return read_args(request.args, page_size=config["PAGE_SIZE"], query_characters=config["QUERY_CHARACTERS"])


def search_url(asked: SearchRequest, endpoint: str = "pages.search", **values: str) -> str:
    """The address of a search: its page, or with another endpoint its feed, its export, a document seen from it."""
    arguments = urlencode(args_of(asked, page_size=current_app.config["PAGE_SIZE"]))
    address = url_for(endpoint, **values) if values else _plain_address(endpoint)  # type: ignore[arg-type]
    return f"{address}?{arguments}" if arguments else address


def _plain_address(endpoint: str) -> str:
    """An address without parameters, made once for each answer: a page of results has hundreds of links."""
    known: dict[str, str] = g.setdefault("plain_addresses", {})
    if endpoint not in known:
        known[endpoint] = url_for(endpoint)
    return known[endpoint]


def permalink(asked: SearchRequest) -> str:
    """The address of a search that also names the collection it was made in, for citing."""
    address = search_url(asked)
    return f"{address}{'&' if '?' in address else '?'}as_of={index().fingerprint}"


def changed_since(asked: Asked) -> tuple[Notice, ...]:
    """What a reader of an old permalink should know."""
    now = index().fingerprint
    if not asked.as_of or asked.as_of == now:
        return ()
    return (Notice(f"The collection has changed since this link was made: it was {asked.as_of}, and is now {now}."),)


def fresh_request() -> SearchRequest:
    """A search for nothing in particular: every document of the collection."""
    return SearchRequest(page_size=current_app.config["PAGE_SIZE"])


def following(asked: SearchRequest, facet: Facet, value: FacetValue) -> SearchRequest:
    """The request whose total is the count beside this value.

    Values of a facet are alternatives, so its count is that of the search with this value alone; where actors are
    asked for together, it is that of the search with this actor added.
    """
    chosen: tuple[str, ...] = getattr(asked, facet.chosen)
    together = facet.name == "actor" and asked.actor_match == "all"
    values = tuple(dict.fromkeys((*chosen, value.value))) if together else (value.value,)
    return asked.changing(**{facet.chosen: values})


def excluding(asked: SearchRequest, facet: Facet, value: str) -> SearchRequest:
    """The request without the documents that have this value; a tick of it is taken back."""
    if facet.excluded is None:
        return asked
    chosen, excluded = getattr(asked, facet.chosen), getattr(asked, facet.excluded)
    kept = tuple(other for other in chosen if other != value)
    left_out = tuple(other for other in excluded if other != value)
    if value not in excluded:
        left_out = (*excluded, value)
    return asked.changing(**{facet.chosen: kept, facet.excluded: left_out})


def unfiltered(asked: SearchRequest) -> SearchRequest:
    """The request with its words alone, in the same order and of the same reading."""
    return SearchRequest(text=asked.text, operator=asked.operator, sort=asked.sort, page_size=asked.page_size)


def hidden_fields(asked: SearchRequest) -> Sequence[tuple[str, str]]:
    """What the form of a search must carry besides what can be seen and changed in it."""
    shown = {"q", "from", "to", "page", "actor_match", *(facet.name for facet in FACETS)}
    return [pair for pair in args_of(asked, page_size=current_app.config["PAGE_SIZE"]) if pair[0] not in shown]


def init_app(app: Flask) -> None:
    for name, words in (("typed_first", first_day_text), ("typed_last", last_day_text)):
        app.add_template_filter(words, name)
    app.add_template_global(DateRange, "day_range")
    for function in (search_url, permalink, fresh_request, following, excluding, unfiltered, hidden_fields):
        app.add_template_global(function)
    app.jinja_env.globals["FACETS"] = FACETS
