"""How long the parts of an answer took -> the header Server-Timing, which browsers show beside the request."""

from __future__ import annotations

import time

from flask import Flask, Response

from search.model import Results, SearchRequest
from web.collection import index
from web.current import kept


def timed_search(asked: SearchRequest) -> Results:
    """The answer to a search; what its parts took goes into the header, and the rest of the time as `render`."""
    results, told = index().search(asked), kept()
    told.timings, told.searched = results.timings, time.perf_counter()
    return results


def tell(response: Response) -> Response:
    told = kept()
    if "timings" in told:
        parts = {**told.timings, "render": (time.perf_counter() - told.searched) * 1000}
        said = ", ".join([f"{part};dur={milliseconds:.2f}" for part, milliseconds in parts.items()])
        response.headers.add("Server-Timing", said)
    return response


def init_app(app: Flask) -> None:
    app.after_request(tell)
