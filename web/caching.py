"""
A response -> the same, compressed, and marked so that a browser need not fetch it twice.

A page is a function of the generation of the index, the program and its settings, the day (a query may name yesterday)
and the URL: their hash is its ETag, known before any search is made, so a page that has not changed costs no search.
"""

from __future__ import annotations

import gzip
import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

import search
from search.settings import SETTINGS
from web.collection import edition
from web.current import current_request, current_site, kept

_LEAST_BYTES = 600
_LEVEL = 3  # less than half the time of 6 for a page, which is then 12 % larger: 9 KB of 66
_COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml", "image/svg+xml", "application/xml")

# What an answer depends on besides the index, the program and the day, as WSGI names it.
_ASKED = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HX_REQUEST",
    "HTTP_HX_TARGET",
    "HTTP_HX_HISTORY_RESTORE_REQUEST",
)
_VARY = "HX-Request, HX-Target, HX-History-Restore-Request, Accept-Encoding"


def _etag() -> str:
    """What decides the bytes of the current answer: program, index, day, URL, and whether a fragment is wanted."""
    digest = current_site().extensions["program_hash"].copy()
    given = current_request().environ
    parts = [edition(), date.today().isoformat(), *[given.get(name, "") for name in _ASKED]]
    digest.update("\n".join(parts).encode("utf-8", "surrogatepass"))
    return str(digest.hexdigest()[:20])


def answer_if_unchanged() -> Response | None:
    """304 for a page that the browser already holds."""
    asked = current_request()
    is_page = asked.method == "GET" and asked.blueprint in ("pages", "api", "feeds")
    etag = kept().etag = _etag() if is_page else None
    if etag and "HTTP_IF_NONE_MATCH" in asked.environ and asked.if_none_match.contains_weak(etag):
        return mark(Response(status=304))
    return None


def mark(response: Response) -> Response:
    """Adds the ETag of a good answer, and what it varies by."""
    etag = kept().get("etag")
    if etag and response.status_code in (200, 304):
        response.headers.add("ETag", f'W/"{etag}"')
        response.headers.add("Cache-Control", "no-cache")
        response.headers.add("Vary", _VARY)
    return response


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """True for a header Accept-Encoding that allows it; there are few of them, and browsers send the same each time."""
    return parse_accept_header(accepted, Accept).quality("gzip") > 0


def compress(response: Response) -> Response:
    """The response under gzip, where the browser takes it, it is text, and it is worth it."""
    if (
        response.is_streamed
        or not takes_gzip(current_request().environ.get("HTTP_ACCEPT_ENCODING", ""))
        or response.content_encoding
        or response.status_code in (204, 304)
        or not (response.mimetype or "").startswith(_COMPRESSED_TYPES)
        or (response.content_length or 0) < _LEAST_BYTES
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=_LEVEL, mtime=0))
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _program_hash(app: Flask) -> hashlib._Hash:
    """Of all that makes pages but the index: the program, its templates, the files of the site, and the settings."""
    site, engine = Path(app.root_path), Path(search.__file__).parent
    sources = [*site.rglob("*.py"), *site.glob("templates/*"), *engine.rglob("*.py")]
    files = [asset.address.encode() for asset in app.extensions["assets"].values()]
    settings = repr([app.config[setting.name.upper()] for setting in SETTINGS]).encode()
    return hashlib.sha256(b"\n".join([*(path.read_bytes() for path in sorted(sources)), *files, settings]))


def init_app(app: Flask) -> None:
    app.extensions["program_hash"] = _program_hash(app)
    app.before_request(answer_if_unchanged)
    app.after_request(compress)
    app.after_request(mark)  # the last added runs first: marked, then compressed
