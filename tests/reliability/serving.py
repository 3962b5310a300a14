"""The site under gunicorn, as it is deployed, for a test to load and to hurt."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SECONDS_TO_BOOT = 30


@dataclass
class Site:
    """A running site: its address, the process that started its workers, and what they all wrote."""

    address: str
    master: int
    log: Path

    @property
    def workers(self):
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text()
        return [int(number) for number in children.split()]


@contextmanager
def served(index_dir, app="", **environment):
    """The site on a free port, ready to answer; `app` is another one than gunicorn's settings name."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    variables = {
        **os.environ,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "CHANCERY_INDEX_DIR": str(index_dir),
        **environment,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "web/gunicorn.conf.py", *filter(None, [app])]
    log = Path(index_dir).parent / "site.log"
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=PROJECT, env=variables, stdout=file, stderr=file)
    try:
        site = Site(f"http://127.0.0.1:{port}", process.pid, log)
        _wait_for(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait_for(site):
    give_up = time.monotonic() + SECONDS_TO_BOOT
    while True:
        try:
            return urllib.request.urlopen(f"{site.address}/healthz", timeout=5).close()
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def fetched(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        return json.load(response)


@dataclass
class Load:
    """What came of asking again and again from several threads: every answer, and every failure."""

    answers: list = field(default_factory=list)
    failures: list = field(default_factory=list)


@contextmanager
def load(ask, threads=4):
    """Calls `ask` from several threads until the block ends; answers and failures are complete after it."""
    found, stop = Load(), threading.Event()

    def run():
        while not stop.is_set():
            try:
                found.answers.append(ask())
            except Exception as error:  # every kind of failure is what is looked for
                found.failures.append(error)

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in running:
            thread.join()


def mapped_generations(process, index_dir):
    """The names of the generations of which a process has files mapped."""
    folder = f"{index_dir}/generations/"
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    return {line.split(folder)[1].split("/")[0] for line in lines if folder in line}


def resident_megabytes(process):
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
