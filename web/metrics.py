"""The answers of the server, all its workers together -> figures that Prometheus reads."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from flask import Blueprint, Flask, Response

from web.collection import generation, index
from web.current import current_request, current_site, kept
from web.shared_counts import SharedCounts

# Upper ends of the classes of duration, in seconds.
CLASSES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 1.0)
_NAMES = [f"<= {most}" for most in CLASSES]
_LONGER = "longer"

NOWHERE = "nowhere"
OTHER_STATUS = 0
STATUSES = (200, 204, 206, 302, 303, 304, 308, 400, 401, 403, 404, 405, 411, 413, 414, 429, 431, 500, 503, OTHER_STATUS)

blueprint = Blueprint("metrics", __name__)


def _class_of(seconds: float) -> str:
    place = bisect_left(CLASSES, seconds)
    return _NAMES[place] if place < len(CLASSES) else _LONGER


class Figures:
    """Answers counted by page and status, and by how long they took, over all workers of a server."""

    def __init__(self, endpoints: list[str]) -> None:
        self._answers = {(page, status): f"{page} {status}" for page in (*endpoints, NOWHERE) for status in STATUSES}
        self._counts = SharedCounts([*self._answers.values(), *_NAMES, _LONGER, "seconds"])

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        answer = self._answers[endpoint, status if status in STATUSES else OTHER_STATUS]
        self._counts.add({answer: 1.0, "seconds": seconds, _class_of(seconds): 1.0})

    def lines(self) -> Iterator[str]:
        counts = self._counts.read()
        answers = {key: int(counts[name]) for key, name in self._answers.items() if counts[name]}
        yield "# TYPE chancery_answers_total counter"
        for (endpoint, status), count in sorted(answers.items()):
            yield f'chancery_answers_total{{page="{endpoint}",status="{status or "other"}"}} {count}'
        yield "# TYPE chancery_answer_seconds histogram"
        *up_to, all_of_them = accumulate(int(counts[name]) for name in (*_NAMES, _LONGER))
        for most, count in zip(CLASSES, up_to, strict=True):
            yield f'chancery_answer_seconds_bucket{{le="{most}"}} {count}'
        yield f'chancery_answer_seconds_bucket{{le="+Inf"}} {all_of_them}'
        yield f"chancery_answer_seconds_sum {counts['seconds']:.6f}"
        yield f"chancery_answer_seconds_count {all_of_them}"


@blueprint.get("/metrics")
def metrics() -> Response:
    lines = [*current_site().extensions["figures"].lines(), *_of_the_index()]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")


def _of_the_index() -> Iterator[str]:
    """What the index holds; nothing while there is none."""
    if live := generation():
        yield "# TYPE chancery_documents gauge"
        yield f"chancery_documents {index().size}"
        yield "# TYPE chancery_generation gauge"
        yield f"chancery_generation {int(live)}"


def _start() -> None:
    kept().started = time.perf_counter()


def _stop(response: Response) -> Response:
    seconds = time.perf_counter() - kept().started
    current_site().extensions["figures"].add(current_request().endpoint or NOWHERE, response.status_code, seconds)
    return response


def init_app(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_stop)
    app.register_blueprint(blueprint)


def begin_to_count(app: Flask) -> None:
    """Makes room for a number for each page and status; after every page has been registered."""
    app.extensions["figures"] = Figures([rule.endpoint for rule in app.url_map.iter_rules()])
