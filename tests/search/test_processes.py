import os
import signal
from multiprocessing import active_children
from multiprocessing.process import BaseProcess

import pytest

from search.errors import WorkerDied
from search.processes import processes


def begin_two(pool):
    """The number of a process, of two that have begun."""
    began = [pool.submit(os.getpid) for _ in range(2)]
    return began[0].result()


def kill_when_told(pool):
    os.kill(begin_two(pool), signal.SIGKILL)
    while True:
        pool.submit(os.getpid).result()


def fail_with_much_to_do(pool, waiting):
    waiting += [pool.submit(os.getpid) for _ in range(1000)]
    raise ZeroDivisionError


def test_a_process_that_is_killed_is_said_with_the_remedy_wherever_it_is_noticed():
    with pytest.raises(WorkerDied, match="fewer --jobs"), processes(2) as pool:
        kill_when_told(pool)


def test_a_process_that_was_just_beginning_when_another_was_killed_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(BaseProcess, "terminate", lambda process: None)  # the pool knows nothing of it yet

    with pytest.raises(WorkerDied), processes(2) as pool:
        kill_when_told(pool)

    assert not active_children()


def test_what_has_not_begun_is_dropped_after_a_failure():
    waiting = []

    with pytest.raises(ZeroDivisionError), processes(1) as pool:
        fail_with_much_to_do(pool, waiting)

    assert waiting[-1].cancelled()


def test_no_process_is_left_after_use():
    with processes(2) as pool:
        begin_two(pool)

    assert not active_children()
