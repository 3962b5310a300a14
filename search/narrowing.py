"""The ticks of a request + the documents its query matches -> which of them each filter leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

from search.columnar.documents import DocumentSet
from search.columnar.index import ColumnarIndex, Counts
from search.columnar.mentions import PLACED_FIELDS
from search.facets import FACETS, Facet, chosen_values, excluded_values, is_conjunctive
from search.meeting import Meeting, meeting_of
from search.model import SearchRequest

DATES = "dates"
TOGETHER = "together"


@dataclass(frozen=True)
class Narrowing:
    """`matched` documents of the query without the excluded ones, and what each filter leaves of all: that of a facet
    by its name, DATES, or TOGETHER in place of the facets whose ticks meet in a sentence or paragraph.

    A filter without ticks is not there.
    """

    matched: DocumentSet
    filters: Mapping[str, DocumentSet]
    meeting: Meeting | None = None

    def all_but(self, name: str) -> DocumentSet:
        """The documents that every filter leaves, except the one called `name`."""
        if name not in self.filters:
            return self.left
        return reduce(and_, (left for other, left in self.filters.items() if other != name), self.matched)

    @cached_property
    def left(self) -> DocumentSet:
        """The documents that every filter leaves."""
        return reduce(and_, self.filters.values(), self.matched)

    def counts(self, index: ColumnarIndex, facet: Facet, request: SearchRequest) -> Counts:
        """Counted as if nothing in the facet were ticked, unless its ticks are conjunctive: what a click leads to."""
        if self.meeting and facet.name in PLACED_FIELDS:
            return self.meeting.counts(facet.name, self.all_but(TOGETHER))
        return index.count(facet.name, self.left if is_conjunctive(facet, request) else self.all_but(facet.name))


def narrowing_of(index: ColumnarIndex, request: SearchRequest, matched: DocumentSet) -> Narrowing:
    """The filters of a request over the documents that match its query."""
    for facet in FACETS:
        for value in excluded_values(facet, request):
            matched = matched - index.having(facet.name, value)
    meeting = meeting_of(index, request)
    filters = {TOGETHER: meeting.documents} if meeting else {}
    for facet in FACETS:
        if not (meeting and facet.name in PLACED_FIELDS) and (left := _left_by(index, facet, request)) is not None:
            filters[facet.name] = left
    dates = _left_by_dates(index, request)
    return Narrowing(matched, filters if dates is None else {**filters, DATES: dates}, meeting)


def _left_by(index: ColumnarIndex, facet: Facet, request: SearchRequest) -> DocumentSet | None:
    values = chosen_values(facet, request)
    if not values:
        return None
    having = [index.having(facet.name, value) for value in values]
    return reduce(and_ if is_conjunctive(facet, request) else or_, having)


def _left_by_dates(index: ColumnarIndex, request: SearchRequest) -> DocumentSet | None:
    """Dates and "undated" are alternatives of one filter, as values of a facet are."""
    within = index.overlapping(request.clock, request.dates) if request.dates else None
    without = index.undated(request.clock) if request.undated else None
    if within is not None and without is not None:
        return within | without
    return within if within is not None else without
