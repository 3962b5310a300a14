"""The names that ids are shown by, kept beside an index."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search.model import Annotations, Label

FILE_NAME = "labels.json"
_MOST_SPELLINGS = 40

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
        """The label of a facet's value; a value without one is shown as it is."""
        labels = {"actor": self.actors, "topic": self.topics}.get(facet, {})
        return labels.get(value) or Label(value, value)


class ActorNames:
    """Gathers names and spellings of every actor; the commonest name wins, then the longest, then A before B."""

    def __init__(self) -> None:
        self._names: dict[str, Counter[tuple[str, str]]] = {}
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, annotations: Annotations) -> None:
        for mention in annotations.actors:
            self._names.setdefault(mention.actor, Counter())[mention.name, mention.kind] += 1
            self._spellings.setdefault(mention.actor, Counter())[" ".join(mention.text.split())] += 1

    def labels(self, topics: Mapping[str, Label]) -> Labels:
        return Labels(
            actors={actor: Label(actor, *_commonest(names)) for actor, names in sorted(self._names.items())},
            topics=topics,
            spellings={actor: _by_count(spellings) for actor, spellings in sorted(self._spellings.items())},
        )


def _commonest(names: Counter[tuple[str, str]]) -> tuple[str, str]:
    return min(names, key=lambda name: (-names[name], -len(name[0]), name))


def _by_count(spellings: Counter[str]) -> Spellings:
    return tuple(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SPELLINGS])


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
