"""Numbers that processes and threads add to at once: nothing is lost, nobody waits, and who dies leaves its sums."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest

from web import shared_counts
from web.shared_counts import SharedCounts


@contextmanager
def forked(work: Callable[[], object]):
    """A process that does this and lives on until it is killed in the end; what is yielded waits until it has done."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            work()
            os.write(writing, b".")
            signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    try:
        yield lambda: os.read(reading, 1) == b"." or pytest.fail("it could not do it")
    finally:
        os.close(reading)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def adding(counts, times=1):
    def add():
        for _ in range(times):
            counts.add({"answers": 1.0, "seconds": 0.5})

    return add


@pytest.fixture
def often_interrupted():
    """Threads that are taken from each other as often as Python can."""
    seconds = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(seconds)


@pytest.mark.usefixtures("often_interrupted")
def test_threads_lose_nothing():
    counts = SharedCounts(["answers", "seconds"])
    threads = [threading.Thread(target=adding(counts, 5_000)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counts.read() == {"answers": 40_000.0, "seconds": 20_000.0}


@pytest.mark.parametrize("rows", [64, 2, 1, 0])
def test_processes_lose_nothing_be_there_a_row_for_each_of_them_or_not(rows):
    counts = SharedCounts(["answers", "seconds"], rows=rows)
    add = adding(counts, 3_000)
    with forked(add) as first, forked(add) as second, forked(add) as third, forked(add) as fourth:
        add()
        for done in (first, second, third, fourth):
            done()

    assert counts.read() == {"answers": 15_000.0, "seconds": 7_500.0}


def test_who_is_killed_leaves_its_sums_and_its_row_to_the_next():
    counts = SharedCounts(["answers", "seconds"], rows=1)
    for _ in range(3):
        with forked(adding(counts)) as done:
            done()

    assert counts.read() == {"answers": 3.0, "seconds": 1.5}
    assert list(counts._shared) == [0.0, 0.0]


@pytest.mark.parametrize("rows", [1, 0])
def test_who_is_killed_while_it_adds_holds_up_nobody(rows):
    counts = SharedCounts(["answers", "seconds"], rows=rows)
    for _ in range(20):
        before = counts.read()
        with forked(adding(counts, sys.maxsize)):
            while counts.read() == before:
                pass
    before = counts.read()
    counts.add({"answers": 1.0})

    assert counts.read()["answers"] == before["answers"] + 1


def test_a_child_of_a_process_that_has_a_row_takes_another():
    counts = SharedCounts(["answers", "seconds"], rows=2)
    counts.add({"answers": 1.0})
    with forked(adding(counts)) as done:
        done()
    counts.add({"answers": 1.0})

    assert [row[0] for row in counts._rows] == [2.0, 1.0]


def test_an_answer_takes_no_lock_that_another_process_may_hold(monkeypatch):
    counts = SharedCounts(["answers", "seconds"])
    counts.add({"answers": 1.0})
    monkeypatch.setattr(shared_counts.fcntl, "lockf", None)
    counts.add({"answers": 1.0})

    assert counts.read()["answers"] == 2.0
