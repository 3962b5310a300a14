"""The engines that are measured, by name; a peer that is not installed is left out, and said."""

from __future__ import annotations

from collections.abc import Callable

from bench.engine.chancery import Chancery
from bench.engine.page import Engine
from bench.engine.sqlite_peer import Sqlite
from bench.engine.tantivy_peer import Tantivy
from bench.engine.whole_search import WholeSearch
from bench.engine.whoosh_peer import StockWhoosh

ENGINES: dict[str, Callable[[], Engine]] = {
    "Chancery": Chancery,
    "whole search": WholeSearch,
    "Tantivy": Tantivy,
    "SQLite FTS5": Sqlite,
    "stock Whoosh": StockWhoosh,
}

# These ask in another way what the engine named here has built.
BUILT_BY = {"whole search": "Chancery"}
