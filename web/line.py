"""
Requests that wait -> those that may begin now: one at a time, in the order in which they came, unless one takes long.

Python runs one thread of a process at a time. Pages that are made at once take it from each other every few
milliseconds: all of them are late, some twice as late as others, and each costs more. So a request that has begun is
left alone until it is answered. One that takes longer than a page does (a hard search, an export, a client that takes
slowly) goes on, and the next begins beside it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

SECONDS_TO_WAIT = 1.0
SECONDS_ALONE = 0.05
MOST_PAST = 2

Request = TypeVar("Request", bound=Hashable)


class Line(Generic[Request]):
    """Requests that wait and those that have begun, with when they did so (seconds of a clock that only rises)."""

    def __init__(self, most_at_once: int) -> None:
        self._most_at_once = most_at_once
        self._waiting: deque[tuple[Request, float]] = deque()
        self._begun: dict[Request, float] = {}
        self._past: set[Request] = set()

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def join(self, request: Request, now: float) -> None:
        self._waiting.append((request, now))

    def let_past(self, request: Request) -> bool:
        """Whether a request may begin at once, beside all others; those beyond a few wait like any other."""
        if len(self._past) >= MOST_PAST:
            return False
        self._past.add(request)
        return True

    def leave(self, request: Request) -> None:
        """A request is over that has begun."""
        self._past.discard(request)
        self._begun.pop(request, None)

    def given_up(self, now: float) -> Iterator[Request]:
        """Takes out who has waited so long that nobody may be there any more, which lets the others catch up."""
        while self._waiting and now - self._waiting[0][1] > SECONDS_TO_WAIT:
            yield self._waiting.popleft()[0]

    def beginning(self, now: float) -> Iterator[Request]:
        """Takes out those whose turn has come."""
        while self._waiting and self._seconds_to_next(now) <= 0:
            request, _ = self._waiting.popleft()
            self._begun[request] = now
            yield request

    def seconds_to_look(self, now: float) -> float:
        """When to look again, though no request comes and none ends."""
        return max(0.0, self._seconds_to_next(now)) if self._waiting else SECONDS_TO_WAIT

    def _seconds_to_next(self, now: float) -> float:
        if len(self._begun) >= self._most_at_once:
            return SECONDS_ALONE
        return max(self._begun.values()) + SECONDS_ALONE - now if self._begun else 0.0
