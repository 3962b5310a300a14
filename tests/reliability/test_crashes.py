"""A reindex that dies or cannot write: the index answers as before or as after, never otherwise."""

import os
import random
import signal
import time

import pytest

from search.annotation_cache import FILE_NAME
from search.pipeline import reindex
from tests.reliability.reindexing import answer, children_of, kill_after, seconds_of, start, verified, write_edition

# `make soak` asks for 200 moments; the suite tries a few.
MOMENTS = int(os.environ.get("CHANCERY_SOAK_KILLS", "8"))


# So many seeds are read by several processes, which a killed one leaves behind.
NOTES_FOR_PROCESSES = 200


@pytest.fixture
def folders(tmp_path):
    write_edition(tmp_path / "seeds", 0)
    reindex(tmp_path / "seeds", tmp_path / "index")
    return tmp_path / "seeds", tmp_path / "index"


@pytest.mark.parametrize(
    ("jobs", "notes", "moments"), [(1, 6, MOMENTS - MOMENTS // 8), (2, NOTES_FOR_PROCESSES, MOMENTS // 8)]
)
def test_killed_at_any_moment_the_index_answers_as_before_or_as_after(folders, jobs, notes, moments):
    seeds, index_dir = folders
    chance = random.Random(17)
    write_edition(seeds, 0, notes)
    life = seconds_of(start(seeds, index_dir, jobs=jobs))
    became = {"killed": 0, "as before": 0, "as after": 0}
    for edition in range(1, moments + 1):
        before = verified(index_dir)
        write_edition(seeds, edition, notes)

        became["killed"] += kill_after(start(seeds, index_dir, jobs=jobs), chance.uniform(0, life))

        left = verified(index_dir)
        reindex(seeds, index_dir, jobs=1)
        after = verified(index_dir)
        assert left in (before, after)
        became["as before" if left == before else "as after"] += 1
        assert [name for name in os.listdir(index_dir / "generations") if not name.isdecimal()] == []
    print(f"{moments} moments within {life:.1f} s, {jobs} jobs: {became}")
    assert became["killed"] > 0


@pytest.mark.parametrize("largest_file", [0, 100, 2_000, 20_000])
def test_on_a_full_disk_the_index_stays_and_the_remedy_is_named(folders, largest_file):
    seeds, index_dir = folders
    before = verified(index_dir)
    write_edition(seeds, 1)

    process = start(seeds, index_dir, largest_file=largest_file)
    _, said = process.communicate()

    assert process.returncode == 1
    assert "cannot be written" in said
    assert "Traceback" not in said
    assert verified(index_dir) == before
    assert reindex(seeds, index_dir).added == 6


@pytest.mark.parametrize("name", ["labels.json", "catalogue.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["truncated", "removed"])
def test_a_damaged_generation_is_answered_by_the_one_before(folders, name, damage, caplog):
    seeds, index_dir = folders
    before = answer(index_dir)
    write_edition(seeds, 1)
    generation = reindex(seeds, index_dir).generation
    path = index_dir / "generations" / generation / name

    os.truncate(path, path.stat().st_size // 2) if damage == "truncated" else path.unlink()

    assert answer(index_dir) == before
    assert name in caplog.text
    assert "reindex --full" in caplog.text


def test_the_next_run_repairs_what_was_damaged(folders):
    seeds, index_dir = folders
    before = answer(index_dir)
    generation = reindex(seeds, index_dir).generation
    (index_dir / "generations" / generation / "labels.json").unlink()

    reindex(seeds, index_dir)

    assert verified(index_dir) == before


def test_a_process_of_the_reindex_that_is_killed_is_said_with_the_remedy_and_the_next_run_goes_on(folders):
    seeds, index_dir = folders
    before = verified(index_dir)
    write_edition(seeds, 1, NOTES_FOR_PROCESSES)
    running = start(seeds, index_dir, jobs=2)
    while len(children := children_of(running.pid)) < 3 and running.poll() is None:  # two, and one that keeps count
        time.sleep(0.01)

    os.kill(children[1], signal.SIGKILL)
    _, said = running.communicate()

    assert running.returncode == 1
    assert "fewer --jobs" in said
    assert "Traceback" not in said
    assert verified(index_dir) == before
    assert reindex(seeds, index_dir, jobs=1).added == NOTES_FOR_PROCESSES


@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_damaged_cache_of_annotations_costs_time_and_nothing_else(folders, place):
    seeds, index_dir = folders
    write_edition(seeds, 1, 60)
    reindex(seeds, index_dir, full=True)
    fresh = answer(index_dir)
    with (index_dir / FILE_NAME).open("r+b") as file:
        file.seek(int(place * os.path.getsize(index_dir / FILE_NAME)))
        file.write(random.Random(5).randbytes(3000))

    reindex(seeds, index_dir, full=True)

    assert verified(index_dir) == fresh
