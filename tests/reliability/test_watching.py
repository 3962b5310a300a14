"""`reindex --watch`: what changes among the seeds is live within seconds, and what goes wrong stops nothing."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from search.model import SearchRequest
from search.searcher import open_index
from search.storage import live_name, locked

SECONDS = 60


@contextmanager
def watching(seeds, index_dir, log):
    command = [sys.executable, "-m", "search", "reindex", "--seeds", str(seeds), "--index", str(index_dir), "--watch"]
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, preexec_fn=heed_interrupts)
        try:
            yield process
            process.send_signal(signal.SIGINT)
            process.wait(timeout=SECONDS)
        finally:
            process.kill()
            process.wait()


def heed_interrupts():
    """A shell lets what it runs in the background ignore them, and what that runs in turn."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_until(is_true, process):
    give_up = time.monotonic() + SECONDS
    while not is_true():
        assert process.poll() is None
        assert time.monotonic() < give_up
        time.sleep(0.1)


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Arms control\n\nTalks in Geneva.")
    return tmp_path / "seeds", tmp_path / "index", tmp_path / "log"


def _found(index_dir, text):
    return open_index(index_dir).search(SearchRequest(text)).total


def test_a_watched_folder_is_indexed_anew_whenever_it_changes_and_only_then(folders):
    seeds, index_dir, log = folders
    with watching(*folders) as process:
        wait_until(lambda: "generation 000001" in log.read_text(), process)

        (seeds / "b.txt").write_text("Grain\n\nIt left the port.")
        wait_until(lambda: "generation 000002" in log.read_text(), process)
        time.sleep(2.5)  # two more looks at seeds that are as they were

        assert live_name(index_dir) == "000002"
        assert _found(index_dir, "grain") == 1
    assert "Traceback" not in log.read_text()  # nor after it was interrupted


def test_what_goes_wrong_while_watching_is_said_once_and_tried_again(folders):
    seeds, index_dir, log = folders
    with watching(*folders) as process:
        wait_until(lambda: "generation 000001" in log.read_text(), process)

        with locked(index_dir):
            (seeds / "b.txt").write_text("Grain\n\nIt left the port.")
            wait_until(lambda: "another reindex" in log.read_text(), process)
        wait_until(lambda: "generation 000002" in log.read_text(), process)
        seeds.rename(seeds.with_name("elsewhere"))
        wait_until(lambda: "there is no folder of seeds" in log.read_text(), process)
        time.sleep(2.5)
        seeds.with_name("elsewhere").rename(seeds)
        (seeds / "c.txt").write_text("Oil\n\nIt rose.")
        wait_until(lambda: "generation 000003" in log.read_text(), process)

    assert _found(index_dir, "oil") == 1
    assert log.read_text().count("there is no folder of seeds") == 1
    assert "Traceback" not in log.read_text()
