"""Seeds shared out among processes: each once, whole or in portions, in tasks of about the same size."""

from collections import Counter, defaultdict
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.catalogue import SeedEntry
from search.model import Document, Skipped
from search.sources import Remark, SeedFile
from search.works import Portion, SeedWork, are_worth_processes, shared_tasks, tasks

KB = 1 << 10
MB = 1 << 20
SIZES = st.lists(st.tuples(st.sampled_from([".txt", ".jsonl", ".csv"]), st.integers(0, 9 * MB)), max_size=30)


def works(*files):
    return [SeedWork(SeedFile(path, size, 1)) for path, size in files]


def documents(count):
    return [Document(str(number), "Talks", "") for number in range(count)]


@given(SIZES, st.integers(2, 8))
def test_every_seed_is_in_the_tasks_once_in_order_and_in_all_its_portions(sizes, jobs):
    whole = works(*[(f"{number}{suffix}", size) for number, (suffix, size) in enumerate(sizes)])

    portions = defaultdict(list)
    for work in chain.from_iterable(shared_tasks(whole, jobs=jobs)):
        portions[work.file].append(work.portion)

    assert list(portions) == [work.file for work in whole]
    assert all(of == [Portion(number, len(of)) for number in range(len(of))] for of in portions.values())


def test_a_large_file_of_many_documents_is_divided_and_each_portion_is_a_task_of_its_own():
    shared = shared_tasks(works(("a.txt", KB), ("notes.jsonl", 8 * MB), ("z.txt", KB)), jobs=2)

    assert [[(work.file.path, work.portion.number) for work in task] for task in shared] == [
        [("a.txt", 0), ("notes.jsonl", 0)],
        [("notes.jsonl", 1)],
        [("z.txt", 0)],
    ]


@pytest.mark.parametrize("path", ["a.txt", "a.html", "a.md", "a.json"])
def test_a_file_that_is_read_at_once_is_never_divided(path):
    (task,) = shared_tasks(works((path, 8 * MB)), jobs=2)

    assert [work.portion for work in task] == [Portion()]


def test_many_small_seeds_are_some_tasks_for_each_process():
    shared = list(shared_tasks(works(*[(f"{number}.txt", 4 * KB) for number in range(800)]), jobs=2))

    assert [len(task) for task in shared] == [100] * 8


def test_in_one_process_nothing_is_divided():
    assert [len(task) for task in tasks(works(*[("a.jsonl", 8 * MB)] * 5001))] == [5000, 1]


@pytest.mark.parametrize(
    ("files", "are_worth"),
    [
        ([("a.txt", KB)] * 199, False),
        ([("a.txt", KB)] * 200, True),
        ([("a.txt", 9 * MB)], False),
        ([("a.jsonl", 9 * MB)], True),
        ([("a.json", 9 * MB)], False),
        ([("a.jsonl", KB)], False),
    ],
)
def test_processes_are_started_for_many_seeds_or_for_much_that_can_be_divided(files, are_worth):
    assert are_worth_processes(works(*files)) is are_worth


@given(st.integers(0, 20), st.integers(1, 6))
def test_portions_hold_every_document_once_and_what_else_was_found_once(count, of):
    found = [Remark("odd"), *documents(count), Skipped("a.jsonl", "line 3")]

    taken = Counter(each for number in range(of) for each in Portion(number, of).taken(found))

    assert taken == Counter(found)


@given(st.integers(0, 20), st.integers(1, 6))
def test_portions_of_what_is_known_are_those_of_what_is_read(count, of):
    ids = [str(number) for number in range(count)]
    entry = SeedEntry("1-1", dict.fromkeys(ids, "hash"), (Skipped("a.jsonl", "line 3"),), ("odd",))

    portions = [Portion(number, of) for number in range(of)]

    for portion in portions:
        read = [found.id for found in portion.taken(documents(count)) if isinstance(found, Document)]
        assert list(portion.of_known(entry).documents) == read
    assert [portion.of_known(entry).skipped for portion in portions] == [entry.skipped, *[()] * (of - 1)]
