"""The names that ids are shown by, kept beside an index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search.model import Label

FILE_NAME = "labels.json"

_NO_LABELS: Mapping[str, Label] = {}

Spellings = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of actors and topics by id. The `kind` of a topic is the id of its group; that of a group is empty.

    `spellings` holds, by actor, the words that name it in the collection and how often, commonest first.
    """

    actors: Mapping[str, Label] = field(default_factory=dict)
    topics: Mapping[str, Label] = field(default_factory=dict)
    spellings: Mapping[str, Spellings] = field(default_factory=dict)

    def spellings_of(self, actor: str) -> tuple[str, ...]:
        """The words that name an actor in the collection, commonest first."""
        return tuple(text for text, _ in self.spellings.get(actor, ()))

    def of(self, facet: str, value: str) -> Label:
        (label,) = self.all_of(facet, (value,))
        return label

    def all_of(self, facet: str, values: Iterable[str]) -> list[Label]:
        """The label of each of a facet's values; a value without one is shown as it is."""
        labels = self.actors if facet == "actor" else self.topics if facet == "topic" else _NO_LABELS
        return [labels.get(value) or Label(value, value) for value in values]


def write_labels(folder: Path, labels: Labels) -> None:
    fields = {
        "actors": {label.id: [label.name, label.kind] for label in labels.actors.values()},
        "topics": {label.id: [label.name, label.kind] for label in labels.topics.values()},
        "spellings": labels.spellings,
    }
    (folder / FILE_NAME).write_text(json.dumps(fields, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def read_labels(folder: Path) -> Labels:
    fields = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return Labels(
        actors={key: Label(key, name, kind) for key, (name, kind) in fields["actors"].items()},
        topics={key: Label(key, name, kind) for key, (name, kind) in fields["topics"].items()},
        spellings={key: tuple((text, count) for text, count in found) for key, found in fields["spellings"].items()},
    )
