"""Seeds in numbers, depths and states that nobody wished for: read or reported, and never twice."""

import os
import random
import sqlite3
import subprocess
import sys
import time

import pytest

from search import indexing
from search.annotation_cache import FILE_NAME
from search.extraction import annotate
from search.model import SearchRequest
from search.pipeline import reindex
from search.searcher import open_index
from tests.reliability.reindexing import start

# `make soak` asks for 100,000 files, a tenth of them malformed, and one file of 100 MB.
FILES = int(os.environ.get("CHANCERY_SOAK_FILES", "120"))
IS_SOAK = "CHANCERY_SOAK_FILES" in os.environ
NAMES = (
    "Примечание",
    "備忘録",
    "ملاحظة",
    "σημείωμα",
    "टिप्पणी",
    "ברית",
    "ñandú",
    "a b'c\"d",
    "%2e%2e",
    "e\u0301",
    "x" * 200,
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def _search(index_dir, text):
    return open_index(index_dir).search(SearchRequest(text, page_size=100))


def test_names_in_any_script_and_deep_folders_are_read(seeds, tmp_path):
    deep = seeds.joinpath(*["deeper"] * 60)
    deep.mkdir(parents=True)
    for folder in (seeds, deep):
        for name in NAMES:
            (folder / f"{name}.txt").write_text("Note\n\nTalks in Geneva.")

    report = reindex(seeds, tmp_path / "index")

    assert report.added == 2 * len(NAMES)
    assert report.skipped == ()
    for hit in _search(tmp_path / "index", "talks").hits:
        assert open_index(tmp_path / "index").document(hit.id).document.id == hit.id


def test_malformed_files_are_named_and_the_others_are_read(seeds, tmp_path):
    chance = random.Random(7)
    suffixes = (".txt", ".md", ".html", ".json", ".jsonl", ".csv")
    for number in range(FILES // 10):
        (seeds / f"bad-{number}{chance.choice(suffixes)}").write_bytes(chance.randbytes(chance.randrange(400)))
    for number in range(FILES - FILES // 10):
        (seeds / f"good-{number}.txt").write_text(f"Note {number}\n\nTalks in Geneva, number {number}.")

    report = reindex(seeds, tmp_path / "index")

    assert _search(tmp_path / "index", "talks").total == FILES - FILES // 10
    assert all(skipped.path.startswith("bad-") and skipped.reason for skipped in report.skipped)


def test_a_seeds_folder_that_changes_while_it_is_read_stops_nothing(seeds, tmp_path):
    for number in range(FILES):
        (seeds / f"{number:06}.txt").write_text(f"Note {number}\n\nTalks in Geneva, number {number}.")
    running = start(seeds, tmp_path / "index")
    for number in range(FILES - 1, 0, -3):
        (seeds / f"{number:06}.txt").unlink()
        (seeds / f"new-{number:06}.txt").write_text("Note\n\nTalks in Geneva, while it is read.")
        time.sleep(0.002)
    _, said = running.communicate()

    assert running.returncode in (0, 3), said
    reindex(seeds, tmp_path / "index")
    assert _search(tmp_path / "index", "talks").total == FILES


def test_a_run_that_was_killed_is_taken_up_where_it_was(seeds, tmp_path, monkeypatch):
    for number in range(FILES):
        (seeds / f"{number:06}.txt").write_text(f"Note {number}\n\n" + f"Talks on Tuesday, number {number}. " * 40)
    running = start(seeds, tmp_path / "index")
    _wait_for_annotations(tmp_path / "index", running)
    running.kill()
    running.communicate()
    kept = _annotations(tmp_path / "index")
    read = []
    monkeypatch.setattr(
        indexing, "annotate", lambda document, **how: read.append(document.id) or annotate(document, **how)
    )

    report = reindex(seeds, tmp_path / "index", jobs=1)

    print(f"killed after {kept:,} of {FILES:,} texts had been read; the next run read {len(read):,}")
    assert kept > 0
    assert report.added == FILES
    assert len(set(read)) == len(read) == FILES - kept
    assert _annotations(tmp_path / "index") == FILES


def _wait_for_annotations(index_dir, running):
    while running.poll() is None and not _annotations(index_dir):
        time.sleep(0.01)


def _annotations(index_dir):
    """How many texts the cache remembers."""
    if not (index_dir / FILE_NAME).exists():
        return 0
    connection = sqlite3.connect(index_dir / FILE_NAME, timeout=10)
    try:
        return connection.execute("SELECT count(*) FROM annotations").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize("megabytes", [100 if IS_SOAK else 2])
def test_one_very_large_file_is_read_or_named(seeds, tmp_path, megabytes):
    (seeds / "small.txt").write_text("Note\n\nTalks in Geneva.")
    line = "Talks in Geneva on arms control went on without a result.\n"
    (seeds / "large.txt").write_text("Large\n\n" + line * (megabytes * 2**20 // len(line)))
    command = [sys.executable, "-m", "search", "reindex", "--seeds", seeds, "--index", tmp_path / "index"]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == (3 if IS_SOAK else 0)
    assert "Traceback" not in ended.stderr
    assert ("large.txt" in ended.stderr) == IS_SOAK
    assert _search(tmp_path / "index", "geneva").total == (1 if IS_SOAK else 2)
