"""What every engine answers a question with, and the contract by which it is measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.engine.questions import Question
from search.model import IndexedDocument

SHOWN = {"actor": 40, "topic": 60}
HITS = 10
HEAP = 256 << 20  # what an engine may gather in memory before it writes, where that can be set


@dataclass(frozen=True, slots=True)
class Page:
    """A faceted page: the total, counts by facet without the facet's own ticks, years, hits and their snippets."""

    total: int
    facets: dict[str, dict[str, int]]
    years: int
    snippets: tuple[str, ...]


class Engine(Protocol):
    """One way to index documents in a folder and to answer from it."""

    name: str

    def build(self, documents: Iterable[IndexedDocument], folder: Path) -> None: ...

    def open(self, folder: Path) -> None: ...

    def page(self, question: Question) -> Page: ...
