"""The one table of facets: schema, filters, counts and page are derived from it."""

from dataclasses import dataclass

from search.model import SearchRequest


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search. `chosen` and `excluded` name the fields of SearchRequest that hold its ticks."""

    name: str
    title: str
    chosen: str
    excluded: str | None
    shown: int


FACETS = (
    Facet("actor", "Actors", chosen="actors", excluded="excluded_actors", shown=40),
    Facet("topic", "Topics", chosen="topics", excluded="excluded_topics", shown=100),
    Facet("source", "Sources", chosen="sources", excluded=None, shown=20),
)


def chosen_values(facet: Facet, request: SearchRequest) -> tuple[str, ...]:
    values: tuple[str, ...] = getattr(request, facet.chosen)
    return values


def excluded_values(facet: Facet, request: SearchRequest) -> tuple[str, ...]:
    values: tuple[str, ...] = getattr(request, facet.excluded) if facet.excluded else ()
    return values


def is_conjunctive(facet: Facet, request: SearchRequest) -> bool:
    """True when a document must have all the ticked values of the facet, not just one."""
    return facet.name == "actor" and request.actor_match == "all"
