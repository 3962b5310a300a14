"""What the processes of the site hold open, and what they share."""

import os
from contextlib import suppress
from pathlib import Path

from tests.reliability.serving import fetched, mapped_generations, served
from tests.search.collections import document, publish_collection
from web import create_app

LISTENS = "00010000"  # a flag in /proc/net/unix


def _held(process):
    held = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            held.append(os.readlink(entry))
    return held


def _sockets(process):
    return {link.removeprefix("socket:[").removesuffix("]") for link in _held(process) if link.startswith("socket:")}


def _listening_for_commands():
    rows = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    return {row[6] for row in rows if row[3] == LISTENS}


def test_no_process_of_the_site_takes_commands_and_no_worker_shares_an_open_file_of_the_index(tmp_path):
    index_dir = publish_collection(tmp_path / "index", [document("a", "Gas and grain.")])
    with served(index_dir, WEB_CONCURRENCY="2") as site:
        for _ in range(20):
            assert fetched(f"{site.address}/api/search?q=gas")["total"] == 1

        for process in (site.master, *site.workers):
            assert not _sockets(process) & _listening_for_commands()
        assert not [path for path in _held(site.master) if path.startswith(str(index_dir))]  # what it has, all share
        assert mapped_generations(site.master, index_dir) == set()
        assert any(mapped_generations(worker, index_dir) for worker in site.workers)


def test_the_index_is_opened_after_workers_are_forked(tmp_path):
    index_dir = publish_collection(tmp_path / "index", [document("a", "Gas and grain.")])
    app = create_app({"INDEX_DIR": str(index_dir)})

    assert "search" not in app.extensions
    assert app.test_client().get("/readyz").status_code == 200
    assert "search" in app.extensions
