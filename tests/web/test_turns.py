"""Connections go to the worker that holds fewest, so that nobody waits behind others who need not be there."""

import errno
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.reliability.serving import served
from web import turns
from web.arrivals import look_at
from web.turns import Turns
from web.worker import Worker


@pytest.mark.parametrize(
    ("held", "coming", "share"),
    [(2, 1, 1), (3, 1, 1), (4, 1, 0), (9, 1, 0), (9, 6, 0), (9, 7, 1), (4, 2, 1), (0, 1, 1), (0, 3, 3), (0, 29, 16)],
)
def test_each_that_comes_is_for_the_worker_that_has_fewest_then(held, coming, share):
    told = Turns()
    told.tell(1, held)
    told.tell(2, 3)

    assert told.share_of(1, held, coming) == share


@pytest.mark.parametrize("held", [0, 7])
@pytest.mark.parametrize(("coming", "shares"), [(1, [1, 0, 0]), (3, [1, 1, 1]), (32, [11, 11, 10])])
def test_where_all_hold_as_many_each_that_comes_is_for_exactly_one_of_them(held, coming, shares):
    told = Turns()
    for worker in (3, 1, 2):
        told.tell(worker, held)

    assert [told.share_of(worker, held, coming) for worker in (1, 2, 3)] == shares


def test_a_worker_alone_takes_everything():
    told = Turns()
    told.tell(7, 500)

    assert told.share_of(7, 500, 20) == 20


def test_nothing_is_left_to_a_worker_that_is_silent(monkeypatch):
    told = Turns()
    told.tell(1, 0)
    later = time.monotonic() + 10
    monkeypatch.setattr(turns.time, "monotonic", lambda: later)
    told.tell(2, 9)

    assert told.share_of(2, 9, 5) == 5


def test_nothing_is_left_to_a_worker_that_stops():
    told = Turns()
    told.tell(1, 0)
    told.tell(2, 9)
    told.leave(1)

    assert told.share_of(2, 9, 5) == 5


@pytest.fixture
def worker():
    """One that holds five connections, beside another that holds none."""
    worker = object.__new__(Worker)
    worker.turns, worker.age, worker.nr_conns, worker.cfg = Turns(), 1, 5, Mock(keepalive=5)
    worker.sockets, worker._accepting, worker.alive, worker.worker_connections = [], True, True, 1000
    worker._stood_back, worker._stands_back_until = 0, 0.0
    worker.enqueue_req = lambda conn: conn.close()
    worker.turns.tell(2, 0)
    return worker


@pytest.fixture
def listener():
    """Where one client waits to be taken."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()):
        yield listener


def test_a_connection_is_left_to_another_for_a_moment_and_then_taken(worker, listener):
    looks = 0
    while worker.nr_conns == 5:
        worker.accept(listener)
        looks += 1
        assert (worker._accepting, worker.nr_conns) in ((False, 5), (True, 6)) or looks > 1

    assert (looks, worker.nr_conns) == (51, 6)


def test_a_connection_that_is_no_longer_for_another_is_taken_at_the_next_look(worker, listener):
    worker.accept(listener)
    worker.turns.tell(2, 5)
    worker.accept(listener)

    assert worker.nr_conns == 6


def test_a_worker_takes_its_whole_share_at_once(worker):
    worker.turns.tell(2, 8)
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as opened:
        for _ in range(7):
            opened.enter_context(socket.create_connection(listener.getsockname()))
        worker.accept(listener)

    assert worker.nr_conns == 10  # five held, and with the eight of the other twenty in all


def test_a_worker_takes_no_more_than_it_may_hold(worker):
    worker.worker_connections = 7
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as opened:
        worker.turns.tell(2, 1000)
        for _ in range(4):
            opened.enter_context(socket.create_connection(listener.getsockname()))
        worker.accept(listener)

    assert worker.nr_conns == 7


def test_where_no_file_can_be_opened_connections_wait_and_the_worker_lives(worker):
    worker.turns.tell(2, 1000)
    worker.log, listener = Mock(), Mock()
    listener.getsockopt.return_value = bytes(28)
    listener.accept.side_effect = OSError(errno.EMFILE, "Too many open files")
    worker.accept(listener)

    assert not worker._accepting
    assert worker._stands_back_until > time.monotonic()
    worker.log.warning.assert_called_once()


def test_what_else_goes_wrong_with_a_connection_is_not_passed_over(worker):
    worker.turns.tell(2, 1000)
    listener = Mock()
    listener.getsockopt.return_value = bytes(28)
    listener.accept.side_effect = OSError(errno.EBADF, "Bad file descriptor")

    with pytest.raises(OSError, match="Bad file"):
        worker.accept(listener)


def test_a_worker_that_stops_takes_those_who_wait_already(worker, listener):
    listener.setblocking(False)
    worker.sockets, worker.alive, worker.poller = [listener], False, Mock()
    worker.set_accept_enabled(False)

    assert worker.nr_conns == 6
    worker.poller.unregister.assert_called_once_with(listener)


@pytest.mark.parametrize("leaves", [socket.socket.close, lambda client: client.shutdown(socket.SHUT_WR)])
def test_a_client_that_leaves_without_asking_needs_no_thread(worker, leaves):
    worker._arrived, worker._line = {}, Mock()
    client, taken = socket.socketpair()
    conn = Mock(sock=taken)
    leaves(client)

    assert worker._is_over(conn, look_at(taken))
    Worker.enqueue_req(worker, conn)

    conn.close.assert_called_once()
    assert (worker.nr_conns, worker._arrived, worker._line.join.called) == (4, {}, False)
    taken.close()
    client.close()


def test_connections_that_come_at_once_are_shared_by_the_workers(index_dir):
    with served(index_dir, WEB_CONCURRENCY="2") as site, ExitStack() as opened:
        port = int(site.address.rpartition(":")[2])
        until(lambda: len(site.workers) == 2 and all(map(listens, site.workers)))
        before = [sockets_of(worker) for worker in site.workers]
        connections = [opened.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(40)]
        for connection in connections:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for connection in connections:
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        held = [sockets_of(worker) - had for worker, had in zip(site.workers, before, strict=True)]

    assert min(held) >= 8  # of 40; a worker that the machine lets wait for long leaves some to the other


def until(is_so):
    give_up = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def files_of(worker):
    for link in Path(f"/proc/{worker}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since
            yield link.name, str(link.readlink())


def sockets_of(worker):
    return sum(file.startswith("socket:") for _, file in files_of(worker))


def listens(worker):
    """True once its loop waits for more than the pipe of its threads: for connections."""
    loops = [number for number, file in files_of(worker) if file == "anon_inode:[eventpoll]"]
    waited_for = [Path(f"/proc/{worker}/fdinfo/{number}").read_text().count("tfd:") for number in loops]
    return max(waited_for, default=0) >= 2
