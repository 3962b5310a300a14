"""Short chunks <-> their numbers: a hash table in arrays, looked up for thousands of chunks at a time."""

from __future__ import annotations

import secrets

import numpy as np

from search.columnar.arrays import Array, Integers, Mask
from search.columnar.splitting import Keys

_FREE = -1
_SLOTS_A_NUMBER = 4  # nearly every chunk then stands in the first slot that is looked at
# Secret, so that nobody can write a document whose chunks all have the same slot.
_FACTORS = np.array([secrets.randbits(64) | 1 for _ in range(2)], dtype=np.uint64)


class ChunkTable:
    """Numbers by key. A key stands in the slot that it hashes to, or in the first free one after it."""

    def __init__(self) -> None:
        self._number_of_slot = np.full(_SLOTS_A_NUMBER, _FREE, dtype=np.int32)
        self._keys = Keys(np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.uint64))

    def find(self, keys: Keys) -> Array:
        """The numbers of these keys, -1 for those that are not in the table: int64[keys]."""
        slot = self._slots(keys)
        numbers = self._number_of_slot.take(slot).astype(np.intp)
        wrong = np.flatnonzero(self._are_others(numbers, keys))
        while len(wrong):
            slot[wrong] = self._next(slot[wrong])
            numbers[wrong] = self._number_of_slot[slot[wrong]]
            wrong = wrong[self._are_others(numbers[wrong], keys.of(wrong))]
        return numbers

    def add(self, keys: Keys, numbers: Integers) -> None:
        """Adds keys that are not in the table; the same one may be given several times, with the same number."""
        if not len(numbers):
            return
        self._make_room(int(numbers.max()) + 1)
        self._keys.first[numbers], self._keys.second[numbers] = keys.first, keys.second
        self._settle(keys, numbers)

    def _settle(self, keys: Keys, numbers: Integers) -> None:
        slot, homeless = self._slots(keys), np.arange(len(numbers))
        while len(homeless):
            settling = homeless[self._number_of_slot[slot[homeless]] == _FREE]
            self._number_of_slot[slot[settling]] = numbers[settling]  # of several with one slot, the last one settles
            homeless = homeless[self._number_of_slot[slot[homeless]] != numbers[homeless]]
            slot[homeless] = self._next(slot[homeless])

    def _slots(self, keys: Keys) -> Array:
        mixed = (keys.first ^ keys.second * _FACTORS[1]) * _FACTORS[0]
        bits = len(self._number_of_slot).bit_length() - 1
        slots: Array = (mixed >> np.uint64(64 - bits)).astype(np.intp)
        return slots

    def _next(self, slots: Integers) -> Integers:
        return slots + 1 & len(self._number_of_slot) - 1

    def _are_others(self, numbers: Array, keys: Keys) -> Mask:
        """Where a slot holds another key; none where it is free."""
        differ = self._keys.first.take(numbers) != keys.first
        differ |= self._keys.second.take(numbers) != keys.second
        others: Mask = differ & (numbers != _FREE)
        return others

    def _make_room(self, count: int) -> None:
        """Makes room for the numbers below `count`; those of longer chunks stay without a key."""
        if count <= len(self._keys.first):
            return
        size = 1 << count.bit_length()
        self._keys = Keys(_grown(self._keys.first, size), _grown(self._keys.second, size))
        self._number_of_slot = np.full(size * _SLOTS_A_NUMBER, _FREE, dtype=np.int32)
        known = np.flatnonzero(self._keys.first)  # no chunk begins with byte 0
        self._settle(self._keys.of(known), known)


def _grown(values: Array, size: int) -> Array:
    return np.concatenate([values, np.zeros(size - len(values), dtype=values.dtype)])
