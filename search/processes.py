"""A number of jobs -> a pool of as many processes, none of which outlives its use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import Thread

from search.errors import WorkerDied


class _Pool(ProcessPoolExecutor):
    """Begins all of its processes before it watches any, as the one of the library does with those that it forks.

    Spawned ones it begins one by one, beside the thread that watches them; that thread fails, or misses one, when
    another is killed meanwhile (`terminate_broken` of CPython 3.11 to 3.14).
    """

    _safe_to_dynamically_spawn_children = property(lambda _: False, lambda _, told: None)


@contextmanager
def processes(jobs: int) -> Iterator[Executor]:
    """The pool, while it is used; what has not begun by then is dropped.

    Raises WorkerDied where one of the processes is ended from outside. The others are ended by us then, since the pool
    waits for them.
    """
    context = get_context("spawn")
    until, in_use = context.Pipe(duplex=False)
    with until, in_use, _Pool(jobs, context, initializer=_end_after, initargs=(until,)) as pool:
        try:
            yield pool
        except BrokenProcessPool as error:
            in_use.close()
            raise WorkerDied(
                "a process of the reindex was ended from outside, as happens when memory runs out; the index is as "
                "it was. Run `reindex` again, with fewer --jobs or a smaller CHANCERY_MEMORY_MEGABYTES; it goes on "
                "from there"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)  # after a failure, what has not begun would only delay its message


def _end_after(until: Connection) -> None:
    """Ends this process once the other end is closed, also by the death of the process that holds it."""
    Thread(target=_wait_and_end, args=(until,), daemon=True).start()


def _wait_and_end(until: Connection) -> None:
    wait([until])
    os._exit(1)
