"""The parameters that a URL may have, and the parts of a search that they fill."""

from __future__ import annotations

from typing import get_args

from search.facets import FACETS
from search.model import SCOPES, Clock, Match, SearchRequest, Sort

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
