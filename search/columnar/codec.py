"""
Whoosh's extension points -> the arrays of a segment.

Whoosh reads a generation through these classes: its readers, searchers, query classes and lexicon access work on it.
Whoosh does not write here. A posting handed over one Python object at a time is what makes its writer slow, so
segments are built by `SegmentBuilder` and a generation never changes; asking this codec for a writer says so. What
Whoosh has no interface for (intervals of days, the values of a document, stems) is beside it in `Segment`.

Whoosh pickles the list of segments with the path of this module: a `SegmentRecord` holds a name and two counts, and
moving it is a change of the format.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.reading import TermInfo, TermNotFound

from search.columnar.lexicon import decoded
from search.columnar.matching import TermMatcher
from search.columnar.segment import Segment
from search.model import RECORD_KEYS
from search.records import document_from_text


class SegmentRecord(WhooshSegment):  # type: ignore[misc]
    """What Whoosh keeps about a segment in its table of contents. Which documents are deleted is in a file."""

    def __init__(self, name: str, document_count: int, deleted_count: int) -> None:
        self.indexname, _, self.segid = name.partition("_")
        self.compound = False
        self._document_count, self._deleted_count = document_count, deleted_count

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        return self._document_count

    def deleted_count(self) -> int:
        return self._deleted_count

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> NoReturn:
        _refuse()

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        _refuse()

    def is_deleted(self, docnum: int) -> NoReturn:
        raise io.UnsupportedOperation("which documents are deleted is known to a reader of the segment")

    deleted_docs = is_deleted


class ColumnarCodec(Codec):  # type: ignore[misc]
    """Opens a segment once for all that Whoosh asks of it."""

    def __init__(self, segment: Segment | None = None) -> None:
        self._segment = segment

    def _opened(self, storage: Any, record: SegmentRecord) -> Segment:
        if self._segment is None:
            self._segment = Segment(Path(storage.folder), record.segment_id())
        return self._segment

    def terms_reader(self, storage: Any, segment: SegmentRecord) -> ColumnarTermsReader:
        return ColumnarTermsReader(self._opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: SegmentRecord) -> ColumnarDocumentReader:
        return ColumnarDocumentReader(self._opened(storage, segment))

    def per_document_writer(self, storage: Any, segment: SegmentRecord) -> NoReturn:
        _refuse()

    def field_writer(self, storage: Any, segment: SegmentRecord) -> NoReturn:
        _refuse()

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> NoReturn:
        _refuse()

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> NoReturn:
        raise io.UnsupportedOperation("postings are read through a terms reader")

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        _refuse()


def _refuse() -> NoReturn:
    raise io.UnsupportedOperation("a generation does not change once it is written; run `reindex` to make a new one")


class ColumnarTermsReader(TermsReader):  # type: ignore[misc]
    """Terms are (field, bytes). The marks of sentences and paragraphs can be asked for, but are not listed."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _number(self, fieldname: str, text: bytes) -> int:
        """The number of a term; raises KeyError for one that is not there."""
        number = self._segment.fields[fieldname].lexicon.number(text)
        if number is None:
            raise KeyError((fieldname, text))
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        field = self._segment.fields.get(fieldname)
        return field is not None and field.lexicon.number(text) is not None

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        return ColumnarCursor(self._segment, fieldname)

    def indexed_field_names(self) -> list[str]:
        return sorted(self._segment.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for fieldname in self.indexed_field_names():
            yield from self._terms_of(fieldname, 0)

    def _terms_of(self, fieldname: str, first: int) -> Iterator[tuple[str, bytes]]:
        lexicon = self._segment.fields[fieldname].lexicon
        return ((fieldname, term) for _, term in lexicon.listed(range(first, len(lexicon))))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from (fieldname, prefix) on, those of later fields included."""
        if fieldname in self._segment.fields:
            yield from self._terms_of(fieldname, self._segment.fields[fieldname].lexicon.position(prefix))
        for later in self.indexed_field_names():
            if later > fieldname:
                yield from self._terms_of(later, 0)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """A new object each time: Whoosh changes what it is given when it combines segments."""
        return term_info(self._segment, fieldname, self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        return self._segment.fields[fieldname].occurrence_count(self._number(fieldname, text))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._segment.fields[fieldname].document_count_with(self._number(fieldname, text))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> TermMatcher:
        if (fieldname, text) not in self:
            raise TermNotFound(f"no term {text!r} in the field {fieldname}")
        number = self._number(fieldname, text)
        return TermMatcher(self._segment, fieldname, number, format_, scorer)


def term_info(segment: Segment, fieldname: str, number: int) -> TermInfo:
    """Whoosh's statistics of a term in one segment."""
    field, lengths = segment.fields[fieldname], segment.length_of_document.get(fieldname)
    documents = field.documents(number)
    return TermInfo(
        weight=field.occurrence_count(number),
        df=len(documents),
        minlength=int(field.shortest_length_of_term[number]),
        maxlength=0 if lengths is None else int(lengths[documents].max()),
        maxweight=int(field.largest_frequency_of_term[number]),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class ColumnarCursor(FieldCursor):  # type: ignore[misc]
    """A place in the terms of one field, which are given as text."""

    def __init__(self, segment: Segment, fieldname: str) -> None:
        self._segment, self._fieldname = segment, fieldname
        self._lexicon = segment.fields[fieldname].lexicon
        self._move_to(0)

    def _move_to(self, first: int) -> str | None:
        """Goes to the first listed term from `first` on; past the last one there is none."""
        found = next(self._lexicon.listed(range(first, len(self._lexicon))), None)
        self._number = len(self._lexicon) if found is None else found[0]
        self._text = None if found is None else decoded(found[1])
        return self._text

    def first(self) -> str | None:
        return self._move_to(0)

    def find(self, term: str | bytes) -> str | None:
        text = term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
        return self._move_to(self._lexicon.position(text))

    def next(self) -> str | None:
        return self._move_to(self._number + 1)

    def text(self) -> str | None:
        return self._text

    term = text

    def term_info(self) -> TermInfo | None:
        return term_info(self._segment, self._fieldname, self._number) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._text is not None


class ColumnarDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """Documents of a segment, by number."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        return self._segment.live_count

    def doc_count_all(self) -> int:
        return self._segment.document_count

    def has_deletions(self) -> bool:
        return self._segment.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whoosh also asks about the number after the last one."""
        return docnum < self._segment.document_count and not self._segment.live[docnum]

    def deleted_docs(self) -> list[int]:
        numbers: list[int] = np.flatnonzero(~self._segment.live).tolist()
        return numbers

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._segment.length_of_document.get(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = self._segment.length_of_document.get(fieldname)
        return 0 if lengths is None else int(lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        lengths = self._segment.length_of_document.get(fieldname)
        return 0 if lengths is None else int(lengths.min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        lengths = self._segment.length_of_document.get(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The keys of the document's record, and its two stored texts under `document` and `annotations`."""
        document = document_from_text(self._segment.stored(docnum))
        record = {key: getattr(document, key) for key in RECORD_KEYS}
        return record | {name: self._segment.stored(docnum, name) for name in ("document", "annotations")}
