"""A request and its results -> the list of what narrows it, each part with the request that is left without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.facets import FACETS, chosen_values, excluded_values
from search.model import Results, SearchRequest
from web.wording import range_text


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a search. `what` says which kind of part it is, `sign` is the style of its kind."""

    what: str
    words: str
    without: SearchRequest
    sign: str
    excluded: bool = False


def chips_of(results: Results) -> tuple[Chip, ...]:
    """Every filter of the search, in the order of the page."""
    return (*_facet_chips(results), *_date_chips(results.request))


def _facet_chips(results: Results) -> Iterator[Chip]:
    asked = results.request
    for facet in FACETS:
        chosen, excluded = chosen_values(facet, asked), excluded_values(facet, asked)
        names = {value.value: value.label for value in results.facets[facet.name]} if chosen or excluded else {}
        for value in chosen:
            yield Chip(facet.name, names.get(value, value), asked.toggling(facet.chosen, value), facet.name)
        for value in excluded:
            without = asked.toggling(str(facet.excluded), value)
            yield Chip(f"not {facet.name}", names.get(value, value), without, facet.name, excluded=True)


def _date_chips(asked: SearchRequest) -> Iterator[Chip]:
    """Undated documents beside a range are part of it: they go with it, rather than be left alone."""
    if asked.dates:
        yield Chip(asked.clock, range_text(asked.dates), asked.changing(dates=None, undated=False), "date")
    if asked.undated:
        yield Chip("date", "undated", asked.changing(undated=False), "date")
