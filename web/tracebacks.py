"""An error with its traceback, on its way to the log -> the same without the words of the error.

They may be the words of a search (`invalid literal for int() with base 10: 'what was typed'`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from traceback import format_tb

from flask import Flask


def without_its_words(record: logging.LogRecord) -> bool:
    """A filter of a log, which lets everything through. What is formatted already, no formatter formats again."""
    error = record.exc_info[1] if record.exc_info else None
    if error:
        record.exc_text = "\n".join(reversed([*_told(error)]))
    return True


def _told(error: BaseException) -> Iterator[str]:
    """The last error and where it arose, then those that led to it."""
    told = set[int]()
    at: BaseException | None = error
    while at is not None and id(at) not in told:
        told.add(id(at))
        yield f"Traceback (most recent call last):\n{''.join(format_tb(at.__traceback__))}{_named(at)}"
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _named(error: BaseException) -> str:
    """Its kind; of an error of the system, what the system says as well."""
    system = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {system or 'what it says is written with CHANCERY_LOG_QUERIES=1'}"


def init_app(app: Flask) -> None:
    """For the site's own log and that of the server, unless the setting log_queries says otherwise."""
    for log in (app.logger, logging.getLogger("gunicorn.error")):
        (log.removeFilter if app.config["LOG_QUERIES"] else log.addFilter)(without_its_words)
