"""
The engine of Chancery: seeds in, answers out; it knows nothing of the web.

In:  cli -> pipeline -> sources -> extraction -> schema -> columnar -> storage
Out: searcher -> query, columnar, snippets
The two meet only in schema, columnar, storage and the values of model.

The public names stand here. Each is imported when it is first asked for: a web worker must not load the extraction,
nor a worker of the extraction the search, because somebody said `import search`.
"""

from importlib import import_module

_HOME_OF_NAME = {
    "reindex": "search.pipeline",
    "open_index": "search.searcher",
    "SearchIndex": "search.searcher",
    "FACETS": "search.facets",
    **dict.fromkeys(
        ("DateRange", "Document", "Report", "Results", "SearchRequest", "StoredDocument", "Suggestion"), "search.model"
    ),
    **dict.fromkeys(("IndexDamaged", "IndexMissing", "IndexOutdated", "SearchError"), "search.errors"),
}

__all__ = sorted(_HOME_OF_NAME)


def __getattr__(name: str) -> object:
    if name in _HOME_OF_NAME:
        return getattr(import_module(_HOME_OF_NAME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
