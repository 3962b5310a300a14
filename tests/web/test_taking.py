"""An answer leaves its thread at once where it can; a client that takes it slowly holds one of few, not for ever."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest

from web import taking
from web.taking import MOST_WAITED_FOR, Client

LARGE = bytes(range(256)) * 40_000


@contextmanager
def connected():
    """The site's end of a connection, as a thread has it, and that of its client."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        client.settimeout(10)
        with client, Client(listener.accept()[0]) as answering:
            answering.setblocking(True)
            yield answering, client


@pytest.fixture
def in_a_hurry(monkeypatch):
    monkeypatch.setattr(taking, "SECONDS_TO_TAKE", 0.2)
    monkeypatch.setattr(taking, "LEAST_BYTES_A_SECOND", 10**9)


def free():
    """How many more may be waited for."""
    taken = [Client.waited_for.acquire(blocking=False) for _ in range(MOST_WAITED_FOR)]
    for _ in range(sum(taken)):
        Client.waited_for.release()
    return sum(taken)


def test_a_page_is_sent_at_once_though_nobody_takes_it():
    with connected() as (answering, _):
        answering.sendall(LARGE[:100_000])

        assert free() == MOST_WAITED_FOR


def test_a_client_that_takes_slowly_gets_all_of_it():
    with connected() as (answering, client):
        sending = threading.Thread(target=answering.sendall, args=(LARGE,))
        sending.start()
        time.sleep(0.2)
        assert free() == MOST_WAITED_FOR - 1
        taken = bytearray()
        while len(taken) < len(LARGE):
            taken += client.recv(65_536)
        sending.join()

        assert taken == LARGE
        assert (free(), answering.gettimeout()) == (MOST_WAITED_FOR, None)


@pytest.mark.usefixtures("in_a_hurry")
@pytest.mark.parametrize("drips", [False, True])
def test_an_answer_that_is_taken_too_slowly_is_broken_off(drips):
    with connected() as (answering, client):
        stop = threading.Event()
        dripping = threading.Thread(target=drip, args=(client, stop))
        if drips:
            dripping.start()
        with pytest.raises(BrokenPipeError, match="too slowly"):
            answering.sendall(LARGE)
        stop.set()
        if drips:
            dripping.join()

        assert free() == MOST_WAITED_FOR


def drip(client, stop):
    while not stop.wait(0.02):
        client.recv(1_000)


def test_the_answer_of_one_client_too_many_is_broken_off_at_once():
    with ExitStack() as opened:
        waiting = [opened.enter_context(connected()) for _ in range(MOST_WAITED_FOR)]
        sending = [threading.Thread(target=answering.sendall, args=(LARGE,)) for answering, _ in waiting]
        for thread in sending:
            thread.start()
        until(lambda: free() == 0)
        answering, _ = opened.enter_context(connected())
        with pytest.raises(BrokenPipeError, match="too many"):
            answering.sendall(LARGE)
        answering, _ = opened.enter_context(connected())
        answering.sendall(LARGE[:100_000])

        for (_, client), thread in zip(waiting, sending, strict=True):
            left = len(LARGE)
            while left:
                left -= len(client.recv(65_536))
            thread.join()
    assert free() == MOST_WAITED_FOR


def until(is_so):
    give_up = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.01)
