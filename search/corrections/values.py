"""What a collection says of its actors and topics: frozen values."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property

from search.corrections.tables import Problem
from search.extraction.topics import Taxonomy
from search.model import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that the collection adds."""

    id: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text that names an actor, as whole words; `is_name` tells the names of an added actor from an alias."""

    text: str
    actor: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Mentions of `actor` become `into`: those with one of `texts` (any when empty), published on these days."""

    actor: str
    into: str
    texts: frozenset[str] = frozenset()
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class ActorCorrections:
    """The collection's word on actors. `hidden` maps actors to the folded texts that do not name it, none for all."""

    added: Mapping[str, Named] = field(default_factory=dict)
    spellings: tuple[Spelling, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    splits: tuple[Split, ...] = ()
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, eq=False)  # the same only if it is the same one: what is built from it is kept by it
class TopicCorrections:
    """The collection's word on topics: the taxonomy it leads to, and the topics that have to be found anew."""

    taxonomy: Taxonomy
    changed: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Corrections:
    """Everything that was read from actors.toml and topics.toml, and what could not be.

    `lines_of_actors` are of the ids in actors.toml that mean something only where extraction finds them.
    """

    actors: ActorCorrections
    topics: TopicCorrections
    problems: tuple[Problem, ...] = ()
    lines_of_actors: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that has an effect; comments, order of keys and mistakes leave it alone."""
        return hashlib.sha256(repr(_canonical((self.actors, self.topics))).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    """The value with everything that has no order put in one."""
    if is_dataclass(value):
        return [[each.name, _canonical(getattr(value, each.name))] for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted([key, _canonical(one)] for key, one in value.items())
    if isinstance(value, frozenset):
        return sorted(_canonical(one) for one in value)  # type: ignore[type-var]
    return [_canonical(one) for one in value] if isinstance(value, tuple) else repr(value)
