"""The configured folder -> the open index."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Flask, current_app

from search.query import Limits
from search.searcher import SearchIndex, open_index
from search.settings import SETTINGS


def index() -> SearchIndex:
    """The open index. It is opened by the first request that finds one: a site may start before its first reindex."""
    extensions = current_app.extensions
    if "search" not in extensions:
        settings = {setting.name: current_app.config[setting.name.upper()] for setting in SETTINGS}
        extensions["search"] = open_index(Path(settings["index_dir"]), Limits.from_settings(settings))
    return cast(SearchIndex, extensions["search"])


def init_app(app: Flask) -> None:
    app.add_template_global(index, "collection")
    app.jinja_env.globals["site_title"] = app.config["TITLE"]
