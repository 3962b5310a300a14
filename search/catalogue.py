"""Which seed gave which documents, as the last reindex saw it -> what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Catalogue:
    """Every seed file by path, in path order."""

    entries: Mapping[str, SeedEntry]

    @cached_property
    def documents(self) -> dict[str, str]:
        """The content hash of every document by id."""
        return {key: value for entry in self.entries.values() for key, value in entry.documents.items()}

    def is_current(self, path: str, fingerprint: str) -> bool:
        """True when the seed at `path` had this fingerprint and need not be read again."""
        entry = self.entries.get(path)
        return entry is not None and entry.is_settled and entry.fingerprint == fingerprint


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents that were added, changed, left as they were and removed between two catalogues."""

    added: int
    changed: int
    unchanged: int
    removed: int


def changes_between(before: Catalogue, after: Catalogue) -> Changes:
    old, new = before.documents, after.documents
    kept = old.keys() & new.keys()
    changed = sum(old[key] != new[key] for key in kept)
    return Changes(len(new) - len(kept), changed, len(kept) - changed, len(old) - len(kept))


def write_catalogue(folder: Path, entries: Iterable[tuple[str, SeedEntry]]) -> Catalogue:
    catalogue = Catalogue(dict(sorted(entries)))
    text = json.dumps({path: _fields(entry) for path, entry in catalogue.entries.items()}, ensure_ascii=False)
    (folder / FILE_NAME).write_text(text, encoding="utf-8", errors="surrogatepass")
    return catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a generation's folder; one without any gives an empty one."""
    path = folder / FILE_NAME
    if not path.exists():
        return Catalogue({})
    entries = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
    return Catalogue({path: _entry(fields) for path, fields in entries.items()})


def _fields(entry: SeedEntry) -> dict[str, Any]:
    """The fingerprint and the documents; the rest only where there is something to say."""
    fields: dict[str, Any] = {"fingerprint": entry.fingerprint, "documents": entry.documents}
    if entry.skipped or entry.warnings or not entry.is_settled:
        fields["skipped"] = [asdict(line) for line in entry.skipped]
        fields |= {"warnings": entry.warnings, "is_settled": entry.is_settled}
    return fields


def _entry(fields: Mapping[str, Any]) -> SeedEntry:
    if "skipped" not in fields:
        return SeedEntry(fields["fingerprint"], fields["documents"])
    return SeedEntry(
        fingerprint=fields["fingerprint"],
        documents=fields["documents"],
        skipped=tuple(Skipped(**line) for line in fields["skipped"]),
        warnings=tuple(fields["warnings"]),
        is_settled=fields["is_settled"],
    )
