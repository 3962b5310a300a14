"""One document as the index keeps it, and the documents that it is related to."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.annotations import Annotations
from search.model.documents import Document
from search.model.results import Label


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the index keeps it, with all its evidence."""

    document: Document
    annotations: Annotations
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class SimilarDocument:
    """A document like another: what it is called, and the words, actors and topics that both have, most telling
    first."""

    id: str
    title: str
    published: str
    source: str
    score: float
    words: tuple[str, ...]
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The same story in another document.

    `alike` is the share of the words of the shorter text that stand in the longer one too, in runs of five or more;
    `longer_by` is how many words that document has more than the one asked about, below 0 where it has fewer.
    """

    id: str
    title: str
    published: str
    source: str
    alike: float
    longer_by: int


@dataclass(frozen=True, slots=True)
class Related:
    """What a document is related to: other versions of its story, the most alike first, and documents like it, the
    most similar first."""

    versions: tuple[Version, ...]
    similar: tuple[SimilarDocument, ...]
