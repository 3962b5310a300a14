"""The site with addresses that fail or take long, each with what was asked in the words of its error."""

import errno
import time

from flask import Response, request

from web import create_app, metrics


def failing():
    app = create_app()
    for view in (fails, breaks_off, cannot_read, has_no_such_header, slow):
        app.add_url_rule(f"/{view.__name__}", view_func=view)
    metrics.begin_to_count(app)
    return app


def fails():
    try:
        return int(request.args["q"])
    except ValueError as error:
        raise LookupError(request.args["q"]) from error


def breaks_off():
    return Response(_begun_and_failed(ValueError(request.args["q"])), mimetype="text/plain")


def cannot_read():
    return Response(_begun_and_failed(OSError(errno.EIO, "Input/output error", request.args["q"])))


def has_no_such_header():
    return Response("", headers={"X-Asked": f"{request.args['q']}\x00"})


def slow():
    time.sleep(1)
    return "slow"


def _begun_and_failed(error):
    yield "begun"
    raise error
