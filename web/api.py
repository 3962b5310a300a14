"""A URL -> JSON. The same parameters as the pages, the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request

from search.model import Results
from web.asked import Asked
from web.collection import index
from web.openapi import description
from web.server_timing import timed_search
from web.urls import asked_here, changed_since

blueprint = Blueprint("api", __name__, url_prefix="/api")

_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))


def as_json(value: object) -> object:
    """Values of the engine as JSON has them: records as objects, tuples as lists, days as ISO text."""
    kind: type = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if names := _fields_of(kind):
        return {name: as_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=64)
def _fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a kind of record, none of any other value. Remembered: a long document has many of a few kinds."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def answer_of(asked: Asked, results: Results) -> dict[str, object]:
    """The answer to a search; `notices` names every part of the URL or the query that was left out."""
    answer = as_json(results)
    assert isinstance(answer, dict)
    answer["notices"] = as_json((*changed_since(asked), *asked.notices, *results.reading.notices))
    return {**answer, "pages": results.page_count, "fingerprint": index().fingerprint}


@blueprint.get("/search")
def search() -> Response:
    asked = asked_here()
    return jsonify(answer_of(asked, timed_search(asked.request)))


@blueprint.get("/documents/<path:document_id>")
def document(document_id: str) -> Response:
    return jsonify(as_json(index().document(document_id) or abort(404)))


@blueprint.get("/similar/<path:document_id>")
def similar(document_id: str) -> Response:
    return jsonify(as_json(index().similar(document_id) or abort(404)))


@blueprint.get("/actors/<actor>")
def actor(actor: str) -> Response:
    return jsonify(as_json(index().profile("actor", actor) or abort(404)))


@blueprint.get("/topics/<topic>")
def topic(topic: str) -> Response:
    return jsonify(as_json(index().profile("topic", topic) or abort(404)))


@blueprint.get("/actors")
def actors() -> Response:
    return jsonify(values=as_json(index().values("actor")))


@blueprint.get("/topics")
def topics() -> Response:
    return jsonify(values=as_json(index().values("topic")))


@blueprint.get("/suggest")
def suggest() -> Response:
    suggestions = index().suggest(request.args.get("q", "")[:200])
    return jsonify(suggestions=as_json(suggestions))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    config = current_app.config
    return jsonify(description(config["TITLE"], config["QUERY_CHARACTERS"]))


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
