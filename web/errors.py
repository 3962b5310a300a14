"""What went wrong -> a page (or JSON, for the API) that names it and says what to do."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import IndexDamaged, IndexMissing, IndexOutdated, IndexUnreadable, SearchError, SearchTooLong


def answer(status: int, title: str, message: str) -> Response:
    """The error as the caller can read it: JSON, plain text for feeds and other downloads, or a page."""
    if request.path.startswith("/api/") or request.path.endswith(_JSON_ENDINGS):
        response = jsonify(error=title, message=message, status=status)
    elif request.blueprint == "feeds":
        response = Response(f"{title}. {message}\n", mimetype="text/plain")
    else:
        response = make_response(render_template("error.html", title=title, message=message, status=status))
    response.status_code = status
    response.cache_control.no_store = True
    return response


def no_index(error: Exception) -> Response:
    response = answer(503, "The collection has no index yet", public_reason(error))
    response.headers["Retry-After"] = "30"
    return response


def unusable_index(error: Exception) -> Response:
    return answer(503, "The index cannot be used", public_reason(error))


def public_reason(error: Exception) -> str:
    """What went wrong with the index without where it lies, which is for the log alone."""
    current_app.logger.error("%s", error)
    return next(reason for kind, reason in _REASONS.items() if isinstance(error, kind))


def too_long(error: Exception) -> Response:
    return answer(400, "This search asks for too much", f"{error}".capitalize() + ".")


def last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: a setting that cannot be used ends the server with one line, as it does the commands."""
    if isinstance(error, SearchError):
        print(f"error: {error}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    return answer(error.code, error.name, _MESSAGES.get(error.code, error.description or ""))


_JSON_ENDINGS = ("/export.json", "/export.csl")

_REASONS: Mapping[type[Exception], str] = {
    IndexMissing: "There is no index; the people who run this site have to run `reindex`.",
    IndexOutdated: "The index was written by another version; the people who run this site have to run `reindex`.",
    IndexDamaged: "The index is not what was written; the people who run this site have to run `reindex --full`.",
    SearchError: "The index cannot be read; the log of this site says why.",
}

_MESSAGES = {
    404: "There is nothing at this address. The document, actor or topic may have been renamed or taken out "
    "of the collection since the link was made.",
    405: "This address can only be read.",
    500: "Something went wrong in the program. The search itself is not at fault; try again, and tell the people "
    "who run this site what you did.",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(IndexMissing, no_index)
    app.register_error_handler(IndexUnreadable, unusable_index)
    app.register_error_handler(IndexOutdated, unusable_index)
    app.register_error_handler(IndexDamaged, unusable_index)
    app.register_error_handler(SearchTooLong, too_long)
    app.register_error_handler(HTTPException, http_error)
