"""
The source of a TOML file -> its entries, each with the line it stands on.

Every table is read by itself: one that cannot be read is a problem with its line, and costs no other table.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from search.errors import InvalidCorrection

_HEADER = re.compile(r"^\s*\[{1,2}\s*[\w.\"' -]+\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=""")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file of corrections: where it is, what it is and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


Report = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction as written: `key = value` in a table, or a whole table [table.key] or [[table]] as its value."""

    table: str
    key: str
    value: object
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """The line of a key of the value, where the value is a table; else that of the entry."""
        return self.lines.get(key, self.line)


def entries(source: str, report: Report) -> Iterator[Entry]:
    """The entries of every table that can be read, in order; `report` gets line and message of the others."""
    for first_line, block in _blocks(source):
        try:
            yield from _entries_of(block, first_line)
        except tomllib.TOMLDecodeError as error:
            report(*_explained(error, block, first_line))
        except InvalidCorrection as error:
            report(first_line, str(error))


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """The tables of the source as written, with their first lines; first what stands above them all."""
    lines = source.splitlines()
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for start, stop in zip([0, *starts], [*starts, len(lines)], strict=True):
        if block := "\n".join(lines[start:stop]).strip("\n"):
            yield start + 1, block + "\n"


def _entries_of(block: str, first_line: int) -> Iterator[Entry]:
    lines = _lines_of_keys(block, first_line)
    has_header = bool(_HEADER.match(block.split("\n", 1)[0]))
    for table, value in tomllib.loads(block).items():
        if not has_header:
            raise InvalidCorrection(f"{table!r} stands in no table; put a line such as [merge] or [alias] above it")
        if isinstance(value, list):
            yield from (Entry(table, "", one, first_line, lines) for one in value)
        elif isinstance(value, dict):
            yield from (Entry(table, key, one, lines.get(key, first_line), lines) for key, one in value.items())


def _lines_of_keys(block: str, first_line: int) -> dict[str, int]:
    found = ((number, _KEY.match(line)) for number, line in enumerate(block.split("\n"), start=first_line))
    return {next(filter(None, match.groups())): number for number, match in found if match}


def _explained(error: tomllib.TOMLDecodeError, block: str, first_line: int) -> tuple[int, str]:
    place = _PLACE.search(str(error))
    last_line = first_line + block.count("\n") - 1
    line = first_line + int(place.group(1)) - 1 if place and place.group(1) else last_line
    reason = _PLACE.sub("", str(error))
    header = block.split("\n", 1)[0].strip()
    remedy = "check the quotation marks, brackets and commas there"
    return min(line, last_line), f"{reason}; {remedy}; the rest of {header} is left out until then"
