import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, IndexUnreadable, IndexUnwritable
from search.storage import (
    Manifest,
    files_of,
    go_back,
    live_generation,
    live_name,
    locked,
    new_generation,
    previous_generation,
    publish,
)


def publish_text(index_dir, text, version="1"):
    with new_generation(index_dir) as folder:
        (folder / "index.txt").write_text(text)
        return publish(index_dir, folder, Manifest(version, 1, "fingerprint", "x", "", files_of(folder)))


def test_before_the_first_reindex_the_remedy_is_named(tmp_path):
    with pytest.raises(IndexMissing, match="run `reindex`"):
        live_generation(tmp_path, "1")


def test_a_file_where_the_index_folder_should_be_is_named_with_the_remedy(tmp_path):
    (tmp_path / "index").write_text("a file")

    with pytest.raises(IndexUnreadable, match=r"index/CURRENT cannot be read: Not a directory; name another folder"):
        live_generation(tmp_path / "index", "1")


def test_a_folder_where_the_name_of_the_live_generation_should_be_is_named_with_the_remedy(tmp_path):
    (tmp_path / "CURRENT").mkdir()

    with pytest.raises(IndexUnreadable, match=r"CURRENT cannot be read: Is a directory.* run `reindex`"):
        live_generation(tmp_path, "1")


def test_where_all_generations_were_taken_away_the_next_build_starts_anew(tmp_path):
    publish_text(tmp_path, "one")
    shutil.rmtree(tmp_path / "generations")

    with pytest.raises(IndexMissing, match="run `reindex`"):
        previous_generation(tmp_path, "1")
    publish_text(tmp_path, "two")

    assert (live_generation(tmp_path, "1").folder / "index.txt").read_text() == "two"


def test_the_newest_generation_is_live_and_the_one_before_is_kept(tmp_path):
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)

    live = live_generation(tmp_path, "1")

    assert (live.folder / "index.txt").read_text() == "three"
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000002", "000003"]


def test_a_build_that_fails_leaves_the_live_generation_and_no_litter(tmp_path):
    publish_text(tmp_path, "one")

    with pytest.raises(IndexUnwritable), new_generation(tmp_path) as folder:
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


def test_a_flipped_bit_is_named_when_the_index_is_opened(tmp_path):
    generation = publish_text(tmp_path, "one")
    (generation.folder / "index.txt").write_text("onf")

    with pytest.raises(IndexDamaged, match="index"):
        live_generation(tmp_path, "1")


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


def test_going_back_makes_the_generation_before_live_again(tmp_path):
    publish_text(tmp_path, "one")
    publish_text(tmp_path, "two")

    go_back(tmp_path, "1")

    assert (live_generation(tmp_path, "1").folder / "index.txt").read_text() == "one"


def test_after_going_back_the_next_generation_keeps_the_one_that_was_live(tmp_path):
    publish_text(tmp_path, "one")
    publish_text(tmp_path, "two")
    go_back(tmp_path, "1")

    publish_text(tmp_path, "three")

    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000001", "000003"]


def test_there_is_nothing_to_go_back_to_before_the_second_reindex(tmp_path):
    publish_text(tmp_path, "one")

    with pytest.raises(IndexMissing, match="no generation before"):
        go_back(tmp_path, "1")


def test_a_damaged_generation_is_not_gone_back_to(tmp_path):
    first = publish_text(tmp_path, "one")
    publish_text(tmp_path, "two")
    (first.folder / "index.txt").write_text("onf")

    with pytest.raises(IndexMissing, match="no generation before"):
        go_back(tmp_path, "1")

    assert live_name(tmp_path) == "000002"


def test_an_index_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path):
    (tmp_path / "index").write_text("a file where the folder should be")

    with pytest.raises(IndexUnwritable, match="Make room"), locked(tmp_path / "index"):
        pass


def test_everything_is_on_disk_before_the_pointer_moves(tmp_path, monkeypatch):
    steps = []
    keep = {name: getattr(os, name) for name in ("fsync", "replace", "rename")}
    monkeypatch.setattr(os, "fsync", lambda fd: (steps.append(os.readlink(f"/proc/self/fd/{fd}")), keep["fsync"](fd)))
    monkeypatch.setattr(os, "replace", lambda a, b: (steps.append(f"replace {b}"), keep["replace"](a, b)))
    monkeypatch.setattr(os, "rename", lambda a, b: (steps.append(f"rename {b}"), keep["rename"](a, b)))

    publish_text(tmp_path, "one")

    generations = tmp_path / "generations"
    building = Path(next(step for step in steps if step.endswith("/index.txt"))).parent
    renamed = next(n for n, step in enumerate(steps) if step.startswith("rename"))
    assert {f"{building}/index.txt", f"{building}/manifest.json", f"{building}"} <= set(steps[:renamed])
    assert steps[renamed + 1 :] == [
        f"{generations}",
        f"{tmp_path}/CURRENT.new",
        f"replace {tmp_path}/CURRENT",
        f"{tmp_path}",
    ]
