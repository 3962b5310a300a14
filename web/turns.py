"""
How many connections each worker holds -> how many of those that come it takes.

Every worker of a server hears of a new connection, and whichever is quickest has it: of thirty-two that come at once
one worker took five and the other the rest, which then waited five times as long. So they tell each other what they
hold, in memory that they share, and each takes what would be its own if each that comes went to the worker that has
fewest then. Where several have as few, it is the first of them, so that no two leave it to each other. A worker for
which there is none leaves them to the others, for a moment.
"""

from __future__ import annotations

import math
import mmap
import time
from collections.abc import Iterator
from heapq import heapify, heapreplace

_WORKERS = 64  # more than live at a time; each has the place of its number
_SECONDS_OF_LIFE = 3.0  # a worker tells what it holds every second; one that is silent for longer is gone


class Turns:
    """What each worker holds, and since when, in memory that is shared with those that are forked afterwards."""

    def __init__(self) -> None:
        self._told = memoryview(mmap.mmap(-1, 16 * _WORKERS)).cast("d")

    def tell(self, worker: int, connections: int) -> None:
        place = 2 * (worker % _WORKERS)
        self._told[place], self._told[place + 1] = connections, time.monotonic()

    def leave(self, worker: int) -> None:
        """That a worker takes no more."""
        self._told[2 * (worker % _WORKERS) + 1] = -math.inf

    def share_of(self, worker: int, connections: int, coming: int) -> int:
        """How many of those that wait are for this worker, which holds so many."""
        own, share = worker % _WORKERS, 0
        held = [(connections, own), *self._held_by_others(own)]
        heapify(held)
        for _ in range(coming):
            fewest, place = held[0]
            share += place == own
            heapreplace(held, (fewest + 1, place))
        return share

    def _held_by_others(self, own: int) -> Iterator[tuple[float, int]]:
        """How many connections each other worker that lives holds, and its place."""
        alive, told = time.monotonic() - _SECONDS_OF_LIFE, self._told.tolist()
        for place, (held, at) in enumerate(zip(told[::2], told[1::2], strict=True)):
            if place != own and at > alive:
                yield held, place
