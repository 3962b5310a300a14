"""A CSV file -> a record for each row."""

from collections.abc import Iterator

from search.sources.encoding import lines
from search.sources.records import Fault, Record
from search.sources.table import read_table


def read(content: bytes, encoding: str) -> Iterator[Record | Fault]:
    """The records in order; the first row names the keys, `body` among them."""
    _, rows = read_table(lines(content, encoding), required="body")
    yield from rows
