"""Values, some at a time -> their numbers, in the order in which they are first seen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np

from search.columnar.arrays import Array

_LISTS_AT_ONCE = 1000


class Numbering:
    """Gathers lists of values, most of them seen before, as numbers: one look-up in C for each."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._number_of_entry, self._count_of_list = array("I"), array("I")
        self._waiting: list[Sequence[str]] = []

    def add(self, values: Sequence[str]) -> None:
        """Adds the next list."""
        self._waiting.append(values)
        if len(self._waiting) == _LISTS_AT_ONCE:
            self._take()

    def _take(self) -> None:
        """Numbers the lists that wait for it."""
        self._number_of_entry.extend(map(self._numbers.__getitem__, chain.from_iterable(self._waiting)))
        self._count_of_list.extend(map(len, self._waiting))
        self._waiting = []

    def counts(self) -> Array:
        """How many values each list has: uint32[lists]."""
        self._take()
        return array_of(self._count_of_list)

    def values(self) -> list[str]:
        """The distinct values in the order of their bytes, which is that of their characters."""
        self._take()
        return sorted(self._numbers)

    def ranks(self, values: Sequence[str]) -> Array:
        """Of every entry, list by list, its place among these values: uint32[entries]."""
        self._take()
        rank_of_value = {value: rank for rank, value in enumerate(values)}
        ranks = np.array([rank_of_value[value] for value in self._numbers], dtype=np.uint32)
        return ranks[array_of(self._number_of_entry)]


class _Numbers(dict[str, int]):
    def __missing__(self, value: str) -> int:
        number = self[value] = len(self)
        return number


def array_of(numbers: array[int]) -> Array:
    """The numbers of an array("I"), which may not grow while this is used."""
    return np.frombuffer(numbers, dtype=np.uint32) if numbers else np.empty(0, dtype=np.uint32)
