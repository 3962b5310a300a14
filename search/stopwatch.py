"""The parts of a search, as they end -> the milliseconds that each took."""

from __future__ import annotations

import time
from collections.abc import Mapping


class Stopwatch:
    """Runs from when it is made; for one thread."""

    def __init__(self) -> None:
        self._parts: dict[str, float] = {}
        self._started = self._since = time.perf_counter()

    def ends(self, part: str) -> None:
        """All the time since the last part ended was that of this one."""
        now = time.perf_counter()
        self._parts[part] = self._parts.get(part, 0.0) + (now - self._since) * 1000
        self._since = now

    @property
    def parts(self) -> Mapping[str, float]:
        """Milliseconds by part, in the order in which they first ended."""
        return dict(self._parts)

    @property
    def milliseconds(self) -> float:
        """All the time until now."""
        return (time.perf_counter() - self._started) * 1000
