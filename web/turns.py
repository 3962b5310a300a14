"""
How many connections each worker holds -> which of them takes the next.

Every worker of a server hears of a new connection, and whichever is quickest has it: of thirty-two that come at once
one worker took five and the other the rest, which then waited five times as long. So they tell each other what they
hold, in memory that they share, and one that has more than another leaves the next to it, for a moment.
"""

from __future__ import annotations

import math
import mmap
import time

_WORKERS = 64  # more than live at a time; each has the place of its number
_SECONDS_OF_LIFE = 3.0  # a worker tells what it holds every second; one that is silent for longer is gone
_LEAST_DIFFERENCE = 2  # with one, two workers could leave the next to each other all the time


class Turns:
    """What each worker holds, and since when, in memory that is shared with those that are forked afterwards."""

    def __init__(self) -> None:
        self._told = memoryview(mmap.mmap(-1, 16 * _WORKERS)).cast("d")

    def tell(self, worker: int, connections: int) -> None:
        place = 2 * (worker % _WORKERS)
        self._told[place], self._told[place + 1] = connections, time.monotonic()

    def is_for_another(self, worker: int, connections: int) -> bool:
        """True when another worker that lives holds fewer, by so much that it should take the next."""
        return connections >= self._fewest_of_others(worker) + _LEAST_DIFFERENCE

    def _fewest_of_others(self, worker: int) -> float:
        alive, own = time.monotonic() - _SECONDS_OF_LIFE, worker % _WORKERS
        told = self._told.tolist()
        others = zip(told[::2], told[1::2], strict=True)
        return min((held for place, (held, at) in enumerate(others) if place != own and at > alive), default=math.inf)
