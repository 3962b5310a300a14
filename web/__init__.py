"""A URL -> a page: reads what is asked, asks `search`, renders. Every choice of a visitor is in the URL."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response
from htmx_flask import Htmx
from werkzeug.datastructures import Headers

from search.settings import settings_from
from web import (
    api,
    assets,
    bars,
    caching,
    clicks,
    collection,
    errors,
    feeds,
    grouping,
    health,
    hit_labels,
    limits,
    login,
    metrics,
    pages,
    request_log,
    security,
    server_timing,
    template_engine,
    tracebacks,
    urls,
    value_rows,
    wording,
)
from web.charts import chart_of


class Answer(Response):
    """A good answer goes out with the headers that it has; those of others are copied, to mend what they lead to."""

    def get_wsgi_headers(self, environ: dict[str, Any]) -> Headers:
        is_as_it_should_be = self.status_code == 200 and self.content_length is not None
        return self.headers if is_as_it_should_be else super().get_wsgi_headers(environ)


class Site(Flask):
    """A site none of whose functions is a coroutine, so that it need not look for that at each call of each request."""

    response_class = Answer

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The site. Settings come from their defaults, then the environment, then `config` (upper-case names)."""
    app = Site(__name__, static_folder=None)
    app.config.from_mapping({name.upper(): value for name, value in settings_from(os.environ).items()})
    app.config.from_mapping(config or {})
    template_engine.init_app(app)
    app.url_map.merge_slashes = False  # the id of a document may hold two slashes in a row
    app.add_template_global(chart_of)
    Htmx(app)
    for part in (
        tracebacks,
        request_log,
        metrics,
        security,
        login,
        limits,
        server_timing,
        assets,
        caching,
        collection,
        urls,
        clicks,
        value_rows,
        wording,
        bars,
        hit_labels,
        grouping,
        errors,
        pages,
        api,
        feeds,
        health,
    ):
        part.init_app(app)
    metrics.begin_to_count(app)
    return app
