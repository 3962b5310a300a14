"""The ticks of a request within a sentence or paragraph -> the documents in which they meet, and what meets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.columnar.documents import DocumentSet
from search.columnar.index import ColumnarIndex, Counts
from search.columnar.meeting import Units, all_units
from search.columnar.mentions import PLACED_FIELDS
from search.facets import FACETS, Facet, chosen_values, is_conjunctive
from search.model import SearchRequest


@dataclass(frozen=True, slots=True)
class Meeting:
    """`units_of_facet` holds, for each facet with ticks, the sentences or paragraphs that have what is ticked in it:
    all of it or any. `alternatives` are the facets of which any will do."""

    index: ColumnarIndex
    units_of_facet: Mapping[str, Units]
    alternatives: frozenset[str]

    @property
    def documents(self) -> DocumentSet:
        """The documents with a unit in which the ticks of every facet meet."""
        return self.index.documents_with(all_units(list(self.units_of_facet.values())))

    def counts(self, facet: str, chosen: DocumentSet) -> Counts:
        """How many of these documents have each value of a facet where the ticks meet, its own left out where they
        are alternatives: a value is counted where it would stand if it were ticked."""
        left_out = facet if facet in self.alternatives else None
        units = [units for name, units in self.units_of_facet.items() if name != left_out]
        return self.index.count_within(facet, chosen, all_units(units)) if units else self.index.count(facet, chosen)


def meeting_of(index: ColumnarIndex, request: SearchRequest) -> Meeting | None:
    """What the scope of a request asks for; None where a document is scope enough or nothing is ticked."""
    ticked = [facet for facet in FACETS if facet.name in PLACED_FIELDS and chosen_values(facet, request)]
    if request.scope == "document" or not ticked:
        return None
    return Meeting(
        index,
        {facet.name: _units_of(index, facet, request) for facet in ticked},
        frozenset(facet.name for facet in FACETS if not is_conjunctive(facet, request)),
    )


def _units_of(index: ColumnarIndex, facet: Facet, request: SearchRequest) -> Units:
    assert request.scope != "document"
    values = chosen_values(facet, request)
    if is_conjunctive(facet, request):
        return all_units([index.units_with(facet.name, [value], request.scope) for value in values])
    return index.units_with(facet.name, values, request.scope)
