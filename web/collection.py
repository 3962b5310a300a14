"""The configured folder -> the open index, one generation of it for each request."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import cast

from flask import Flask

from search.errors import SearchError
from search.query import Limits
from search.searcher import SearchIndex, open_index
from search.settings import SETTINGS
from web.current import current_site, kept


def opened() -> SearchIndex:
    """The open index. It is opened by the first request that finds one: a site may start before its first reindex."""
    extensions = current_site().extensions
    if "search" not in extensions:
        settings = {setting.name: current_site().config[setting.name.upper()] for setting in SETTINGS}
        extensions["search"] = open_index(Path(settings["index_dir"]), Limits.from_settings(settings))
    return cast(SearchIndex, extensions["search"])


def open_ahead(app: Flask) -> None:
    """Opens the index before the first request comes, which then need not wait; where there is none, each says so."""
    with app.app_context(), suppress(SearchError):
        opened()


def index() -> SearchIndex:
    """The generation that was live when the request came: one answer never mixes two, however long it is."""
    held: SearchIndex | None = kept().get("index")
    if held is None:
        held = kept().index = opened().held()
    return held


def generation() -> str | None:
    """The generation that answers, or None while there is no index that can be opened."""
    try:
        return index().generation
    except SearchError:
        return None


def edition() -> str:
    """The generation that answers and what its documents are, for a folder that is made anew counts from 1 again."""
    try:
        held = index()
        return f"{held.generation} {held.fingerprint}"
    except SearchError:
        return ""


def init_app(app: Flask) -> None:
    app.add_template_global(index, "collection")
    app.jinja_env.globals["site_title"] = app.config["TITLE"]
