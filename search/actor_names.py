"""Mentions -> how often each actor is called what, so that a run can add to what earlier ones counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from search.labels import Labels, Spellings
from search.model import Annotations, Label

FILE_NAME = "names.json"
_MOST_SPELLINGS = 40

# An actor, the name and kind it is shown with, and the words that stand in a text.
Use = tuple[str, str, str, str]


class ActorNames:
    """Counts the names and spellings of every actor; the commonest name wins, then the longest, then A before B."""

    def __init__(self, uses: Mapping[Use, int] | None = None) -> None:
        self._uses: Counter[Use] = Counter(uses or {})

    def add(self, annotations: Annotations) -> None:
        self._uses.update(_uses(annotations))

    def take_out(self, annotations: Annotations) -> None:
        """Forgets the mentions of a document that was counted before."""
        self._uses.subtract(_uses(annotations))

    def add_all(self, other: ActorNames) -> None:
        self._uses.update(other._uses)

    def labels(self, topics: Mapping[str, Label]) -> Labels:
        names: dict[str, Counter[tuple[str, str]]] = {}
        spellings: dict[str, Counter[str]] = {}
        for (actor, name, kind, text), count in self._uses.items():
            if count > 0:
                names.setdefault(actor, Counter())[name, kind] += count
                spellings.setdefault(actor, Counter())[text] += count
        return Labels(
            actors={actor: Label(actor, *_commonest(found)) for actor, found in sorted(names.items())},
            topics=topics,
            spellings={actor: _by_count(found) for actor, found in sorted(spellings.items())},
        )

    def write(self, folder: Path) -> None:
        rows = sorted([*use, count] for use, count in self._uses.items() if count > 0)
        (folder / FILE_NAME).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> ActorNames:
        rows = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return cls({(actor, name, kind, text): count for actor, name, kind, text, count in rows})


def _uses(annotations: Annotations) -> Iterable[Use]:
    return [(m.actor, m.name, m.kind, " ".join(m.text.split())) for m in annotations.actors]


def _commonest(names: Counter[tuple[str, str]]) -> tuple[str, str]:
    return min(names, key=lambda name: (-names[name], -len(name[0]), name))


def _by_count(spellings: Counter[str]) -> Spellings:
    return tuple(sorted(spellings.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SPELLINGS])
