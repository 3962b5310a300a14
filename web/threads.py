"""
Calls -> threads that make them: each call has the thread that has rested for the shortest time.

The threads of the library's pool all wait at one door: a call wakes one, which lets in the next behind it, which finds
nothing to do but has asked for Python in the middle of a page. Here each thread has a door of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Threads:
    """As many as there have been calls at once; whoever calls sees to it that these are not too many.

    They are daemons: a process that ends does not wait for a call that does not.
    """

    def __init__(self) -> None:
        self._resting: list[_Caller] = []

    def submit(self, call: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Has the call made; what it returns or raises is in the future."""
        try:
            caller = self._resting.pop()
        except IndexError:
            caller = _Caller(self._resting)
            caller.start()
        future: Future[Result] = Future()
        caller.calls.put((partial(call, *args, **kwargs), future))
        return future

    def shutdown(self, wait: bool) -> None:
        """What gunicorn asks of a pool at the end of a process, with which its threads end."""


class _Caller(Thread):
    """One thread, and the door that it waits at."""

    def __init__(self, resting: list[_Caller]) -> None:
        super().__init__(daemon=True)
        self.calls: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        self._resting = resting

    def run(self) -> None:
        while True:
            self._make(*self.calls.get())

    def _make(self, call: Callable[[], Any], future: Future[Any]) -> None:
        """Makes a call; the thread may be given the next before the result of this one is told."""
        try:
            result = call()
        except BaseException as error:
            self._resting.append(self)
            future.set_exception(error)
        else:
            self._resting.append(self)
            future.set_result(result)
