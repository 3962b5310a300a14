"""The actors that corrections speak of, and those that a collection has -> a problem for each that nothing knows."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from search.corrections.expecting import meant
from search.corrections.tables import Problem

FILE_NAME = "corrected_actors.json"


def write_met(folder: Path, met: Iterable[str]) -> None:
    """Keeps, in the folder of a generation, the actors of corrections that its documents were found to name."""
    (folder / FILE_NAME).write_text(json.dumps(sorted(met), ensure_ascii=False), encoding="utf-8")


def read_met(folder: Path) -> frozenset[str]:
    return frozenset(json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))


def unknown_actors(lines: Mapping[str, int], others: Collection[str], file: str) -> Iterator[Problem]:
    """A problem for each of the ids on these lines of the file; one of the `others` may have been meant."""
    for actor, line in sorted(lines.items(), key=lambda one: one[1]):
        remedy = meant(actor, others) or "; take its id from the address of its page"
        yield Problem(file, line, f"nothing names an actor {actor!r}{remedy}")
