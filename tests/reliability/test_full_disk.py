"""A disk of a megabyte or two that fills at every point of a reindex: the index stays, and the remedy is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from search.errors import IndexUnwritable
from search.pipeline import reindex
from tests.lacking import lacking
from tests.reliability.reindexing import answer, verified, write_edition

POINTS = 60 if "CHANCERY_SOAK_KILLS" in os.environ else 6
DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2"'


def _can_mount(folder):
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run([*DISK, MOUNT, "sh", "64k", str(folder)], capture_output=True, check=False)
    return tried.returncode == 0


def test_wherever_the_disk_fills_the_index_stays_and_the_next_run_with_room_goes_on(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _can_mount(disk):
        lacking("no small disk can be mounted here; tests/reliability/test_every_step.py stands in for it")
    write_edition(tmp_path / "seeds", 0)
    reindex(tmp_path / "seeds", tmp_path / "index", jobs=1)
    program = [sys.executable, "-m", "tests.reliability.test_full_disk", str(tmp_path)]

    ended = subprocess.run(
        [*DISK, MOUNT + ' && shift 2 && exec "$@"', "sh", "4m", str(disk), *program],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    print(ended.stdout)
    assert ended.returncode == 0, ended.stderr
    assert "refused" in ended.stdout


def fill_at_every_point(folder):
    """Run with the small disk mounted at folder/disk: leaves less and less room, and reindexes each time."""
    disk, seeds, refused = folder / "disk", folder / "seeds", 0
    needed = _bytes_needed(folder)
    for point in range(POINTS):
        index_dir = shutil.copytree(folder / "index", disk / "index")
        before = answer(index_dir)
        write_edition(seeds, point + 1)
        _leave(disk, needed * point // POINTS)
        try:
            reindex(seeds, index_dir, jobs=1)
        except IndexUnwritable:
            assert verified(index_dir) == before
            refused += 1
        (disk / "ballast").unlink()
        reindex(seeds, index_dir, jobs=1)
        assert {name.rsplit("-", 1)[1] for name in verified(index_dir)[0]} == {f"{point + 1}.txt"}
        shutil.rmtree(index_dir)
    print(f"{POINTS} points up to {needed:,} bytes: {refused} refused")


def _bytes_needed(folder):
    """How much more the disk holds after a reindex with room."""
    index_dir = shutil.copytree(folder / "index", folder / "disk" / "index")
    before = os.statvfs(folder / "disk").f_bfree
    write_edition(folder / "seeds", 1000)
    reindex(folder / "seeds", index_dir, jobs=1)
    after = os.statvfs(folder / "disk")
    shutil.rmtree(index_dir)
    return (before - after.f_bfree) * after.f_bsize


def _leave(disk, room):
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(max(0, free.f_bfree * free.f_bsize - room)))


if __name__ == "__main__":
    fill_at_every_point(Path(sys.argv[1]))
