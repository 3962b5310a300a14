"""Which seed gave which documents, as the last reindex saw it -> what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from operator import eq
from pathlib import Path
from typing import Any

from search.model import Skipped

FILE_NAME = "catalogue.json"


@dataclass(frozen=True, slots=True)
class SeedEntry:
    """One seed file: its fingerprint, the content hash of each document it gave by id, and what was said of it.

    It is settled when it reads the same whatever becomes of other seeds; one that lost an id to another is not.
    """

    fingerprint: str
    documents: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    is_settled: bool = True

    def joined(self, other: SeedEntry) -> SeedEntry:
        """The entry of two portions of one seed."""
        return SeedEntry(
            self.fingerprint,
            {**self.documents, **other.documents},
            (*self.skipped, *other.skipped),
            (*self.warnings, *other.warnings),
            self.is_settled and other.is_settled,
        )


@dataclass(frozen=True, slots=True)
class Remarks:
    """What else an entry says of a seed."""

    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    is_settled: bool


@dataclass(frozen=True)
class Catalogue:
    """The fingerprint of every seed by path, and the content hash of every document by id.

    Most seeds give one document whose id is their path; `ids` are those of the documents of all other seeds. `remarks`
    are of the seeds of which there is something to say, in path order. Both are by path. An entry of each would take
    longer to make than to compare a whole collection.
    """

    fingerprints: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: Mapping[str, Remarks] = field(default_factory=dict)

    def entry(self, path: str) -> SeedEntry:
        documents = {document_id: self.documents[document_id] for document_id in self.ids_of(path)}
        remarks = self.remarks.get(path, _NO_REMARKS)
        return SeedEntry(
            self.fingerprints[path], documents, remarks.skipped, remarks.warnings, is_settled=remarks.is_settled
        )

    def ids_of(self, path: str) -> tuple[str, ...]:
        """The ids of the documents of a seed."""
        return self.ids.get(path, (path,))

    def current(self, fingerprints: Mapping[str, str]) -> AbstractSet[str]:
        """The paths of the seeds that have the same fingerprint still and need not be read again."""
        known = self.fingerprints.get
        same = {path for path, fingerprint in fingerprints.items() if known(path) == fingerprint}
        return same - {path for path, remarks in self.remarks.items() if not remarks.is_settled}

    def owners(self, document_ids: AbstractSet[str]) -> Iterator[str]:
        """The paths of the seeds that gave some of these documents."""
        if document_ids:
            yield from (path for path in self.fingerprints if not document_ids.isdisjoint(self.ids_of(path)))

    def without(self, paths: Iterable[str]) -> Catalogue:
        """The catalogue without some of its seeds."""
        fingerprints, documents = dict(self.fingerprints), dict(self.documents)
        ids, remarks = dict(self.ids), dict(self.remarks)
        for path in paths:
            for document_id in self.ids_of(path):
                del documents[document_id]
            del fingerprints[path]
            ids.pop(path, None)
            remarks.pop(path, None)
        return Catalogue(fingerprints, documents, ids, remarks)

    def having(self, entries: Mapping[str, SeedEntry]) -> Catalogue:
        """The catalogue with entries of seeds that it does not have."""
        fingerprints = {path: entry.fingerprint for path, entry in entries.items()}
        documents = {key: content for entry in entries.values() for key, content in entry.documents.items()}
        ids = {path: tuple(entry.documents) for path, entry in entries.items() if [*entry.documents] != [path]}
        remarks = {path: _remarks(entry) for path, entry in entries.items() if _says_more(entry)}
        return Catalogue(
            {**self.fingerprints, **fingerprints},
            {**self.documents, **documents},
            {**self.ids, **ids},
            dict(sorted({**self.remarks, **remarks}.items())),
        )


_NO_REMARKS = Remarks((), (), is_settled=True)


def _says_more(entry: SeedEntry) -> bool:
    return bool(entry.skipped or entry.warnings or not entry.is_settled)


def _remarks(entry: SeedEntry) -> Remarks:
    return Remarks(entry.skipped, entry.warnings, entry.is_settled)


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents that were added, changed, left as they were and removed between two catalogues."""

    added: int
    changed: int
    unchanged: int
    removed: int


def changes_between(before: Catalogue, after: Catalogue) -> Changes:
    old, new = before.documents, after.documents
    kept, unchanged = len(old.keys() & new.keys()), sum(map(eq, map(old.get, new), new.values()))
    return Changes(len(new) - kept, kept - unchanged, unchanged, len(old) - kept)


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    fields = [
        catalogue.fingerprints,
        catalogue.documents,
        catalogue.ids,
        {path: asdict(remarks) for path, remarks in catalogue.remarks.items()},
    ]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    (folder / FILE_NAME).write_text(text, encoding="utf-8", errors="surrogatepass")


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a generation's folder; one without any gives an empty one."""
    path = folder / FILE_NAME
    if not path.exists():
        return Catalogue()
    text = path.read_text(encoding="utf-8", errors="surrogatepass")
    fingerprints, documents, ids, remarks = json.loads(text)
    return Catalogue(
        fingerprints,
        documents,
        {path: tuple(listed) for path, listed in ids.items()},
        {path: _remarks_from(fields) for path, fields in remarks.items()},
    )


def _remarks_from(fields: Mapping[str, Any]) -> Remarks:
    skipped = tuple(Skipped(**line) for line in fields["skipped"])
    return Remarks(skipped, tuple(fields["warnings"]), fields["is_settled"])
