"""The site as a platform starts it: gunicorn with the settings of the project."""

import os
import runpy
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

PROJECT = Path(__file__).parents[2]
SECONDS_TO_START = 20
COMMAND = [sys.executable, "-m", "gunicorn", "--config", "web/gunicorn.conf.py"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def site(index_dir):
    """The address of a server that answers, in one process."""
    port = str(free_port())
    settings = {"HOST": "127.0.0.1", "PORT": port, "CHANCERY_INDEX_DIR": str(index_dir), "WEB_CONCURRENCY": "1"}
    environment = os.environ | settings
    server = subprocess.Popen(
        COMMAND, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/healthz")
    yield address
    server.terminate()
    server.wait()


def wait_for(address):
    for _ in range(SECONDS_TO_START * 10):
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer within {SECONDS_TO_START} seconds")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PORT", "99999", "PORT='99999' cannot be used; write a number from 0 to 65535"),
        ("PORT", "http", "PORT='http' cannot be used"),
        ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY='0' cannot be used; write a number from 1 to 64"),
        ("CHANCERY_PAGE_SIZE", "ten", "CHANCERY_PAGE_SIZE='ten' is not a whole number"),
        ("CHANCERY_PASSWORD_HASH", "secret", "make one with `python -m web.password`"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_server_with_one_line_that_names_it(variable, value, said):
    environment = os.environ | {"HOST": "127.0.0.1", "PORT": str(free_port()), variable: value}

    ended = subprocess.run(COMMAND, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert ended.stderr.startswith("error: ")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(("workers", "replaced_after"), [("1", 0), ("2", 20_000)])
def test_a_worker_that_is_alone_is_not_replaced(monkeypatch, workers, replaced_after):
    monkeypatch.setenv("WEB_CONCURRENCY", workers)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    assert runpy.run_path(f"{PROJECT}/web/gunicorn.conf.py")["max_requests"] == replaced_after


def test_a_query_of_ten_thousand_characters_gets_a_page_that_says_so(site):
    with urlopen(f"{site}/?q={quote('я' * 10_000)}") as response:
        assert response.status == 200
        assert "only the first 2,000 were read" in response.read().decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"200"), (b"GET /" + b"a" * 100_000, b"414")],
)
def test_who_leaves_a_connection_open_that_is_over_keeps_nobody_waiting(site, sent, status):
    started = time.monotonic()

    with ExitStack() as stack:
        for _ in range(5):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2]))))
            client.sendall(sent)
            assert client.recv(100).split()[1] == status
        urlopen(f"{site}/healthz").close()

    assert time.monotonic() - started < 2


def test_who_still_sends_when_all_is_said_gets_all_of_it(site):
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", int(site.rpartition(":")[2])))
        client.sendall(b"GET /?q=gas HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.5)
        client.sendall(b"GET /more HTTP/1.1\r\n\r\n")
        time.sleep(0.2)
        answered = b"".join(iter(lambda: client.recv(65536), b""))

    assert answered.endswith(b"</html>")


def test_a_body_that_is_too_large_can_be_sent_to_its_end_before_the_answer_is_read(site):
    with socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2]))) as client:
        client.sendall(b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
        for _ in range(30):
            client.sendall(b"x" * 100_000)

        assert client.recv(100).split()[1] == b"413"
