"""What is answered to a search, with nothing in it that needs the index to stay open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from markupsafe import Markup

from search.model.requests import Scope, SearchRequest

BarGranularity = Literal["day", "month", "year", "decade", "century"]


@dataclass(frozen=True, slots=True)
class Label:
    """An actor or topic as it is shown: its id, its name and its kind or group."""

    id: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One line of a facet. `parent` is the group of a topic; `kind` that of an actor."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    kind: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class HistogramBar:
    """Documents whose days on the chosen clock touch this bar; `of` counts those of the whole collection."""

    first_day: date
    last_day: date
    granularity: BarGranularity
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the query that the reader should know: what was odd, ignored or too long."""

    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """A part of a search that can be taken out.

    `alone` asks for this part and nothing else, `without` for all the rest; `count` and `count_without` are their
    results.
    """

    words: str
    alone: SearchRequest
    without: SearchRequest
    count: int | None = None
    count_without: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a search was understood: a sentence, what was odd about it, and its parts in the order of the sentence.

    Where no document has all the words, `fewest` says how many of them those that are shown have.
    """

    sentence: str
    notices: tuple[Notice, ...] = ()
    parts: tuple[ReadingPart, ...] = ()
    fewest: int | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A single change to a search that finds little: what to do, in words, and what it then asks and finds."""

    words: str
    request: SearchRequest
    count: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, detached from the index: nothing in it needs the index to stay open."""

    id: str
    title: Markup
    snippets: tuple[Markup, ...]
    score: float
    published: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    author: str = ""
    actors: tuple[Label, ...] = ()
    topics: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one request; every count is exact.

    `distinct` is how many values each facet has in all, of which `facets` holds the leading ones. `earlier` and
    `later` are the documents with days before and after all bars of the histogram, where these leave a few out.
    `timings` are the milliseconds of its parts: parse, match, count, snippet.
    `together` is the total in each scope with the ticks together (see `SearchRequest.meeting`), where there are any
    that could be.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    histogram: tuple[HistogramBar, ...]
    reading: Reading
    took_ms: float
    generation: str
    undated: int = 0
    collection_size: int = 0
    repairs: tuple[Repair, ...] = ()
    distinct: Mapping[str, int] = field(default_factory=dict)
    earlier: int = 0
    later: int = 0
    together: Mapping[Scope, int] = field(default_factory=dict)
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // self.request.page_size))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of what is being typed. `kind`: actor | topic | title | word."""

    text: str
    kind: str
    id: str = ""
    count: int = 0
