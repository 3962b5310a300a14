"""The files of a segment -> its fields, columns and stored documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from search.columnar.arrays import Array, Integers, Mask, check_arrays, damaged, open_arrays
from search.columnar.columns import read_values
from search.columnar.days import DateColumn, read_days
from search.columnar.lexicon import Lexicon, decoded, encoded, read_lexicon
from search.columnar.matched import Matched, all_of, nothing
from search.columnar.mentions import PLACED_FIELDS, MentionColumn, read_mentions, read_sentences
from search.columnar.pairs import Pairs, read_pairs
from search.columnar.postings import IndexedField
from search.columnar.stored import STORED, Store, open_store
from search.columnar.tally import Tally, read_tally
from search.facets import FACETS
from search.schema import TEXT_FIELDS

KEYWORD_FIELDS = ("id", "actor", "topic", "source", "language", "author")
FIELDS = (*TEXT_FIELDS, *KEYWORD_FIELDS)
COUNTED_FIELDS = tuple(facet.name for facet in FACETS)
CLOCKS = ("published", "mentioned")
WRITTEN_KINDS = ("terms", "postings", "positions", "documents", "stored")
KINDS = (*WRITTEN_KINDS, "pairs")  # the pairs are made of what is written before
DELETED = "deleted"


def file_name(segment: str, kind: str) -> str:
    """Whoosh expects the files of a segment to be named after it."""
    return f"{segment}.{kind}"


class Segment:
    """An open segment. Nothing in it changes; documents are numbered from 0 in the order they were written."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.files = {kind: open_arrays(folder / file_name(name, kind), kind) for kind in KINDS}
        self._check_belong_together()
        self.document_count = int(self.files["documents"].attributes["document_count"])
        self.fields: Mapping[str, IndexedField] = MappingProxyType(
            {field: IndexedField(field, self.files, self.document_count) for field in FIELDS}
        )
        documents = self.files["documents"]
        self.length_of_document = {field: documents[f"{field}.length_of_document"] for field in TEXT_FIELDS}
        self.values = {field: read_values(documents, field) for field in KEYWORD_FIELDS}
        self.days: Mapping[str, DateColumn] = {clock: read_days(documents, clock) for clock in CLOCKS}
        self.sentences = read_sentences(documents)
        self.mentions: Mapping[str, MentionColumn] = {
            field: read_mentions(documents, field, self.sentences) for field in PLACED_FIELDS
        }
        self.stores: Mapping[str, Store] = {name: open_store(self.files["stored"], name) for name in STORED}
        self.deleted = self._read_deleted()

    def _check_belong_together(self) -> None:
        """Files of two segments under one name would answer with each other's documents."""
        for kind, file in self.files.items():
            if file.attributes.get("segment") != self.name:
                raise damaged(file.path, f"it belongs to the segment {file.attributes.get('segment')} ({kind})")

    def _read_deleted(self) -> Mask | None:
        path = self.folder / file_name(self.name, DELETED)
        if not path.exists():
            return None
        bits = open_arrays(path, DELETED)["bit_of_document"]
        return np.unpackbits(bits, count=self.document_count, bitorder="little").view(np.bool_)

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """By facet, the arrays that count its values."""
        documents = self.files["documents"]
        return {
            field: read_tally(documents, field, self.values[field], len(self.fields[field])) for field in COUNTED_FIELDS
        }

    # --- documents ---

    @cached_property
    def live(self) -> Mask:
        """The documents that are not deleted: bool[document_count]."""
        return np.ones(self.document_count, dtype=bool) if self.deleted is None else ~self.deleted

    def only_live(self, found: Matched) -> Matched:
        """Those of the documents that are not deleted."""
        return found if self.deleted is None else all_of([found, Matched(self.document_count, mask=self.live)])

    def with_term(self, field: str, term: bytes) -> Matched:
        """The documents that hold a term, deleted ones included."""
        indexed = self.fields[field]
        number = indexed.lexicon.number(term)
        return nothing(self.document_count) if number is None else indexed.matched(number)

    @cached_property
    def live_count(self) -> int:
        return int(np.count_nonzero(self.live))

    def live_documents_with(self, field: IndexedField, term: int) -> int:
        """How many live documents hold a term, given by its number in the field."""
        if self.deleted is None:
            return field.document_count_with(term)
        return int(np.count_nonzero(self.live[field.documents(term)]))

    @property
    def largest_position(self) -> Mapping[str, int]:
        """By text field, the highest position of any word."""
        largest: Mapping[str, int] = self.files["documents"].attributes["largest_position"]
        return largest

    @property
    def rank_of_document(self) -> Integers:
        """The place of each document in the order of ids: the term number of its id."""
        return self.values["id"].value_of_slot

    def document_id(self, document: int) -> str:
        return decoded(self.fields["id"].lexicon.term(int(self.values["id"].value_of_slot[document])))

    def document_number(self, document_id: str) -> int | None:
        """The document with this id, unless it is deleted."""
        field = self.fields["id"]
        term = field.lexicon.number(encoded(document_id))
        number = None if term is None else int(field.documents(term)[0])
        return number if number is None or self.live[number] else None

    def values_of(self, field: str) -> list[bytes]:
        """Every value of a field of exact values that a live document has."""
        column, lexicon = self.values[field], self.fields[field].lexicon
        if self.deleted is None:
            return lexicon.terms()
        numbers = np.unique(column.value_of_slot[column.slots(np.flatnonzero(self.live))])
        return [lexicon.term(number) for number in numbers.tolist()]

    def stored(self, document: int, name: str = "document") -> str:
        """The text kept under `name`: the record of a document, or its annotations as JSON."""
        return self.stores[name].text(document)

    def check(self) -> None:
        """Reads every file and compares it with its checksums; raises IndexDamaged naming the first that differs."""
        for file in self.files.values():
            check_arrays(file)

    # --- words ---

    @cached_property
    def pairs(self) -> Mapping[str, Pairs]:
        """By text field, where one of its commonest words follows another."""
        return {field: read_pairs(self.files["pairs"], field, self.document_count) for field in TEXT_FIELDS}

    def inflections(self, field: str, stem: str) -> Array:
        """The numbers of the terms of a text field with this stem."""
        lexicon, terms_file = self._stems[field], self.files["terms"]
        number = lexicon.number(encoded(stem))
        if number is None:
            return np.empty(0, dtype=np.uint32)
        start, end = terms_file[f"{field}.stems.term_start_of_stem"][number : number + 2].tolist()
        members: Array = terms_file[f"{field}.stems.term_of_member"][start:end]
        return members

    @cached_property
    def _stems(self) -> dict[str, Lexicon]:
        return {field: read_lexicon(self.files["terms"], f"{field}.stems") for field in TEXT_FIELDS}
