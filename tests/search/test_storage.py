import os
import subprocess
import sys

import pytest

from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated
from search.storage import Manifest, files_of, live_generation, live_name, locked, new_generation, publish, verify


def publish_text(index_dir, text, version="1"):
    with new_generation(index_dir) as folder:
        (folder / "index.txt").write_text(text)
        return publish(index_dir, folder, Manifest(version, 1, "fingerprint", "x", "", files_of(folder)))


def test_before_the_first_reindex_the_remedy_is_named(tmp_path):
    with pytest.raises(IndexMissing, match="run `reindex`"):
        live_generation(tmp_path, "1")


def test_the_newest_generation_is_live_and_the_one_before_is_kept(tmp_path):
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)

    live = live_generation(tmp_path, "1")

    assert (live.folder / "index.txt").read_text() == "three"
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000002", "000003"]


def test_a_build_that_fails_leaves_the_live_generation_and_no_litter(tmp_path):
    publish_text(tmp_path, "one")

    with pytest.raises(FileNotFoundError), new_generation(tmp_path) as folder:
        (folder / "missing" / "half.txt").write_text("half")

    assert [path.name for path in (tmp_path / "generations").iterdir()] == [live_name(tmp_path)]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    leftover = tmp_path / "generations" / ".building-000001"
    leftover.mkdir(parents=True)
    (leftover / "half.txt").write_text("half")

    publish_text(tmp_path, "one")

    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["000001"]


def test_an_index_of_another_version_is_refused(tmp_path):
    publish_text(tmp_path, "one", version="0")

    with pytest.raises(IndexOutdated, match="version 0"):
        live_generation(tmp_path, "1")


def test_a_truncated_file_is_named_when_the_index_is_opened(tmp_path):
    generation = publish_text(tmp_path, "one")
    (generation.folder / "index.txt").write_text("on")

    with pytest.raises(IndexDamaged, match="index"):
        live_generation(tmp_path, "1")


def test_a_flipped_bit_is_named_by_a_check(tmp_path):
    generation = publish_text(tmp_path, "one")
    (generation.folder / "index.txt").write_text("onf")

    with pytest.raises(IndexDamaged, match="index"):
        verify(live_generation(tmp_path, "1"))


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"files": {}}'])
def test_a_manifest_that_is_not_one_is_named(tmp_path, manifest):
    generation = publish_text(tmp_path, "one")
    (generation.folder / "manifest.json").write_text(manifest)

    with pytest.raises(IndexDamaged, match="manifest"):
        live_generation(tmp_path, "1")


def test_the_second_reindex_is_told_who_holds_the_lock(tmp_path):
    with locked(tmp_path), pytest.raises(IndexBusy, match=f"process {os.getpid()}"), locked(tmp_path):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path):
    hold = "import os, sys; from pathlib import Path; from search.storage import locked\n"
    hold += "with locked(Path(sys.argv[1])): os._exit(9)"
    subprocess.run([sys.executable, "-c", hold, str(tmp_path)], check=False)

    with locked(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())
