"""An actor or a topic over the whole collection."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.results import FacetValue, HistogramBar, Hit, Label


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
