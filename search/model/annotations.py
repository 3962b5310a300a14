"""What extraction finds in a document: mentions of actors, dates and topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Field = Literal["title", "body"]
Granularity = Literal["day", "week", "month", "quarter", "season", "year", "range"]
Kind = Literal["person", "state", "organisation", "group"]
Basis = Literal["name", "alias", "surname", "demonym", "metonym", "role", "misspelling", "model"]


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
