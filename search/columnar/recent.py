"""Values that were computed lately -> the same again, as many as a budget holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


def _one(_: object) -> int:
    return 1


class Recent(Generic[Value]):
    """The values computed most recently, none of which is None; threads may share it.

    `size_of` tells what a value takes of the budget, by default 1.
    """

    def __init__(self, budget: int, size_of: Callable[[Value], int] = _one) -> None:
        self._budget, self._size_of = budget, size_of
        self._values: dict[Hashable, Value] = {}
        self._changing = Lock()
        self.size = 0

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """What `compute` gave for this key before, or gives now."""
        found = self._values.get(key)
        if found is None:
            found = compute()
            with self._changing:
                self._keep(key, found)
        return found

    def _keep(self, key: Hashable, value: Value) -> None:
        size = self._size_of(value)
        if key not in self._values and size <= self._budget:
            self._values[key] = value
            self.size += size
            while self.size > self._budget:
                self.size -= self._size_of(self._values.pop(next(iter(self._values))))
