"""JSON Lines -> a record for each line."""

from collections.abc import Iterator

from search.errors import UnreadableDocument
from search.sources.encoding import lines
from search.sources.json import parse, record_of
from search.sources.records import Fault, Record


def read(content: bytes, encoding: str) -> Iterator[Record | Fault]:
    """The records in order; a line that is no object is a Fault and the rest are read."""
    for number, line in enumerate(lines(content, encoding), start=1):
        if line.strip():
            yield _read_line(line.removesuffix("\n"), number)


def _read_line(line: str, number: int) -> Record | Fault:
    try:
        return record_of(parse(line), number)
    except UnreadableDocument as error:
        return Fault(number, str(error).replace(" at line 1,", " at"))
