"""A document ready to be written to the index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from search.model.annotations import Annotations
from search.model.documents import Document


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence that names an actor or speaks for a topic (groups of topics included). `paragraph` differs
    between a sentence and the next where a paragraph lies between them."""

    paragraph: int
    actors: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document ready to be written: the collection's corrections are applied, every label is an id.

    `topics` holds the groups of the topics too, so that ticking a group is one term. `published` and each of
    `mentioned` are first and last day, both included; an undated document has None and (). Every actor and topic
    stands in one of the `sentences`, which are in the order of the text, the title first.
    """

    document: Document
    annotations: Annotations
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    published: tuple[date, date] | None
    mentioned: tuple[tuple[date, date], ...]
    sentences: tuple[LabelledSentence, ...] = ()
