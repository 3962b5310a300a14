"""How gunicorn serves the site: settings for a small machine, each with its reason."""

import os

wsgi_app = "web:create_app()"
bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"

# One process with a few threads: the index is shared by all of them, and 512 MB hold it. NumPy lets other threads run.
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 4
worker_class = "gthread"

# The program is loaded before workers are forked, so that they share its memory.
preload_app = True

# A long query is read and answered with a page that says so; the program cuts it, so the server must let it through.
limit_request_line = 0

# A platform's router says in a header whether the visitor came by https; links in feeds and exports follow it.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "*")

timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000

# Heartbeats in memory: on a platform's disk they can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# No socket that takes commands.
control_socket_disable = True


def when_ready(server):
    """Says where the site answers, once it does."""
    host, port = bind.rsplit(":", 1)
    print(f"Chancery answers at http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}", flush=True)


accesslog = "-" if os.environ.get("CHANCERY_ACCESS_LOG") else None
