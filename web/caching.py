"""
A response -> the same, compressed, and marked so that a browser need not fetch it twice.

A page is a function of the generation of the index, the files of the site and the URL: their hash is its ETag, known
before any search is made, so a page that has not changed costs no search.
"""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from web.collection import generation

_LEAST_BYTES = 600
_LEVEL = 4  # two thirds of the time of 6 for a page, which is then 4 % larger
_COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml", "image/svg+xml", "application/xml")


def _etag() -> str:
    """What decides the bytes of the current answer: index, program, URL, and whether a fragment is wanted."""
    parts = (
        generation() or "",
        *(asset.address for asset in current_app.extensions["assets"].values()),
        current_app.extensions["templates_hash"],
        current_app.config["TITLE"],
        request.url,
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-Target", ""),
        request.headers.get("HX-History-Restore-Request", ""),
    )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def answer_if_unchanged() -> Response | None:
    """304 for a page that the browser already holds."""
    g.etag = _etag() if request.method == "GET" and request.blueprint in ("pages", "api", "feeds") else None
    if g.etag and request.if_none_match.contains_weak(g.etag):
        return mark(Response(status=304))
    return None


def mark(response: Response) -> Response:
    """Adds the ETag of a good answer, and what it varies by."""
    if g.get("etag") and response.status_code in (200, 304):
        response.set_etag(g.etag, weak=True)
        response.cache_control.no_cache = True
        response.vary.update(("HX-Request", "HX-Target", "HX-History-Restore-Request", "Accept-Encoding"))
    return response


def compress(response: Response) -> Response:
    """The response under gzip, where the browser takes it, it is text, and it is worth it."""
    if (
        response.is_streamed
        or not request.accept_encodings.quality("gzip")
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


def _templates_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def init_app(app: Flask) -> None:
    app.extensions["templates_hash"] = _templates_hash(Path(app.root_path) / "templates")
    app.before_request(answer_if_unchanged)
    app.after_request(compress)
    app.after_request(mark)  # the last added runs first: marked, then compressed
