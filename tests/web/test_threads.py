"""Calls are made by threads, each by the one that has rested for the shortest time."""

import threading
import time
import weakref

import pytest

from web.threads import Threads


@pytest.fixture
def threads():
    return Threads()


def test_a_call_is_made_by_a_thread_and_its_result_told(threads):
    called = threads.submit(lambda *given, **named: (threading.current_thread(), given, named), 1, two=2)
    thread, given, named = called.result(timeout=10)

    assert (given, named) == ((1,), {"two": 2})
    assert thread is not threading.current_thread()
    assert thread.daemon


def test_what_a_call_raises_is_told_and_its_thread_goes_on(threads):
    failed = threads.submit(int, "a word")
    with pytest.raises(ValueError, match="a word"):
        failed.result(timeout=10)

    assert threads.submit(int, "7").result(timeout=10) == 7


def test_calls_one_after_the_other_have_the_same_thread(threads):
    made_by = {threads.submit(threading.current_thread).result(timeout=10) for _ in range(50)}

    assert len(made_by) == 1


def test_calls_at_once_have_a_thread_each_and_the_next_the_last_that_rested(threads):
    doors = [threading.Event() for _ in range(3)]
    begun = [threads.submit(waiting_at, door) for door in doors]
    made_by = []
    for place in (1, 2, 0):
        doors[place].set()
        made_by.append(begun[place].result(timeout=10))

    assert len(set(made_by)) == 3
    assert threads.submit(threading.current_thread).result(timeout=10) is made_by[-1]


def waiting_at(door):
    assert door.wait(timeout=10)
    return threading.current_thread()


def test_a_result_is_not_kept_by_the_thread_that_rests(threads):
    made = threads.submit(Large)
    kept = weakref.ref(made.result(timeout=10))
    del made
    give_up = time.monotonic() + 10
    while kept():
        assert time.monotonic() < give_up
        time.sleep(0.01)


class Large:
    """What a request leaves behind."""
