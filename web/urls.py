"""
SearchRequest <-> query string. The URL is the only state that a page has.

What cannot be read is left out and said: reading gives the request together with the notices for the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, get_args
from urllib.parse import quote, quote_plus

from flask import Flask, url_for
from werkzeug.datastructures import MultiDict

from search.facets import FACETS
from search.model import SCOPES, Clock, DateRange, Match, Notice, SearchRequest, Sort
from search.settings import MOST_PAGE_SIZE
from web.collection import index
from web.current import current_request, current_site
from web.template_engine import escaped
from web.typed_dates import days_of, first_day_text, last_day_text

DEFAULTS = SearchRequest()
MOST_VALUES = 50
MOST_VALUE_CHARACTERS = 300
LAST_PAGE = 1_000_000
_SAFE_IN_A_PATH = "!$&'()*+,/:;=@"  # as `url_for` has it
_SOME_VALUE = "~value~"
_MOST_REMEMBERED = 100  # characters: visitors may type what they like, and it must not stay

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
_VISIBLE = {"q", "from", "to", "page", "actor_match", *(facet.name for facet in FACETS)}  # in the form of a search

# The parts of a request in the order of its address, each with its parameter; a range of days has a second one.
_PARAMETER_OF = {
    **{"text": "q", "dates": "from", "undated": "undated", "page": "page", "page_size": "page_size"},
    **{name: name for name in CHOICES},
    **{part: name for name, part in MANY.items()},
}
_PARTS = tuple(_PARAMETER_OF)
_PLACE_OF = {part: place for place, part in enumerate(_PARTS)}
_OF_SEVERAL_ARGS = (DateRange, tuple)
_values_of = attrgetter(*_PARTS)
_DEFAULT_OF = dict(zip(_PARTS, _values_of(DEFAULTS), strict=True))


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
    reader = _Reader(args)
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


def args_of(asked: SearchRequest, *, page_size: int) -> list[tuple[str, str]]:
    """The parameters that `read_args` reads as this request, shortest form, in the order of PARAMETERS."""
    values = zip(_default_of(page_size).items(), _values_of(asked), strict=True)
    return [arg for (part, default), value in values if value != default for arg in _args_of_part(part, value)]


def _default_of(page_size: int) -> dict[str, object]:
    return {**_DEFAULT_OF, "page_size": page_size}


def _args_of_part(part: str, value: object) -> list[tuple[str, str]]:
    """The parameters of one part of a request that is not at its default."""
    if isinstance(value, DateRange):
        return args_of_days(value)
    if isinstance(value, tuple):
        return [(_PARAMETER_OF[part], each) for each in value]
    return [(_PARAMETER_OF[part], _text_of(value))]


def _text_of(value: object) -> str:
    return "1" if value is True else str(value)


def args_of_days(days: DateRange) -> list[tuple[str, str]]:
    """The parameters of a range that may be open at one end."""
    first = [("from", first_day_text(days.first_day))] if days.first_day else []
    return [*first, ("to", last_day_text(days.last_day))] if days.last_day else first


def query_of(args: Iterable[tuple[str, str]]) -> str:
    return "&".join([encoded(name, value) for name, value in args])


def encoded(name: str, value: str) -> str:
    """One parameter. Short ones are remembered: hundreds of links on a page, and on the next, share most of theirs."""
    return _encoded(name, value) if len(value) > _MOST_REMEMBERED else _remembered(name, value)


def _encoded(name: str, value: str) -> str:
    return f"{name}={quote_plus(value)}"


_remembered = lru_cache(maxsize=8192)(_encoded)


class Gap(NamedTuple):
    """The address of a search, on page one, with room for some of its parameters; escaped for HTML.

    Of the hundreds of links of a page most differ in one parameter: what is the same in all is written once.
    """

    before: str
    after: str

    def having(self, args: Sequence[tuple[str, str]]) -> Gap:
        """The room that is left after these parameters."""
        return (
            self
            if not args
            else Gap(self.before + "".join([f"{escaped(encoded(*arg))}&amp;" for arg in args]), self.after)
        )


class Links:
    """The addresses on the page of a search: each is that of the search with a few parts changed, and what is the same
    in all of them is encoded once."""

    __slots__ = ("_around_page", "_default_of", "_on_page_one", "_page", "_query", "_query_of_all")

    def __init__(self, asked: SearchRequest, page: str, *, page_size: int) -> None:
        self._page, self._default_of = page, _default_of(page_size)
        query_at = {
            _PLACE_OF[part]: _written(part, value)
            for part, value, default in zip(_PARTS, _values_of(asked), self._default_of.values(), strict=True)
            if value != default
        }
        self._query = "&".join(query_at.values())
        self._on_page_one = {place: query for place, query in query_at.items() if place != _PLACE_OF["page"]}
        self._query_of_all = "&".join(self._on_page_one.values())
        self._around_page = self._around("page")

    @property
    def here(self) -> str:
        """The search itself."""
        return self.at(self._page)

    def to(self, **changes: object) -> str:
        """The page of the search with these parts changed, on its page one."""
        changed = self._on_page_one.copy()
        for part, value in changes.items():
            if value == self._default_of[part]:
                changed.pop(_PLACE_OF[part], None)
            else:
                changed[_PLACE_OF[part]] = _written(part, value)
        query = "&".join([changed[place] for place in sorted(changed)])
        return f"{self._page}?{query}" if query else self._page

    def on(self, page: int) -> str:
        """The search on one of its pages."""
        if page == 1:
            return self.of_all(self._page)
        before, after = self._around_page
        return f"{before}page={page}{after}"

    def at(self, address: str) -> str:
        """Another page of the site that knows the search: a document as it is seen from it."""
        return f"{address}?{self._query}" if self._query else address

    def of_all(self, address: str) -> str:
        """Another page of the site that has all that is found, whichever page of it this is: a feed, an export."""
        return f"{address}?{self._query_of_all}" if self._query_of_all else address

    def with_room_for(self, *parts: str) -> Gap:
        """The page of the search with room for these parts, which are side by side, whatever they are now."""
        before, after = self._around(*parts)
        return Gap(escaped(before), escaped(after))

    def _around(self, *parts: str) -> tuple[str, str]:
        first, last = _PLACE_OF[parts[0]], _PLACE_OF[parts[-1]]
        before, after = f"{self._page}?", ""
        for place, query in self._on_page_one.items():
            if place < first:
                before += f"{query}&"
            elif place > last:
                after += f"&{query}"
        return before, after


def _written(part: str, value: object) -> str:
    """A part of a request, which is not at its default, as it stands in an address."""
    if isinstance(value, _OF_SEVERAL_ARGS):
        return query_of(_args_of_part(part, value))
    return encoded(_PARAMETER_OF[part], _text_of(value))


# --- within a request of the site ---------------------------------------------------------------


def asked_here() -> Asked:
    """What the URL of the current page asks for."""
    config = current_site().config
    return read_args(current_request().args, page_size=config["PAGE_SIZE"], query_characters=config["QUERY_CHARACTERS"])


def part_here(parts: int) -> tuple[int, tuple[Notice, ...]]:
    """Which of so many parts of a document the URL of the current page asks for, and what of that was left out."""
    reader = _Reader(current_request().args)
    return reader.number("part", 1, parts), tuple(map(Notice, reader.notices))


def part_address(document: str, part: int) -> str:
    """The address of a part of the document that has this address."""
    return f"{document}{'&' if '?' in document else '?'}part={part}" if part > 1 else document


def links_from(asked: SearchRequest) -> Links:
    """The addresses that the page of a search leads to."""
    return Links(asked, address_of("pages.search"), page_size=current_site().config["PAGE_SIZE"])


def search_url(asked: SearchRequest) -> str:
    """The address of a search."""
    return links_from(asked).here


def address_of(endpoint: str, **value: str) -> str:
    """What `url_for` says of a page of this site without a query; of its values there may be one."""
    mount = current_request().environ.get("SCRIPT_NAME", "")
    for name, text in value.items():
        return _address_with(mount, endpoint, name, text)
    return _address(mount, endpoint)


def host_address() -> str:
    """Scheme and host of the site, as the current request has them."""
    return f"{current_request().scheme}://{current_request().host}"


@lru_cache(maxsize=256)
def _address(mount: str, endpoint: str) -> str:
    """Remembered: an address follows from where the site is mounted and from the page."""
    return url_for(endpoint)


@lru_cache(maxsize=8192)
def _address_with(mount: str, endpoint: str, name: str, text: str) -> str:
    before, after = _around(mount, endpoint, name)
    return f"{before}{quote(text, safe=_SAFE_IN_A_PATH)}{after}"


@lru_cache(maxsize=256)
def _around(mount: str, endpoint: str, name: str) -> tuple[str, str]:
    """What stands before and after the value in every address of a page that has one."""
    before, _, after = url_for(endpoint, **{name: _SOME_VALUE}).rpartition(_SOME_VALUE)  # type: ignore[arg-type]
    return before, after


def permalink(address: str) -> str:
    """The address of a search with the collection that it was made in, for citing."""
    return f"{address}{'&' if '?' in address else '?'}as_of={index().fingerprint}"


def changed_since(asked: Asked) -> tuple[Notice, ...]:
    """What a reader of an old permalink should know."""
    now = index().fingerprint
    if not asked.as_of or asked.as_of == now:
        return ()
    return (Notice(f"The collection has changed since this link was made: it was {asked.as_of}, and is now {now}."),)


def fresh_request() -> SearchRequest:
    """A search for nothing in particular: every document of the collection."""
    return SearchRequest(page_size=current_site().config["PAGE_SIZE"])


def hidden_fields(asked: SearchRequest) -> Sequence[tuple[str, str]]:
    """What the form of a search must carry besides what can be seen and changed in it."""
    return [pair for pair in args_of(asked, page_size=current_site().config["PAGE_SIZE"]) if pair[0] not in _VISIBLE]


def init_app(app: Flask) -> None:
    for name, words in (("typed_first", first_day_text), ("typed_last", last_day_text)):
        app.add_template_filter(words, name)
    app.add_template_global(DateRange, "day_range")
    for function in (
        search_url,
        links_from,
        part_address,
        address_of,
        host_address,
        permalink,
        fresh_request,
        hidden_fields,
    ):
        app.add_template_global(function)
    app.jinja_env.globals["FACETS"] = FACETS
