"""The ticks of a request + the documents its query matches -> which documents each filter leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.columnar.arrays import Mask
from search.columnar.index import ColumnarIndex, Counts
from search.columnar.mentions import PLACED_FIELDS
from search.facets import FACETS, Facet, chosen_values, excluded_values, is_conjunctive
from search.meeting import Meeting, meeting_of
from search.model import SearchRequest

DATES = "dates"
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`matched` documents of the query without the excluded ones, and a mask by filter: a facet's name, DATES, or
    TOGETHER in place of the facets whose ticks meet in a sentence or paragraph.

    A filter without ticks has no mask.
    """

    matched: Mask
    masks: Mapping[str, Mask]
    meeting: Meeting | None = None

    def all_but(self, name: str | None) -> Mask:
        """The documents that every filter leaves, except the one called `name`."""
        masks = (mask for filter_name, mask in self.masks.items() if filter_name != name)
        return reduce(np.logical_and, masks, self.matched)

    def counts(self, index: ColumnarIndex, facet: Facet, request: SearchRequest) -> Counts:
        """Counted as if nothing in the facet were ticked, unless its ticks are conjunctive: what a click leads to."""
        if self.meeting and facet.name in PLACED_FIELDS:
            return self.meeting.counts(facet.name, self.all_but(TOGETHER))
        return index.count(facet.name, self.all_but(None if is_conjunctive(facet, request) else facet.name))


def narrowing_of(index: ColumnarIndex, request: SearchRequest, matched: Mask) -> Narrowing:
    """The filters of a request over the documents that match its query."""
    for facet in FACETS:
        for value in excluded_values(facet, request):
            matched = matched & ~index.having(facet.name, value)
    meeting = meeting_of(index, request)
    masks = {TOGETHER: meeting.mask} if meeting else {}
    for facet in FACETS:
        if not (meeting and facet.name in PLACED_FIELDS) and (mask := _facet_mask(index, facet, request)) is not None:
            masks[facet.name] = mask
    dates = _dates_mask(index, request)
    return Narrowing(matched, masks if dates is None else {**masks, DATES: dates}, meeting)


def _facet_mask(index: ColumnarIndex, facet: Facet, request: SearchRequest) -> Mask | None:
    values = chosen_values(facet, request)
    if not values:
        return None
    masks = [index.having(facet.name, value) for value in values]
    combined: Mask = reduce(np.logical_and if is_conjunctive(facet, request) else np.logical_or, masks)
    return combined


def _dates_mask(index: ColumnarIndex, request: SearchRequest) -> Mask | None:
    """Dates and "undated" are alternatives of one filter, as values of a facet are."""
    within = index.overlapping(request.clock, request.dates) if request.dates else None
    without = ~index.dated(request.clock) if request.undated else None
    if within is not None and without is not None:
        return within | without
    return within if within is not None else without
