"""An index folder -> its live generation, opened, and swapped when a new one is published."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from search.labels import Labels, read_labels
from search.query import KnownNames, LabelField
from search.schema import SCHEMA_VERSION
from search.stock import StockIndex
from search.storage import Generation, live_generation, live_name

_SECONDS_BETWEEN_LOOKS = 0.5
_PLAIN_FIELDS: tuple[LabelField, ...] = ("source", "author", "language")


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """One generation, open for reading. Searches that hold it are not disturbed by a newer one."""

    generation: Generation
    index: StockIndex
    labels: Labels
    names: KnownNames

    @property
    def name(self) -> str:
        return self.generation.name

    @property
    def fingerprint(self) -> str:
        return self.generation.manifest.fingerprint


def open_generation(index_dir: Path) -> OpenGeneration:
    """The live generation; raises IndexMissing, IndexOutdated or IndexDamaged."""
    generation = live_generation(index_dir, SCHEMA_VERSION)
    index, labels = StockIndex(generation.folder), read_labels(generation.folder)
    return OpenGeneration(generation, index, labels, _names(index, labels))


def _names(index: StockIndex, labels: Labels) -> KnownNames:
    """What may be typed after actor:, topic: and the other prefixes: names, spellings found, ids."""
    return KnownNames(
        {
            "actor": {key: (label.name, *labels.spellings_of(key)) for key, label in labels.actors.items()},
            "topic": {key: (label.name,) for key, label in labels.topics.items()},
            **{field: {value: (value,) for value in index.values_of(field)} for field in _PLAIN_FIELDS},
        }
    )


class LiveIndex:
    """The live generation of a folder, looked up again at most twice a second; safe to share between threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._swapping = threading.Lock()
        self._looked = time.monotonic()
        self._current = open_generation(index_dir)

    @property
    def current(self) -> OpenGeneration:
        if time.monotonic() - self._looked > _SECONDS_BETWEEN_LOOKS:
            self.look()
        return self._current

    def look(self) -> None:
        """Looks for a newer generation now; while one thread opens it, the others go on with the one they have."""
        if self._swapping.acquire(blocking=False):
            try:
                if live_name(self._index_dir) != self._current.name:
                    self._current = open_generation(self._index_dir)
            finally:
                self._looked = time.monotonic()
                self._swapping.release()
