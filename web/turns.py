"""
How many connections each worker holds -> which of them takes the next.

Every worker of a server hears of a new connection, and whichever is quickest has it: of thirty-two that come at once
one worker took five and the other the rest, which then waited five times as long. So they tell each other what they
hold, in memory that they share, and all but the one that has fewest leave the next to it, for a moment. Where several
have as few, it is the first of them, so that no two leave it to each other.
"""

from __future__ import annotations

import math
import mmap
import time
from collections.abc import Iterator

_WORKERS = 64  # more than live at a time; each has the place of its number
_SECONDS_OF_LIFE = 3.0  # a worker tells what it holds every second; one that is silent for longer is gone


class Turns:
    """What each worker holds, and since when, in memory that is shared with those that are forked afterwards."""

    def __init__(self) -> None:
        self._told = memoryview(mmap.mmap(-1, 16 * _WORKERS)).cast("d")

    def tell(self, worker: int, connections: int) -> None:
        place = 2 * (worker % _WORKERS)
        self._told[place], self._told[place + 1] = connections, time.monotonic()

    def is_for_another(self, worker: int, connections: int) -> bool:
        """True when the next is not for this worker but for another that lives."""
        own = worker % _WORKERS
        return (connections, own) > min(self._held_by_others(own), default=(math.inf, own))

    def _held_by_others(self, own: int) -> Iterator[tuple[float, int]]:
        """How many connections each other worker that lives holds, and its place."""
        alive, told = time.monotonic() - _SECONDS_OF_LIFE, self._told.tolist()
        for place, (held, at) in enumerate(zip(told[::2], told[1::2], strict=True)):
            if place != own and at > alive:
                yield held, place
