"""The lines of a CSV file -> its columns and its rows, each with the line it starts on."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from search.errors import UnreadableDocument
from search.sources.records import Fault, Record

_SEPARATORS = ",;\t"


def read_table(lines: Iterable[str], *, required: str) -> tuple[tuple[str, ...], Iterator[Record | Fault]]:
    """
    The columns, in lower case, and the rows by column; a cell that is missing is left out.

    The separator is the one the header uses most of comma, semicolon and tab. Raises UnreadableDocument when the
    header lacks `required`. Quotes that do not close end the rows with a Fault: what follows cannot be told apart.
    """
    rest, opening = iter(lines), list[str]()
    for line in rest:
        opening.append(line)
        if line.strip():
            break
    separator = max(_SEPARATORS, key="".join(opening).count)
    rows = _rows(chain(opening, rest), separator)
    first = next(rows, Fault(1, "it is empty"))
    if isinstance(first, Fault):
        raise UnreadableDocument(f"line {first.line}: {first.reason}")
    columns = tuple(cell.strip().lower() for cell in first[1])
    if required not in columns:
        raise UnreadableDocument(f"its first line must name the columns, and `{required}` is not among them")
    return columns, (row if isinstance(row, Fault) else _by_column(columns, *row) for row in rows)


def _by_column(columns: tuple[str, ...], line: int, cells: list[str]) -> Record | Fault:
    if len(cells) > len(columns):
        return Fault(line, f"it has {len(cells)} cells for {len(columns)} columns; quote a cell that holds a separator")
    return Record(dict(zip(columns, cells, strict=False)), line)


def _rows(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]] | Fault]:
    """The rows that are not blank, with the line each starts on."""
    # The module's own limit, 131,072 characters a cell for the whole interpreter, is short of a long document.
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        yield Fault(line, f"{error}; mend its quotes, the rest of the file was not read")
