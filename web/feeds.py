"""A search -> the same as a feed, as a table, as records, and the collection as a search engine of the browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import Blueprint, Flask, Response, make_response, render_template, stream_with_context, url_for

from search.model import Hit, SearchRequest, published_range
from web.collection import index
from web.urls import asked_here, search_url

BATCH = 200
FEED_ENTRIES = 50
COLUMNS = ("id", "title", "published", "source", "author", "language", "url", "page", "actors", "topics")

blueprint = Blueprint("feeds", __name__)


def _every_hit(asked: SearchRequest) -> Iterator[Hit]:
    """All results of a search in its order, a batch at a time."""
    page = 1
    while hits := index().search(replace(asked, page=page, page_size=BATCH)).hits:
        yield from hits
        page += 1


def _row(hit: Hit) -> dict[str, str]:
    return {
        "id": hit.id,
        "title": hit.title.striptags(),
        "published": hit.published,
        "source": hit.source,
        "author": hit.author,
        "language": hit.language,
        "url": hit.url,
        "page": url_for("pages.document", document_id=hit.id, _external=True),
        "actors": "; ".join(label.name for label in hit.actors),
        "topics": "; ".join(label.name for label in hit.topics),
    }


def _safe_for_spreadsheets(text: str) -> str:
    """A cell that a spreadsheet shows and does not run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv_lines(asked: SearchRequest) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    for hit in _every_hit(asked):
        writer.writerow({name: _safe_for_spreadsheets(value) for name, value in _row(hit).items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _json_lines(asked: SearchRequest) -> Iterator[str]:
    head = {
        "search": search_url(asked),
        "fingerprint": index().fingerprint,
        "generation": index().generation,
        "total": index().search(asked).total,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "documents": ['
    for place, hit in enumerate(_every_hit(asked)):
        yield (",\n" if place else "\n") + json.dumps(_row(hit), ensure_ascii=False)
    yield "\n]}\n"


def _download(lines: Iterator[str], mimetype: str, name: str) -> Response:
    response = Response(stream_with_context(lines), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/export.csv")
def export_csv() -> Response:
    return _download(_csv_lines(asked_here().request), "text/csv", "chancery.csv")


@blueprint.get("/export.json")
def export_json() -> Response:
    return _download(_json_lines(asked_here().request), "application/json", "chancery.json")


@blueprint.get("/feed.atom")
def feed() -> Response:
    asked = replace(asked_here().request, sort="newest", page=1, page_size=FEED_ENTRIES)
    response = make_response(render_template("feed.xml", results=index().search(asked)))
    response.mimetype = "application/atom+xml"
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    response = make_response(render_template("opensearch.xml"))
    response.mimetype = "application/opensearchdescription+xml"
    return response


def newest_day(hits: Sequence[Hit]) -> str:
    """The latest day on which one of these was published, as ISO text; the start of time for the undated."""
    days = [published_range(hit.published)[1].isoformat() for hit in hits if hit.published]
    return max(days, default="1970-01-01")


def init_app(app: Flask) -> None:
    app.add_template_filter(newest_day)
    app.register_blueprint(blueprint)
