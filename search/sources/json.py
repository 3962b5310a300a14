"""A JSON file -> one record for its object, or one for each of its list."""

import json
from collections.abc import Iterator

from search.errors import UnreadableDocument
from search.sources.encoding import decode
from search.sources.records import Fault, Record

_NO_OBJECT = "it is not a JSON object; write one with `title` and `body` in braces"


def read(content: bytes, encoding: str) -> Iterator[Record | Fault]:
    """The record of one document, or of many that are numbered as lines are."""
    found = parse(decode(content, encoding))
    if isinstance(found, list):
        yield from (record_of(each, number) for number, each in enumerate(found, start=1))
    elif isinstance(found, dict):
        yield Record(found)
    else:
        raise UnreadableDocument(_NO_OBJECT)


def parse(text: str) -> object:
    """The value that JSON text stands for; raises UnreadableDocument saying where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            f"it is not JSON: {error.msg} at line {error.lineno}, column {error.colno}; mend it there"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"it is not JSON that can be read: {error}") from error


def record_of(found: object, line: int) -> Record | Fault:
    """A record of a file of many; a Fault for anything but an object."""
    if isinstance(found, dict):
        return Record(found, line)
    return Fault(line, _NO_OBJECT)
