"""
The files of the site -> addresses that never change their content.

The name of a file carries a hash of what is in it, so a browser may keep it for ever. htmx comes out of the package
that pins it, never out of this repository.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Flask, Response, abort

from web.caching import takes_gzip
from web.current import current_request, current_site
from web.urls import address_of

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: `address` is its hashed name, `compressed` its bytes under gzip."""

    address: str
    mimetype: str
    content: bytes
    compressed: bytes


def _asset(name: str, content: bytes) -> Asset:
    path = Path(name)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{path.stem}-{digest}{path.suffix}", _TYPES[path.suffix], content, gzip.compress(content, mtime=0))


def _sources(static: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(static.iterdir()):
        yield path.name, path.read_bytes()
    htmx = files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"
    yield "htmx.js", htmx.read_bytes()


def asset_url(name: str) -> str:
    """The address of a file of the site by its plain name, such as site.css."""
    return address_of("assets.static", address=current_site().extensions["assets"][name].address)


@blueprint.get("/static/<address>")
def static(address: str) -> Response:
    found = current_site().extensions["assets_by_address"].get(address) or abort(404)
    is_compressed = takes_gzip(current_request().environ.get("HTTP_ACCEPT_ENCODING", ""))
    response = Response(found.compressed if is_compressed else found.content, mimetype=found.mimetype)
    if is_compressed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = 365 * 24 * 60 * 60
    return response


def init_app(app: Flask) -> None:
    assets = {name: _asset(name, content) for name, content in _sources(Path(app.root_path) / "static")}
    app.extensions["assets"] = assets
    app.extensions["assets_by_address"] = {asset.address: asset for asset in assets.values()}
    app.add_template_global(asset_url)
    app.register_blueprint(blueprint)
