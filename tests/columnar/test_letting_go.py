"""What is no longer needed goes at once: none of it waits until Python looks for unreachable cycles."""

import gc
import sys
import weakref

import pytest

from search.columnar.index import open_columnar
from search.columnar.recent import Recent
from search.model import DateRange
from tests.columnar.corpora import Writer
from tests.columnar.test_concurrency import TREES


@pytest.fixture
def without_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def folder(tmp_path):
    return Writer(5).collection(60, 3).write(tmp_path)


@pytest.mark.parametrize("tree", TREES, ids=repr)
@pytest.mark.usefixtures("without_collector")
def test_a_search_leaves_nothing_of_what_it_found(folder, tree):
    index = open_columnar(folder)
    evaluation = index.evaluation(tree)
    found = evaluation.matched()
    evaluation.scores(found.documents)
    evaluation.best(found, 3)
    held = [weakref.ref(part) for part in (evaluation, evaluation._matches, *evaluation._matches.segments)]

    del evaluation, found

    assert [part() for part in held] == [None] * len(held)


@pytest.mark.usefixtures("without_collector")
def test_an_index_that_was_asked_everything_closes_its_files_at_once(folder):
    index = open_columnar(folder)
    _ask_everything(index)
    held = [weakref.ref(index), *map(weakref.ref, index.segments)]

    del index

    assert [part() for part in held] == [None] * len(held)


def _ask_everything(index):
    for tree in TREES:
        index.evaluate(tree)
    index.count("actor", index.live)
    index.overlapping("mentioned", DateRange(None, None))
    index.first_by_day("published", index.live, 3, newest=True)
    index.histogram_of_everything("published", (726_000, 727_000), 728_000)
    index.stored(0)
    index.remembered("anything", lambda: 1)


def test_values_are_remembered_within_a_budget_those_computed_lately_longest():
    recent = Recent(10, len)
    for value in ("aaaa", "bbbb", "cccc"):
        recent.get(value[0], lambda value=value: value)

    assert recent.get("c", lambda: "anew") == "cccc"
    assert recent.get("a", lambda: "anew") == "anew"
    assert recent.size <= 10


def test_what_is_larger_than_the_whole_budget_is_not_remembered():
    recent = Recent(100, sys.getsizeof)
    recent.get("short", lambda: "short")

    assert recent.get("long", lambda: "x" * 1000) == "x" * 1000

    assert recent.size == sys.getsizeof("short")
