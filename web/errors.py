"""What went wrong -> a page (or JSON, for the API) that names it and says what to do."""

from __future__ import annotations

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import IndexDamaged, IndexMissing, IndexOutdated, SearchTooLong


def answer(status: int, title: str, message: str) -> Response:
    """The error as the caller can read it: JSON under /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        response = jsonify(error=title, message=message, status=status)
    else:
        response = make_response(render_template("error.html", title=title, message=message, status=status))
    response.status_code = status
    response.cache_control.no_store = True
    return response


def no_index(error: Exception) -> Response:
    response = answer(503, "The collection has no index yet", f"{error}.".replace("..", "."))
    response.headers["Retry-After"] = "30"
    return response


def unusable_index(error: Exception) -> Response:
    return answer(503, "The index cannot be used", str(error))


def too_long(error: Exception) -> Response:
    return answer(400, "This search asks for too much", f"{error}".capitalize() + ".")


def http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    return answer(error.code, error.name, _MESSAGES.get(error.code, error.description or ""))


_MESSAGES = {
    404: "There is nothing at this address. The document, actor or topic may have been renamed or taken out "
    "of the collection since the link was made.",
    405: "This address can only be read.",
    500: "Something went wrong in the program. The search itself is not at fault; try again, and tell the people "
    "who run this site what you did.",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(IndexMissing, no_index)
    app.register_error_handler(IndexOutdated, unusable_index)
    app.register_error_handler(IndexDamaged, unusable_index)
    app.register_error_handler(SearchTooLong, too_long)
    app.register_error_handler(HTTPException, http_error)
