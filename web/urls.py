"""The request that is being answered -> what its URL asks for, and addresses of the site as it is asked there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from flask import Flask, url_for

from search.facets import FACETS
from search.model import DateRange, Notice, SearchRequest
from web.asked import Asked, Reader, read_args
from web.collection import index
from web.current import current_request, current_site
from web.links import Links, args_of
from web.typed_dates import first_day_text, last_day_text

_SAFE_IN_A_PATH = "!$&'()*+,/:;=@"  # as `url_for` has it
_SOME_VALUE = "~value~"
_VISIBLE = {"q", "from", "to", "page", "actor_match", *(facet.name for facet in FACETS)}  # in the form of a search


def asked_here() -> Asked:
    """What the URL of the current page asks for."""
    config = current_site().config
    return read_args(current_request().args, page_size=config["PAGE_SIZE"], query_characters=config["QUERY_CHARACTERS"])


def part_here(parts: int) -> tuple[int, tuple[Notice, ...]]:
    """Which of so many parts of a document the URL of the current page asks for, and what of that was left out."""
    reader = Reader(current_request().args)
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
