"""The state of this process -> answers for the platform that runs it."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, jsonify

from search.errors import SearchError
from web.collection import index
from web.errors import public_reason

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process lives; says nothing of the index."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
def ready() -> Response:
    """An index is open; 503 with the reason otherwise."""
    return jsonify(status="ready", generation=index().generation)


@blueprint.errorhandler(SearchError)
def not_ready(error: SearchError) -> tuple[Response, int]:
    return jsonify(status="not ready", reason=public_reason(error)), 503


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
