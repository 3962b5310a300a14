"""A search and a value on its page -> what of the search a click changes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from search.facets import Facet, chosen_values, excluded_values, is_conjunctive
from search.model import SearchRequest

Changes = Mapping[str, tuple[str, ...]]


def together_with(asked: SearchRequest, facet: Facet) -> tuple[str, ...]:
    """The ticked values that stay where the name of another one leads: none, where the values are alternatives."""
    return chosen_values(facet, asked) if is_conjunctive(facet, asked) else ()


def following(asked: SearchRequest, facet: Facet, value: str) -> Changes:
    """The search whose total is the count beside a value.

    Values of a facet are alternatives, so its count is that of the search with this value alone; where actors are
    asked for together, it is that of the search with this actor added.
    """
    return {facet.chosen: tuple(dict.fromkeys((*together_with(asked, facet), value)))}


def excluding(asked: SearchRequest, facet: Facet, value: str) -> Changes:
    """The search without the documents that have a value, which takes back its tick; or with them again."""
    if facet.excluded is None:
        return {}
    chosen, excluded = chosen_values(facet, asked), excluded_values(facet, asked)
    kept, left_out = (tuple(other for other in values if other != value) for values in (chosen, excluded))
    return {facet.chosen: kept, facet.excluded: left_out if value in excluded else (*excluded, value)}


def unfiltered(asked: SearchRequest) -> SearchRequest:
    """The request with its words alone, in the same order and of the same reading."""
    return SearchRequest(text=asked.text, operator=asked.operator, sort=asked.sort, page_size=asked.page_size)


def init_app(app: Flask) -> None:
    app.add_template_global(unfiltered)
