"""Reindexes, restarts and rivals under load: no request fails, and none sees two generations."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.error import HTTPError

import pytest

from search.model import SearchRequest
from search.pipeline import reindex
from search.searcher import open_index
from tests.reliability.reindexing import start, write_edition
from tests.reliability.serving import fetched, load, mapped_generations, resident_megabytes, served

# `make soak` asks for 50.
REINDEXES = int(os.environ.get("CHANCERY_SOAK_REINDEXES", "4"))


@pytest.fixture
def folders(tmp_path):
    write_edition(tmp_path / "seeds", 0)
    reindex(tmp_path / "seeds", tmp_path / "index")
    return tmp_path / "seeds", tmp_path / "index"


def _publish_editions(seeds, index_dir, until_seen):
    for edition in range(1, REINDEXES + 1):
        write_edition(seeds, edition)
        until_seen(reindex(seeds, index_dir).generation)


def _wait_until(is_true):
    give_up = time.monotonic() + 30
    while not is_true():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def _edition(ids):
    """The one edition that the ids belong to; fails where there are two."""
    (edition,) = {name.rsplit("-", 1)[1] for name in ids}
    return edition


def _assert_one_edition_for_each_generation(answers):
    edition_of = {}
    for generation, total, ids in answers:
        assert total == len(ids) == 6
        assert edition_of.setdefault(generation, _edition(ids)) == _edition(ids)
    assert len(edition_of) == REINDEXES + 1


def test_searches_go_on_through_every_reindex_and_hold_one_generation_each(folders):
    seeds, index_dir = folders
    index = open_index(index_dir)

    def ask():
        results = index.search(SearchRequest("edition", page_size=100))
        return results.generation, results.total, [hit.id for hit in results.hits]

    def until_seen(generation):
        index.look()
        _wait_until(lambda: generation in {answer[0] for answer in found.answers[-20:]})

    with load(ask) as found:
        _wait_until(lambda: found.answers)
        _publish_editions(seeds, index_dir, until_seen)

    assert found.failures == []
    _assert_one_edition_for_each_generation(found.answers)
    assert mapped_generations("self", index_dir) <= {index.generation}


def test_an_index_that_is_held_answers_the_same_whatever_is_published(folders):
    seeds, index_dir = folders
    index = open_index(index_dir)
    held = index.held()
    before = held.search(SearchRequest("edition")).hits
    write_edition(seeds, 1)
    reindex(seeds, index_dir)

    held.look()
    index.look()

    assert held.search(SearchRequest("edition")).hits == before
    assert held.generation != index.generation


def test_the_site_answers_through_every_reindex_and_gives_the_memory_back(folders):
    seeds, index_dir = folders
    with served(index_dir, WEB_CONCURRENCY="2") as site:

        def ask():
            found = fetched(f"{site.address}/api/search?q=edition")
            return found["generation"], found["total"], [hit["id"] for hit in found["hits"]]

        def until_seen(generation):
            _wait_until(lambda: {answer[0] for answer in found.answers[-8:]} == {generation})
            memory.append(max(resident_megabytes(worker) for worker in site.workers))

        memory = []
        with load(ask) as found:
            _wait_until(lambda: found.answers)
            _publish_editions(seeds, index_dir, until_seen)
            live = {found.answers[-1][0]}
            for worker in site.workers:
                _wait_until(lambda worker=worker: mapped_generations(worker, index_dir) <= live)

    assert found.failures == []
    _assert_one_edition_for_each_generation(found.answers)
    assert memory[-1] - memory[0] < 30


def test_the_site_goes_back_a_generation_with_the_command_and_forward_with_the_next_reindex(folders):
    seeds, index_dir = folders
    write_edition(seeds, 1)
    reindex(seeds, index_dir)
    command = [sys.executable, "-m", "search", "reindex", "--index", str(index_dir)]
    with served(index_dir, WEB_CONCURRENCY="2") as site, load(lambda: _editions_of(site)) as found:
        for options, edition in ((["--rollback"], "0"), (["--seeds", str(seeds)], "1")):
            subprocess.run([*command, *options], check=True, capture_output=True)
            _wait_until(lambda edition=edition: found.answers[-8:] == [{edition}] * 8)

    assert found.failures == []
    assert all(answer in ({"0"}, {"1"}) for answer in found.answers)


def _editions_of(site):
    hits = fetched(f"{site.address}/api/search?q=edition")["hits"]
    return {hit["id"].removesuffix(".txt")[-1] for hit in hits}


def test_a_worker_that_is_asked_to_go_finishes_what_it_began_and_is_replaced(folders):
    _, index_dir = folders
    with served(index_dir, WEB_CONCURRENCY="2") as site, load(lambda: _total(site)) as found:
        for _ in range(3):
            _replace_a_worker(site, signal.SIGTERM, found)

    assert found.failures == []
    assert set(found.answers) == {6}


def test_workers_that_have_answered_enough_are_replaced_without_a_failure(folders):
    _, index_dir = folders
    often = "--max-requests 30 --max-requests-jitter 10"
    with served(index_dir, WEB_CONCURRENCY="2", GUNICORN_CMD_ARGS=often) as site:
        first = set(site.workers)
        with load(lambda: _total(site)) as found:
            _wait_until(lambda: len(set(site.workers) - first) == 2)

    assert found.failures == []
    assert set(found.answers) == {6}


def test_who_has_asked_is_answered_when_the_whole_site_is_asked_to_stop(folders):
    """Some are being answered, some wait for their turn, and some have not been taken yet."""
    _, index_dir = folders
    asked = b"GET /api/search?q=edition HTTP/1.1\r\nHost: a\r\n\r\n"
    with served(index_dir, WEB_CONCURRENCY="2") as site, ExitStack() as opened:
        port = int(site.address.rpartition(":")[2])
        clients = []
        for batch in range(2):
            for _ in range(10):
                clients.append(opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)))
                clients[-1].sendall(asked)
            if not batch:
                workers = site.workers
                for worker in workers:
                    os.kill(worker, signal.SIGSTOP)
        os.kill(site.master, signal.SIGTERM)
        time.sleep(0.5)
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
        answers = [client.recv(65_536) for client in clients]

    assert [answer.split(b" ", 2)[1] for answer in answers] == [b"200"] * 20


def test_a_worker_that_is_killed_takes_only_its_own_requests_with_it(folders):
    _, index_dir = folders
    with served(index_dir, WEB_CONCURRENCY="2") as site, load(lambda: _total(site)) as found:
        for _ in range(3):
            _replace_a_worker(site, signal.SIGKILL, found)

    assert set(found.answers) == {6}
    assert len(found.failures) <= 3 * 4  # at most what each of four askers had under way, three times
    assert not [failure for failure in found.failures if isinstance(failure, HTTPError)]


def _total(site):
    return fetched(f"{site.address}/api/search?q=edition")["total"]


def _replace_a_worker(site, how, found):
    worker = site.workers[0]
    os.kill(worker, how)
    _wait_until(lambda: worker not in site.workers and len(site.workers) == 2)
    answered = len(found.answers)
    _wait_until(lambda: len(found.answers) > answered + 8)


def test_of_two_reindexes_at_once_one_ends_at_once_and_names_the_other(folders):
    seeds, index_dir = folders
    for number in range(40):
        (seeds / f"long-{number}.txt").write_text("Note\n\n" + "Talks in Geneva on Tuesday. " * 300)
    rivals = [start(seeds, index_dir) for _ in range(2)]

    said = [rival.communicate()[1] for rival in rivals]

    codes = [rival.returncode for rival in rivals]
    assert sorted(codes) == [0, 4]
    assert f"process {rivals[codes.index(0)].pid}" in said[codes.index(4)]
