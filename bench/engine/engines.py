"""The engines that are measured, by name; a peer that is not installed is left out, and said."""

from __future__ import annotations

from collections.abc import Callable

from bench.engine.chancery import Chancery
from bench.engine.page import Engine
from bench.engine.sqlite_peer import Sqlite
from bench.engine.tantivy_peer import Tantivy
from bench.engine.whoosh_peer import StockWhoosh

ENGINES: dict[str, Callable[[], Engine]] = {
    "Chancery": Chancery,
    "Tantivy": Tantivy,
    "SQLite FTS5": Sqlite,
    "stock Whoosh": StockWhoosh,
}
