"""A request and its answer -> one line of JSON on standard output, without what was searched for unless asked."""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import UTC, datetime
from random import getrandbits

from flask import Flask, Response

from web.current import current_request, current_site, kept

_REQUEST_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def begin() -> None:
    """Names the request: as the platform did in X-Request-ID, where that is a plain word, else at random.

    Random as a program is, which needs no secret here: to ask the system would let another page go first.
    """
    said = current_request().environ.get("HTTP_X_REQUEST_ID", "")
    named = kept()
    named.request_id = said if said and _REQUEST_ID.fullmatch(said) else f"{getrandbits(64):016x}"
    named.began = time.perf_counter()


def end(response: Response) -> Response:
    """Writes the line, and tells the browser the id and the milliseconds."""
    named = kept()
    milliseconds = (time.perf_counter() - named.began) * 1000
    response.headers.add("X-Request-ID", named.request_id)
    if current_site().config["LOG_REQUESTS"]:
        sys.stdout.write(line(response, milliseconds) + "\n")
        sys.stdout.flush()
    return response


def line(response: Response, milliseconds: float) -> str:
    """Neither the client's address nor, unless the setting log_queries says so, anything right of the question mark."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": kept().request_id,
        "method": current_request().method,
        "path": current_request().path.partition("?")[0],  # a question mark that was encoded leads nowhere, but tells
        "status": response.status_code,
        "ms": round(milliseconds, 1),
        "bytes": response.content_length,
    }
    if current_site().config["LOG_QUERIES"]:
        said["query"] = current_request().query_string.decode("utf-8", "replace")
    return json.dumps(said)


def line_of_refusal(at: float, request_id: str, status: int, size: int) -> str:
    """The same for what was refused before anybody read it: of what was asked nothing is known."""
    return json.dumps(
        {
            "at": datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds"),
            "id": request_id,
            "method": None,
            "path": None,
            "status": status,
            "ms": 0.0,
            "bytes": size,
        }
    )


def init_app(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(end)
