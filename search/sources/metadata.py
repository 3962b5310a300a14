"""The metadata.csv of a folder -> what it says of each file."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from search.errors import InvalidRecord, UnreadableDocument
from search.sources.encoding import encoding_of, lines
from search.sources.published import iso_published
from search.sources.records import METADATA_FILE, METADATA_KEYS, Fault, MetadataRow, Record
from search.sources.table import read_table


def read_metadata(
    folder: Path, prefix: str, names: Collection[str]
) -> tuple[Mapping[str, MetadataRow], tuple[str, ...]]:
    """The row of each file by name, and warnings; `prefix` is the folder below the seeds, `names` its files."""
    if METADATA_FILE not in names:
        return {}, ()
    where = prefix + METADATA_FILE
    try:
        columns, found = read_table(_lines(folder / METADATA_FILE), required="path")
        rows, remarks = _rows(found, frozenset(names))
    except UnreadableDocument as error:
        return {}, (f"{where}: nothing of it was used: {error}",)
    return rows, tuple(f"{where}{remark}" for remark in (*_unknown(columns), *remarks))


def _lines(path: Path) -> Iterator[str]:
    if path.is_symlink():
        raise UnreadableDocument("it is a link; copy the file instead")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}") from error
    return lines(content, encoding_of(content).name)


def _unknown(columns: tuple[str, ...]) -> Iterator[str]:
    known = ("path", *METADATA_KEYS)
    for column in columns:
        if column not in known:
            yield f": the column {column!r} is not known and was left out; the columns are {', '.join(known)}"


def _rows(found: Iterable[Record | Fault], names: Collection[str]) -> tuple[dict[str, MetadataRow], list[str]]:
    rows: dict[str, MetadataRow] = {}
    remarks: list[str] = []
    for each in found:
        if isinstance(each, Fault):
            remarks.append(f", line {each.line}: {each.reason}")
            continue
        name, row = _row(each)
        remarks.extend(f", line {row.line}: {remark}" for remark in _remarks(name, row, names, rows))
        rows.setdefault(name, row)
    return rows, remarks


def _row(record: Record) -> tuple[str, MetadataRow]:
    cells = {key: str(cell).strip() for key, cell in record.fields.items()}
    fields = tuple((key, cells[key]) for key in METADATA_KEYS if cells.get(key))
    return cells["path"], MetadataRow(record.line or 0, fields)


def _remarks(name: str, row: MetadataRow, names: Collection[str], rows: Mapping[str, MetadataRow]) -> Iterator[str]:
    if name not in names:
        yield f"there is no file {name!r} beside it; correct the path or remove the row"
    elif name in rows:
        yield f"{name} has a row already, on line {rows[name].line}, and that one counts; remove one"
    else:
        try:
            iso_published(dict(row.fields).get("published", ""))
        except InvalidRecord as error:
            yield f"{name}: {error}; until then it is undated"
