"""A connection that is over is closed when its client has closed it, or has had time for it."""

import selectors
import socket
import time
from unittest.mock import Mock

import pytest

from web import partings
from web.partings import MOST_AT_ONCE, Partings
from web.worker import Worker


@pytest.fixture
def loop():
    with selectors.DefaultSelector() as loop:
        yield loop


@pytest.fixture
def pair():
    """Both ends of a connection: that of the site and that of the client."""
    here, there = socket.socketpair()
    with there:
        yield here, there


def wake(loop):
    for key, _ in loop.select(0):
        key.data(key.fileobj)


def is_closed(connection):
    return connection.fileno() < 0


def test_what_a_client_still_sends_is_thrown_away_until_it_closes(loop, pair):
    here, there = pair
    Partings().begin(here, loop)
    assert there.recv(10) == b""

    there.sendall(b"more")
    wake(loop)
    assert not is_closed(here)

    there.close()
    wake(loop)
    assert is_closed(here)
    assert not loop.get_map()


def test_who_does_not_close_is_not_waited_for_longer(loop, pair, monkeypatch):
    here, _ = pair
    parting = Partings()
    parting.begin(here, loop)
    parting.end_late(loop)
    assert not is_closed(here)

    later = time.monotonic() + 3
    monkeypatch.setattr(partings.time, "monotonic", lambda: later)
    parting.end_late(loop)
    assert is_closed(here)


def test_no_more_than_so_many_are_waited_for(loop):
    parting, pairs = Partings(), [socket.socketpair() for _ in range(MOST_AT_ONCE + 2)]
    for here, _ in pairs:
        parting.begin(here, loop)

    assert [is_closed(here) for here, _ in pairs] == [True, True, *[False] * MOST_AT_ONCE]
    for here, there in pairs:
        here.close()
        there.close()


def test_a_connection_that_broke_off_and_is_closed_already_does_not_stop_the_worker(loop, pair):
    here, _ = pair
    here.close()
    worker, conn = object.__new__(Worker), Mock(sock=here)
    worker._partings, worker.poller, worker.nr_conns, worker.log = Partings(), loop, 1, Mock()

    worker._end(conn)

    assert worker.nr_conns == 0
    conn.close.assert_called_once()
