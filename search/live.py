"""An index folder -> its live generation, opened, and swapped when a new one is published."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from search.analysis import fold
from search.columnar.index import ColumnarIndex, open_columnar
from search.columnar.memory import give_back
from search.errors import IndexDamaged, IndexMissing, IndexOutdated, IndexUnreadable
from search.facet_values import FacetValues
from search.facets import FACETS
from search.labels import Labels, read_labels
from search.model import Suggestion
from search.offices import Offices, read_offices
from search.query import KnownNames, LabelField
from search.schema import SCHEMA_VERSION
from search.spelling import Spelling
from search.storage import Generation, live_generation, live_name, previous_generation
from search.suggesting import NameCompletions

_SPELLINGS = 8  # of an actor, commonest first, complete what is typed
_log = logging.getLogger(__name__)
_SECONDS_BETWEEN_LOOKS = 0.5
_PLAIN_FIELDS: tuple[LabelField, ...] = ("source", "author", "language")


@dataclass(frozen=True)
class OpenGeneration:
    """One generation, open for reading. Searches that hold it are not disturbed by a newer one."""

    generation: Generation
    index: ColumnarIndex
    labels: Labels
    names: KnownNames
    offices: Offices

    @property
    def name(self) -> str:
        return self.generation.name

    @property
    def fingerprint(self) -> str:
        return self.generation.manifest.fingerprint

    @cached_property
    def facet_values(self) -> Mapping[str, FacetValues]:
        """The values of each facet, put in order when the first search shows them."""
        return {facet.name: FacetValues(facet.name, self.index.names[facet.name], self.labels) for facet in FACETS}

    @cached_property
    def completions(self) -> NameCompletions:
        """The names of actors and topics, sorted when the first of them is typed."""
        return NameCompletions(self._named("actor") + self._named("topic"))

    def _named(self, facet: str) -> list[tuple[Suggestion, tuple[str, ...]]]:
        found = []
        for value, count in self.index.count(facet, self.index.live).items():
            label = self.labels.of(facet, value)
            names = (label.name, *self._spellings(value)) if facet == "actor" else (label.name,)
            found.append((Suggestion(label.name, facet, value, count), names))
        return found

    def _spellings(self, actor: str) -> tuple[str, ...]:
        """The commonest spellings of an actor, and all in other scripts: who types those has no other to type."""
        spellings = self.labels.spellings_of(actor)
        return (*spellings[:_SPELLINGS], *(text for text in spellings[_SPELLINGS:] if not fold(text).isascii()))

    @cached_property
    def spelling(self) -> Spelling:
        """The words of the collection, read when a search first finds little."""
        return Spelling(self.index.document_frequencies("body"))


def open_generation(index_dir: Path) -> OpenGeneration:
    """The live generation, or the one before it when a file of the live one is damaged.

    Raises IndexMissing, IndexUnreadable, IndexOutdated, or IndexDamaged when neither can be opened.
    """
    name = live_name(index_dir)
    try:
        return _opened(live_generation(index_dir, SCHEMA_VERSION))
    except IndexDamaged as damage:
        if live_name(index_dir) != name:  # not damaged but replaced, and removed while it was read
            return open_generation(index_dir)
        _log.error("%s; going on with the generation before", damage)
        with suppress(IndexMissing):
            return _opened(previous_generation(index_dir, SCHEMA_VERSION))
        raise


def _opened(generation: Generation) -> OpenGeneration:
    index, labels = open_columnar(generation.folder), read_labels(generation.folder)
    return OpenGeneration(generation, index, labels, _names(index, labels), read_offices(generation.folder))


def _names(index: ColumnarIndex, labels: Labels) -> KnownNames:
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
        self._pointed_at = live_name(index_dir)
        self._current = open_generation(index_dir)

    @property
    def current(self) -> OpenGeneration:
        """The live generation, looked up again when it was not for a while."""
        if time.monotonic() - self._looked > _SECONDS_BETWEEN_LOOKS:
            self.look()
        return self._current

    def look(self) -> None:
        """Looks for a newer generation now; while one thread opens it, the others go on with the one they have."""
        if self._swapping.acquire(blocking=False):
            try:
                name = live_name(self._index_dir)
                if name != self._pointed_at:
                    self._current, self._pointed_at = open_generation(self._index_dir), name
            except (IndexMissing, IndexUnreadable, IndexOutdated, IndexDamaged) as error:
                _log.error("%s; going on with generation %s", error, self._current.name)
            finally:
                give_back()
                self._looked = time.monotonic()
                self._swapping.release()


@dataclass(frozen=True, slots=True)
class HeldIndex:
    """One generation that is kept, whatever is published meanwhile: everything asked of it agrees."""

    current: OpenGeneration

    def look(self) -> None:
        """Does not look: what is held stays."""
