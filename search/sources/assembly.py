"""What a reader found in a file, and its row of metadata.csv -> Documents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from search.errors import InvalidRecord, UnreadableDocument
from search.model import Document, Skipped
from search.sources.dateline import dateline_day
from search.sources.published import iso_published
from search.sources.records import Fault, Found, Record, Remark, SeedFile

LONGEST_TITLE = 300  # characters; a longer first line is a paragraph, and only its opening becomes the title
_OPENING = 120

_UNDECODED = re.compile("[\udc80-\udcff]")  # what `decode` makes of a byte that is not in the encoding
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character cut in two, from an escape in JSON
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # no text, and not allowed in a feed
_HEADING = re.compile(r"#{1,6}\s+")


def assemble(file: SeedFile, found: Iterable[Record | Fault], *, document_characters: int) -> Iterator[Found]:
    """The documents of one file as they are found; of two with one id the first is kept."""
    line_of_id: dict[str, int | None] = {}
    for each in found:
        try:
            document, remarks = _document(file, _sound_record(each), document_characters)
            if document.id in line_of_id:
                raise UnreadableDocument(f"line {line_of_id[document.id]} already has the id {document.id}; change one")
        except UnreadableDocument as error:
            yield Skipped(file.path, _placed(each, str(error)))
            continue
        line_of_id[document.id] = each.line
        yield document
        yield from (Remark(f"{file.path}: {_placed(each, remark)}") for remark in remarks)


def _placed(each: Record | Fault, message: str) -> str:
    return message if each.line is None else f"line {each.line}: {message}"


def _sound_record(each: Record | Fault) -> Record:
    if isinstance(each, Fault):
        raise UnreadableDocument(each.reason)
    return Record({key: _sound(value) for key, value in each.fields.items()}, each.line)


def _sound(value: object) -> object:
    """Text without control characters and halves of characters; UnreadableDocument where bytes made no character."""
    if not isinstance(value, str):
        return value
    if not value.isascii():
        if _UNDECODED.search(value):
            raise UnreadableDocument("it holds bytes that are not UTF-8; save it again as UTF-8")
        value = _LONE_SURROGATE.sub("\ufffd", value)
    return _CONTROL.sub(" ", value)


def _document(file: SeedFile, record: Record, document_characters: int) -> tuple[Document, list[str]]:
    """A document by the strength of its metadata: metadata.csv, then the record, then the dateline."""
    fields = {**record.fields, **dict(file.row.fields), "id": _id(file, record)}
    published, remarks = _published(fields.pop("published", None), is_from_row="published" in dict(file.row.fields))
    document = _titled(Document.from_record(fields))
    if len(document.body) > document_characters:
        raise UnreadableDocument(
            f"it has {len(document.body):,} characters, and {document_characters:,} are read; "
            "split it, or raise CHANCERY_DOCUMENT_CHARACTERS"
        )
    if published is None:
        # A text without a headline begins with its dateline, which has become the title.
        published = dateline_day(document.title) or dateline_day(document.body)
    return replace(document, published=published), remarks


def _id(file: SeedFile, record: Record) -> str:
    if record.line is None:
        return file.path
    own = record.fields.get("id")
    if isinstance(own, bool | list | dict):
        raise InvalidRecord("`id` must be text or a number", key="id")
    return f"{file.path}#{record.line if own is None or own == '' else own}"


def _published(value: object, *, is_from_row: bool) -> tuple[str | None, list[str]]:
    """The ISO date; None when nothing is said of it, "" when what is said cannot be used, with a remark."""
    if value is None or value == "":
        return None, []
    try:
        return iso_published(_as_text(value)), []
    except InvalidRecord as error:
        # What is wrong in metadata.csv was said when it was scanned, with its line.
        return "", [] if is_from_row else [f"{error}; until then it is undated"]


def _as_text(value: object) -> str:
    if isinstance(value, str | int):
        return str(value)
    raise InvalidRecord(f"`published` is a {type(value).__name__}; write 2022-02-17, 2022-02 or 2022", key="published")


def _titled(document: Document) -> Document:
    """With the first line that is not blank as its title when it has none; UnreadableDocument without any text."""
    body = document.body.strip()
    if document.title:
        return replace(document, title=" ".join(document.title.split()), body=body)
    if not body:
        raise UnreadableDocument("it has no text")
    first, _, rest = body.partition("\n")
    if len(first) > LONGEST_TITLE:
        return replace(document, title=_opening(first), body=body)
    title = " ".join(_HEADING.sub("", first).split())
    return replace(document, title=title, body=rest.strip())


def _opening(line: str) -> str:
    """The first words of a long line; the first characters of one without spaces, as Chinese is written."""
    cut = line[:_OPENING]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
