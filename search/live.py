"""An index folder -> its live generation, opened, and swapped when a new one is published."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from search.labels import Labels, read_labels
from search.schema import SCHEMA_VERSION
from search.stock import StockIndex
from search.storage import Generation, live_generation, live_name

_SECONDS_BETWEEN_LOOKS = 0.5


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """One generation, open for reading. Searches that hold it are not disturbed by a newer one."""

    generation: Generation
    index: StockIndex
    labels: Labels

    @property
    def name(self) -> str:
        return self.generation.name

    @property
    def fingerprint(self) -> str:
        return self.generation.manifest.fingerprint


def open_generation(index_dir: Path) -> OpenGeneration:
    """The live generation; raises IndexMissing, IndexOutdated or IndexDamaged."""
    generation = live_generation(index_dir, SCHEMA_VERSION)
    return OpenGeneration(generation, StockIndex(generation.folder), read_labels(generation.folder))


class LiveIndex:
    """The live generation of a folder, looked up again at most twice a second; safe to share between threads."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._swapping = threading.Lock()
        self._looked = time.monotonic()
        self._current = open_generation(index_dir)

    @property
    def current(self) -> OpenGeneration:
        if time.monotonic() - self._looked > _SECONDS_BETWEEN_LOOKS and self._swapping.acquire(blocking=False):
            try:
                if live_name(self._index_dir) != self._current.name:
                    self._current = open_generation(self._index_dir)
            finally:
                self._looked = time.monotonic()
                self._swapping.release()
        return self._current
