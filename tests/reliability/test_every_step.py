"""Whatever happens at any step on the disk, the index answers as before or as after, and the next run mends it."""

import os
import shutil
import signal

import pytest

from search.pipeline import reindex
from tests.reliability.faults import DONE, REFUSED, killed_at, steps_of, unable_to_write_from
from tests.reliability.reindexing import answer, verified, write_edition

# `make soak` looks at every step; the suite at every tenth, and at the last ones, which make the new generation live.
IS_SOAK = "CHANCERY_SOAK_KILLS" in os.environ
STRIDE = 1 if IS_SOAK else 10
LAST = 4


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """A collection with one generation, and the answers of it and of the next; its seeds are those of the next."""
    folder = tmp_path_factory.mktemp("steps")
    write_edition(folder / "seeds", 0)
    reindex(folder / "seeds", folder / "index", jobs=1)
    before = answer(folder / "index")
    write_edition(folder / "seeds", 1)
    after_folder = shutil.copytree(folder, folder / "after")
    steps = steps_of(after_folder / "seeds", after_folder / "index", folder / "steps.txt")
    return folder, before, answer(after_folder / "index"), steps


@pytest.fixture
def each_step(collection, tmp_path):
    """Fresh copies of the collection, one for each step that is looked at."""
    folder, _, _, steps = collection

    def copies():
        for step in sorted({*range(1, len(steps) + 1, STRIDE), *range(len(steps) - LAST, len(steps) + 1)}):
            for name in ("seeds", "index"):
                shutil.rmtree(tmp_path / name, ignore_errors=True)
                shutil.copytree(folder / name, tmp_path / name)
            yield step, tmp_path / "seeds", tmp_path / "index"

    return copies


def _assert_mended(seeds, index_dir, after):
    reindex(seeds, index_dir, jobs=1)
    assert verified(index_dir) == after
    assert [name for name in os.listdir(index_dir / "generations") if not name.isdecimal()] == []


def test_killed_at_any_step_the_index_answers_as_before_or_as_after(collection, each_step):
    _, before, after, _ = collection
    left = []
    for step, seeds, index_dir in each_step():
        assert killed_at(step, seeds, index_dir) == -signal.SIGKILL

        left.append(verified(index_dir))
        _assert_mended(seeds, index_dir, after)

    print(f"killed at {len(left)} steps: {left.count(before)} answered as before, {left.count(after)} as after")
    assert all(one in (before, after) for one in left)
    assert left[0] == before
    assert left[-1] == after


@pytest.mark.parametrize("steps", [1, 1_000_000] if IS_SOAK else [1_000_000])
def test_when_nothing_can_be_written_from_any_step_on_the_index_answers_as_before_or_as_after(
    collection, each_step, steps
):
    _, before, after, _ = collection
    left = []
    for step, seeds, index_dir in each_step():
        ended = unable_to_write_from(step, seeds, index_dir, steps=steps)

        left.append(verified(index_dir))
        assert ended in (DONE, REFUSED)
        assert left[-1] == after if ended == DONE else left[-1] in (before, after)
        _assert_mended(seeds, index_dir, after)

    print(
        f"could not write at {len(left)} steps: {left.count(before)} answered as before, {left.count(after)} as after"
    )
    assert before in left
