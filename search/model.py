"""The values that travel between stages, plain and frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from markupsafe import Markup

from search.errors import InvalidRecord

Clock = Literal["published", "mentioned"]
Field = Literal["title", "body"]
Granularity = Literal["day", "week", "month", "quarter", "season", "year", "range"]
Kind = Literal["person", "state", "organisation", "group"]
Basis = Literal["name", "alias", "surname", "demonym", "metonym", "role", "misspelling", "model"]
Match = Literal["any", "all"]
Unit = Literal["sentence", "paragraph"]
Scope = Literal["document", "paragraph", "sentence"]
Sort = Literal["relevance", "newest", "oldest"]
BarGranularity = Literal["day", "month", "year", "decade", "century"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
RECORD_KEYS = ("id", "title", "body", "published", "source", "url", "language", "author")


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole days from `first_day` to `last_day`, both included; an end that is None is open."""

    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError(f"a range cannot end ({self.last_day}) before it starts ({self.first_day})")

    def overlaps(self, first_day: date, last_day: date) -> bool:
        """True when at least one day of first_day..last_day lies inside this range."""
        starts_in_time = self.last_day is None or first_day <= self.last_day
        ends_in_time = self.first_day is None or last_day >= self.first_day
        return starts_in_time and ends_in_time


# --- what comes in ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it. `published` is an ISO day, month or year, or empty."""

    id: str
    title: str
    body: str
    published: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    author: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> Document:
        """A document from the JSON keys of a seed, other keys left alone; InvalidRecord names a wrong key."""
        values = {key: _text_of(key, record.get(key)) for key in RECORD_KEYS}
        if not values["id"]:
            raise InvalidRecord("a document needs an id; give it the key `id`", key="id")
        if values["published"]:
            published_range(values["published"])
        return cls(**values)

    @property
    def text_hash(self) -> str:
        """SHA-256 of all that extraction reads: title, body and publication date."""
        read = json.dumps([self.title, self.body, self.published], ensure_ascii=False)
        return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def content_hash(self) -> str:
        """SHA-256 of every field; two documents with equal hashes are the same document."""
        everything = json.dumps([getattr(self, key) for key in RECORD_KEYS], ensure_ascii=False)
        return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()


def _text_of(key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise InvalidRecord(f"`{key}` must be text, not {type(value).__name__}", key=key)
    return str(value).strip() if key != "body" else str(value)


def published_range(published: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year; raises InvalidRecord for anything else."""
    parts = published.split("-")
    try:
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not published.replace("-", "").isdecimal():
            raise ValueError("not an ISO day, month or year")
        year, month, day = (int(part) for part in [*parts, "0", "0"][:3])
        first = date(year, month or 1, day or 1)
        return first, last_day_of(first, "day" if day else "month" if month else "year")
    except ValueError as error:
        raise InvalidRecord(
            f"published {published!r} is not a date ({error}); write 2022-02-17, 2022-02 or 2022", key="published"
        ) from error


def last_day_of(first: date, granularity: Literal["day", "month", "year"]) -> date:
    """The last day of the day, month or year that starts on `first`."""
    if granularity == "day":
        return first
    if granularity == "year" or first.month == 12:
        return date(first.year, 12, 31)
    return date.fromordinal(date(first.year, first.month + 1, 1).toordinal() - 1)


# --- what extraction finds ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor: `text == document.<field>[start:end]`."""

    field: Field
    start: int
    end: int
    text: str
    actor: str
    name: str
    kind: Kind
    basis: Basis


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that give a date, with the days they stand for; unresolved ones have no days."""

    field: Field
    start: int
    end: int
    text: str
    first_day: date | None
    last_day: date | None
    granularity: Granularity
    timex: str
    basis: str


@dataclass(frozen=True, slots=True)
class TopicMention:
    """A phrase that speaks for a topic, with its weight."""

    field: Field
    start: int
    end: int
    text: str
    topic: str
    weight: float


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything extraction found in one document, in order of appearance."""

    actors: tuple[ActorMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    topics: tuple[TopicMention, ...] = ()


# --- what is asked ------------------------------------------------------------------------------

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "clock": get_args(Clock),
    "sort": get_args(Sort),
    "operator": get_args(Match),
    "actor_match": get_args(Match),
    "scope": SCOPES,
}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Everything a visitor chose. Ticks filter and never change scores.

    `scope` is where ticked actors and topics that are wanted together have to stand together.
    """

    text: str = ""
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    excluded_actors: tuple[str, ...] = ()
    excluded_topics: tuple[str, ...] = ()
    actor_match: Match = "any"
    dates: DateRange | None = None
    clock: Clock = "published"
    undated: bool = False
    operator: Match = "all"
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 10
    sources: tuple[str, ...] = ()
    scope: Scope = "document"

    def __post_init__(self) -> None:
        """Raises ValueError, which names the field and what it may be."""
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}={getattr(self, name)!r}: it can be {' or '.join(allowed)}")
        for name in ("page", "page_size"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}: it must be 1 or more")

    @property
    def must_meet(self) -> bool:
        """True where several ticks have to be together, so that it matters in which scope."""
        actors = len(self.actors) if self.actor_match == "all" else min(1, len(self.actors))
        return actors + min(1, len(self.topics)) > 1

    def meeting(self) -> SearchRequest:
        """The request with its ticks together: of alternative actors that nothing else has to meet, all are wanted."""
        return self if self.must_meet else self.changing(actor_match="all")

    def toggling(self, name: str, value: str) -> SearchRequest:
        """The request after a tick (or its removal) of `value` in the tuple field `name`, on page one."""
        chosen: tuple[str, ...] = getattr(self, name)
        kept = tuple(other for other in chosen if other != value)
        return self.changing(**{name: kept if value in chosen else (*chosen, value)})

    def changing(self, **changes: object) -> SearchRequest:
        """The request with these fields changed, on page one."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]


# --- what is answered ---------------------------------------------------------------------------


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
class Label:
    """An actor or topic as it is shown: its id, its name and its kind or group."""

    id: str
    name: str
    kind: str = ""


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
class StoredDocument:
    """A document as the index keeps it, with all its evidence."""

    document: Document
    annotations: Annotations
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document like another: what it is called, and the words, actors and topics that both have, most telling
    first."""

    id: str
    title: str
    published: str
    source: str
    score: float
    words: tuple[str, ...]
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The same story in another document.

    `alike` is the share of the words of the shorter text that stand in the longer one too, in runs of five or more;
    `longer_by` is how many words that document has more than the one asked about, below 0 where it has fewer.
    """

    id: str
    title: str
    published: str
    source: str
    alike: float
    longer_by: int


@dataclass(frozen=True, slots=True)
class Related:
    """What a document is related to: other versions of its story, the most alike first, and documents like it, the
    most similar first."""

    versions: tuple[Version, ...]
    similar: tuple[SimilarDocument, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office as one person held it, in a state or a body, with its days as far as they are known: ISO days, months
    or years. Without `until` it was held when the facts were last reviewed. A label without an id is of an actor that
    no document names."""

    person: Label
    office: str
    of: Label
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an actor besides the collection: the offices of a person, or those that persons of the
    collection held in a state or body; the days of that state or body, and what came `before` and `after` it."""

    offices: tuple[Tenure, ...] = ()
    before: tuple[Label, ...] = ()
    after: tuple[Label, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor or a topic over the whole collection. `spellings` are the words that name an actor, with counts;
    `actors` and `topics` are what its documents also name and are about; `newest` are its latest documents."""

    label: Label
    total: int
    spellings: tuple[tuple[str, int], ...]
    actors: tuple[FacetValue, ...]
    topics: tuple[FacetValue, ...]
    histogram: tuple[HistogramBar, ...]
    newest: tuple[Hit, ...]
    earlier: int = 0
    later: int = 0
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of what is being typed. `kind`: actor | topic | title | word."""

    text: str
    kind: str
    id: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A seed that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one `reindex` did; counts are documents."""

    added: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    seconds: float
    generation: str
    warnings: tuple[str, ...] = field(default=())

    @property
    def documents(self) -> int:
        return self.added + self.changed + self.unchanged


# --- what is written to the index ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence that names an actor or speaks for a topic (groups of topics included). `paragraph` differs
    between a sentence and the next where a paragraph lies between them."""

    paragraph: int
    actors: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document ready to be written: the collection's corrections are applied, every label is an id.

    `topics` holds the groups of the topics too, so that ticking a group is one term. `published` and each of
    `mentioned` are first and last day, both included; an undated document has None and (). Every actor and topic
    stands in one of the `sentences`, which are in the order of the text, the title first.
    """

    document: Document
    annotations: Annotations
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    published: tuple[date, date] | None
    mentioned: tuple[tuple[date, date], ...]
    sentences: tuple[LabelledSentence, ...] = ()
