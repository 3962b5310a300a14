"""Seeds to write -> tasks of about the same size, which processes can share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from search.catalogue import SeedEntry
from search.model import Document
from search.sources import Found, SeedFile, is_read_by_record

_TASKS_A_PROCESS = 4  # so that a process that is done early takes over from the others
_MOST_SEEDS_IN_A_TASK = 5000
_FEWEST_BYTES_IN_A_TASK = 1 << 16
_BYTES_AS_LONG_AS_OPENING = 1 << 12
_FEWEST_SEEDS_WORTH_PROCESSES = 200
_FEWEST_BYTES_WORTH_PROCESSES = 1 << 20


@dataclass(frozen=True, slots=True)
class Portion:
    """Every `of`-th document of a seed, from the one with this number on.

    What else there is to say about a seed belongs to its first portion, number 0.
    """

    number: int = 0
    of: int = 1

    def taken(self, found: Iterable[Found]) -> Iterator[Found]:
        ordinals = count()
        for each in found:
            number = next(ordinals) % self.of if isinstance(each, Document) else 0
            if number == self.number:
                yield each

    def of_known(self, entry: SeedEntry) -> SeedEntry:
        """The part of an entry that is about its documents."""
        documents = dict(islice(entry.documents.items(), self.number, None, self.of))
        rest = entry if self.number == 0 else SeedEntry(entry.fingerprint, {})
        return replace(rest, documents=documents)


@dataclass(frozen=True, slots=True)
class SeedWork:
    """A seed to index. `known` is its entry in the catalogue when it need not be read again, only written again."""

    file: SeedFile
    known: SeedEntry | None = None
    portion: Portion = Portion()

    @property
    def size(self) -> float:
        """Bytes, and what it takes besides to read a file."""
        return (self.file.size + _BYTES_AS_LONG_AS_OPENING) / self.portion.of


Task = Sequence[SeedWork]


def are_worth_processes(works: Task) -> bool:
    """False for so few and small seeds that starting a process would take longer than writing them."""
    divisible = sum(work.file.size for work in works if is_read_by_record(work.file))
    return len(works) >= _FEWEST_SEEDS_WORTH_PROCESSES or divisible >= _FEWEST_BYTES_WORTH_PROCESSES


def tasks(works: Task) -> Iterator[Task]:
    """The works in their order, some at a time, for one process."""
    return (works[start : start + _MOST_SEEDS_IN_A_TASK] for start in range(0, len(works), _MOST_SEEDS_IN_A_TASK))


def shared_tasks(works: Task, *, jobs: int) -> Iterator[Task]:
    """The same for several processes: tasks are smaller, and large seeds that are read by record are divided.

    Each portion is a task of its own. Whoever writes one reads past the others, so there are no more than processes.
    """
    size_of_task = max(_FEWEST_BYTES_IN_A_TASK, sum(work.size for work in works) / (jobs * _TASKS_A_PROCESS))
    task, size = list[SeedWork](), 0.0
    for work in (part for whole in works for part in _divided(whole, size_of_task, jobs)):
        task.append(work)
        size += work.size
        if len(task) == _MOST_SEEDS_IN_A_TASK or size >= size_of_task or work.portion.of > 1:
            yield task
            task, size = [], 0.0
    if task:
        yield task


def _divided(work: SeedWork, size_of_task: float, jobs: int) -> Iterator[SeedWork]:
    of = max(1, min(jobs, int(work.size / size_of_task))) if is_read_by_record(work.file) else 1
    return (replace(work, portion=Portion(number, of)) for number in range(of))
