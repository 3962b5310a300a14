"""What is known of actors besides what documents say (offices, days, successors), kept beside an index."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE_NAME = "offices.json"


@dataclass(frozen=True, slots=True)
class Term:
    """An office as one person held it: its name in words, the state or body it is of, and the days, each an ISO day,
    month or year or empty; a term without `until` was held when the facts were last reviewed."""

    person: str
    office: str
    of: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Offices:
    """The terms of persons in the collection, by first day; the days of its states and bodies, by actor; which state
    took the place of which; and the names of all whom these speak of, by id."""

    terms: tuple[Term, ...] = ()
    days: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    succession: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def terms_of(self, actor: str) -> tuple[Term, ...]:
        """The offices of a person; of a state or body, those that were held of it."""
        return tuple(term for term in self.terms if actor in (term.person, term.of))

    def before(self, state: str) -> tuple[str, ...]:
        return tuple(earlier for earlier, later in self.succession if later == state)

    def after(self, state: str) -> tuple[str, ...]:
        return tuple(later for earlier, later in self.succession if earlier == state)


def write_offices(folder: Path, offices: Offices) -> None:
    (folder / FILE_NAME).write_text(json.dumps(asdict(offices), ensure_ascii=False, sort_keys=True), encoding="utf-8")


def read_offices(folder: Path) -> Offices:
    fields = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return Offices(
        terms=tuple(Term(**term) for term in fields["terms"]),
        days={actor: _pair(days) for actor, days in fields["days"].items()},
        succession=tuple(map(_pair, fields["succession"])),
        names=fields["names"],
    )


def _pair(values: Sequence[str]) -> tuple[str, str]:
    first, second = values
    return first, second
