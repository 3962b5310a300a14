"""A reindex that dies or cannot write: the index answers as before or as after, never otherwise."""

import os
import random

import pytest

from search.pipeline import reindex
from tests.reliability.reindexing import answer, kill_after, start, verified, write_edition

# `make soak` asks for 200 moments; the suite tries a few.
MOMENTS = int(os.environ.get("CHANCERY_SOAK_KILLS", "8"))


@pytest.fixture
def folders(tmp_path):
    write_edition(tmp_path / "seeds", 0)
    reindex(tmp_path / "seeds", tmp_path / "index")
    return tmp_path / "seeds", tmp_path / "index"


def test_killed_at_any_moment_the_index_answers_as_before_or_as_after(folders):
    seeds, index_dir = folders
    chance = random.Random(17)
    killed = 0
    for edition in range(1, MOMENTS + 1):
        before = verified(index_dir)
        write_edition(seeds, edition)

        killed += kill_after(start(seeds, index_dir), chance.uniform(0.05, 1.5))

        left = verified(index_dir)
        reindex(seeds, index_dir)
        after = verified(index_dir)
        assert left in (before, after)
        assert [name for name in os.listdir(index_dir / "generations") if not name.isdecimal()] == []
    assert killed > 0


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
