"""The segments that stay and the new ones -> one collection in which every id is one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from search.actor_names import ActorNames
from search.catalogue import Catalogue, SeedEntry
from search.columnar.generation import MOST_SEGMENTS, bury, carry_over, consolidated, publish_segments
from search.columnar.index import ColumnarIndex, open_columnar
from search.columnar.segment import Segment
from search.indexing import Written, without_lost_ids
from search.records import annotations_from_json


class Collection:
    """The documents of a new generation while it is put together in `folder`.

    `carried` are the entries whose documents stay in the segments of the generation in the folder `before`; None
    when nothing stays.
    """

    def __init__(
        self, folder: Path, before: Path | None, catalogue: Catalogue, carried: Mapping[str, SeedEntry]
    ) -> None:
        self._folder, self._before, self._catalogue = folder, before, catalogue
        self._carried = set(carried)
        self._entries = dict(carried)
        self._portions_of_path: dict[str, dict[str, SeedEntry]] = {}  # by segment
        self._lost: dict[str, dict[str, str]] = {}
        self.names = ActorNames.read(before) if before else ActorNames()

    def add(self, written: Written) -> None:
        """Takes in a segment that was written into the folder."""
        self.names.add_all(written.names)
        for path, entry in written.entries.items():
            portions = self._portions_of_path.setdefault(path, {})
            if portions:
                self._join_portions(path, entry, written.segment)
            else:
                self._entries[path] = entry
            portions[written.segment] = entry

    def _join_portions(self, path: str, entry: SeedEntry, segment: str) -> None:
        """Of a seed that changed while its portions were read, one may have what another had already."""
        known = self._entries[path]
        self._bury(segment, [document_id for document_id in entry.documents if document_id in known.documents])
        self._entries[path] = known.joined(entry)

    def settled(self) -> dict[str, SeedEntry]:
        """The entries by path, each id in one of them: of two seeds with one id, the first in path order has it."""
        path_of_id: dict[str, str] = {}
        for path in sorted(self._entries):
            for document_id in self._entries[path].documents:
                owner = path_of_id.setdefault(document_id, path)
                if owner != path:
                    self._lost.setdefault(path, {})[document_id] = owner
        for path, owner_of_id in self._lost.items():
            self._entries[path] = without_lost_ids(self._entries[path], path, owner_of_id)
        return dict(sorted(self._entries.items()))

    def join(self) -> None:
        """Carries over what stays, takes out what does not, and makes the folder a Whoosh index."""
        segments = [*self._carry_over(), *dict.fromkeys(chain.from_iterable(self._portions_of_path.values()))]
        for path, owner_of_id in self._lost.items():
            for segment, entry in self._portions_of_path.get(path, {}).items():
                self._bury(segment, [lost for lost in owner_of_id if lost in entry.documents])
        most = MOST_SEGMENTS if self._before else 1
        publish_segments(self._folder, consolidated(self._folder, segments, most=most))

    def _carry_over(self) -> list[str]:
        if self._before is None:
            return []
        removed = [
            document_id
            for path, entry in self._catalogue.entries.items()
            for document_id in (self._lost.get(path, {}) if path in self._carried else entry.documents)
        ]
        self._forget_names(open_columnar(self._before), removed)
        return carry_over(self._before, self._folder, removed)

    def _bury(self, name: str, document_ids: Sequence[str]) -> None:
        if document_ids:
            self._forget_names(Segment(self._folder, name), document_ids)
            bury(self._folder, name, document_ids)

    def _forget_names(self, holder: ColumnarIndex | Segment, document_ids: Iterable[str]) -> None:
        """Takes the mentions of these documents out of the counts of names."""
        for document_id in document_ids:
            number = holder.document_number(document_id)
            if number is not None:
                self.names.take_out(annotations_from_json(holder.stored(number, "annotations")))
