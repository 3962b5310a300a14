"""A search -> the same as a feed or a download, and the site as a search engine of the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import Blueprint, Flask, Response, make_response, render_template, stream_with_context

from search.model import Hit, SearchRequest, published_range
from web.collection import index
from web.exports import Row, csl_lines, csv_lines, json_lines, ris_lines, row_of
from web.limits import as_download, refusal
from web.urls import asked_here, host_address, permalink, search_url

BATCH = 500
FEED_ENTRIES = 50

blueprint = Blueprint("feeds", __name__)


def _every_hit(asked: SearchRequest) -> Iterator[Hit]:
    """All results of a search in its order, a batch at a time."""
    page = 1
    while hits := index().search(replace(asked, page=page, page_size=BATCH)).hits:
        yield from hits
        page += 1


def _rows() -> Iterator[Row]:
    return map(row_of, _every_hit(asked_here().request))


def _download(lines: Iterator[str], mimetype: str, name: str) -> Response:
    """A file that is sent while it is made, named for the collection it came from."""
    if (counted := as_download(lines)) is None:
        return refusal(503, "Too many downloads", "Others are being taken; please try again in a moment.", 5)
    response = Response(stream_with_context(counted), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="chancery-{index().fingerprint}.{name}"'
    return response


@blueprint.get("/export.csv")
def export_csv() -> Response:
    return _download(csv_lines(_rows()), "text/csv", "csv")


@blueprint.get("/export.json")
def export_json() -> Response:
    asked = asked_here().request
    head = {
        "search": host_address() + permalink(search_url(asked)),
        "total": index().search(asked).total,
        "fingerprint": index().fingerprint,
        "generation": index().generation,
    }
    return _download(json_lines(head, _rows()), "application/json", "json")


@blueprint.get("/export.ris")
def export_ris() -> Response:
    return _download(ris_lines(_rows()), "application/x-research-info-systems", "ris")


@blueprint.get("/export.csl")
def export_csl() -> Response:
    return _download(csl_lines(_rows()), "application/vnd.citationstyles.csl+json", "csl.json")


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
