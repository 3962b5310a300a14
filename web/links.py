"""A SearchRequest -> its query string, and the addresses that its page leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote_plus

from search.model import DateRange, SearchRequest
from web.parameters import CHOICES, DEFAULTS, MANY
from web.template_engine import escaped
from web.typed_dates import first_day_text, last_day_text

_MOST_REMEMBERED = 100  # characters: visitors may type what they like, and it must not stay

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
        if not args:
            return self
        return Gap(self.before + "".join([f"{escaped(encoded(*arg))}&amp;" for arg in args]), self.after)


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
