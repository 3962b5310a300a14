"""What is asked: everything a visitor chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Literal, get_args

from search.model.days import DateRange

Clock = Literal["published", "mentioned"]
Match = Literal["any", "all"]
Unit = Literal["sentence", "paragraph"]
Scope = Literal["document", "paragraph", "sentence"]
Sort = Literal["relevance", "newest", "oldest"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
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
    def is_for_everything(self) -> bool:
        """True where nothing is typed or chosen, so that every document is found."""
        chosen = (self.text, self.actors, self.topics, self.sources, self.excluded_actors, self.excluded_topics)
        return not (any(chosen) or self.dates or self.undated)

    @property
    def must_meet(self) -> bool:
        """True where several ticks have to be together, so that it matters in which scope."""
        actors = len(self.actors) if self.actor_match == "all" else min(1, len(self.actors))
        return actors + min(1, len(self.topics)) > 1

    @property
    def can_meet(self) -> bool:
        """True where several ticks could be wanted together."""
        return len(self.actors) + min(1, len(self.topics)) > 1

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
        now = zip(_FIELDS, _values_of(self), strict=True)  # half the time of dataclasses.replace
        return SearchRequest(**{**dict(now), "page": 1, **changes})

    def on_page_one(self) -> SearchRequest:
        return self if self.page == 1 else self.changing()


_FIELDS = tuple(field.name for field in fields(SearchRequest))
_values_of = attrgetter(*_FIELDS)
