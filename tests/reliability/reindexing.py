"""A reindex in a process of its own, which a test may kill or starve."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from search.model import SearchRequest
from search.pipeline import check
from search.searcher import open_index


def start(seeds, index_dir, *, jobs=1, largest_file=None):
    """A running `reindex`; it may not write files of more than `largest_file` bytes."""
    limit = None if largest_file is None else lambda: _limit(largest_file)
    command = [
        sys.executable,
        "-m",
        "search",
        "reindex",
        "--seeds",
        str(seeds),
        "--index",
        str(index_dir),
        "--jobs",
        str(jobs),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit)


def _limit(size):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the write fails, as on a full disk, instead of killing
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def kill_after(process, seconds):
    """Kills the process after so many seconds of its life, if it still lives; True when it did.

    Returns once the processes that it had started have ended too, and fails where they go on without it.
    """
    time.sleep(seconds)
    was_alive = process.poll() is None
    children = children_of(process.pid)
    process.kill()
    process.communicate()
    wait_for_the_end_of(children)
    return was_alive


def children_of(number):
    try:
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except OSError:
        return []


def wait_for_the_end_of(processes, seconds=20):
    give_up = time.monotonic() + seconds
    while alive := [number for number in processes if Path(f"/proc/{number}").exists()]:
        assert time.monotonic() < give_up, f"processes {alive} go on without the one that started them"
        time.sleep(0.01)


def seconds_of(process):
    """How long a run takes that nobody disturbs."""
    started = time.monotonic()
    process.communicate()
    return time.monotonic() - started


def answer(index_dir):
    """What the index answers to a search that every collection of these tests can tell apart."""
    index = open_index(index_dir)
    return sorted(hit.id for hit in index.search(SearchRequest("edition", page_size=100)).hits), index.fingerprint


def write_edition(seeds, number, notes=6):
    """Changes every seed, so that every edition of the collection answers differently."""
    seeds.mkdir(exist_ok=True)
    for name in range(notes):
        text = f"Edition of {number}\n\nEdition {number} tells of talks in Geneva, note {name}."
        (seeds / f"{name}-{number}.txt").write_text(text)
    for old in seeds.glob("*.txt"):
        if not old.stem.endswith(f"-{number}"):
            old.unlink()


def verified(index_dir):
    """The answer of an index whose every file is what was written."""
    check(index_dir)
    return answer(index_dir)
