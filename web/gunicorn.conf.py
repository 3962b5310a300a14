"""How gunicorn serves the site: settings for a small machine, each with its reason."""

import gc
import os
import resource
import sys

from web.errors import last_words

sys.excepthook = last_words


def _number(variable: str, default: int, least: int, most: int) -> int:
    """What a platform has set; a number that cannot be used ends the server, and is named."""
    text = os.environ.get(variable) or str(default)
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    sys.exit(f"error: {variable}={text!r} cannot be used; write a number from {least} to {most}")


wsgi_app = "web:create_app()"
bind = f"{os.environ.get('HOST', '0.0.0.0')}:{_number('PORT', 8000, 0, 65_535)}"

# A page is mostly Python, which one process runs one page at a time: two where there are two processors. They share the
# files of the index in memory, and 512 MB hold both with room for a large collection (docs/operations.md has figures).
workers = _number("WEB_CONCURRENCY", min(2, os.cpu_count() or 1), 1, 64)
# More threads than searches run at once (the setting searches_at_once): the others hold what is slow to be taken.
threads = 16
worker_class = "web.worker.Worker"

# The program is loaded before workers are forked, so that they share its memory.
preload_app = True

# A long query is read and answered with a page that says so; the worker refuses what is longer than any head may be.
limit_request_line = 0
limit_request_fields = 50
limit_request_field_size = 8190

# A platform's router says in a header whether the visitor came by https; links in feeds and exports follow it.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "*")

# A worker that does nothing for so long is replaced; one that is asked to stop first finishes what it began.
timeout = 30
graceful_timeout = 20

# How long a connection may be silent, or take to send the head of a request.
keepalive = 5

# Workers are replaced now and then, not all at once. One that is alone is not: nobody would answer meanwhile.
max_requests = 20_000 if workers > 1 else 0
max_requests_jitter = 2_000

# Heartbeats in memory: on a platform's disk they can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# Every connection is an open file, and many systems allow a process a thousand unless it asks for more.
_, _most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_most_files, _most_files))

_SECONDS_OF_A_PAGE = 0.02

# No socket that takes commands.
control_socket_disable = True


def post_fork(server: object, worker: object) -> None:
    """Lets a page that is being made go on for as long as pages take.

    The loop of the worker would take Python from it after 5 ms, in the middle of most: p95 of 32 connections was 145 ms
    instead of 138. A page that takes longer still lets the loop in.
    """
    sys.setswitchinterval(_SECONDS_OF_A_PAGE)


def when_ready(server: object) -> None:
    """Says where the site answers, once it does."""
    # The program is not garbage: to look through it again and again takes tens of milliseconds each time, in the middle
    # of a page, and writes to memory that the workers share until then. An index is opened later, and may be garbage.
    gc.collect()
    gc.freeze()
    host, port = bind.rsplit(":", 1)
    print(f"Chancery answers at http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}", flush=True)
