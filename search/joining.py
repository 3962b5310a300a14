"""The segments that stay and the new ones -> one collection in which every id is one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
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

    Of the `catalogue` of the generation in the folder `before`, the documents of the seeds that are `carried` stay in
    their segments; `before` is None when nothing stays.
    """

    def __init__(self, folder: Path, before: Path | None, catalogue: Catalogue, carried: AbstractSet[str]) -> None:
        self._folder, self._before, self._catalogue = folder, before, catalogue
        self._gone = catalogue.fingerprints.keys() - carried
        self._carried = catalogue.without(self._gone)
        self._entries: dict[str, SeedEntry] = {}
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

    def settled(self) -> Catalogue:
        """What stays and what is new, each id in one seed: of two with one id, the first in path order has it."""
        new_ids = {document_id for entry in self._entries.values() for document_id in entry.documents}
        had_already = self._carried.documents.keys() & new_ids
        contested = {path: self._carried.entry(path) for path in self._carried.owners(had_already)}
        entries = dict(sorted((contested | self._entries).items()))
        path_of_id: dict[str, str] = {}
        for path, entry in entries.items():
            for document_id in entry.documents:
                owner = path_of_id.setdefault(document_id, path)
                if owner != path:
                    self._lost.setdefault(path, {})[document_id] = owner
        for path, owner_of_id in self._lost.items():
            entries[path] = without_lost_ids(entries[path], path, owner_of_id)
        return self._carried.without(contested).having(entries)

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
        removed = [document_id for path in self._gone for document_id in self._catalogue.ids_of(path)]
        for path in self._lost.keys() & self._carried.fingerprints.keys():
            removed += self._lost[path]
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
