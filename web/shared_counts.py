"""Numbers that the workers of one server add to together, whichever of them is asked for the sums."""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress

_ROWS = 64  # as many as there may be workers


class SharedCounts:
    """Named numbers in a nameless file, mapped by every process that is forked after it is made.

    A process adds to a row of its own, so that none waits for another, and holds it by a lock of the kernel's on one
    byte of the file. When it dies the kernel lets go of that, and the next process goes on from the sums in the row.
    Processes for which there is no row share the last one, and lock it for each addition. Threads of one process have a
    lock beside.
    """

    def __init__(self, names: list[str], *, rows: int = _ROWS) -> None:
        self._place = {name: place for place, name in enumerate(names)}
        self._file, path = tempfile.mkstemp()
        weakref.finalize(self, os.close, self._file)
        os.unlink(path)
        os.truncate(self._file, 8 * len(names) * (rows + 1))
        values = memoryview(mmap.mmap(self._file, 0)).cast("d")
        *self._rows, self._shared = (values[start:][: len(names)] for start in range(0, len(values), len(names)))
        self._threads = threading.Lock()
        self._process, self._own = 0, self._shared

    def add(self, amounts: Mapping[str, float]) -> None:
        """Adds to each of these numbers."""
        with self._threads:
            if self._process != (process := os.getpid()):
                self._process, self._own = process, self._claimed()
            if self._own is self._shared:
                self._add_among_others(amounts)
            else:
                self._add(amounts)

    def _claimed(self) -> memoryview[float]:
        """The first row that no living process has, which is this one's from now on; else the one that is shared."""
        for number, row in enumerate(self._rows):
            with suppress(OSError):
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
                return row
        return self._shared

    def _add_among_others(self, amounts: Mapping[str, float]) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, len(self._rows))
        try:
            self._add(amounts)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, len(self._rows))

    def _add(self, amounts: Mapping[str, float]) -> None:
        for name, amount in amounts.items():
            self._own[self._place[name]] += amount

    def read(self) -> dict[str, float]:
        """The sums of all processes. Of what is being added just now, one number may have it and another not yet."""
        return dict(zip(self._place, map(sum, zip(*self._rows, self._shared, strict=True)), strict=True))
