"""The values that travel between scanning, readers and assembly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from search.model import Document, Skipped

METADATA_FILE = "metadata.csv"
METADATA_KEYS = ("title", "published", "source", "url", "language", "author")


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """What metadata.csv says about one file: the cells that are not empty, and the line they stand on."""

    line: int = 0
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SeedFile:
    """One file of documents. `path` is relative to the seeds folder, with forward slashes."""

    path: str
    size: int
    mtime_ns: int
    row: MetadataRow = MetadataRow()

    @property
    def fingerprint(self) -> str:
        """Changes when the file does, or what metadata.csv says about it; not when its row only moves."""
        if not self.row.fields:
            return f"{self.size}-{self.mtime_ns}"
        said = hashlib.sha256(repr(self.row.fields).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{self.size}-{self.mtime_ns}-{said}"


@dataclass(frozen=True)
class Scan:
    """What a seeds folder holds: files in path order, what cannot be read, and what is odd in metadata.csv."""

    files: tuple[SeedFile, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Those of the files, by path."""
        return {file.path: file.fingerprint for file in self.files}


@dataclass(frozen=True, slots=True)
class Record:
    """One document as a reader found it, by the keys of a seed; `line` counts from 1 in files that hold many."""

    fields: Mapping[str, object]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that holds no document, and why."""

    line: int
    reason: str


# What `read` of every reader is: the content of a file and its encoding -> what stands in it, in order.
# It raises UnreadableDocument when nothing of the file can be used.
Reader = Callable[[bytes, str], Iterable[Record | Fault]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about a file whose documents are read all the same."""

    message: str


# What a file gives, one after the other.
Found = Document | Skipped | Remark


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file gave."""

    documents: tuple[Document, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Found]) -> Reading:
        everything = tuple(found)
        return cls(
            tuple(each for each in everything if isinstance(each, Document)),
            tuple(each for each in everything if isinstance(each, Skipped)),
            tuple(each.message for each in everything if isinstance(each, Remark)),
        )
