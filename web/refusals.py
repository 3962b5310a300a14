"""
What a worker refuses without asking the site -> an answer with an id, which is counted and has its line in the log.

In a crowd thousands are refused in a second, by the loop that every connection waits for. So each takes some
microseconds and waits for nothing: lines are written by a thread of their own, many at once, and those that the log is
too slow to take are counted only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from queue import Empty, SimpleQueue
from random import getrandbits
from threading import Thread

from flask import Flask
from gunicorn.http import errors

from web.metrics import NOWHERE
from web.request_log import line_of_refusal

BUSY = "503 Service Unavailable"
FAULT = "500 Internal Server Error"
MOST_LINES_WAITING = 1_000
_LINES_AT_ONCE = 20  # as many as a pipe takes in one piece, which no other worker's lines come into
_SECONDS_BETWEEN_WRITINGS = 0.1

_NOT_UNDERSTOOD: Mapping[type[Exception], str] = {
    errors.InvalidResponseHeader: FAULT,
    errors.InvalidResponseHeaderName: FAULT,
    errors.ConfigurationProblem: FAULT,
    errors.LimitRequestLine: "414 URI Too Long",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
    errors.ParseException: "400 Bad Request",
}
_SAID = {BUSY: "Too many people are searching"}
_HEADERS = {BUSY: "Retry-After: 1\r\n"}


def status_of(error: Exception) -> str:
    """The status line of a request that gunicorn does not understand; of any other error, that of a fault of ours."""
    return next((status for kind, status in _NOT_UNDERSTOOD.items() if isinstance(error, kind)), FAULT)


class Refusals:
    """What one worker has refused; safe between threads."""

    def __init__(self, site: Flask) -> None:
        self._site = site
        self._lines: SimpleQueue[tuple[float, str, int, int]] = SimpleQueue()
        self._missed = self._told_of_missed = 0
        Thread(target=self._write_lines, daemon=True).start()

    def answer(self, status: str) -> bytes:
        """What is said to the client, under an id that its line in the log has too."""
        request_id = f"{getrandbits(64):016x}"
        before, after, size = _around_the_id(status)
        self._site.extensions["figures"].add(NOWHERE, int(status[:3]), 0.0)
        if not self._site.config["LOG_REQUESTS"]:
            pass
        elif self._lines.qsize() < MOST_LINES_WAITING:
            self._lines.put((time.time(), request_id, int(status[:3]), size))
        else:
            self._missed += 1
        return before + request_id.encode() + after

    def end(self) -> None:
        """Writes what waits to be written."""
        while lines := [*self._next_lines()]:
            _write(lines)

    def _write_lines(self) -> None:
        while True:
            _write([line_of_refusal(*self._lines.get())])
            self.end()
            self._tell_of_missed()
            time.sleep(_SECONDS_BETWEEN_WRITINGS)

    def _next_lines(self) -> Iterator[str]:
        with suppress(Empty):
            for _ in range(_LINES_AT_ONCE):
                yield line_of_refusal(*self._lines.get_nowait())

    def _tell_of_missed(self) -> None:
        missed = self._missed - self._told_of_missed
        if missed:
            self._told_of_missed += missed
            self._site.logger.warning("%d more were refused than the log could take in time; they are counted", missed)


def _write(lines: list[str]) -> None:
    with suppress(OSError):  # nobody reads the log any more
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


@lru_cache
def _around_the_id(status: str) -> tuple[bytes, bytes, int]:
    """What is sent before the id and after it, and how many bytes its text has."""
    text = f"{_SAID.get(status, status[4:])}\n"
    before = f"HTTP/1.1 {status}\r\nConnection: close\r\n{_HEADERS.get(status, '')}X-Request-ID: "
    after = f"\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    return before.encode(), after.encode(), len(text)
