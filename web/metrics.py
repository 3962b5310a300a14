"""The answers of this process -> figures that Prometheus reads."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, current_app, g, request

from web.collection import index

# Upper ends of the classes of duration, in seconds.
CLASSES = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 1.0)

blueprint = Blueprint("metrics", __name__)


class Figures:
    """Answers counted by page and status, and by how long they took; shared by the threads of a process."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._durations: Counter[float] = Counter()
        self._seconds = 0.0

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        with self._counting:
            self._answers[endpoint, status] += 1
            self._seconds += seconds
            for most in CLASSES:
                self._durations[most] += seconds <= most

    def lines(self) -> Iterator[str]:
        with self._counting:
            answers, durations, seconds = dict(self._answers), dict(self._durations), self._seconds
        yield "# TYPE chancery_answers_total counter"
        for (endpoint, status), count in sorted(answers.items()):
            yield f'chancery_answers_total{{page="{endpoint}",status="{status}"}} {count}'
        yield "# TYPE chancery_answer_seconds histogram"
        for most in CLASSES:
            yield f'chancery_answer_seconds_bucket{{le="{most}"}} {durations.get(most, 0)}'
        yield f'chancery_answer_seconds_bucket{{le="+Inf"}} {sum(answers.values())}'
        yield f"chancery_answer_seconds_sum {seconds:.6f}"
        yield f"chancery_answer_seconds_count {sum(answers.values())}"


@blueprint.get("/metrics")
def metrics() -> Response:
    lines = [
        *current_app.extensions["figures"].lines(),
        "# TYPE chancery_documents gauge",
        f"chancery_documents {index().size}",
        "# TYPE chancery_generation gauge",
        f"chancery_generation {int(index().generation)}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")


def _start() -> None:
    g.started = time.perf_counter()


def _stop(response: Response) -> Response:
    seconds = time.perf_counter() - g.started
    current_app.extensions["figures"].add(request.endpoint or "nowhere", response.status_code, seconds)
    return response


def init_app(app: Flask) -> None:
    app.extensions["figures"] = Figures()
    app.before_request(_start)
    app.after_request(_stop)
    app.register_blueprint(blueprint)
