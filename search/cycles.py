"""Python's search for unreachable cycles, made seldom while many values are made that stay."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE_BETWEEN = 200_000  # objects; by default it is 700, and every hundredth time all that there are are looked through


@contextmanager
def seldom_sought() -> Iterator[None]:
    """While the block runs. A reindex holds some hundred thousand values, and makes hardly any cycles."""
    before = gc.get_threshold()
    gc.set_threshold(_MADE_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def not_sought_at_exit() -> None:
    """Lets the process end without looking through all that it holds, which is given back to the system anyway."""
    atexit.register(gc.freeze)
