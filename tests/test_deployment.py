"""What a platform does with the Procfile, done here."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SECONDS_TO_BOOT = 60


@contextmanager
def deployed(tmp_path, **environment):
    """The web process of the Procfile, on a free port, as a platform starts it."""
    command = (PROJECT / "Procfile").read_text().removeprefix("web:").strip()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    variables = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PORT": str(port),
        "CHANCERY_INDEX_DIR": str(tmp_path / "index"),
        **environment,
    }
    process = subprocess.Popen(["sh", "-c", command], cwd=PROJECT, env=variables, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def status(url):
    """The status of an answer, waiting for the process to boot."""
    give_up = time.monotonic() + SECONDS_TO_BOOT
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


def test_the_web_process_builds_the_index_it_needs_and_serves_it(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("Arms control\n\nTalks went on.")

    with deployed(tmp_path, CHANCERY_SEEDS_DIR=str(seeds)) as site:
        assert status(f"{site}/healthz") == 200
        assert status(f"{site}/readyz") == 200
        assert status(f"{site}/?q=talks") == 200


def test_without_seeds_the_site_is_up_and_says_that_it_is_not_ready(tmp_path):
    with deployed(tmp_path, CHANCERY_SEEDS_DIR=str(tmp_path / "nowhere")) as site:
        assert status(f"{site}/healthz") == 200
        assert status(f"{site}/readyz") == 503


@pytest.mark.parametrize("path", ["bin/post_compile", ".ci/run"])
def test_scripts_of_the_platform_can_be_run(path):
    assert os.access(PROJECT / path, os.X_OK)


def test_the_python_of_the_platform_is_one_the_project_supports():
    wanted = (PROJECT / ".python-version").read_text().strip()
    supported = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["requires-python"]

    assert supported == f">={wanted}"


def test_lock_files_pin_everything_by_hash_and_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        text = (PROJECT / name).read_text()
        pinned = [block for block in text.split("\n") if "==" in block]
        assert len(pinned) > 20
        assert all(line.rstrip().endswith("\\") for line in pinned)
        assert "://" not in text
