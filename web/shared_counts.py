"""Numbers that the workers of one server add to together, whichever of them is asked for the sums."""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class SharedCounts:
    """Named numbers in a nameless file, mapped by every process that is forked after it is made.

    A lock of the kernel's guards it, which a process that dies lets go of; threads of one process have a lock beside.
    """

    def __init__(self, names: list[str]) -> None:
        self._place = {name: place for place, name in enumerate(names)}
        self._file, path = tempfile.mkstemp()
        weakref.finalize(self, os.close, self._file)
        os.unlink(path)
        os.truncate(self._file, 8 * max(1, len(names)))
        self._values = memoryview(mmap.mmap(self._file, 0)).cast("d")
        self._threads = threading.Lock()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def add(self, amounts: Mapping[str, float]) -> None:
        """Adds to each of these numbers, all at once."""
        with self._alone():
            for name, amount in amounts.items():
                self._values[self._place[name]] += amount

    def read(self) -> dict[str, float]:
        """All numbers as they are at one moment."""
        with self._alone():
            return dict(zip(self._place, self._values, strict=False))
