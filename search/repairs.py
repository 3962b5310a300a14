"""A search that finds little -> the single changes that find more, each with how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from search.model import SCOPES, DateRange, Reading, ReadingPart, Repair, SearchRequest

FEW = 2  # results; a search that finds more than these is left alone
_MOST = 8
_MOST_COUNTED = 8
_MOST_TRIED = 24

Count = Callable[[SearchRequest], int]


def repairs(
    request: SearchRequest, total: int, read: Reading, respelt: Iterable[Repair], count: Count
) -> tuple[Repair, ...]:
    """The changes that help, most telling first: a spelling, a wider scope, wider dates, a
    part less, any of the words.

    Each asks for something that has exactly as many results as it says, and more than there are now; `total` and
    `count` are of the documents that have everything asked for.
    """
    if total > FEW:
        return ()
    changes = (
        *respelt,
        *_wider_scopes(request),
        *_wider_dates(request),
        *_parts_less(read.parts),
        *_any_of_the_words(request, read),
    )
    tried = islice(_distinct(changes, request), _MOST_TRIED)
    counted = (replace(change, count=count(change.request)) for change in tried)
    return tuple(islice((change for change in counted if change.count > total), _MOST))


def with_counts(parts: Sequence[ReadingPart], count: Count) -> tuple[ReadingPart, ...]:
    """Each part with its own results, and with those that are left without it.

    Parts beyond a handful are not counted: nobody takes a long question apart, and the work grows with its square.
    """
    if len(parts) > _MOST_COUNTED:
        return tuple(parts)
    return tuple(replace(part, count=count(part.alone), count_without=count(part.without)) for part in parts)


def _wider_scopes(request: SearchRequest) -> Iterator[Repair]:
    """Ticks that need not stand so close together."""
    if request.must_meet:
        for scope in reversed(SCOPES[: SCOPES.index(request.scope)]):
            yield Repair(f"Look for them in the same {scope}", request.changing(scope=scope))


def _wider_dates(request: SearchRequest) -> Iterator[Repair]:
    dates = request.dates
    if dates is None:
        return
    first = date(dates.first_day.year, 1, 1) if dates.first_day else None
    last = date(dates.last_day.year, 12, 31) if dates.last_day else None
    years = " to ".join(str(year) for year in sorted({day.year for day in (first, last) if day}))
    yield Repair(f"Widen the dates to the whole of {years}", request.changing(dates=DateRange(first, last)))
    yield Repair("Take undated documents too", request.changing(undated=True))


def _parts_less(parts: Sequence[ReadingPart]) -> Iterator[Repair]:
    """A search of a single part would be one for everything; nobody takes a long question apart."""
    if 1 < len(parts) <= _MOST_COUNTED:
        for part in parts:
            yield Repair(f"Leave out: {part.words}", part.without)


def _any_of_the_words(request: SearchRequest, read: Reading) -> Iterator[Repair]:
    """Not where the search was relaxed: then documents with most of the words are shown already."""
    if read.fewest is None and request.operator == "all" and sum(part.alone.text != "" for part in read.parts) > 1:
        yield Repair("Ask for any of the words", request.changing(operator="any"))


def _distinct(changes: Iterable[Repair], request: SearchRequest) -> Iterator[Repair]:
    """Changes that ask for something else than the request does, and than each other."""
    seen = {replace(request, page=1)}
    for change in changes:
        if change.request not in seen:
            seen.add(change.request)
            yield change
