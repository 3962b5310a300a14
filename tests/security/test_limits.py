"""Who asks too much, too often or too slowly: refused with a reason, and the others never notice."""

import json
import os
import re
import resource
import selectors
import signal
import socket
import threading
import time
import urllib.request
from contextlib import ExitStack, suppress
from itertools import count
from unittest.mock import Mock

import pytest

from search.errors import SearchTooLong
from search.model import SearchRequest
from search.query import Limits
from search.searcher import open_index
from tests.reliability.serving import fetched, served
from web import create_app
from web.limits import MOST_DOWNLOADS, MOST_PARAMETERS, Places, Rate, client_address
from web.line import SECONDS_TO_WAIT, Line
from web.partings import Partings
from web.worker import MOST_WAITING, Worker


def test_a_client_may_ask_so_often_and_then_waits():
    rate = Rate(requests_a_minute=60)

    assert [rate.seconds_to_wait("a", now=0.0) for _ in range(60)] == [0] * 60
    assert rate.seconds_to_wait("a", now=0.0) == pytest.approx(1)
    assert rate.seconds_to_wait("b", now=0.0) == 0
    assert rate.seconds_to_wait("a", now=1.1) == 0
    assert rate.seconds_to_wait("a", now=1.1) > 0


@pytest.mark.parametrize(
    ("forwarded_for", "trusted", "client"),
    [
        ("", 1, "10.0.0.9"),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", 1, "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "10.0.0.9"),
        ("203.0.113.7", 0, "10.0.0.9"),
        ("not an address", 1, "10.0.0.9"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
    ],
)
def test_the_client_is_who_the_outermost_trusted_proxy_saw(forwarded_for, trusted, client):
    assert client_address(forwarded_for, "10.0.0.9", trusted) == client


@pytest.fixture
def limited(index_dir):
    return create_app({"INDEX_DIR": str(index_dir), "REQUESTS_A_MINUTE": 5, "TRUSTED_PROXIES": 1})


def test_who_asks_too_often_is_told_when_to_come_again_and_others_go_on(limited):
    client = limited.test_client()

    def ask(address, path="/?q=gas"):
        return client.get(path, headers={"X-Forwarded-For": address})

    assert [ask("203.0.113.7").status_code for _ in range(5)] == [200] * 5
    refused = ask("203.0.113.7")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert ask("203.0.113.8").status_code == 200
    assert ask("203.0.113.7", "/healthz").status_code == 200


def test_an_invented_address_in_front_does_not_help(limited):
    client = limited.test_client()
    said = [client.get("/", headers={"X-Forwarded-For": f"9.9.9.{n}, 203.0.113.7"}).status_code for n in range(6)]

    assert said == [200] * 5 + [429]


def test_who_says_that_he_is_on_the_machine_is_counted_and_who_is_there_is_not(limited):
    client = limited.test_client()
    said = [client.get("/", headers={"X-Forwarded-For": "127.0.0.1"}).status_code for _ in range(6)]

    assert said == [200] * 5 + [429]
    assert [client.get("/").status_code for _ in range(6)] == [200] * 6


def test_a_place_goes_to_who_has_waited_longest():
    places, served_in_order = Places(1), []
    places.take(0)

    def wait(name):
        assert places.take(10)
        served_in_order.append(name)
        places.give_back()

    waiting = [threading.Thread(target=wait, args=(name,)) for name in range(5)]
    for number, one in enumerate(waiting, 1):
        one.start()
        _until(lambda number=number: len(places._waiting) == number)
    places.give_back()
    for one in waiting:
        one.join()

    assert served_in_order == [0, 1, 2, 3, 4]


def test_who_gives_up_waiting_leaves_the_line_and_takes_no_place_from_others():
    places = Places(1)
    places.take(0)

    assert not places.take(0.01)
    places.give_back()
    assert places.take(0)
    assert not places.take(0)


def test_who_has_waited_too_long_for_a_turn_is_told_so_without_a_thread():
    here, there = socket.socketpair()
    worker = object.__new__(Worker)
    worker._line, worker.nr_conns, worker.log = Line(most_at_once=0), 1, Mock()
    worker._partings, worker.poller = Partings(), Mock()
    worker._refusals = Mock(answer=lambda status: f"HTTP/1.1 {status}".encode())
    worker._line.join(Mock(sock=here), now=0.0)
    there.sendall(b"GET / HTTP/1.1\r\n\r\n")

    worker._let_begin(now=SECONDS_TO_WAIT + 1)

    assert there.recv(1000).startswith(b"HTTP/1.1 503 ")
    here.close()
    there.close()


def _until(is_so):
    give_up = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.001)


def test_when_every_place_is_taken_a_search_is_told_to_come_again_and_the_process_still_lives(index_dir):
    app = create_app({"INDEX_DIR": str(index_dir), "SEARCHES_AT_ONCE": 1})
    app.extensions["places"].take(0)
    busy = app.test_client().get("/?q=gas")
    alive = app.test_client().get("/healthz")
    app.extensions["places"].give_back()

    assert busy.status_code == 503
    assert busy.headers["Retry-After"]
    assert alive.status_code == 200
    assert app.test_client().get("/?q=gas").status_code == 200


@pytest.mark.parametrize("url", ["/?q=gas", "/nowhere", "/documents/nowhere", "/export.csv?q=gas", "/api/search"])
def test_a_place_is_given_back_however_a_request_ends(index_dir, url):
    app = create_app({"INDEX_DIR": str(index_dir), "SEARCHES_AT_ONCE": 1})
    for _ in range(3):
        app.test_client().get(url)

    assert app.extensions["places"].take(0)


def test_an_address_with_too_many_parameters_is_refused(client):
    response = client.get("/?" + "&".join(f"actor=a{n}" for n in range(MOST_PARAMETERS + 1)))

    assert response.status_code == 414
    assert str(MOST_PARAMETERS) in response.text


def test_a_search_that_takes_too_long_is_given_up_with_a_reason(index_dir):
    index = open_index(index_dir, Limits(milliseconds=0))

    with pytest.raises(SearchTooLong, match="takes too long"):
        index.search(SearchRequest("gas and grain"))

    site = create_app({"INDEX_DIR": str(index_dir), "SEARCH_MS": 0})
    response = site.test_client().get("/?q=gas")
    assert response.status_code == 400
    assert "fewer words" in response.text


def test_a_search_that_is_answered_is_shown_where_no_time_is_left_to_count_its_parts(index_dir, monkeypatch):
    request = SearchRequest("gas and grain", operator="any")
    answer = open_index(index_dir).search(request)

    looks = count()
    monkeypatch.setattr("time.monotonic", lambda: next(looks) / 1000)  # each look at the clock takes a millisecond
    found = [_parts_counted(index_dir, request, answer, milliseconds) for milliseconds in range(90)]

    assert found == sorted(found)
    assert set(found) == {"given up", "not counted", "of all parts counted"}


def _parts_counted(index_dir, request, answer, milliseconds):
    try:
        found = open_index(index_dir, Limits(milliseconds=milliseconds)).search(request)
    except SearchTooLong:
        return "given up"
    assert [hit.id for hit in found.hits] == [hit.id for hit in answer.hits]
    return "of all parts counted" if found.reading.parts == answer.reading.parts else "not counted"


def _connected(site, receiving=None):
    """A connection to the site; of what is said to it, `receiving` bytes may be on their way."""
    host, port = site.address.removeprefix("http://").split(":")
    connection = socket.socket()
    if receiving:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receiving)
    connection.settimeout(30)
    connection.connect((host, int(port)))
    return connection


def test_slow_clients_hold_nobody_up_and_are_let_go(index_dir):
    with served(index_dir) as site:
        silent = [_connected(site) for _ in range(40)]
        slow = [_connected(site) for _ in range(40)]
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")

        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30

        for connection in slow:
            connection.sendall(b"X-More: 1\r\n")
        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30
        for connection in (*silent, *slow):
            assert _is_closed(connection)
            connection.close()


WHAT_WAITS_FOR_MORE = [
    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /heal",
    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nless",
    b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nless",
    b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0000000000000000000005\r\n\r\n",
]


@pytest.mark.parametrize("sent", WHAT_WAITS_FOR_MORE)
def test_requests_whose_end_does_not_come_hold_no_thread(index_dir, sent):
    with served(index_dir, WEB_CONCURRENCY="1") as site, ExitStack() as opened:
        for _ in range(40):
            opened.enter_context(_connected(site)).sendall(sent)
        started = time.monotonic()

        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("sent", [[b"x"], [b"a"] * 600], ids=["out of order", "a byte at a time"])
def test_what_wakes_the_site_without_being_a_request_holds_no_thread(index_dir, sent):
    with served(index_dir, WEB_CONCURRENCY="1") as site, ExitStack() as opened:
        clients = [opened.enter_context(_connected(site)) for _ in range(20)]
        for client in clients:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.sendall(b"GET / HTTP/1.1\r\n")
        time.sleep(0.3)
        for piece in sent:
            for client in clients:
                with suppress(BrokenPipeError, ConnectionResetError):  # by a site that has had enough
                    client.send(piece, socket.MSG_OOB if len(sent) == 1 else 0)
            time.sleep(0.0005)  # so that each goes in a packet of its own
        time.sleep(0.3)
        started = time.monotonic()

        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30
        assert time.monotonic() - started < 3


def test_who_takes_nothing_of_many_answers_leaves_threads_for_the_others(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site, ExitStack() as opened:
        for _ in range(20):
            client = opened.enter_context(_connected(site, receiving=4096))
            client.sendall(b"GET /?q=gas HTTP/1.1\r\nHost: localhost\r\n\r\n" * 60)
        time.sleep(10)
        started = time.monotonic()

        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30
        assert time.monotonic() - started < 3


def test_more_connections_than_files_may_be_open_do_not_end_a_worker(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site:
        workers = site.workers
        (worker,) = workers
        most = len(os.listdir(f"/proc/{worker}/fd")) + 20
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (most, resource.prlimit(worker, resource.RLIMIT_NOFILE)[1]))
        with ExitStack() as opened:
            for _ in range(60):
                opened.enter_context(_connected(site))
            time.sleep(1)
        give_up = time.monotonic() + 10
        while _status(f"{site.address}/healthz") != 200:
            assert time.monotonic() < give_up

        assert site.workers == workers
        assert "cannot be taken now: Too many open files" in site.log.read_text()


def test_what_is_sent_ahead_is_answered_in_its_order_however_it_is_cut(index_dir):
    sent = (
        b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        b"GET /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
        b"HEAD /heal",
        b"thz HTTP/1.1\r\nHost: a\r\n\r",
        b"\nGET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    )
    with served(index_dir) as site, _connected(site) as connection:
        for piece in sent:
            connection.sendall(piece)
            time.sleep(0.2)
        answered = b"".join(iter(lambda: connection.recv(65536), b""))

    assert re.findall(rb"HTTP/1.1 (\d+)", answered) == [b"200", b"404", b"200", b"200"]


@pytest.mark.parametrize(
    ("head", "status"), [(b"Content-Length: 1000000", b"413"), (b"Transfer-Encoding: chunked", b"411")]
)
def test_a_body_that_is_too_large_or_of_no_known_length_is_refused_at_once(index_dir, head, status):
    with served(index_dir) as site, _connected(site) as connection:
        connection.sendall(b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n")

        assert connection.recv(100).split()[1] == status


def test_downloads_have_so_many_places_that_are_given_back(index_dir):
    app = create_app({"INDEX_DIR": str(index_dir)})
    taken = [app.test_client().get("/export.csv") for _ in range(MOST_DOWNLOADS)]
    refused = app.test_client().get("/export.csv")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert app.test_client().get("/?q=gas").status_code == 200

    for download in reversed(taken):  # as their contexts are nested
        assert download.status_code == 200
        download.close()
    with app.test_client().get("/export.csv") as download:
        assert download.text.count("\n") > 30


def _is_closed(connection):
    try:
        return connection.recv(100) == b""
    except ConnectionResetError:
        return True


def test_a_request_that_comes_in_pieces_is_answered(index_dir):
    with served(index_dir) as site, _connected(site) as connection:
        for piece in (b"GET /hea", b"lthz HTTP/1.1\r\nHost: ", b"localhost\r\nConnection: close\r\n\r", b"\n"):
            connection.sendall(piece)
            time.sleep(0.05)
        answered = b"".join(iter(lambda: connection.recv(4096), b""))

    assert answered.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Long: " + b"a" * 9000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n",
        b"a" * 200_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_what_is_no_proper_request_is_refused_and_the_next_is_served(index_dir, sent):
    with served(index_dir) as site:
        with _connected(site) as connection:
            connection.sendall(sent)
            answered = connection.recv(200)
        assert answered.startswith(b"HTTP/1.1 4") or answered == b""
        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30


def test_a_crowd_is_answered_or_told_to_come_again_and_then_all_is_well(index_dir):
    with served(index_dir, CHANCERY_SEARCHES_AT_ONCE="1") as site:
        statuses, counting = [], threading.Lock()

        def ask():
            status = _status(f"{site.address}/?q=gas&actor=italy")
            with counting:
                statuses.append(status)

        crowd = [threading.Thread(target=ask) for _ in range(120)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()

        assert set(statuses) <= {200, 503}
        assert len(statuses) == 120
        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30


def test_a_crowd_larger_than_may_wait_is_told_so_at_once(index_dir):
    asked = b"GET /?q=gas HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with served(index_dir, WEB_CONCURRENCY="1") as site, ExitStack() as opened:
        clients = [opened.enter_context(_connected(site)) for _ in range(3 * MOST_WAITING)]
        os.kill(site.workers[0], signal.SIGSTOP)  # so that all are there when it looks
        for client in clients:
            client.sendall(asked)
        os.kill(site.workers[0], signal.SIGCONT)
        answers = list(in_the_order_in_which_they_come(clients))
        refused = [place for place, answer in enumerate(answers) if answer.startswith(b"HTTP/1.1 503 ")]
        answered = [place for place, answer in enumerate(answers) if answer.startswith(b"HTTP/1.1 200 ")]

        assert len(refused) >= MOST_WAITING
        assert len(refused) + len(answered) == len(clients)
        assert all(b"\r\nRetry-After: 1\r\n" in answers[place] for place in refused)
        assert refused[MOST_WAITING // 2] < answered[-1]  # while others wait for their turn
        assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30


def in_the_order_in_which_they_come(clients):
    """The beginning of what each is answered."""
    with selectors.DefaultSelector() as waiting:
        for client in clients:
            waiting.register(client, selectors.EVENT_READ)
        while waiting.get_map():
            for ready, _ in waiting.select(timeout=30):
                waiting.unregister(ready.fileobj)
                yield ready.fileobj.recv(1000)


def _status(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code if error.headers["Retry-After"] else 0
    except OSError as error:
        return repr(error)


def test_workers_count_together_and_say_nothing_of_what_was_searched_for(index_dir):
    with served(index_dir, WEB_CONCURRENCY="2") as site:
        for _ in range(20):
            fetched(f"{site.address}/api/search?q=secretword")
        figures = _figures(site)
        lines = [json.loads(line) for line in site.log.read_text().splitlines() if line.startswith("{")]

    assert 'chancery_answers_total{page="api.search",status="200"} 20' in figures
    assert len({line["id"] for line in lines}) == len(lines) >= 21
    assert {"at", "id", "method", "path", "status", "ms", "bytes"} == set(lines[0])
    assert "secretword" not in json.dumps(lines)


def test_what_a_worker_counted_stays_when_it_is_killed(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site:
        for _ in range(3):
            fetched(f"{site.address}/api/search")
            os.kill(site.workers[0], signal.SIGKILL)
        figures = _figures(site)

    assert 'chancery_answers_total{page="api.search",status="200"} 3' in figures


def _figures(site):
    with urllib.request.urlopen(f"{site.address}/metrics") as response:
        return response.read().decode()
